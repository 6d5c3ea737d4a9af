"""The editor of letter types: the list, one type, its parts."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pendopo.kernel.access import actor_of, requires
from pendopo.letters.forms.types import (
    EXAMPLES,
    FindTypeForm,
    GeneralForm,
    PartForm,
    RequirementsForm,
    StandardForm,
    WordingForm,
    faulty_line,
)
from pendopo.letters.operations.type_drafts import save_draft
from pendopo.letters.queries import type_pages
from pendopo.letters.queries.type_pages import Editor
from pendopo.letters.queries.type_trial import type_trial
from pendopo.letters.rules.permissions import EDIT_TYPES
from pendopo.letters.rules.values import words_of
from pendopo.letters.views.type_forms import kept, part_page, trail
from pendopo.ui.asking import attempt

READ_WRITE = ["GET", "HEAD", "POST"]


@requires(EDIT_TYPES)
@require_safe
def types(request: HttpRequest) -> HttpResponse:
    """List every type of the village, with drafts that wait."""
    form = FindTypeForm(request.GET or None)
    text = form.cleaned_data["q"] if form.is_valid() else ""
    page = type_pages.types_desk(actor_of(request), text)
    context = {
        "page": page,
        "form": form,
        "text": text,
        "trail": [*trail(_("Jenis surat"))[:1], (_("Jenis surat"), "")],
    }
    return render(request, "letters/types/desk.html", context)


@requires(EDIT_TYPES)
@require_safe
def one(request: HttpRequest, key: str) -> HttpResponse:
    """Show one type: what holds, the draft, the versions before."""
    page = type_pages.type_editor(actor_of(request), key, check=True)
    lines = [faulty_line(problem) for problem in page.problems]
    context = {"page": page, "faults": lines, "trail": trail(page.content.name)}
    return render(request, "letters/types/one.html", context)


def _save(request: HttpRequest, page: Editor, form: PartForm) -> bool:
    given = {"village": page.village.code, "key": page.key, "seen": form.cleaned_data["seen"]}
    with attempt(form) as tried:
        save_draft(actor_of(request), changes=form.changes(), **given)
    return tried.done


def _part(
    request: HttpRequest, key: str, made: Callable[..., PartForm], initial: Any, title: str
) -> HttpResponse:
    page = type_pages.type_editor(actor_of(request), key)
    given = {"initial": {**initial(page.content), "seen": page.seen}}
    if made is GeneralForm:
        given["labels"] = dict(page.village.labels)
    form = made(request.POST or None, **given)
    if form.is_valid() and _save(request, page, form):
        return kept(request, key, _("Rancangan sudah disimpan."))
    return part_page(request, form, page, title)


@requires(EDIT_TYPES)
@require_http_methods(READ_WRITE)
def general(request: HttpRequest, key: str) -> HttpResponse:
    """Change name, purpose and rules."""
    return _part(request, key, GeneralForm, lambda content: vars(content), _("Nama dan aturan"))


@requires(EDIT_TYPES)
@require_http_methods(READ_WRITE)
def wording(request: HttpRequest, key: str) -> HttpResponse:
    """Change the wording and look at what it makes of the sample resident."""
    page = type_pages.type_editor(actor_of(request), key, check=True)
    form = WordingForm(request.POST or None, initial={"template": page.content.template, "seen": page.seen})
    if form.is_valid() and _save(request, page, form):
        return kept(request, key, _("Rancangan sudah disimpan."), to="letters-types-wording")
    return part_page(
        request,
        form,
        page,
        _("Kalimat surat"),
        template="wording",
        words=words_of(page.content),
        examples=EXAMPLES,
        faults=[faulty_line(problem) for problem in page.problems],
        picture=f"{reverse('letters-types-picture', args=[key])}?v={page.draft.digest[:12] if page.draft else ''}",
    )


@requires(EDIT_TYPES)
@require_POST
def trial(request: HttpRequest, key: str) -> HttpResponse:
    """Show what a wording makes of the sample resident while it is typed."""
    form = WordingForm(request.POST)
    if not form.is_valid():
        lines = [line for found in form.errors.values() for line in found]
        return render(request, "letters/types/trial.html", {"faults": lines})
    found = type_trial(actor_of(request), key, form.changes()["template"])
    context = {"faults": [faulty_line(problem) for problem in found.problems], "picture": found.picture}
    return render(request, "letters/types/trial.html", context)


@requires(EDIT_TYPES)
@require_http_methods(READ_WRITE)
def requirements(request: HttpRequest, key: str) -> HttpResponse:
    """Change which papers a letter needs."""
    return _part(
        request,
        key,
        RequirementsForm,
        lambda content: {"requirements": RequirementsForm.rows(content)},
        _("Syarat"),
    )


@requires(EDIT_TYPES)
@require_http_methods(READ_WRITE)
def standard(request: HttpRequest, key: str) -> HttpResponse:
    """Change the service standard."""
    return _part(request, key, StandardForm, StandardForm.values, _("Standar pelayanan"))
