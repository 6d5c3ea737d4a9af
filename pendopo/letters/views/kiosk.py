"""Asking for a letter at the office's tablet: the same way as at the portal, in the kiosk's frame."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from pendopo.kernel.actor import Actor
from pendopo.letters.forms.types import FindTypeForm
from pendopo.letters.queries.requests import request_page
from pendopo.letters.queries.type_pages import public_catalogue
from pendopo.letters.rules.types import GROUPS
from pendopo.letters.views import walk
from pendopo.letters.views.faces import KIOSK, show


def choose(request: HttpRequest, actor: Actor) -> HttpResponse:
    """List the letters that can be asked for here: by theme, or those that fit a search."""
    theme, form = request.GET.get("tema", ""), FindTypeForm(request.GET or None)
    text = form.cleaned_data["q"] if form.is_valid() else ""
    found = public_catalogue(text, online=True).groups
    groups = [(key, _(GROUPS[key]) if key else _("Yang cocok"), types) for key, types in found]
    shown = groups if text.strip() else [group for group in groups if group[0] == theme]
    context = {"groups": groups, "shown": shown, "text": text, "who": actor.name}
    return render(request, "letters/ask/choose.html", context)


def ask(request: HttpRequest, actor: Actor, key: str) -> HttpResponse:
    """Say what a letter needs, and begin."""
    return walk.start(request, actor, KIOSK, key)


def question(request: HttpRequest, actor: Actor, request_id: UUID, key: str) -> HttpResponse:
    """Ask one question."""
    return walk.question(request, actor, KIOSK, request_id, key)


def check(request: HttpRequest, actor: Actor, request_id: UUID) -> HttpResponse:
    """Show the answers for a last look, and send."""
    return walk.check(request, actor, KIOSK, request_id)


def receipt(request: HttpRequest, actor: Actor, request_id: UUID) -> HttpResponse:
    """Show the receipt."""
    page = request_page(actor, request_id)
    if page.row.receipt is None:
        return KIOSK.go("check", request_id)
    return show(request, KIOSK, "receipt", {"page": page})
