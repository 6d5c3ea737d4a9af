"""The cookie by which a browser is known to an account, and the gate before officers' passwords."""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from pendopo.accounts import queries
from pendopo.accounts.rules import throttle
from pendopo.kernel.sealed import mask_identity

COOKIE = "pendopo_known"
_LONGEST = 400 * 24 * 3600  # browsers keep none longer; how long it counts is a dated rule


def cookie_of(request: HttpRequest) -> str:
    """Return what the browser shows of itself."""
    return str(request.COOKIES.get(COOKIE, ""))


def address_of(request: HttpRequest) -> str:
    """Return the address a request comes from."""
    return str(request.META.get("REMOTE_ADDR", ""))


def remember(request: HttpRequest, response: HttpResponse, account: queries.Holder) -> HttpResponse:
    """Let the browser prove later that this account has signed in there."""
    response.set_cookie(
        COOKIE,
        queries.public_device_cookie(cookie_of(request), account),
        max_age=_LONGEST,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return response


def tried_name(request: HttpRequest, credentials: dict[str, object] | None) -> str:
    """Return whose password is tried, in one spelling: failures are counted by name and address together."""
    given = credentials or {}
    name = given.get("username") or given.get("login") or request.POST.get("login", "")
    plain = str(name).strip().casefold()[:255]
    # Residents come to this form by mistake.
    return mask_identity(plain) if throttle.plain_nik(plain) else plain


def officer_try(request: HttpRequest, credentials: dict[str, object] | None) -> queries.OfficerTry:
    """Return how this request's try of a password is counted."""
    found = getattr(request, "_officer_try", None)
    if found is None:
        found = queries.public_officer_try(
            name=tried_name(request, credentials),
            password=str((credentials or {}).get("password", "")),
            address=address_of(request),
            cookie=cookie_of(request),
        )
        request._officer_try = found  # type: ignore[attr-defined]
    return found


def counted_try(request: HttpRequest) -> queries.OfficerTry | None:
    """Return the try of this request if its password was looked at; one refused before is not even counted."""
    return getattr(request, "_officer_try", None) if getattr(request, "_officer_counts", False) else None


def is_known_browser(request: HttpRequest, credentials: dict[str, object] | None = None) -> bool:
    """Say whether the officer has signed in with this browser: then axes' count of name and address is not his."""
    return officer_try(request, credentials).known


class OfficerGate(BaseBackend):
    """Between axes and allauth: refuses what is locked before the password is looked at, and what is braked after."""

    def authenticate(  # type: ignore[override]
        self, request: HttpRequest, **credentials: object
    ) -> AbstractBaseUser | None:
        """Let a try pass to the next backend, or end it."""
        attempt = officer_try(request, credentials)
        if attempt.locked:
            request.axes_locked_out = True  # type: ignore[attr-defined]
            raise PermissionDenied
        request._officer_counts = True  # type: ignore[attr-defined]
        if attempt.braked:
            # As much work as a wrong password, and the same answer.
            get_user_model()().set_password(str(credentials.get("password", "")))
            raise PermissionDenied
        return None
