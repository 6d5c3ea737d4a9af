"""The kiosk: a tablet at the office that forgets everybody three minutes after the last touch.

Its sign-in stands apart from the portal's: whoever comes next finds no page of this site that still knows the former
user, and the browser keeps no copy of any page.
"""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pendopo.accounts.forms import ResidentSignInForm
from pendopo.accounts.operations import SignInRefused, sign_in_resident
from pendopo.accounts.queries import public_claim_by_secret
from pendopo.cases.forms.moves import ReceiptForm
from pendopo.cases.queries.receipts import public_case
from pendopo.kernel.access import public
from pendopo.kernel.actor import ANONYMOUS
from pendopo.kernel.clock import now
from pendopo.kernel.errors import NotFound
from pendopo.kiosk.operations import take_ticket
from pendopo.kiosk.queries import public_kiosk, public_ticket
from pendopo.kiosk.rules import KioskSession
from pendopo.kiosk.views.device import at_the_office
from pendopo.kiosk.views.visit import SESSION, counts_down, end_visit, keep_visit, leads_on
from pendopo.ui.asking import attempt
from pendopo.ui.forms import KeyForm
from pendopo.ui.shell import shown
from pendopo.ui.tablet import TabletTask

METHODS = ["GET", "HEAD", "POST"]
TICKET_SECONDS, BOARD_SECONDS = 20, 10


@public
@never_cache
@at_the_office
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show what can be done here."""
    if SESSION in request.session:
        return end_visit(request)
    return render(request, "kiosk/home.html", {"kiosk": public_kiosk(), "tasks": shown(TabletTask, request)})


@public
@never_cache
@at_the_office
@require_http_methods(METHODS)
def leave(request: HttpRequest) -> HttpResponse:
    """End the session; also where a page leads by itself."""
    return end_visit(request)


@public
@never_cache
@at_the_office
@require_POST
def ticket(request: HttpRequest) -> HttpResponse:
    """Give a number of the queue."""
    form = KeyForm(request.POST)
    with attempt(request):
        made = take_ticket(ANONYMOUS, village=public_kiosk().village.code, form_key=form.key)
        return redirect("kiosk-ticket", made.pk)
    return redirect("kiosk")


@public
@never_cache
@at_the_office
@require_safe
def show_ticket(request: HttpRequest, ticket_id: UUID) -> HttpResponse:
    """Show the number, large."""
    answer = render(request, "kiosk/ticket.html", {"ticket": public_ticket(ticket_id)})
    return leads_on(answer, TICKET_SECONDS, "kiosk")


@public
@never_cache
@at_the_office
@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """Show the number that was called last, for a screen in the waiting room."""
    answer = render(request, "kiosk/board.html", {"kiosk": public_kiosk()})
    return leads_on(answer, BOARD_SECONDS, "kiosk-board")


@public
@never_cache
@at_the_office
@sensitive_post_parameters("identifier", "secret")
@require_http_methods(METHODS)
def sign_in(request: HttpRequest) -> HttpResponse:
    """Let a resident in at the kiosk, and nowhere else on this site; the task that he came for comes next."""
    form = ResidentSignInForm(request.POST if request.method == "POST" else None)
    tasks = {task.key: there for task, there in shown(TabletTask, request) if task.pages}
    if not tasks:  # all closed: nobody types a PIN for nothing
        return redirect("kiosk")
    wanted = tasks.get(request.GET.get("untuk", ""), next(iter(tasks.values())))
    if request.method == "POST" and form.is_valid():
        address = request.META.get("REMOTE_ADDR", "")
        with attempt(form):
            claim = public_claim_by_secret(address=address, **form.cleaned_data)
            session = sign_in_resident(ANONYMOUS, area="", claim=claim, user_agent=_("Anjungan"))
            if session is not None:
                request.session.flush()
                request.session[SESSION] = KioskSession(session.pk, now()).kept(now())
                return redirect(wanted)
            form.add_error(None, str(SignInRefused.default))
    counts_down(request)
    return render(request, "kiosk/sign_in.html", {"form": form}, status=422 if form.errors else 200)


@public
@never_cache
@at_the_office
@require_safe
def stay(request: HttpRequest) -> HttpResponse:
    """Keep whoever still sits there signed in: the page asks while he types."""
    return keep_visit(request)


@public
@never_cache
@at_the_office
@require_http_methods(METHODS)
def status(request: HttpRequest) -> HttpResponse:
    """Say how far something is, to whoever types the number and the code of its receipt."""
    form = ReceiptForm(request.POST if request.method == "POST" else None)
    counts_down(request)
    if form.is_bound and form.is_valid():
        try:
            page = public_case(ANONYMOUS, **form.cleaned_data)
        except NotFound:
            form.add_error(None, _("Nomor dan kode ini tidak cocok. Periksa tanda terima Anda."))
        else:
            return render(request, "kiosk/status.html", {"page": page})
    return render(request, "kiosk/find.html", {"form": form}, status=422 if form.errors else 200)
