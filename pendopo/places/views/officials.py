"""The officer's pages about the officials of the village."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from pendopo.kernel.access import actor_of, requires
from pendopo.places import operations, queries
from pendopo.places.forms.officials import EndForm, OfficialForm
from pendopo.places.rules.permissions import EDIT_OFFICIALS
from pendopo.places.views.base import form_page, saved
from pendopo.ui.asking import attempt

FIELDS = ("name", "position", "kind", "starts_on", "until_on", "nip", "niap")


def values_of(row: object) -> dict[str, object]:
    """What a form shows of an official."""
    return {name: getattr(row, name) for name in FIELDS}


@requires(EDIT_OFFICIALS)
@require_http_methods(["GET", "HEAD", "POST"])
def appoint(request: HttpRequest) -> HttpResponse:
    """Put somebody into a position."""
    row = queries.profile_for(actor_of(request), EDIT_OFFICIALS)
    form = OfficialForm(request.POST or None)
    if form.is_valid():
        with attempt(form):
            operations.appoint_official(
                actor_of(request), village=row.area_code, appointment=form.appointment(), term=form.term()
            )
            return saved(request, _("Perangkat desa sudah ditambahkan."))
    return form_page(request, form, _("Tambah perangkat desa"))


@requires(EDIT_OFFICIALS)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, official_id: UUID) -> HttpResponse:
    """Correct what stands about an official."""
    row = queries.official_by_id(actor_of(request), official_id)
    form = OfficialForm(request.POST or None, initial={**values_of(row), "seen": row.last_entry})
    form.theirs = values_of
    title = _("Ubah perangkat desa")
    if form.is_valid():
        with attempt(form):
            operations.edit_official(
                actor_of(request),
                official=row,
                appointment=form.appointment(),
                term=form.term(),
                seen=form.cleaned_data["seen"],
            )
            return saved(request, _("Data perangkat desa sudah disimpan."))
    return form_page(request, form, title)


@requires(EDIT_OFFICIALS)
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, official_id: UUID) -> HttpResponse:
    """End an official's term."""
    row = queries.official_by_id(actor_of(request), official_id)
    form = EndForm(request.POST or None, initial={"until_on": row.until_on})
    if form.is_valid():
        until = form.cleaned_data["until_on"]
        with attempt(form):
            operations.end_official(actor_of(request), official=row, until=until)
            return saved(request, _("Masa jabatan sudah diakhiri."))
    lead = f"{row.name}, {row.position}"
    return form_page(request, form, _("Akhiri masa jabatan"), lead=lead, button=_("Akhiri masa jabatan"))
