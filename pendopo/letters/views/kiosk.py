"""Asking for a letter at the office's tablet: the same way as at the portal, in the kiosk's frame."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from pendopo.kernel.actor import Actor
from pendopo.letters.queries.requests import request_page
from pendopo.letters.queries.types import public_online_types
from pendopo.letters.views import walk
from pendopo.letters.views.faces import KIOSK, show


def choose(request: HttpRequest, actor: Actor) -> HttpResponse:
    """List the letters that can be asked for here."""
    return render(request, "letters/ask/choose.html", {"types": public_online_types(), "who": actor.name})


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
