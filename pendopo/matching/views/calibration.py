"""How well the probabilities hold, and fitting them to what reviewers found."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from pendopo.kernel.access import actor_of, requires
from pendopo.matching.operations import calibrate
from pendopo.matching.queries.calibration import calibration_page
from pendopo.matching.queries.lists import office_area
from pendopo.matching.rules.permissions import READ, RUN
from pendopo.matching.views.trails import trail_to
from pendopo.ui.asking import attempt


@requires(READ)
@require_safe
def calibration(request: HttpRequest) -> HttpResponse:
    """Show, for each stratum, what the engine said and what reviewers found."""
    context = {
        "page": calibration_page(actor_of(request)),
        "may_run": RUN in actor_of(request).permissions,
        "trail": trail_to((_("Ketepatan peluang"), "")),
    }
    return render(request, "matching/calibration.html", context)


@requires(RUN)
@require_POST
def adjust(request: HttpRequest) -> HttpResponse:
    """Fit the probabilities of the officer's area to its answers."""
    with attempt(request):
        calibrate(actor_of(request), area=office_area(actor_of(request)))
        messages.success(request, _("Peluang sudah disesuaikan. Putusan yang ada tidak berubah."))
    return redirect("matching-calibration")
