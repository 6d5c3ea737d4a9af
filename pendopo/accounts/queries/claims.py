"""Claims to be somebody: looked up and checked the same way whether or not an account exists.

The slow hash is computed here, outside any transaction. The operation that follows counts the attempt under a row
lock before it trusts the claim, so many attempts at once do not outrun the lock-out.
"""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pendopo.accounts.channels import webauthn
from pendopo.accounts.models import AccountState, LoginThrottle, ResidentAccount, ResidentPasskey
from pendopo.accounts.queries.residents import my_account
from pendopo.accounts.rules import pin, throttle
from pendopo.kernel import clock
from pendopo.kernel.actor import Actor, system_actor
from pendopo.kernel.errors import Refusal
from pendopo.kernel.keys import site_keys
from pendopo.kernel.sealed import blind_index
from pendopo.people import queries as people

NOBODY = UUID(int=0)
Key = tuple[str, bytes]


class TooManyAttempts(Refusal):
    """This identifier or network must wait."""

    code = "too_many_attempts"
    default = _("Terlalu banyak percobaan. Tunggu sedikitnya 15 menit, atau datang ke kantor desa.")


@dataclass(frozen=True)
class Claim:
    """A claim to be the owner of an account. `account` stays empty when anything did not fit."""

    account: ResidentAccount | None
    keys: tuple[Key, ...]
    weak: str = ""
    secret_hash: str = ""
    passkey: ResidentPasskey | None = None
    sign_count: int = 0


def public_claim_by_secret(*, identifier: str, secret: str, address: str) -> Claim:
    """Check a telephone number or NIK with its PIN or passphrase; one slow hash, whatever is found."""
    account = _account_for(identifier)
    keys = _keys(identifier, account.pk if account else None, address)
    _refuse_locked(keys)
    usable = account is not None and account.state == AccountState.ACTIVE and account.resident.is_living
    stored = account.secret_hash if account is not None and usable else ""
    return Claim(account if pin.matches(secret, stored, site_keys().pepper) else None, keys)


def public_claim_by_code(*, nik: str, code: str, secret: str, address: str) -> Claim:
    """Check a one-time code with the NIK it was made for, and hash the secret chosen with it."""
    digits = throttle.plain_nik(nik)
    keys = _keys(f"code {digits}", None, address)
    _refuse_locked(keys)
    pepper = site_keys().pepper
    rows = ResidentAccount.objects.filter(code_hash=pin.keyed(pepper, "code", pin.plain_code(code)))
    rows = rows.filter(code_expires_at__gt=clock.now(), state__in=(AccountState.INVITED, AccountState.ACTIVE))
    account = rows.select_related("resident").first()
    fits = (
        account is not None
        and account.resident.is_living
        and pin.same(digits, str(account.resident.nik or ""))
    )
    birth_date = account.resident.birth_date if account is not None and fits else None
    weak = pin.weakness(secret, birth_date=birth_date, numbers=(digits,)) or ""
    return Claim(account if fits else None, keys, weak, pin.hash_secret(secret, pepper))


def public_claim_by_passkey(*, answer: str, state: webauthn.State | None, origin: str, address: str) -> Claim:
    """Check a browser's answer with a passkey; an unknown passkey looks like a wrong answer."""
    credential_id = webauthn.credential_of(answer) or b""
    keys = _keys(f"passkey {credential_id.hex()[:48]}", None, address)
    _refuse_locked(keys)
    rows = ResidentPasskey.objects.filter(credential_id=credential_id, account__state=AccountState.ACTIVE)
    passkey = rows.select_related("account__resident").first()
    if passkey is None or not passkey.account.resident.is_living:
        return Claim(None, keys)
    count = webauthn.check_answer(answer, state, bytes(passkey.credential), origin)
    # A counter that stands still or runs back betrays a copied key; keys without a counter always say 0.
    fits = count is not None and (count > passkey.sign_count or count == passkey.sign_count == 0)
    return Claim(passkey.account if fits else None, keys, passkey=passkey, sign_count=count or 0)


def claim_to_change(actor: Actor, *, old: str, new: str) -> tuple[ResidentAccount, Claim]:
    """Return the resident's own account with the old secret checked once more and the new one hashed."""
    account = my_account(actor)
    keys = _keys(f"change {account.pk}", account.pk, "")
    _refuse_locked(keys)
    pepper = site_keys().pepper
    numbers = (str(account.resident.nik or ""), str(account.phone or ""))
    weak = pin.weakness(new, birth_date=account.resident.birth_date, numbers=numbers) or ""
    fits = pin.matches(old, account.secret_hash, pepper)
    return account, Claim(account if fits else None, keys, weak, pin.hash_secret(new, pepper))


def _account_for(identifier: str) -> ResidentAccount | None:
    nik = throttle.plain_nik(identifier)
    if nik:
        person = people.identify_resident(system_actor("accounts.sign_in"), nik=nik)
        wanted = Q(resident_id=person.pk if person else NOBODY)
    else:
        wanted = Q(phone_index=blind_index("phone", throttle.plain_phone(identifier) or "-"))
    return ResidentAccount.objects.filter(wanted).select_related("resident").first()


def _keys(identifier: str, account_id: UUID | None, address: str) -> tuple[Key, ...]:
    settled = (
        throttle.plain_nik(identifier) or throttle.plain_phone(identifier) or identifier.strip().lower()[:64]
    )
    texts = {
        "identifier": settled,
        # An unknown account is counted like a known one.
        "account": str(account_id) if account_id else f"none {settled}",
        "network": throttle.network_of(address),
    }
    pepper = site_keys().pepper
    return tuple((kind, pin.keyed(pepper, f"attempt {kind}", text)[:16]) for kind, text in texts.items())


def _refuse_locked(keys: tuple[Key, ...]) -> None:
    """Refuse before any work while locked; this writes nothing, so a flood cannot fill the disk.

    A lock of the account is not among these: it looks like a wrong PIN, or else a telephone number would betray
    that it belongs to the NIK locked before.
    """
    shown = [key for kind, key in keys if kind != "account"]
    if any(throttle.is_locked(row.tally, clock.now()) for row in LoginThrottle.objects.filter(key__in=shown)):
        raise TooManyAttempts
