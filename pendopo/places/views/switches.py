"""The officer's pages about which domains the village has open."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from pendopo.kernel import clock
from pendopo.kernel.access import actor_of, requires
from pendopo.places import operations, queries
from pendopo.places.forms.switches import SwitchForm
from pendopo.places.rules.permissions import SET_SWITCH
from pendopo.ui.asking import attempt, said


@requires(SET_SWITCH)
@require_safe
def services(request: HttpRequest) -> HttpResponse:
    """Show which domains are open, only readable or closed, and what is planned."""
    context = {"page": queries.services_page(actor_of(request)), "trail": _trail()}
    return render(request, "places/services.html", context)


@requires(SET_SWITCH)
@require_http_methods(["GET", "HEAD", "POST"])
def service(request: HttpRequest, domain: str) -> HttpResponse:
    """Open or close one domain from a day on: first what that means is shown, then it is done."""
    village, line = queries.service_page(actor_of(request), domain)
    form = SwitchForm(request.POST or None, initial={"from_day": clock.today(), "state": "open"})
    context = {"line": line, "form": form, "trail": _trail(str(line.title))}
    if form.is_valid():
        if not form.cleaned_data["sure"]:
            return render(request, "places/service_sure.html", {**context, "setting": form.setting()})
        with attempt(form):
            operations.set_switch(actor_of(request), village=village, domain=domain, setting=form.setting())
            return said(request, _("Layanan sudah diatur."), "places-services")
    return render(request, "places/service.html", context, status=422 if form.errors else 200)


def _trail(title: str = "") -> list[tuple[str, str]]:
    here = [(_("Layanan"), reverse("places-services")), (title, "")] if title else [(_("Layanan"), "")]
    return [(_("Meja kerja"), reverse("desk")), *here]
