"""Residents' accounts as the counter sees them: opening, new codes, locking, closing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from pendopo.accounts.models import AccountState, ResidentAccount, ResidentSession
from pendopo.accounts.operations.refusals import AccountRefused
from pendopo.accounts.rules import pin, throttle
from pendopo.accounts.rules.permissions import ACTIVATE
from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.kernel.errors import NotPermitted
from pendopo.kernel.keys import site_keys
from pendopo.kernel.operation import operation
from pendopo.kernel.queries import public_rule
from pendopo.kernel.sealed import blind_index
from pendopo.people import queries as people


@dataclass(frozen=True)
class Activation:
    """What is handed to the resident once, on paper; the code is kept nowhere."""

    account: ResidentAccount
    name: str
    code: str


@operation(
    "accounts.resident.activate",
    "Akun warga dibuka atau kodenya diperbarui",
    ACTIVATE,
    "area",
    replicates=False,
)
def activate_resident(actor: Actor, *, area: str, nik: str, kk_number: str, phone: str = "") -> Activation:
    """Open a resident's account, or renew its code, when NIK and family card belong to one living resident."""
    person = people.find_for_activation(
        actor,
        permission=ACTIVATE,
        nik=throttle.plain_nik(nik),
        kk_number=throttle.plain_nik(kk_number),
        area=area,
    )
    if person is None or not person.is_living:
        raise AccountRefused("identity_mismatch")
    account = ResidentAccount.objects.select_for_update().filter(resident_id=person.pk).first()
    if account is None:
        account = ResidentAccount(resident_id=person.pk)
    account.area_code = person.area_code
    if account.state in (AccountState.CLOSED, AccountState.LOCKED):
        account.state = AccountState.INVITED
    if phone.strip():
        account.phone = _free_phone(phone, account)
    code = _new_code(account)
    account.save()
    return Activation(account, person.name, pin.spaced_code(code))


@operation(
    "accounts.resident.follow", "Akun warga ikut pindah", ACTIVATE, "area", replicates=False, savepoint=False
)
def follow_resident(actor: Actor, *, area: str, accounts: Sequence[UUID], person_id: UUID) -> None:
    """Bind the account of somebody who moved to the row in the new village; what he asked for before stays his."""
    if actor.kind != "system":
        raise NotPermitted
    for account in ResidentAccount.objects.select_for_update().filter(pk__in=list(accounts)):
        account.former = [*account.former, str(account.resident_id)]
        account.resident_id, account.area_code = person_id, area
        account.save()


@operation(
    "accounts.resident.lock", "Akun warga dikunci", ACTIVATE, "account", replicates=False, recuse="account"
)
def lock_account(actor: Actor, *, account: ResidentAccount, reason: str) -> ResidentAccount:
    """Lock a resident's account at once and sign it out everywhere, for example when a telephone is lost."""
    _must_give(reason)
    return _shut(account, AccountState.LOCKED)


@operation(
    "accounts.resident.unlock",
    "Akun warga dibuka lagi",
    ACTIVATE,
    "account",
    replicates=False,
    recuse="account",
)
def unlock_account(actor: Actor, *, account: ResidentAccount, reason: str = "") -> ResidentAccount:
    """Open a locked account again; the resident keeps the PIN."""
    if account.state != AccountState.LOCKED:
        raise AccountRefused("account_not_locked")
    account.state = AccountState.ACTIVE if account.secret_hash else AccountState.INVITED
    account.save(update_fields=["state"])
    return account


@operation(
    "accounts.resident.close", "Akun warga ditutup", ACTIVATE, "account", replicates=False, recuse="account"
)
def close_account(actor: Actor, *, account: ResidentAccount, reason: str) -> ResidentAccount:
    """Close a resident's account: PIN, code, telephone number and passkeys are forgotten."""
    _must_give(reason)
    account.secret_hash, account.phone = "", None
    account.passkeys.all().delete()
    return _shut(account, AccountState.CLOSED)


def _new_code(account: ResidentAccount) -> str:
    code = pin.new_code()
    days = int(public_rule("accounts.code_days", area=account.area_code))
    account.code_hash = pin.keyed(site_keys().pepper, "code", code)
    account.code_expires_at = clock.now() + timedelta(days=days)
    return code


def _free_phone(typed: str, account: ResidentAccount) -> str:
    phone = throttle.plain_phone(typed)
    if not phone:
        raise AccountRefused("phone_unreadable")
    taken = ResidentAccount.objects.filter(phone_index=blind_index("phone", phone)).exclude(pk=account.pk)
    if taken.exists():
        raise AccountRefused("phone_taken")
    return phone


def _shut(account: ResidentAccount, state: AccountState) -> ResidentAccount:
    account.state = state
    account.code_hash, account.code_expires_at = None, None
    account.device_epoch += 1
    account.save()
    ResidentSession.objects.filter(account=account, ended_at__isnull=True).update(ended_at=clock.now())
    return account


def _must_give(reason: str) -> None:
    if not reason.strip():
        raise AccountRefused("reason_missing")
