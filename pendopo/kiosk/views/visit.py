"""Who sits at the tablet: a session of its own, which ends by itself and leaves nothing behind."""

from collections.abc import Callable
from typing import NamedTuple

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.module_loading import import_string
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from pendopo.accounts.operations import end_resident_session
from pendopo.kernel.access import public
from pendopo.kernel.clock import now
from pendopo.kernel.switches import domain_of
from pendopo.kiosk.queries import public_idle_seconds, public_kiosk_visit
from pendopo.kiosk.rules import read_session
from pendopo.kiosk.views.device import at_the_office
from pendopo.ui.tablet import TabletPage

SESSION = "kiosk"


class Countdown(NamedTuple):
    """After how many seconds without a touch a page is left, and whether a session has to be kept meanwhile."""

    seconds: int
    signed_in: bool

    @property
    def minutes(self) -> str:
        """The time as a page says it, in minutes: "3", "1,5"."""
        return f"{self.seconds / 60:.3g}".replace(".", ",")


Page = Callable[..., HttpResponseBase]


def page_of(page: TabletPage) -> Page:
    """Make the view of a page that a domain registered: on the office's tablet, for whoever signed in there."""
    view = _signed_in(import_string(page.view))
    shielded: Page = sensitive_post_parameters()(require_http_methods(list(page.methods))(view))
    opened: Page = public(never_cache(at_the_office(shielded)))
    opened.task_of = domain_of(page.view)  # type: ignore[attr-defined]  # closed with the domain that offers it
    return opened


def _signed_in(page: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let a page know who uses the tablet; after three minutes of silence it knows nobody."""

    def checked(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        held = read_session(request.session.get(SESSION))
        seconds = public_idle_seconds()
        if held is None:
            return redirect("kiosk-sign-in")
        if held.is_idle(now(), seconds):
            return end_visit(request)
        visit = public_kiosk_visit(held.session_id)
        if visit is None:
            return end_visit(request)
        request.session[SESSION] = held.kept(now())
        counts_down(request, seconds, signed_in=True)
        return page(request, visit.actor, *args, **kwargs)

    return checked


def counts_down(request: HttpRequest, seconds: int = 0, *, signed_in: bool = False) -> None:
    """Let the page be left by itself so long after the last touch; without a script, after it was opened.

    A page in which somebody types is led away by no header: a script could not stop that. The server forgets by itself.
    """
    request.countdown = Countdown(seconds or public_idle_seconds(), signed_in)  # type: ignore[attr-defined]


def leads_on(answer: HttpResponse, seconds: int, where: str) -> HttpResponse:
    """Let the browser leave a page by itself on which nobody types anything."""
    answer["Refresh"] = f"{seconds};url={reverse(where)}"
    return answer


def end_visit(request: HttpRequest) -> HttpResponse:
    """End the session here and in the register of sessions; nothing of it stays in the browser."""
    held = read_session(request.session.get(SESSION))
    visit = public_kiosk_visit(held.session_id) if held else None
    request.session.flush()
    if visit is not None:
        end_resident_session(visit.actor, session=visit.session)
    answer = redirect("kiosk")
    # Whoever comes next finds the office's own language.
    answer.delete_cookie(settings.LANGUAGE_COOKIE_NAME)
    return answer


def keep_visit(request: HttpRequest) -> HttpResponse:
    """Keep the session of whoever touched the screen without going on; where it has ended, nothing is opened again."""
    held = read_session(request.session.get(SESSION))
    if held is None or held.is_idle(now(), public_idle_seconds()):
        return HttpResponse(status=410)
    request.session[SESSION] = held.kept(now())
    return HttpResponse(status=204)
