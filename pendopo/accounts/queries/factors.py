"""By what the second factors of an officer are known again: allauth keeps them in a table that no operation writes."""

import json
from collections.abc import Iterator

from allauth.mfa.models import Authenticator

from pendopo.accounts.models import User
from pendopo.kernel.columns import secret_mark
from pendopo.kernel.errors import KeyTrouble
from pendopo.kernel.sealed import unseal

SEAL = b"mfa_authenticator.data"
PASSING = ("name", "used_mask")  # what its owner and its use change


def factor_marks(user: User) -> list[str]:
    """Return a mark of each second factor that stands in the table now, in the order of the marks."""
    return sorted(_mark(user, one) for one in Authenticator.objects.filter(user_id=user.pk))


def public_factor_problems() -> Iterator[str]:
    """Name each officer whose second factors are not those that he was last known to have (`pendopo verify`)."""
    for user in User.objects.filter(factors__isnull=False).iterator():
        if user.factors != factor_marks(user):
            yield f"accounts_user {user.pk}: a second factor came, went or changed outside an operation"


def _mark(user: User, factor: Authenticator) -> str:
    said = {name: _opened(name, value) for name, value in factor.data.items() if name not in PASSING}
    text = json.dumps([factor.type, said], sort_keys=True, default=str)
    return secret_mark("mfa_authenticator", user.pk.bytes, text).hex()


def _opened(name: str, value: object) -> object:
    """Open what is sealed, so that a factor stays the same under a new sealing key."""
    if name not in ("secret", "seed") or not isinstance(value, str):
        return value
    try:
        return unseal(bytes.fromhex(value), SEAL)
    except (ValueError, KeyTrouble):
        return value
