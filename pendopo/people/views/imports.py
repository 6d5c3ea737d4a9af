"""The resident import: upload, preview, confirm, progress, report, undo."""

from collections.abc import Sequence
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Page
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_POST, require_safe

from pendopo.kernel.access import actor_of, requires
from pendopo.kernel.actor import Actor
from pendopo.people.forms.imports import UploadForm
from pendopo.people.operations.exporting import record_export
from pendopo.people.operations.importing import (
    begin_import,
    discard_import,
    receive_upload,
    undo_import,
)
from pendopo.people.queries.imports import (
    import_page,
    import_report,
    import_template,
    import_visible_to,
    imports_visible_to,
)
from pendopo.people.rules.codes import TABLES, CodeTable
from pendopo.people.rules.columns import BY_NAME, COLUMNS
from pendopo.people.rules.files import line_words
from pendopo.people.rules.permissions import IMPORT
from pendopo.people.rules.plan import Item
from pendopo.people.templatetags.people import words
from pendopo.ui.asking import attempt, said
from pendopo.ui.files import hand_over
from pendopo.ui.listing import Cell, Head, Listing, Tag
from pendopo.ui.templatetags.ui import angka, waktu


def _trail(last: str) -> list[tuple[str, str]]:
    return [(_("Warga"), reverse("people-persons")), (_("Impor"), reverse("people-imports")), (last, "")]


_KINDS = {"done": "ok", "failed": "late", "undone": "plain"}


@requires(IMPORT)
@require_safe
def import_list(request: HttpRequest) -> HttpResponse:
    """Show the upload form and the latest imports."""
    listing = Listing(
        _("Impor terakhir"),
        [_("Berkas"), _("Diunggah"), Head(_("Baris"), True), Head(_("Ditolak"), True), _("Keadaan")],
        imports_visible_to(actor_of(request)),
        lambda one: [
            Cell(one.file_name, reverse("people-import", args=[one.pk])),
            waktu(one.uploaded_at),
            angka(one.row_count),
            angka(one.rejected),
            Cell(tag=Tag(one.get_state_display(), _KINDS.get(one.state, "wait"))),
        ],
        (_("Belum ada impor"), _("Berkas yang Anda unggah akan muncul di sini.")),
    )
    context = {"form": UploadForm(), "listing": listing}
    return render(
        request, "people/imports/list.html", {**context, "trail": [*_trail("")[:1], (_("Impor"), "")]}
    )


@requires(IMPORT)
@require_POST
def upload(request: HttpRequest) -> HttpResponse:
    """Read and judge the file; on refusal say why and what to do."""
    form = UploadForm(request.POST, request.FILES)
    if form.is_valid():
        file, as_of = form.cleaned_data["file"], form.cleaned_data["as_of"]
        with attempt(form, "file", no_opening="as_of"):
            batch = receive_upload(actor_of(request), file_name=file.name, content=file.read(), as_of=as_of)
            return redirect("people-import", batch.pk)
    return render(request, "people/imports/refused.html", {"form": form, "trail": _trail("")[:2]}, status=422)


@requires(IMPORT)
@require_safe
def import_detail(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Show an import: its preview, its progress, or its result."""
    shown, number = request.GET.get("tampil", ""), request.GET.get("halaman", "1")
    preview = import_page(actor_of(request), batch_id, shown=shown, number=number)
    template = {"previewed": "preview", "running": "progress", "undoing": "progress"}.get(
        preview.batch.state, "result"
    )
    context = {
        "preview": preview,
        "batch": preview.batch,
        "listing": _lines(preview.page) if preview.page is not None else None,
        "trail": _trail(preview.batch.file_name),
    }
    answer = render(request, f"people/imports/{template}.html", context)
    if preview.batch.state == "running":
        answer["Refresh"] = "2"
    return answer


def _lines(page: Page[Item]) -> Listing[Item]:
    return Listing(
        _("Baris dan alasannya"),
        [_("Nama"), _("Hasil"), _("Alasan")],
        list(page),
        lambda item: [
            Cell(item.named, soft=" ".join((_("baris"), line_words(item.line)))),
            Cell(tag=Tag(_(_BECOMES[item.action.value][0]), _BECOMES[item.action.value][1])),
            " ".join(words(problem) for problem in item.problems),
        ],
        (_("Tidak ada baris seperti itu."),),
        page=page,
        counted=_("Baris dan alasannya"),
    )


_BECOMES = {
    "create": (gettext_noop("baru"), "ok"),
    "update": (gettext_noop("diperbarui"), "wait"),
    "same": (gettext_noop("tetap"), "plain"),
    "reject": (gettext_noop("ditolak"), "late"),
}


@requires(IMPORT)
@require_POST
def confirm(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Accept a preview and start writing."""
    batch = import_visible_to(actor_of(request), batch_id)
    with attempt(request):
        begin_import(actor_of(request), batch=batch)
    return redirect("people-import", batch_id)


@requires(IMPORT)
@require_POST
def discard(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Drop a preview."""
    batch = import_visible_to(actor_of(request), batch_id)
    with attempt(request):
        discard_import(actor_of(request), batch=batch)
        return said(request, _("Berkas dibuang. Tidak ada yang ditulis."), "people-imports")
    return redirect("people-import", batch_id)


@requires(IMPORT)
@require_POST
def undo(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Take an import back."""
    batch = import_visible_to(actor_of(request), batch_id)
    with attempt(request):
        undo_import(actor_of(request), batch=batch)
        messages.success(request, _("Impor dibatalkan. Data kembali seperti sebelumnya."))
    return redirect("people-import", batch_id)


@requires(IMPORT)
@require_safe
def accepted_words(request: HttpRequest) -> HttpResponse:
    """List the headings and the words that a file may use."""
    headings = Listing(
        _("Judul kolom"),
        [_("Kolom"), _("Isi"), _("Judul lain yang dikenal")],
        COLUMNS,
        lambda column: [column.name, _(column.label), ", ".join(column.aliases)],
        (_("Tidak ada kolom."),),
    )
    tables = [_words(_(BY_NAME[name].label), table) for name, table in TABLES.items() if name in BY_NAME]
    context = {"listings": [headings, *tables], "trail": _trail(_("Kata yang dikenal"))}
    return render(request, "people/imports/words.html", context)


def _words(title: str, table: CodeTable) -> Listing[tuple[int, str, list[str]]]:
    return Listing(
        title,
        [Head(_("Kode"), True), _("Arti"), _("Kata lain yang dikenal")],
        list(table.told()),
        lambda line: [str(line[0]), _(line[1]), ", ".join(line[2])],
        (_("Tidak ada kode."),),
    )


@requires(IMPORT)
@require_safe
def template(request: HttpRequest) -> FileResponse:
    """Hand out the empty workbook."""
    return hand_over(request, import_template(actor_of(request)), _("mengisi data warga"), _about_nobody)


def _about_nobody(actor: Actor, *, area: str, reason: str, evidence: Sequence[bytes]) -> None:
    """An empty workbook tells nothing of anybody, so there is nothing to write down."""


@requires(IMPORT)
@require_safe
def report(request: HttpRequest, batch_id: UUID) -> FileResponse:
    """Hand the report out as a workbook; it repeats the refused rows with their numbers, so it counts as an export."""
    made = import_report(actor_of(request), batch_id)
    return hand_over(request, made, _("memperbaiki berkas impor"), record_export)
