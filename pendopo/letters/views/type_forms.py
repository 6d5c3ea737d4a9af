"""How every page of the editor of letter types answers: saved, wrong, or changed by somebody else meanwhile."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from pendopo.kernel.errors import Conflict, NotFound, NotPermitted, Refusal
from pendopo.letters.forms.types import PartForm
from pendopo.letters.queries.type_pages import Editor

Words = str | Promise


def trail(title: Words, page: Editor | None = None) -> list[tuple[Words, str]]:
    """Where a page of the editor stands."""
    found = [(_("Meja kerja"), reverse("desk")), (_("Jenis surat"), reverse("letters-types"))]
    if page is not None:
        found.append((page.content.name, reverse("letters-types-one", args=[page.key])))
    return [*found, (title, "")]


def attempt(form: PartForm, act: Callable[[], object]) -> bool:
    """Run one operation for a valid form; what the rules found goes beside the fields."""
    try:
        act()
    except (NotFound, NotPermitted):
        raise
    except Conflict as conflict:
        # The next click knows the other officer's version and may replace it.
        form.data = {**form.data.dict(), "seen": str(conflict.details["current"].last_entry)}  # type: ignore[attr-defined]
        form.add_error(None, f"{conflict} {_('Jika Anda menyimpan lagi, isian Anda yang dipakai.')}")
        return False
    except Refusal as refusal:
        problems = refusal.details.get("problems", ())
        form.add_error(None, str(refusal))
        form.show(problems)
        for problem in problems:
            if hasattr(problem, "line"):
                form.add_error(None, faulty_line(problem))
        return False
    return True


def faulty_line(problem: Any) -> str:
    """Say what is wrong with a wording, and where."""
    if problem.line:
        return _("Baris %(line)s: %(message)s") % {"line": problem.line, "message": problem.message}
    return str(problem.message)


def part_page(
    request: HttpRequest, form: PartForm, page: Editor, title: Words, template: str = "part", **more: Any
) -> HttpResponse:
    """Show one part of a type in its form."""
    context = {"form": form, "page": page, "title": title, "trail": trail(title, page), **more}
    status = 422 if form.errors else 200
    return render(request, f"letters/types/{template}.html", context, status=status)


def kept(request: HttpRequest, key: str, words: Words, *, to: str = "letters-types-one") -> HttpResponse:
    """Go back to the type and say what was done."""
    messages.success(request, str(words))
    return redirect(reverse(to, args=[key]))
