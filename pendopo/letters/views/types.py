"""What everybody may see of letters: the list, and one letter with its service standard."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from pendopo.kernel.access import public
from pendopo.letters.forms.types import LISTS, STANDARD_WORDS, FindTypeForm
from pendopo.letters.queries import type_pages
from pendopo.letters.rules.types import GROUPS


@public
@require_safe
def catalogue(request: HttpRequest) -> HttpResponse:
    """Show the letters of the village by theme, or those that fit a search."""
    form = FindTypeForm(request.GET or None)
    text = form.cleaned_data["q"] if form.is_valid() else ""
    page = type_pages.public_catalogue(text)
    groups = [(_(GROUPS[key]) if key else "", key, types) for key, types in page.groups]
    context = {"page": page, "groups": groups, "form": form, "text": text}
    return render(request, "letters/types/catalogue.html", context)


@public
@require_safe
def standards(request: HttpRequest) -> HttpResponse:
    """Show of every letter how long it takes and what it costs, each with its whole standard behind it."""
    groups = [(_(GROUPS[key]), lines) for key, lines in type_pages.public_standards()]
    return render(request, "letters/types/standards.html", {"groups": groups})


@public
@require_safe
def sheet(request: HttpRequest, key: str) -> HttpResponse:
    """Show one letter: what it is for, which papers it needs, how long it takes, and the whole standard."""
    page = type_pages.public_sheet(key)
    standard = vars(page.type.content.standard)
    # Art. 21 counts requirements, time and cost between the first two and the rest.
    own = [name for name in STANDARD_WORDS if name not in LISTS]
    rows = [(number, name, STANDARD_WORDS[name], standard[name]) for number, name in enumerate(own, 6)]
    context = {"page": page, "content": page.type.content, "standard": rows}
    return render(request, "letters/types/sheet.html", context)
