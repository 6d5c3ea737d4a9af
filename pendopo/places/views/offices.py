"""Pages about the office of a kecamatan, a kabupaten or a province: for everybody, and for who keeps it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from pendopo.kernel.access import actor_of, public, requires
from pendopo.kernel.village_pages import above_villages
from pendopo.places import operations, queries
from pendopo.places.forms.offices import OfficeForm
from pendopo.places.forms.officials import EndForm, OfficialForm
from pendopo.places.rules.identity import OfficeCard
from pendopo.places.rules.permissions import EDIT_OFFICE
from pendopo.places.views.base import form_page
from pendopo.places.views.officials import values_of
from pendopo.ui.asking import attempt, said

METHODS = ["GET", "HEAD", "POST"]
Trail = list[tuple[str, str]]


@public
@require_safe
def office(request: HttpRequest, area: str) -> HttpResponse:
    """Show an office above the villages: where it is, who works there, which villages it serves."""
    return render(request, "places/office.html", {"page": queries.public_office_page(area)})


@above_villages
@requires(EDIT_OFFICE)
@require_safe
def offices(request: HttpRequest) -> HttpResponse:
    """List the offices that somebody keeps."""
    trail = [(_("Meja kerja"), reverse("desk")), (_("Kantor"), "")]
    return render(
        request, "places/offices.html", {"offices": queries.offices_of(actor_of(request)), "trail": trail}
    )


@above_villages
@requires(EDIT_OFFICE)
@require_http_methods(METHODS)
def desk(request: HttpRequest, area: str) -> HttpResponse:
    """Keep the card of an office, and see the list of its officials."""
    page = queries.office_desk(actor_of(request), area)
    seen = page.row.last_entry if page.row else None
    form = OfficeForm(request.POST or None, initial={**page.office.card._asdict(), "seen": seen})
    form.theirs = lambda row: {name: getattr(row, name) for name in OfficeCard._fields}
    if form.is_valid():
        with attempt(form):
            operations.edit_office(
                actor_of(request), area=area, card=form.card(), seen=form.cleaned_data["seen"]
            )
            return said(request, _("Kartu kantor sudah disimpan."), "places-office-desk", area)
    context = {"page": page, "form": form, "trail": _trail(page.office.title)}
    return render(request, "places/office_desk.html", context, status=422 if form.errors else 200)


@above_villages
@requires(EDIT_OFFICE)
@require_http_methods(METHODS)
def appoint(request: HttpRequest, area: str) -> HttpResponse:
    """Put somebody into a position of an office."""
    queries.office_desk(actor_of(request), area)
    form = OfficialForm(request.POST or None)
    if form.is_valid():
        with attempt(form):
            operations.appoint_at_office(
                actor_of(request), area=area, appointment=form.appointment(), term=form.term()
            )
            return said(request, _("Pejabat sudah ditambahkan."), "places-office-desk", area)
    return _form(request, form, area, _("Tambah pejabat"))


@above_villages
@requires(EDIT_OFFICE)
@require_http_methods(METHODS)
def edit(request: HttpRequest, official_id: UUID) -> HttpResponse:
    """Correct what stands about an official of an office."""
    row = queries.office_official(actor_of(request), official_id)
    form = OfficialForm(request.POST or None, initial={**values_of(row), "seen": row.last_entry})
    form.theirs = values_of
    if form.is_valid():
        with attempt(form):
            operations.correct_at_office(
                actor_of(request),
                official=row,
                appointment=form.appointment(),
                term=form.term(),
                seen=form.cleaned_data["seen"],
            )
            return said(request, _("Data pejabat sudah disimpan."), "places-office-desk", row.area_code)
    return _form(request, form, row.area_code, _("Ubah pejabat"), f"{row.name}, {row.position}")


@above_villages
@requires(EDIT_OFFICE)
@require_http_methods(METHODS)
def end(request: HttpRequest, official_id: UUID) -> HttpResponse:
    """End the term of an official of an office."""
    row = queries.office_official(actor_of(request), official_id)
    form = EndForm(request.POST or None, initial={"until_on": row.until_on})
    if form.is_valid():
        with attempt(form):
            operations.end_at_office(actor_of(request), official=row, until=form.cleaned_data["until_on"])
            return said(request, _("Masa jabatan sudah diakhiri."), "places-office-desk", row.area_code)
    return _form(request, form, row.area_code, _("Akhiri masa jabatan"), f"{row.name}, {row.position}")


def _form(
    request: HttpRequest, form: OfficialForm | EndForm, area: str, title: str, lead: str = ""
) -> HttpResponse:
    back = reverse("places-office-desk", args=[area])
    return form_page(request, form, title, lead=lead, back=back, trail=_trail(title))


def _trail(title: str) -> Trail:
    return [(_("Meja kerja"), reverse("desk")), (_("Kantor"), reverse("places-offices")), (title, "")]
