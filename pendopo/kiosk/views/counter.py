"""The counter: today's queue, the next number, and the tablet that gives them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from pendopo.kernel.access import actor_of, requires
from pendopo.kiosk.operations import call_next
from pendopo.kiosk.queries import queue_page
from pendopo.kiosk.rules import SERVE
from pendopo.kiosk.views.device import make_kiosk


@requires(SERVE)
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """Show today's queue to the counter."""
    return render(request, "kiosk/queue.html", {"queue": queue_page(actor_of(request))})


@requires(SERVE)
@require_POST
def become_kiosk(request: HttpRequest) -> HttpResponse:
    """Make this browser the office's kiosk; the officer is signed out of it."""
    return make_kiosk(request)


@requires(SERVE)
@require_POST
def call(request: HttpRequest) -> HttpResponse:
    """Call the next number."""
    actor = actor_of(request)
    called = call_next(actor, village=queue_page(actor).village.code)
    if called is None:
        messages.info(request, _("Tidak ada yang menunggu."))
    else:
        messages.success(request, _("Nomor %(number)s dipanggil.") % {"number": called.number})
    return redirect("queue-counter")
