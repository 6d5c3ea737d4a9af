"""Residents' claims to be somebody: looked up and checked the same way whether or not an account exists.

The slow hash is computed here, outside any transaction. The operation that follows counts the attempt under a row
lock before it trusts the claim, so many attempts at once do not outrun the lock-out.
"""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from pendopo.accounts.channels import webauthn
from pendopo.accounts.models import AccountState, ResidentAccount, ResidentPasskey
from pendopo.accounts.queries.counting import (
    Key,
    Spray,
    device_key,
    is_braked,
    is_locked,
    key_of,
    network_key,
    refuse_locked,
    spray_of,
)
from pendopo.accounts.queries.known import public_known_device
from pendopo.accounts.queries.residents import my_account
from pendopo.accounts.rules import pin, throttle
from pendopo.kernel import clock
from pendopo.kernel.actor import Actor, system_actor
from pendopo.kernel.keys import site_keys
from pendopo.kernel.sealed import blind_index
from pendopo.people import queries as people

NOBODY = UUID(int=0)


@dataclass(frozen=True)
class Claim:
    """A claim to be the owner of an account. `account` stays empty when anything did not fit."""

    account: ResidentAccount | None
    keys: tuple[Key, ...]
    weak: str = ""
    secret_hash: str = ""
    passkey: ResidentPasskey | None = None
    sign_count: int = 0
    spray: Spray | None = None  # what the brake counts; nothing where the browser is known
    as_stranger: bool = False  # the browser is known, and a stranger would be refused now


def public_claim_by_secret(*, identifier: str, secret: str, address: str, cookie: str = "") -> Claim:
    """Check a telephone number or NIK with its PIN or passphrase; one slow hash, whatever is found."""
    account = _account_for(identifier)
    strangers = _keys(identifier, account.pk if account else None, address)
    device = public_known_device(cookie, account)
    keys = device_key(device, account.pk) if device and account else strangers
    refuse_locked(keys)
    spray = None if device else spray_of("resident", pin.settled(secret), _target(identifier, account))
    usable = account is not None and account.state == AccountState.ACTIVE and account.resident.may_sign_in
    stored = account.secret_hash if account is not None and usable else ""
    fits = pin.matches(secret, stored, site_keys().pepper) and not is_braked(spray)
    return Claim(
        account if fits else None, keys, spray=spray, as_stranger=bool(device) and is_locked(strangers)
    )


def public_claim_by_code(*, nik: str, code: str, secret: str, address: str) -> Claim:
    """Check a one-time code with the NIK it was made for, and hash the secret chosen with it."""
    digits = throttle.plain_nik(nik)
    pepper = site_keys().pepper
    rows = ResidentAccount.objects.filter(code_hash=pin.keyed(pepper, "code", pin.plain_code(code)))
    rows = rows.filter(code_expires_at__gt=clock.now(), state__in=(AccountState.INVITED, AccountState.ACTIVE))
    account = rows.select_related("resident").first()
    fits = (
        account is not None
        and account.resident.may_sign_in
        and pin.same(digits, str(account.resident.nik or ""))
    )
    # Nobody guesses a code: whoever has it is stopped by no stranger's tries.
    keys = () if fits else _keys(f"code {digits}", None, address)
    refuse_locked(keys)
    birth_date = account.resident.birth_date if account is not None and fits else None
    weak = pin.weakness(secret, birth_date=birth_date, numbers=(digits,)) or ""
    return Claim(account if fits else None, keys, weak, pin.hash_secret(secret, pepper))


def public_claim_by_passkey(*, answer: str, state: webauthn.State | None, origin: str, address: str) -> Claim:
    """Check a browser's answer with a passkey; an unknown passkey looks like a wrong answer."""
    rows = ResidentPasskey.objects.filter(
        credential_id=webauthn.credential_of(answer) or b"", account__state=AccountState.ACTIVE
    )
    passkey = rows.select_related("account__resident").first()
    if passkey is not None and passkey.account.resident.may_sign_in:
        count = webauthn.check_answer(answer, state, bytes(passkey.credential), origin)
        # A counter that stands still or runs back betrays a copied key; keys without a counter always say 0.
        if count is not None and (count > passkey.sign_count or count == passkey.sign_count == 0):
            # Nobody guesses a signature: it is stopped by no count at all.
            return Claim(passkey.account, (), passkey=passkey, sign_count=count)
    keys = network_key("passkeys", address)
    refuse_locked(keys)
    return Claim(None, keys)


def claim_to_change(actor: Actor, *, old: str, new: str) -> tuple[ResidentAccount, Claim]:
    """Return the resident's own account with the old secret checked once more and the new one hashed."""
    account = my_account(actor)
    # Whoever is signed in has a counter of his own: no stranger's tries stop him here.
    keys = device_key("change", account.pk)
    refuse_locked(keys)
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


def _settled(identifier: str) -> str:
    typed = identifier.strip().lower()[:64]
    return throttle.plain_nik(identifier) or throttle.plain_phone(identifier) or typed


def _target(identifier: str, account: ResidentAccount | None) -> str:
    # A NIK and the telephone number of the same account are one target.
    return str(account.pk) if account else _settled(identifier)


def _keys(identifier: str, account_id: UUID | None, address: str) -> tuple[Key, ...]:
    settled = _settled(identifier)
    return (
        key_of("identifier", settled),
        # An unknown account is counted like a known one.
        key_of("account", str(account_id) if account_id else f"none {settled}"),
        *network_key("network", address),
    )
