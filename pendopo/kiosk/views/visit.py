"""Who sits at the tablet: a session of its own, which ends by itself and leaves nothing behind."""

from collections.abc import Callable

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
Page = Callable[..., HttpResponseBase]


def page_of(page: TabletPage) -> Page:
    """Make the view of a page that a domain registered: on the office's tablet, for whoever signed in there."""
    view = _signed_in(import_string(page.view))
    shielded: Page = sensitive_post_parameters()(require_http_methods(list(page.methods))(view))
    opened: Page = public(never_cache(at_the_office(shielded)))
    opened.task_of = domain_of(page.view)  # type: ignore[attr-defined]  # closed with the domain that offers it
    return opened


def _signed_in(page: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let a page know who uses the tablet; after a minute of silence it knows nobody."""

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
        request.kiosk_seconds = seconds  # type: ignore[attr-defined]
        return ends_itself(page(request, visit.actor, *args, **kwargs), seconds, "kiosk-leave")

    return checked


def ends_itself(answer: HttpResponse, seconds: int, where: str) -> HttpResponse:
    """Let the browser leave the page by itself, also without a script; the server forgets on its own."""
    if answer.status_code in (200, 422):
        answer["Refresh"] = f"{seconds};url={reverse(where)}"
    return answer


def end_visit(request: HttpRequest) -> HttpResponse:
    """End the session here and in the register of sessions; nothing of it stays in the browser."""
    held = read_session(request.session.get(SESSION))
    visit = public_kiosk_visit(held.session_id) if held else None
    request.session.flush()
    if visit is not None:
        end_resident_session(visit.actor, session=visit.session)
    return redirect("kiosk")
