"""Residents come in: first use of a code, sign-in, and their own PIN, sessions and passkeys.

A failed attempt is not raised by the outer operation, or its count would be rolled back with it: the refusal is an
operation of its own inside, journalled as refused, and the outer one answers with nothing.
"""

from contextlib import suppress
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_lazy as _

from pendopo.accounts.channels import webauthn
from pendopo.accounts.models import AccountState, ResidentAccount, ResidentPasskey, ResidentSession
from pendopo.accounts.operations.attempts import count_attempt, count_spray, forget_attempts
from pendopo.accounts.operations.refusals import AccountRefused
from pendopo.accounts.queries.claims import Claim
from pendopo.accounts.rules import devices
from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.kernel.errors import NotFound, Refusal
from pendopo.kernel.operation import PUBLIC, RESIDENT, operation
from pendopo.kernel.queries import public_rule


class SignInRefused(Refusal):
    """Something did not fit; what, and whether there is an account, is not said."""

    code = "sign_in_refused"
    default = gettext_lazy(
        "Nomor dan PIN tidak cocok, atau akun sedang dikunci. Periksa lagi. Lupa PIN? Datang ke kantor desa."
    )


class CodeRefused(Refusal):
    """The code or the NIK did not fit, or the code's time is over; which, is not said."""

    code = "code_refused"
    default = gettext_lazy(
        "NIK dan kode tidak cocok, atau kode sudah dipakai atau lewat waktunya. Minta kode baru di kantor desa."
    )


@operation("accounts.resident.sign_in", "Warga masuk", PUBLIC, "area", replicates=False)
def sign_in_resident(
    actor: Actor, *, area: str, claim: Claim, user_agent: str = ""
) -> ResidentSession | None:
    """Open a session when the claim held and nothing is locked; otherwise count the attempt and answer nothing."""
    free = count_attempt(claim.keys)
    braked = count_spray(actor, claim.spray, failed=claim.account is None)
    account = claim.account if free and not braked else None
    if account is None:
        _refuse(actor, SignInRefused())
        return None
    forget_attempts(claim.keys)
    if claim.passkey is not None:
        claim.passkey.sign_count, claim.passkey.last_used_at = claim.sign_count, clock.now()
        claim.passkey.save(update_fields=["sign_count", "last_used_at"])
    return _open(account, "passkey" if claim.passkey else "secret", user_agent)


@operation("accounts.resident.use_code", "Warga memakai kode sekali pakai", PUBLIC, "area", replicates=False)
def use_code(
    actor: Actor, *, area: str, claim: Claim, user_agent: str = ""
) -> tuple[ResidentSession | None, Refusal | None]:
    """Take the one-time code, keep the secret chosen with it and open a session; or count and answer the refusal."""
    count_attempt(claim.keys)
    known = claim.account
    held = ResidentAccount.objects.select_for_update().filter(pk=known.pk).first() if known else None
    if (
        known is None
        or held is None
        or held.code_hash is None
        or bytes(held.code_hash) != bytes(known.code_hash or b"")
    ):
        return None, _refuse(actor, CodeRefused())
    if claim.weak:
        return None, _refuse(actor, AccountRefused(claim.weak))
    held.secret_hash, held.state = claim.secret_hash, AccountState.ACTIVE
    held.code_hash, held.code_expires_at = None, None
    held.device_epoch += 1
    held.activated_at = held.activated_at or clock.now()
    held.save()
    ResidentSession.objects.filter(account=held, ended_at__isnull=True).update(ended_at=clock.now())
    return _open(held, "code", user_agent), None


@operation("accounts.resident.change_secret", "Warga mengganti PIN", RESIDENT, "account", replicates=False)
def change_secret(
    actor: Actor, *, account: ResidentAccount, claim: Claim, session_id: UUID | None
) -> Refusal | None:
    """Keep the resident's new secret and end every other session; or count the attempt and answer the refusal."""
    if actor.kind != "resident" or actor.id != account.pk:
        raise NotFound
    count_attempt(claim.keys)
    if claim.account is None or claim.account.pk != account.pk:
        return _refuse(actor, AccountRefused("old_secret_wrong"))
    forget_attempts(claim.keys)
    if claim.weak:
        return _refuse(actor, AccountRefused(claim.weak))
    account.secret_hash = claim.secret_hash
    account.device_epoch += 1
    account.save(update_fields=["secret_hash", "device_epoch"])
    others = ResidentSession.objects.filter(account=account, ended_at__isnull=True).exclude(
        pk=session_id or account.pk
    )
    others.update(ended_at=clock.now())
    return None


@operation(
    "accounts.resident.end_session", "Warga mengakhiri satu sesinya", RESIDENT, "session", replicates=False
)
def end_resident_session(actor: Actor, *, session: ResidentSession, stays_known: bool = False) -> None:
    """Sign the resident out on one device; unless he leaves by himself, no browser stays known."""
    if actor.kind != "resident" or session.account_id != actor.id:
        raise NotFound
    session.ended_at = clock.now()
    session.save(update_fields=["ended_at"])
    if not stays_known:
        _forget_devices(session.account)


@operation(
    "accounts.resident.end_sessions",
    "Warga mengeluarkan semua perangkat lain",
    RESIDENT,
    "account",
    replicates=False,
)
def end_other_resident_sessions(
    actor: Actor, *, account: ResidentAccount, session_id: UUID | None
) -> ResidentAccount:
    """Sign the resident out everywhere else; no other browser is known to his account any more."""
    if actor.kind != "resident" or actor.id != account.pk:
        raise NotFound
    open_now = ResidentSession.objects.filter(account=account, ended_at__isnull=True)
    open_now.exclude(pk=session_id or account.pk).update(ended_at=clock.now())
    return _forget_devices(account)


@operation("accounts.resident.demo_sign_in", "Warga contoh masuk", PUBLIC, "account", replicates=False)
def open_demo_session(actor: Actor, *, account: ResidentAccount, user_agent: str) -> ResidentSession:
    """Open a session for a fictional resident, in the demonstration only."""
    if not settings.PENDOPO_DEMO:
        raise NotFound
    return _open(account, "demo", user_agent)


@operation(
    "accounts.resident.add_passkey", "Warga menambah kunci sandi", RESIDENT, "account", replicates=False
)
def add_passkey(
    actor: Actor,
    *,
    account: ResidentAccount,
    name: str,
    answer: str,
    state: webauthn.State | None,
    origin: str,
) -> ResidentPasskey:
    """Keep a passkey that the resident's own device has just made."""
    if actor.kind != "resident" or actor.id != account.pk:
        raise NotFound
    made = webauthn.read_new(answer, state, origin)
    if made is None:
        raise AccountRefused("passkey_unreadable")
    if ResidentPasskey.objects.filter(credential_id=made.id).exists():
        raise AccountRefused("passkey_known")
    return ResidentPasskey.objects.create(
        account=account,
        name=name.strip()[:60] or str(_("Perangkat saya")),
        credential_id=made.id,
        credential=made.data,
        sign_count=made.sign_count,
        created_at=clock.now(),
    )


@operation(
    "accounts.resident.remove_passkey", "Warga menghapus kunci sandi", RESIDENT, "passkey", replicates=False
)
def remove_passkey(actor: Actor, *, passkey: ResidentPasskey) -> None:
    """Forget one of the resident's own passkeys."""
    if actor.kind != "resident" or passkey.account_id != actor.id:
        raise NotFound
    passkey.delete()


@operation("accounts.attempt.refuse", "Percobaan masuk ditolak", PUBLIC, "area", replicates=False)
def refuse_attempt(actor: Actor, *, area: str, refusal: Refusal) -> None:
    """Write down a refused attempt inside the operation that counted it."""
    raise refusal


def _refuse(actor: Actor, refusal: Refusal) -> Refusal:
    with suppress(Refusal):
        refuse_attempt(actor, refusal=refusal, area="")
    return refusal


def _open(account: ResidentAccount, method: str, user_agent: str) -> ResidentSession:
    now = clock.now()
    hours = int(public_rule("accounts.session_hours", area=account.area_code))
    return ResidentSession.objects.create(
        account=account,
        method=method,
        device=devices.device_of(user_agent)[:60],
        opened_at=now,
        expires_at=now + timedelta(hours=hours),
    )


def _forget_devices(account: ResidentAccount) -> ResidentAccount:
    account.device_epoch += 1
    account.save(update_fields=["device_epoch"])
    return account
