"""Officers' accounts: opening, the one-time link, passwords, sessions, closing."""

import secrets

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from pendopo.accounts import queries
from pendopo.accounts.models import OneTimeLink, PendingChange, User
from pendopo.accounts.operations import effects
from pendopo.accounts.operations.attempts import forget_attempts
from pendopo.accounts.operations.refusals import AccountRefused
from pendopo.accounts.rules import pin
from pendopo.accounts.rules.permissions import GRANT, OWN
from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.kernel.keys import site_keys
from pendopo.kernel.operation import PUBLIC, operation


@operation("accounts.officer.create", "Akun petugas dibuka", GRANT, "area", replicates=False)
def create_officer(
    actor: Actor, *, area: str, username: str, name: str, email: str = "", phone: str = ""
) -> tuple[User, str]:
    """Open an officer's account and return it with the token of his one-time link."""
    plain = username.strip().lower()
    if not plain or not name.strip():
        raise AccountRefused("names_missing")
    if User.objects.filter(username=plain).exists():
        raise AccountRefused("username_taken")
    user = User(username=plain, name=name.strip(), email=email, phone=phone, area_code=area)
    user.set_unusable_password()
    user.save()
    return user, effects.new_link(user)


@operation("accounts.officer.edit", "Data petugas diubah", GRANT, "user", replicates=False)
def edit_officer(actor: Actor, *, user: User, name: str, email: str = "", phone: str = "") -> User:
    """Change an officer's name and contact details."""
    user = _to_change(actor, user)
    if not name.strip():
        raise AccountRefused("name_missing")
    effects.set_contact(user, name=name, email=email, phone=phone)
    return user


@operation("accounts.officer.link", "Tautan sekali pakai dibuat", GRANT, "user", replicates=False)
def issue_link(actor: Actor, *, user: User) -> str:
    """End earlier links and return the token of a new one with which the officer sets a password."""
    user = _to_change(actor, user)
    _must_be_open(user)
    return effects.new_link(user)


@operation(
    "accounts.officer.set_password", "Kata sandi dibuat lewat tautan", PUBLIC, "link", replicates=False
)
def set_password_by_link(actor: Actor, *, link: OneTimeLink, token: str, password: str) -> User:
    """Set the officer's password if the one-time link still holds, and use the link up."""
    held = _usable_link(link, token)
    user = held.user
    _set_password(user, password)
    held.used_at = clock.now()
    held.save(update_fields=["used_at"])
    effects.end_sessions(user)
    return user


@operation("accounts.officer.change_password", "Petugas mengganti kata sandi", OWN, "user", replicates=False)
def change_own_password(actor: Actor, *, user: User, password: str) -> User:
    """Change the officer's own password."""
    _must_be_self(actor, user)
    _set_password(user, password)
    return user


@operation("accounts.officer.sign_in", "Petugas masuk", OWN, "user", replicates=False)
def record_sign_in(actor: Actor, *, user: User, attempt: queries.OfficerTry | None = None) -> None:
    """Write down that an officer signed in, and forget his failures there."""
    _must_be_self(actor, user)
    if attempt is not None:
        forget_attempts(attempt.keys)
    if user.factors is None:
        effects.note_factors(user)


@operation("accounts.officer.end_session", "Petugas mengakhiri satu sesinya", OWN, "user", replicates=False)
def end_own_session(actor: Actor, *, user: User, session_id: int) -> None:
    """Sign the officer out in one place; no browser is known to his account any more."""
    _must_be_self(actor, user)
    queries.my_session(actor, session_id).end()
    user.device_epoch += 1
    user.save(update_fields=["device_epoch"])


@operation(
    "accounts.officer.end_sessions",
    "Petugas mengeluarkan semua perangkat lain",
    OWN,
    "user",
    replicates=False,
)
def end_other_own_sessions(actor: Actor, *, user: User, current: str) -> User:
    """Sign the officer out everywhere else; no other browser is known to his account any more."""
    _must_be_self(actor, user)
    effects.end_sessions(user, but=current)
    user.device_epoch += 1
    user.save(update_fields=["device_epoch"])
    return user


@operation("accounts.officer.deactivate", "Akun petugas ditutup", GRANT, "user", replicates=False)
def deactivate_officer(actor: Actor, *, user: User) -> User:
    """Shut an officer's account at once and sign him out everywhere."""
    _must_manage(actor, user)
    user.is_active, user.device_epoch = False, user.device_epoch + 1
    user.save(update_fields=["is_active", "device_epoch"])
    effects.end_links(user)
    effects.end_sessions(user)
    effects.stop_all(PendingChange.objects.filter(user=user), actor, str(_("Akun ditutup.")))
    effects.stop_all(
        PendingChange.objects.filter(asked_by=user), actor, str(_("Akun yang meminta sudah ditutup."))
    )
    return user


@operation("accounts.officer.reactivate", "Akun petugas dibuka lagi", GRANT, "user", replicates=False)
def reactivate_officer(actor: Actor, *, user: User) -> User:
    """Open a shut account again; the grants that still run hold again."""
    _must_manage(actor, user)
    user.is_active = True
    user.save(update_fields=["is_active"])
    return user


@operation(
    "accounts.officer.reset_second_factor", "Faktor kedua petugas dihapus", GRANT, "user", replicates=False
)
def reset_second_factor(actor: Actor, *, user: User) -> None:
    """Remove a lost second factor and sign the officer out; he enrols a new one at sign-in."""
    effects.drop_factors(_to_change(actor, user))


def _usable_link(link: OneTimeLink, token: str) -> OneTimeLink:
    """Lock a one-time link that still holds and fits the token; its officer is read anew."""
    held = OneTimeLink.objects.select_for_update().filter(pk=link.pk).first()
    digest = pin.keyed(site_keys().pepper, "link", token)
    fits = held is not None and secrets.compare_digest(bytes(held.token_hash), digest)
    if held is None or not fits or held.used_at is not None or held.expires_at <= clock.now():
        raise AccountRefused("link_spent")
    if not held.user.is_active:
        raise AccountRefused("officer_inactive")
    return held


def _set_password(user: User, password: str) -> None:
    try:
        validate_password(password, user)
    except ValidationError as trouble:
        raise AccountRefused("password_weak", why=" ".join(trouble.messages)) from trouble
    user.set_password(password)
    user.device_epoch += 1
    user.save(update_fields=["password", "device_epoch"])


def _must_be_self(actor: Actor, user: User) -> None:
    if actor.kind != "officer" or actor.id != user.pk:
        raise AccountRefused("not_own_account")


def _must_manage(actor: Actor, user: User) -> None:
    """Refuse to touch one's own account, or that of an officer whose roles the actor could not hand out."""
    if actor.id == user.pk:
        raise AccountRefused("own_account")
    if not queries.outranks(actor, user):
        raise AccountRefused("role_above_own")


def _must_be_open(user: User) -> None:
    if not user.is_active:
        raise AccountRefused("officer_inactive")


def _to_change(actor: Actor, user: User) -> User:
    """Lock an account that this actor may change alone: whoever decides needs a second officer, or a day."""
    _must_manage(actor, user)
    # A role granted at the same moment must be seen, or the account would be taken just before it decides.
    held = User.objects.select_for_update().get(pk=user.pk)
    if actor.kind != "system" and queries.decides(actor, held):
        raise AccountRefused("must_wait")
    return held
