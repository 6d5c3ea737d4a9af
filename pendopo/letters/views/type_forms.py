"""How every page of the editor of letter types answers: saved, wrong, or changed by somebody else meanwhile."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from pendopo.letters.forms.types import PartForm
from pendopo.letters.queries.type_pages import Editor
from pendopo.ui.asking import said

Words = str | Promise


def trail(title: Words, page: Editor | None = None) -> list[tuple[Words, str]]:
    """Where a page of the editor stands."""
    found = [(_("Meja kerja"), reverse("desk")), (_("Jenis surat"), reverse("letters-types"))]
    if page is not None:
        found.append((page.content.name, reverse("letters-types-one", args=[page.key])))
    return [*found, (title, "")]


def part_page(
    request: HttpRequest, form: PartForm, page: Editor, title: Words, template: str = "part", **more: Any
) -> HttpResponse:
    """Show one part of a type in its form."""
    context = {"form": form, "page": page, "title": title, "trail": trail(title, page), **more}
    status = 422 if form.errors else 200
    return render(request, f"letters/types/{template}.html", context, status=status)


def kept(request: HttpRequest, key: str, words: Words, *, to: str = "letters-types-one") -> HttpResponse:
    """Go back to the type and say what was done."""
    return said(request, str(words), reverse(to, args=[key]))
