"""The kiosk: a tablet at the office that forgets everybody after a minute.

Its sign-in stands apart from the portal's: whoever comes next finds no page of this site that still knows the former
user, and the browser keeps no copy of any page.
"""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pendopo.accounts.forms import ResidentSignInForm
from pendopo.accounts.operations import SignInRefused, end_resident_session, sign_in_resident
from pendopo.accounts.queries import public_claim_by_secret
from pendopo.kernel.access import actor_of, public, requires
from pendopo.kernel.actor import ANONYMOUS, Actor
from pendopo.kernel.clock import now
from pendopo.kernel.errors import NotFound, Refusal
from pendopo.letters.forms.requests import KeyForm
from pendopo.letters.operations.kiosk import call_next, take_ticket
from pendopo.letters.queries.kiosk import (
    public_idle_seconds,
    public_kiosk,
    public_kiosk_visit,
    public_ticket,
    queue_page,
)
from pendopo.letters.queries.requests import request_page
from pendopo.letters.rules.kiosk import KioskSession, read_session
from pendopo.letters.rules.permissions import ASK
from pendopo.letters.views import walk
from pendopo.letters.views.faces import KIOSK, METHODS, posted, show
from pendopo.letters.views.kiosk_device import at_the_office, make_kiosk

SESSION = "kiosk"
SIGN_IN_SECONDS, TICKET_SECONDS, BOARD_SECONDS = 60, 20, 10
Page = Callable[..., HttpResponse]


def _signed_in(page: Page) -> Page:
    """Let a page of the kiosk know who uses it; after a minute of silence it knows nobody."""

    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        held = read_session(request.session.get(SESSION))
        seconds = public_idle_seconds()
        if held is None:
            return redirect("kiosk-sign-in")
        if held.is_idle(now(), seconds):
            return _leave(request)
        visit = public_kiosk_visit(held.session_id)
        if visit is None:
            return _leave(request)
        request.session[SESSION] = held.kept(now())
        request.kiosk_seconds = seconds  # type: ignore[attr-defined]
        return _ends_itself(page(request, visit.actor, *args, **kwargs), seconds, "kiosk-leave")

    return checked


def _ends_itself(answer: HttpResponse, seconds: int, where: str) -> HttpResponse:
    """Let the browser leave the page by itself, also without a script; the server forgets on its own."""
    if answer.status_code in (200, 422):
        answer["Refresh"] = f"{seconds};url={reverse(where)}"
    return answer


def _leave(request: HttpRequest) -> HttpResponse:
    """End the session here and in the register of sessions; nothing of it stays in the browser."""
    held = read_session(request.session.get(SESSION))
    visit = public_kiosk_visit(held.session_id) if held else None
    request.session.flush()
    if visit is not None:
        end_resident_session(visit.actor, session=visit.session)
    return redirect("kiosk")


@public
@never_cache
@at_the_office
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show what can be done here."""
    if SESSION in request.session:
        return _leave(request)
    return render(request, "letters/kiosk/home.html", {"kiosk": public_kiosk()})


@public
@never_cache
@at_the_office
@require_http_methods(METHODS)
def leave(request: HttpRequest) -> HttpResponse:
    """End the session; also where a page leads by itself after a minute."""
    return _leave(request)


@public
@never_cache
@at_the_office
@require_POST
def ticket(request: HttpRequest) -> HttpResponse:
    """Give a number of the queue."""
    form = KeyForm(request.POST)
    try:
        made = take_ticket(ANONYMOUS, village=public_kiosk().village.code, form_key=form.key)
    except NotFound:
        raise
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("kiosk")
    return redirect("kiosk-ticket", made.pk)


@public
@never_cache
@at_the_office
@require_safe
def show_ticket(request: HttpRequest, ticket_id: UUID) -> HttpResponse:
    """Show the number, large."""
    answer = render(request, "letters/kiosk/ticket.html", {"ticket": public_ticket(ticket_id)})
    return _ends_itself(answer, TICKET_SECONDS, "kiosk")


@public
@never_cache
@at_the_office
@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """Show the number that was called last, for a screen in the waiting room."""
    return _ends_itself(
        render(request, "letters/kiosk/board.html", {"kiosk": public_kiosk()}), 10, "kiosk-board"
    )


@public
@never_cache
@at_the_office
@sensitive_post_parameters("identifier", "secret")
@require_http_methods(METHODS)
def sign_in(request: HttpRequest) -> HttpResponse:
    """Let a resident in at the kiosk, and nowhere else on this site."""
    form = ResidentSignInForm(posted(request))
    if request.method == "POST" and form.is_valid():
        address = request.META.get("REMOTE_ADDR", "")
        try:
            claim = public_claim_by_secret(address=address, **form.cleaned_data)
            session = sign_in_resident(ANONYMOUS, area="", claim=claim, user_agent=_("Anjungan"))
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            if session is not None:
                request.session.flush()
                request.session[SESSION] = KioskSession(session.pk, now()).kept(now())
                return redirect("kiosk-choose")
            form.add_error(None, str(SignInRefused.default))
    answer = render(request, "letters/kiosk/sign_in.html", {"form": form}, status=422 if form.errors else 200)
    return _ends_itself(answer, SIGN_IN_SECONDS, "kiosk")


@_signed_in
def _choose(request: HttpRequest, actor: Actor) -> HttpResponse:
    return render(
        request, "letters/kiosk/choose.html", {"kiosk": public_kiosk(with_types=True), "who": actor.name}
    )


@public
@never_cache
@at_the_office
@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """List the letters that can be asked for here."""
    return _choose(request)


@_signed_in
def _ask(request: HttpRequest, actor: Actor, key: str) -> HttpResponse:
    return walk.start(request, actor, KIOSK, key)


@public
@never_cache
@at_the_office
@require_http_methods(METHODS)
def ask(request: HttpRequest, key: str) -> HttpResponse:
    """Say what a letter needs, and begin."""
    return _ask(request, key=key)


@_signed_in
def _question(request: HttpRequest, actor: Actor, request_id: UUID, key: str) -> HttpResponse:
    return walk.question(request, actor, KIOSK, request_id, key)


@public
@never_cache
@at_the_office
@sensitive_post_parameters()
@require_http_methods(METHODS)
def question(request: HttpRequest, request_id: UUID, key: str) -> HttpResponse:
    """Ask one question."""
    return _question(request, request_id=request_id, key=key)


@_signed_in
def _check(request: HttpRequest, actor: Actor, request_id: UUID) -> HttpResponse:
    return walk.check(request, actor, KIOSK, request_id)


@public
@never_cache
@at_the_office
@require_http_methods(METHODS)
def check(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Show the answers for a last look, and send."""
    return _check(request, request_id=request_id)


@_signed_in
def _receipt(request: HttpRequest, actor: Actor, request_id: UUID) -> HttpResponse:
    page = request_page(actor, request_id)
    if page.row.receipt is None:
        return KIOSK.go("check", request_id)
    return show(request, KIOSK, "receipt", {"page": page})


@public
@never_cache
@at_the_office
@require_safe
def receipt(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Show the receipt."""
    return _receipt(request, request_id=request_id)


@requires(ASK)
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """Show today's queue to the counter."""
    return render(request, "letters/desk/queue.html", {"queue": queue_page(actor_of(request))})


@requires(ASK)
@require_POST
def become_kiosk(request: HttpRequest) -> HttpResponse:
    """Make this browser the office's kiosk; the officer is signed out of it."""
    return make_kiosk(request)


@requires(ASK)
@require_POST
def call(request: HttpRequest) -> HttpResponse:
    """Call the next number."""
    actor = actor_of(request)
    called = call_next(actor, village=queue_page(actor).village.code)
    if called is None:
        messages.info(request, _("Tidak ada yang menunggu."))
    else:
        messages.success(request, _("Nomor %(number)s dipanggil.") % {"number": called.number})
    return redirect("letters-queue")
