"""Which browser is the office's kiosk: an officer makes it one, so that nobody takes queue numbers from afar."""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render

COOKIE, SALT = "anjungan", "pendopo.letters.kiosk"  # tablets in offices carry this mark
YEAR = 365 * 24 * 3600
Page = Callable[..., HttpResponseBase]


def at_the_office(page: Page) -> Page:
    """Open a page on the office's own tablet only; in the demonstration everywhere."""

    @wraps(page)
    def checked(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        known = request.get_signed_cookie(COOKIE, default="", salt=SALT, max_age=YEAR)
        if known or settings.PENDOPO_DEMO:
            return page(request, *args, **kwargs)
        return render(request, "kiosk/closed.html", status=403)

    return checked


def make_kiosk(request: HttpRequest) -> HttpResponse:
    """Sign the officer out here and mark this browser as the kiosk."""
    request.session.flush()
    answer = redirect("kiosk")
    answer.set_signed_cookie(
        COOKIE,
        "1",
        salt=SALT,
        max_age=YEAR,
        path="/anjungan/",
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return answer
