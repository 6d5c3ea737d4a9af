"""The editor of a letter type's questions: their order, one of them, a new one."""

from dataclasses import asdict
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pendopo.kernel.access import actor_of, requires
from pendopo.kernel.errors import NotFound
from pendopo.letters.forms.types import PartForm, TypeQuestionForm
from pendopo.letters.operations.type_drafts import save_draft
from pendopo.letters.queries import type_pages
from pendopo.letters.queries.type_pages import Editor
from pendopo.letters.rules.permissions import EDIT_TYPES
from pendopo.letters.views.type_forms import kept, part_page
from pendopo.questions.rules.fields import FIELD_KINDS, Field
from pendopo.ui.asking import attempt

READ_WRITE = ["GET", "HEAD", "POST"]
LIST = "letters-types-questions"


@requires(EDIT_TYPES)
@require_safe
def questions(request: HttpRequest, key: str) -> HttpResponse:
    """List the questions in their order."""
    page = type_pages.type_editor(actor_of(request), key)
    rows = [(one, _(FIELD_KINDS[one.kind])) for one in page.content.fields]
    return part_page(request, PartForm(), page, _("Isian"), template="questions", rows=rows)


@requires(EDIT_TYPES)
@require_http_methods(READ_WRITE)
def add(request: HttpRequest, key: str) -> HttpResponse:
    """Ask one more question, at the end."""
    page = type_pages.type_editor(actor_of(request), key)
    initial = {"seen": page.seen, "kind": "text"}
    form = TypeQuestionForm(request.POST or None, initial=initial, others=page.content.fields)
    if form.is_valid():
        whole = [*page.content.fields, form.question(None)]
        with attempt(form):
            _save(request, page, whole, form.cleaned_data["seen"])
            return kept(request, key, _("Isian sudah ditambahkan. Pakai juga dalam kalimat surat."), to=LIST)
    return part_page(request, form, page, _("Tambah isian"))


@requires(EDIT_TYPES)
@require_http_methods(READ_WRITE)
def edit(request: HttpRequest, key: str, question: str) -> HttpResponse:
    """Change one question."""
    page = type_pages.type_editor(actor_of(request), key)
    one = _found(page, question)
    others = [other for other in page.content.fields if other.key != question]
    initial = {**TypeQuestionForm.values(one, others), "seen": page.seen}
    form = TypeQuestionForm(request.POST or None, initial=initial, others=others)
    if form.is_valid():
        mine = form.question(one)
        whole = [mine if other.key == question else other for other in page.content.fields]
        with attempt(form):
            _save(request, page, whole, form.cleaned_data["seen"])
            return kept(request, key, _("Isian sudah disimpan."), to=LIST)
    return part_page(
        request, form, page, _("Ubah isian"), note=_("Kata untuk kalimat surat: #v.%s") % one.key
    )


@requires(EDIT_TYPES)
@require_POST
def move(request: HttpRequest, key: str, question: str) -> HttpResponse:
    """Move a question up or down, or leave it out."""
    page = type_pages.type_editor(actor_of(request), key)
    _found(page, question)
    form = PartForm(request.POST)
    whole = _moved(list(page.content.fields), question, request.POST.get("ke", ""))
    if form.is_valid():
        with attempt(form):
            _save(request, page, whole, form.cleaned_data["seen"])
            return kept(request, key, _("Urutan isian sudah disimpan."), to=LIST)
    rows = [(one, _(FIELD_KINDS[one.kind])) for one in page.content.fields]
    return part_page(request, form, page, _("Isian"), template="questions", rows=rows)


def _found(page: Editor, question: str) -> Field:
    one = page.content.field(question)
    if one is None:
        raise NotFound
    return one


def _moved(whole: list[Field], question: str, where: str) -> list[Field]:
    at = next(position for position, one in enumerate(whole) if one.key == question)
    one = whole.pop(at)
    if where != "hapus":
        whole.insert(max(0, at - 1) if where == "atas" else at + 1, one)
    return whole


def _save(request: HttpRequest, page: Editor, whole: list[Field], seen: Any) -> object:
    fields = [asdict(one) for one in whole]
    return save_draft(
        actor_of(request), village=page.village.code, key=page.key, changes={"fields": fields}, seen=seen
    )
