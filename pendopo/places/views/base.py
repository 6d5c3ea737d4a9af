"""How every form page of places answers: saved, refused beside a field, or changed by somebody else meanwhile."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from pendopo.kernel.errors import Conflict, NotFound, NotPermitted, Refusal
from pendopo.places.forms.base import Difference, EditForm, show_conflict

Words = str | Promise


@dataclass
class Attempt:
    """Whether a change was saved, and what another officer had changed first."""

    saved: bool
    differences: list[Difference] = field(default_factory=list)


def attempt(
    form: EditForm, act: Callable[[], object], theirs: Callable[[Any], Mapping[str, Any]] | None = None
) -> Attempt:
    """Run one operation for a valid form; refusals go into the form, what is not this officer's stays hidden."""
    try:
        act()
    except (NotFound, NotPermitted):
        raise
    except Conflict as conflict:
        values = theirs(conflict.details["current"]) if theirs else {}
        found = show_conflict(form, conflict, values)
        form.add_error(None, str(conflict))
        return Attempt(False, found)
    except Refusal as refusal:
        form.refuse(refusal)
        return Attempt(False)
    return Attempt(True)


def saved(request: HttpRequest, words: Words) -> HttpResponse:
    """Go back to the village's desk and say what was done."""
    messages.success(request, str(words))
    return redirect("places-desk")


def trail(title: Words) -> list[tuple[Words, str]]:
    """Where a page of the desk stands."""
    return [(_("Meja kerja"), reverse("desk")), (_("Desa"), reverse("places-desk")), (title, "")]


def form_page(request: HttpRequest, form: EditForm, title: Words, **more: Any) -> HttpResponse:
    """Show a form under its title, with the differences to another officer's version if there are any."""
    context = {"form": form, "title": title, "trail": trail(title), "button": _("Simpan"), **more}
    # 422: the form was understood and not saved
    return render(request, "places/edit.html", context, status=422 if form.errors else 200)
