"""Uploading a list: the file, its columns, a look at what was read, the start of a comparison."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pendopo.kernel.access import actor_of, requires
from pendopo.matching.forms.lists import CompareForm, ListUploadForm, MappingForm, ReasonForm
from pendopo.matching.operations import accept_and_begin, begin_run, erase_list, map_list, receive_list
from pendopo.matching.queries.lists import (
    list_page,
    list_visible_to,
    mapping_page,
    matching_home,
    office_area,
    preview_page,
)
from pendopo.matching.rules.permissions import READ, RUN
from pendopo.matching.views.listings import runs, uploaded
from pendopo.matching.views.trails import trail_to
from pendopo.ui.asking import ask, attempt

METHODS = ["GET", "HEAD", "POST"]


@requires(READ)
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show the runs and lists of the officer's area, and what can be begun."""
    page = matching_home(actor_of(request))
    context = {
        "home": page,
        "runs": runs(
            page.runs,
            _("Belum ada pemadanan"),
            _("Unggah daftar, pilih kolomnya, lalu padankan dengan data warga."),
        ),
        "lists": uploaded(page.lists),
        "may_run": RUN in actor_of(request).permissions,
        "trail": [(_("Pemadanan"), "")],
    }
    return render(request, "matching/home.html", context)


@requires(RUN)
@require_http_methods(METHODS)
def upload(request: HttpRequest) -> HttpResponse:
    """Take a table; on refusal say why and keep the name that was typed."""
    form = ListUploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        area = office_area(actor_of(request))
        with attempt(form, "file", title_missing="title"):
            source = receive_list(
                actor_of(request),
                area=area,
                title=form.cleaned_data["title"],
                file_name=file.name,
                content=file.read(),
            )
            return redirect("matching-columns", source.pk)
    return ask(
        request,
        form,
        heading=_("Unggah daftar"),
        about=_(
            "Ekspor SIKS-NG atau DTSEN, daftar penerima bantuan, atau tabel lain. Setelah ini Anda memilih kolomnya."
        ),
        trail=trail_to((_("Unggah daftar"), "")),
        button=_("Unggah"),
    )


@requires(RUN)
@require_http_methods(METHODS)
def columns(request: HttpRequest, list_id: UUID) -> HttpResponse:
    """Ask which column holds what; the guess is chosen already."""
    page = mapping_page(actor_of(request), list_id)
    if not page.columns:
        return redirect("matching-list", list_id)
    form = MappingForm(request.POST or None, page=page)
    if form.is_valid():
        with attempt(form):
            map_list(actor_of(request), source=page.source, mapping=form.mapping)
            return redirect("matching-preview", list_id)
    context = {"form": form, "page": page, "source": page.source}
    trail = trail_to((page.source.title, reverse("matching-list", args=[list_id])), (_("Pilih kolom"), ""))
    return render(
        request, "matching/columns.html", {**context, "trail": trail}, status=422 if form.errors else 200
    )


@requires(RUN)
@require_http_methods(METHODS)
def preview(request: HttpRequest, list_id: UUID) -> HttpResponse:
    """Show what was read; on yes begin the comparison."""
    page = preview_page(actor_of(request), list_id)
    if page.source.state == "uploaded":
        return redirect("matching-columns", list_id)
    form = CompareForm(request.POST or None, page=page)
    if form.is_valid():
        chosen = form.cleaned_data["other"]
        other = next((one for one in page.others if str(one.pk) == chosen), None)
        with attempt(form):
            run = accept_and_begin(actor_of(request), source=page.source, other_source=other)
            return redirect("matching-run", run.pk)
    trail = trail_to((page.source.title, reverse("matching-list", args=[list_id])), (_("Periksa"), ""))
    context = {"form": form, "page": page, "source": page.source, "trail": trail}
    return render(request, "matching/preview.html", context, status=422 if form.errors else 200)


@requires(READ)
@require_safe
def list_detail(request: HttpRequest, list_id: UUID) -> HttpResponse:
    """Show a list with its comparisons and what can be done with it."""
    page = list_page(actor_of(request), list_id)
    context = {
        "page": page,
        "source": page.source,
        "runs": runs(page.runs, _("Belum pernah dipadankan.")),
        "form": CompareForm(page=page),
        "may_run": RUN in actor_of(request).permissions,
        "trail": trail_to((page.source.title, "")),
    }
    return render(request, "matching/list.html", context)


@requires(RUN)
@require_POST
def compare(request: HttpRequest, list_id: UUID) -> HttpResponse:
    """Compare a list again, with the register or with another list."""
    page = list_page(actor_of(request), list_id, RUN)
    form = CompareForm(request.POST, page=page)
    chosen = form.cleaned_data["other"] if form.is_valid() else ""
    other = next((one for one in page.others if str(one.pk) == chosen), None)
    with attempt(request):
        run = accept_and_begin(actor_of(request), source=page.source, other_source=other)
        return redirect("matching-run", run.pk)
    return redirect("matching-list", list_id)


@requires(RUN)
@require_POST
def doubles(request: HttpRequest) -> HttpResponse:
    """Look for people who stand in the register twice."""
    area = office_area(actor_of(request))
    if (
        request.POST.get("area") != area
    ):  # the button says for which office; anything else is not from our page
        return redirect("matching-home")
    with attempt(request):
        run = begin_run(actor_of(request), area=area, kind="within")
        return redirect("matching-run", run.pk)
    return redirect("matching-home")


@requires(RUN)
@require_http_methods(METHODS)
def erase(request: HttpRequest, list_id: UUID) -> HttpResponse:
    """Erase the people of a list that is no longer needed."""
    source = list_visible_to(actor_of(request), list_id, RUN)
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        with attempt(form):
            erase_list(actor_of(request), source=source, reason=form.cleaned_data["reason"])
            messages.success(request, _("Data orang di daftar ini sudah dihapus. Hitungannya tetap ada."))
            return redirect("matching-list", list_id)
    return ask(
        request,
        form,
        heading=_("Hapus data daftar ini?"),
        about=source.title,
        note=_("Nama dan nomor di daftar dihapus. Jumlah dan putusan tetap ada, tanpa nama."),
        trail=trail_to((source.title, reverse("matching-list", args=[list_id])), (_("Hapus"), "")),
        button=_("Hapus data"),
        danger=True,
    )
