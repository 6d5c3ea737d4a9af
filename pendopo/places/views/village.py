"""The officer's pages about the village itself."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pendopo.kernel.access import actor_of, requires
from pendopo.places import operations, queries
from pendopo.places.forms.village import EmblemForm, LabelsForm, LetterheadForm
from pendopo.places.rules.identity import Letterhead
from pendopo.places.rules.images import EmblemOwner
from pendopo.places.rules.permissions import EDIT_PROFILE
from pendopo.places.views.base import form_page, saved
from pendopo.ui.asking import attempt


@requires(EDIT_PROFILE)
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """Show all that is kept about the village, with the way to change each part."""
    return render(request, "places/desk.html", {"page": queries.village_desk(actor_of(request))})


def _letterhead(row: object) -> dict[str, object]:
    return {name: getattr(row, name) or "" for name in Letterhead._fields}


@requires(EDIT_PROFILE)
@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    """Change name, address and contact of the village office."""
    row = queries.profile_for(actor_of(request), EDIT_PROFILE)
    form = LetterheadForm(request.POST or None, initial={**_letterhead(row), "seen": row.last_entry})
    form.theirs = _letterhead
    title = _("Nama dan alamat desa")
    if form.is_valid():
        with attempt(form):
            operations.edit_profile(
                actor_of(request), profile=row, letterhead=form.letterhead(), seen=form.cleaned_data["seen"]
            )
            return saved(request, _("Nama dan alamat desa sudah disimpan."))
    return form_page(request, form, title)


@requires(EDIT_PROFILE)
@require_http_methods(["GET", "HEAD", "POST"])
def labels(request: HttpRequest) -> HttpResponse:
    """Change what the village calls itself, its parts and its officials."""
    row = queries.profile_for(actor_of(request), EDIT_PROFILE)
    form = LabelsForm(request.POST or None, initial={**row.labels, "seen": row.last_entry})
    form.theirs = lambda current: current.labels
    title = _("Sebutan")
    if form.is_valid():
        with attempt(form):
            operations.edit_labels(
                actor_of(request), profile=row, labels=form.labels(), seen=form.cleaned_data["seen"]
            )
            return saved(request, _("Sebutan sudah disimpan."))
    lead = _("Kata-kata ini dipakai di semua halaman dan surat. Yang dikosongkan kembali ke sebutan umum.")
    return form_page(request, form, title, lead=lead)


@requires(EDIT_PROFILE)
@require_http_methods(["GET", "HEAD", "POST"])
def emblem(request: HttpRequest) -> HttpResponse:
    """Put a picture at the head of the village's letters."""
    row = queries.profile_for(actor_of(request), EDIT_PROFILE)
    form = EmblemForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        given = form.cleaned_data
        with attempt(form):
            operations.set_emblem(
                actor_of(request),
                village=row.area_code,
                owner=EmblemOwner(given["owner"]),
                content=given["picture"].read(),
            )
            return saved(request, _("Gambar sudah disimpan."))
    return form_page(request, form, _("Lambang dan logo"), upload=True)


@requires(EDIT_PROFILE)
@require_POST
def emblem_remove(request: HttpRequest, owner: str) -> HttpResponse:
    """Take a picture off the village's letters."""
    operations.remove_emblem(actor_of(request), emblem=queries.emblem_for(actor_of(request), owner))
    return saved(request, _("Gambar sudah dihapus."))
