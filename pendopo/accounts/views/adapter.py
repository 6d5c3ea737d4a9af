"""Where allauth would decide or write for itself: here it asks the accounts domain instead."""

import time
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from pendopo.accounts import operations, queries
from pendopo.accounts.queries.factors import SEAL
from pendopo.accounts.views.known import address_of, cookie_of, officer_try, remember
from pendopo.kernel.sealed import seal, unseal
from pendopo.ui import drafts

_RECENT_SECONDS = 300


class OfficerAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Officers are made by an operation only, and their passwords are set by one."""

    error_messages: ClassVar[dict[str, object]] = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": _(
            "Nama pengguna dan kata sandi tidak cocok. Periksa huruf besar dan kecil, lalu coba lagi."
        ),
        "too_many_login_attempts": _("Terlalu banyak percobaan. Tunggu 15 menit, lalu coba lagi."),
        "incorrect_password": _("Kata sandi salah. Periksa huruf besar dan kecil, lalu coba lagi."),
        "enter_current_password": _(
            "Kata sandi sekarang salah. Tulis kata sandi yang Anda pakai untuk masuk."
        ),
        "incorrect_code": _("Kode salah atau sudah lewat. Tulis kode baru dari aplikasi."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody opens an officer's account for himself."""
        return False

    def set_password(self, user: Any, password: str) -> None:
        """Change the officer's own password through the one door."""
        actor = queries.actor_of_user(user, strong=False)
        operations.change_own_password(actor, user=user, password=password)

    def login(self, request: HttpRequest, user: Any) -> None:
        """Sign the officer in with a fresh session key and write it down."""
        # What the browser held before, a resident's session for instance, does not go on under the officer.
        kept = {key: request.session[key] for key in _LOGIN_KEYS if key in request.session}
        request.session.flush()
        request.session.update(kept)
        super().login(request, user)
        # The password may have been an earlier request than the second factor.
        tried = queries.public_officer_try(
            name=user.username, password="", address=address_of(request), cookie=cookie_of(request)
        )
        operations.record_sign_in(queries.actor_of_user(user, strong=False), user=user, attempt=tried)

    def post_login(self, request: HttpRequest, user: Any, **kwargs: object) -> HttpResponse:
        """Let the browser be known to the officer from now on."""
        return remember(request, super().post_login(request, user, **kwargs), user)

    def pre_authenticate(self, request: HttpRequest, **credentials: object) -> None:
        """Leave a browser that the officer knows out of the count of his name, which any stranger can fill."""
        if not officer_try(request, credentials).known:
            super().pre_authenticate(request, **credentials)

    def is_reauthentication_required(self, *, app: str, **kwargs: object) -> bool:
        """Ask again before a change to the second factor, but not in the minutes after signing in."""
        request = context.request
        records = get_authentication_records(request, request.user)
        latest = max((float(record.get("at", 0)) for record in records), default=0.0)
        return time.time() - latest > _RECENT_SECONDS


# Allauth's notes on how the officer has proved himself so far; the password form writes them before the sign-in.
_LOGIN_KEYS = ("account_authentication_methods", "account_authentication_methods_user", drafts.KEPT)


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Secrets of authenticator apps lie sealed in the database."""

    def encrypt(self, text: str) -> str:
        """Seal a secret."""
        return seal(text, SEAL).hex()

    def decrypt(self, encrypted_text: str) -> str:
        """Open a sealed secret."""
        return unseal(bytes.fromhex(encrypted_text), SEAL)

    def get_totp_issuer(self) -> str:
        """Name this site in the authenticator app."""
        return str(settings.MFA_TOTP_ISSUER)


def remember_new_factor(
    request: HttpRequest, user: AbstractBaseUser, authenticator: Any, **_: object
) -> None:
    """Count a factor that was just enrolled as used: its first code or answer was checked a moment ago."""
    if authenticator.type != authenticator.Type.RECOVERY_CODES:
        record_authentication(request, user, "mfa", id=authenticator.pk, type=authenticator.type)
