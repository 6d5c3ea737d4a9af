"""Whether a browser is known to an account, and the cookie that will prove it."""

from pendopo.accounts.models import ResidentAccount, User
from pendopo.accounts.rules import known
from pendopo.kernel import clock
from pendopo.kernel.keys import site_keys
from pendopo.kernel.queries import public_rule

Holder = User | ResidentAccount


def public_known_device(cookie: str, account: Holder | None) -> str:
    """Return the device that a browser's cookie proves for an account, or nothing."""
    if not cookie:
        return ""
    # The same work for an account that does not exist: anybody can send a cookie.
    owner = _owner(account) if account else known.Owner("", "", 0)
    days = int(public_rule("accounts.device_days"))
    device = known.known_device(cookie, owner, pepper=site_keys().pepper, on=clock.today(), days=days)
    return device if account else ""


def public_device_cookie(cookie: str, account: Holder) -> str:
    """Return a browser's cookie with a fresh proof for the account that has just signed in there."""
    return known.cookie_with(cookie, _owner(account), pepper=site_keys().pepper, on=clock.today())


def _owner(account: Holder) -> known.Owner:
    return known.Owner(type(account).__name__, str(account.pk), account.device_epoch)
