"""Which browser is the office's kiosk: an officer makes it one, so that nobody takes queue numbers from afar."""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from pendopo.kernel.village_pages import page_village

COOKIE, SALT = "anjungan", "pendopo.letters.kiosk"  # tablets in offices carry this mark
YEAR = 365 * 24 * 3600
Page = Callable[..., HttpResponseBase]


def at_the_office(page: Page) -> Page:
    """Open a page on the tablet of the village's own office only; in the demonstration everywhere."""

    @wraps(page)
    def checked(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        known = request.get_signed_cookie(COOKIE, default="", salt=SALT, max_age=YEAR)
        if known == _mark() or settings.PENDOPO_DEMO:
            return page(request, *args, **kwargs)
        return render(request, "kiosk/closed.html", status=403)

    return checked


def _mark() -> str:
    """What the tablet keeps: the village of its form; of a village alone on its site tablets have kept a 1 so far."""
    return page_village() or "1"


def make_kiosk(request: HttpRequest) -> HttpResponse:
    """Sign the officer out here and mark this browser as the kiosk."""
    request.session.flush()
    answer = redirect("kiosk")
    answer.set_signed_cookie(
        COOKIE,
        _mark(),
        salt=SALT,
        max_age=YEAR,
        path=reverse("kiosk"),
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return answer
