"""The officer's pages about hamlets, RW and RT."""

from typing import Protocol
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from pendopo.kernel import clock
from pendopo.kernel.access import actor_of, requires
from pendopo.places import operations, queries
from pendopo.places.forms.localities import CloseForm, HamletForm, HeadForm, NumberForm
from pendopo.places.rules.localities import LocalityTier
from pendopo.places.rules.permissions import EDIT_LOCALITIES
from pendopo.places.views.base import form_page, saved
from pendopo.ui.asking import attempt


class _Headed(Protocol):
    """A part of the village as it is stored."""

    @property
    def name(self) -> str: ...
    @property
    def head_name(self) -> str: ...
    @property
    def tier(self) -> str: ...


def _values(row: _Headed) -> dict[str, object]:
    return {"name": row.name, "head_name": row.head_name}


def _title(row: _Headed) -> str:
    names = {LocalityTier.HAMLET: _("Dusun"), LocalityTier.RW: _("RW"), LocalityTier.RT: _("RT")}
    return f"{names[LocalityTier(row.tier)]} {row.name}".strip()


@requires(EDIT_LOCALITIES)
@require_http_methods(["GET", "HEAD", "POST"])
def add_hamlet(request: HttpRequest) -> HttpResponse:
    """Add a hamlet to the village."""
    village = queries.profile_for(actor_of(request), EDIT_LOCALITIES)
    form = HamletForm(request.POST or None)
    if form.is_valid():
        given = form.cleaned_data
        with attempt(form):
            operations.add_hamlet(
                actor_of(request), village=village.area_code, name=given["name"], head_name=given["head_name"]
            )
            return saved(request, _("Dusun sudah ditambahkan."))
    return form_page(request, form, _("Tambah dusun"))


@requires(EDIT_LOCALITIES)
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, locality_id: UUID) -> HttpResponse:
    """Add an RW to a hamlet, or an RT to an RW."""
    parent = queries.locality_by_id(actor_of(request), locality_id)
    form = NumberForm(request.POST or None)
    if form.is_valid():
        given = form.cleaned_data
        with attempt(form):
            operations.add_neighbourhood(
                actor_of(request), parent=parent, number=given["number"], head_name=given["head_name"]
            )
            return saved(request, _("Wilayah sudah ditambahkan."))
    title = _("Tambah RT") if parent.tier == LocalityTier.RW.value else _("Tambah RW")
    return form_page(request, form, title, lead=_title(parent))


@requires(EDIT_LOCALITIES)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, locality_id: UUID) -> HttpResponse:
    """Change the name of a hamlet, or the head of a hamlet, RW or RT."""
    row = queries.locality_by_id(actor_of(request), locality_id)
    kind = HamletForm if row.tier == LocalityTier.HAMLET.value else HeadForm
    form = kind(request.POST or None, initial={**_values(row), "seen": row.last_entry})
    form.theirs = lambda current: {
        name: value for name, value in _values(current).items() if name in form.fields
    }
    if form.is_valid():
        given = form.cleaned_data
        with attempt(form):
            operations.rename_locality(
                actor_of(request),
                locality=row,
                name=given.get("name"),
                head_name=given["head_name"],
                seen=given["seen"],
            )
            return saved(request, _("Data wilayah sudah disimpan."))
    return form_page(request, form, _("Ubah %(area)s") % {"area": _title(row)})


@requires(EDIT_LOCALITIES)
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: HttpRequest, locality_id: UUID) -> HttpResponse:
    """Close a hamlet, RW or RT in which nobody lives any more."""
    row = queries.locality_by_id(actor_of(request), locality_id)
    form = CloseForm(request.POST or None, initial={"until": clock.today()})
    if form.is_valid():
        until = form.cleaned_data["until"]
        with attempt(form):
            operations.close_locality(actor_of(request), locality=row, until=until)
            return saved(request, _("Wilayah sudah ditutup."))
    title = _("Tutup %(area)s") % {"area": _title(row)}
    lead = _("Nomornya tidak dipakai lagi untuk wilayah lain. Riwayatnya tetap tersimpan.")
    return form_page(request, form, title, lead=lead, button=_("Tutup wilayah"))
