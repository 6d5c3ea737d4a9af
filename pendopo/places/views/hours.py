"""When the office is open: for everybody, and the form of whoever keeps it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from pendopo.kernel.access import actor_of, public, requires
from pendopo.places import operations, queries
from pendopo.places.forms.hours import HoursForm, typed
from pendopo.places.rules.permissions import EDIT_PROFILE
from pendopo.places.views.base import form_page, saved
from pendopo.ui.asking import attempt


@public
@require_safe
def card(request: HttpRequest) -> HttpResponse:
    """Show where the office is, when it is open and how to reach it."""
    return render(request, "places/hours.html", {"office": queries.public_hours_page()})


@public
@require_safe
def access(request: HttpRequest) -> HttpResponse:
    """Say what eases coming to the office and reading this site, as far as somebody has confirmed it."""
    return render(request, "places/access.html", {"office": queries.public_hours_page()})


@public
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """Say what this site keeps of whom, who may read it, and where one asks."""
    return render(request, "places/privacy.html", {"office": queries.public_hours_page()})


@requires(EDIT_PROFILE)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest) -> HttpResponse:
    """Say when the office is open."""
    row = queries.hours_to_edit(actor_of(request))
    form = HoursForm(request.POST or None, initial={**typed(row), "seen": row.last_entry})
    form.theirs = typed
    if form.is_valid():
        given = form.cleaned_data
        with attempt(form):
            operations.set_hours(
                actor_of(request),
                village=row.area_code,
                days=form.days(),
                point=given["point"],
                note=given["note"],
                access=given["access"],
                seen=given["seen"],
            )
            return saved(request, _("Jam buka sudah disimpan."))
    lead = _("Warga melihatnya di beranda, di halaman kantor, dan di kaki setiap halaman.")
    return form_page(request, form, _("Jam buka dan letak kantor"), lead=lead)
