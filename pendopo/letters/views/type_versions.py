"""Versions of a letter type: a Word file, a look at the sample, putting a draft into force, going back, switching."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pendopo.kernel.access import actor_of, requires
from pendopo.letters.forms.types import (
    AddTypeForm,
    EnactForm,
    PartForm,
    SwitchForm,
    WordFileForm,
    faulty_line,
)
from pendopo.letters.operations import type_drafts, types
from pendopo.letters.queries import type_pages
from pendopo.letters.queries.type_pages import Editor
from pendopo.letters.rules.permissions import EDIT_TYPES
from pendopo.letters.rules.values import words_of
from pendopo.letters.views.type_forms import kept, part_page, trail
from pendopo.ui.asking import attempt, said

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
READ_WRITE = ["GET", "HEAD", "POST"]


def _word_words(page: Editor) -> list[str]:
    """The words that a Word file may hold, as one writes them there."""
    return [f"{{{{ {word.removeprefix('v.')} }}}}" for word in words_of(page.content)]


@requires(EDIT_TYPES)
@require_http_methods(READ_WRITE)
def word_file(request: HttpRequest, key: str) -> HttpResponse:
    """Fill the village's own Word file, or go back to the wording."""
    page = type_pages.type_editor(actor_of(request), key)
    back = "kembali" in request.POST
    form = (PartForm if back else WordFileForm)(
        request.POST or None, request.FILES or None, initial={"seen": page.seen}
    )
    if form.is_valid():
        sent = None if back else form.cleaned_data["file"]
        name, file = (sent.name, sent.read()) if sent else ("", b"")
        with attempt(form):
            type_drafts.set_word_file(
                actor_of(request),
                village=page.village.code,
                key=key,
                name=name,
                file=file,
                seen=form.cleaned_data["seen"],
            )
            return kept(request, key, _("Rancangan sudah disimpan."))
    return part_page(
        request, form, page, _("Berkas Word"), template="word", upload=True, words=_word_words(page)
    )


def _file(content: bytes, kind: str, place: str) -> HttpResponse:
    headers = {"Content-Disposition": place, "Cache-Control": "no-store"}
    return HttpResponse(content, content_type=kind, headers=headers)


@requires(EDIT_TYPES)
@require_safe
def sample(request: HttpRequest, key: str) -> HttpResponse:
    """Show the letter that the draft, or what holds now, makes of the sample resident."""
    found = type_pages.type_sample(actor_of(request), key)
    if found.pdf:
        return _file(found.pdf, "application/pdf", 'inline; filename="contoh.pdf"')
    if found.word:
        return _file(found.word, WORD, 'attachment; filename="contoh.docx"')
    context = {
        "page": found.editor,
        "faults": [faulty_line(problem) for problem in found.problems],
        "trail": trail(_("Contoh surat"), found.editor),
    }
    return render(request, "letters/types/sample.html", context, status=422)


@requires(EDIT_TYPES)
@require_safe
def picture(request: HttpRequest, key: str) -> HttpResponse:
    """Show the first page of the sample letter as a picture, beside the wording that is being edited."""
    found = type_pages.type_picture(actor_of(request), key)
    return HttpResponse(found, content_type="image/svg+xml", headers={"Cache-Control": "private, no-cache"})


@requires(EDIT_TYPES)
@require_http_methods(READ_WRITE)
def enact(request: HttpRequest, key: str) -> HttpResponse:
    """Put the draft into force."""
    page = type_pages.type_editor(actor_of(request), key)
    form = EnactForm(request.POST or None, initial={"seen": page.seen})
    if form.is_valid():
        given = form.cleaned_data
        with attempt(form):
            type_drafts.enact_draft(
                actor_of(request),
                village=page.village.code,
                key=key,
                reason=given["reason"],
                seen=given["seen"],
            )
            return kept(request, key, _("Versi baru sudah berlaku untuk permohonan berikutnya."))
    return part_page(request, form, page, _("Berlakukan rancangan"), button=_("Berlakukan"))


@requires(EDIT_TYPES)
@require_http_methods(READ_WRITE)
def discard(request: HttpRequest, key: str) -> HttpResponse:
    """Ask once, then throw the draft away."""
    page = type_pages.type_editor(actor_of(request), key)
    if request.method != "POST":
        title = _("Buang rancangan")
        context = {"page": page, "title": title, "trail": trail(title, page)}
        return render(request, "letters/types/discard.html", context)
    with attempt(request):  # refused if it was thrown away on another page meanwhile
        type_drafts.discard_draft(actor_of(request), village=page.village.code, key=key)
        if not page.offered:  # a type of the village's own that never came into force is gone with its draft
            return said(request, _("Rancangan sudah dibuang."), "letters-types")
        return kept(request, key, _("Rancangan sudah dibuang."))
    return redirect("letters-types-one", key)


@requires(EDIT_TYPES)
@require_http_methods(READ_WRITE)
def switch(request: HttpRequest, key: str) -> HttpResponse:
    """Offer a type to residents, or stop offering it."""
    page = type_pages.type_editor(actor_of(request), key)
    form = SwitchForm(request.POST or None)
    if form.is_valid():
        types.switch_type(
            actor_of(request),
            village=page.village.code,
            key=key,
            active=not page.active,
            reason=form.cleaned_data["reason"],
        )
        return kept(
            request, key, _("Surat tidak dilayani lagi.") if page.active else _("Surat dilayani lagi.")
        )
    title = _("Hentikan layanan surat ini") if page.active else _("Layani lagi surat ini")
    return part_page(request, form, page, title, button=title)  # type: ignore[arg-type]


@requires(EDIT_TYPES)
@require_safe
def version(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Show an older version as it was."""
    page = type_pages.type_version_page(actor_of(request), key, number)
    title = _("Versi %(number)s") % {"number": number}
    parts = [(_(part.label), part.before, part.after) for part in page.parts]
    context = {"page": page, "parts": parts, "title": title, "trail": trail(title, page.editor)}
    return render(request, "letters/types/version.html", context)


@requires(EDIT_TYPES)
@require_POST
def restore(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Make a draft of an older version."""
    page = type_pages.type_editor(actor_of(request), key)
    with attempt(request):
        type_drafts.restore_version(actor_of(request), village=page.village.code, key=key, number=number)
        return kept(request, key, _("Versi lama sudah disalin menjadi rancangan. Periksa, lalu berlakukan."))
    return redirect("letters-types-one", key)


@requires(EDIT_TYPES)
@require_http_methods(READ_WRITE)
def add(request: HttpRequest) -> HttpResponse:
    """Begin a type of the village's own."""
    page = type_pages.types_desk(actor_of(request))
    choices = [(line.type.key, line.type.content.name) for line in page.lines]
    form = AddTypeForm(request.POST or None, types=choices)
    if form.is_valid():
        given = form.cleaned_data
        with attempt(form):
            types.add_type(
                actor_of(request),
                village=page.village.code,
                key=form.key(),
                name=given["name"],
                like=given["like"],
            )
            messages.success(request, _("Rancangan jenis surat baru sudah dibuat. Ubah, lalu berlakukan."))
            return redirect("letters-types-one", key=form.key())
    title = _("Tambah jenis surat")
    context = {"form": form, "title": title, "trail": trail(title)}
    return render(request, "letters/types/part.html", context, status=422 if form.errors else 200)
