"""Allauth and Django say what they have done; here it goes into the journal."""

from contextlib import suppress
from typing import Protocol

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.http import HttpRequest

from pendopo.accounts import operations, queries
from pendopo.accounts.views.known import counted_try, tried_name
from pendopo.kernel.actor import system_actor

_FACTORS = {
    "totp": "aplikasi kode",
    "webauthn": "kunci sandi",
    "recovery_codes": "kode cadangan",
}


class _Factor(Protocol):
    """A second factor as allauth stores it."""

    @property
    def type(self) -> str: ...


def _change(user: AbstractBaseUser, authenticator: _Factor, what: str) -> None:
    named = _FACTORS.get(authenticator.type, authenticator.type)
    officer = queries.actor_of_user(user, strong=False)  # type: ignore[arg-type]

    def write() -> None:
        operations.record_factor_change(officer, user=user, reason=f"{named} {what}")  # type: ignore[arg-type]

    # Allauth is still inside its own transaction; an operation has one of its own.
    transaction.on_commit(write)


def factor_added(user: AbstractBaseUser, authenticator: _Factor, **_: object) -> None:
    """Write down a new second factor."""
    _change(user, authenticator, "ditambah")


def factor_removed(user: AbstractBaseUser, authenticator: _Factor, **_: object) -> None:
    """Write down that a second factor went."""
    _change(user, authenticator, "dihapus")


def factor_renewed(user: AbstractBaseUser, authenticator: _Factor, **_: object) -> None:
    """Write down that recovery codes were made anew."""
    _change(user, authenticator, "dibuat baru")


def signed_out(user: AbstractBaseUser | None, **_: object) -> None:
    """Write down that an officer signed out."""
    if user is not None:
        officer = queries.actor_of_user(user, strong=False)  # type: ignore[arg-type]
        operations.record_sign_out(officer, user=user)  # type: ignore[arg-type]


def password_failed(credentials: dict[str, object], request: HttpRequest, **_: object) -> None:
    """Write down a failed password; what was typed for an unknown account stays a keyed hash."""
    attempt = counted_try(request)
    if attempt is None:
        return  # locked: nothing is looked at, and nothing written
    tried = queries.public_tried_account(tried_name(request, credentials))
    with suppress(queries.TooManyAttempts):  # locked by another try in this very moment
        operations.record_failed_sign_in(
            system_actor("masuk petugas"),
            account=tried.account,
            reason="kata sandi salah" if tried.known else "akun tidak dikenal",
            evidence=tried.evidence,
            attempt=attempt,
        )


def code_failed(user: AbstractBaseUser, reauthentication: bool = False, **_: object) -> None:
    """Write down a wrong code or answer of a second factor."""
    operations.record_failed_sign_in(
        system_actor("masuk petugas"),
        account=user,  # type: ignore[arg-type]
        reason="faktor kedua salah",
    )
