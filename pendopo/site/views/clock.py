"""The desk's page about the clock of the office computer."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from pendopo.kernel.access import actor_of, requires
from pendopo.kernel.operations import confirm_clock
from pendopo.kernel.powers import CONFIRM_CLOCK
from pendopo.site import queries
from pendopo.site.forms.clock import TodayForm
from pendopo.ui.asking import attempt, said


@requires(CONFIRM_CLOCK)
@require_http_methods(["GET", "HEAD", "POST"])
def office_clock(request: HttpRequest) -> HttpResponse:
    """Ask what day it is, and say how the clock is set right when it is another one than the clock's."""
    actor = actor_of(request)
    page = queries.clock_page(actor)
    form = TodayForm(request.POST or None)
    if form.is_valid():
        with attempt(form, "day"):
            confirm_clock(actor, area=page.area, day=form.cleaned_data["day"])
            return said(request, _("Tanggal dipastikan. Nomor surat dapat diberikan lagi."), "desk")
    trail = [(_("Meja kerja"), reverse("desk")), (_("Jam komputer"), "")]
    context = {"page": page, "form": form, "wrong": form.has_error("day", "clock_wrong"), "trail": trail}
    return render(request, "site/clock.html", context, status=422 if form.errors else 200)
