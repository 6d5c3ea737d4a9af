"""Reads for the kiosk and for the queue of the day."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.db.models import QuerySet

from pendopo.accounts.queries import actor_of_session, my_resident_session
from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.kernel.errors import NotFound
from pendopo.kernel.queries import public_rule
from pendopo.kiosk.models import QueueTicket
from pendopo.kiosk.rules import IDLE_SECONDS, SERVE
from pendopo.places import queries as places
from pendopo.places.queries import village_for


@dataclass(frozen=True)
class KioskPage:
    """The first page of the kiosk: the village, and a fresh key for a ticket."""

    village: places.Village
    form_key: UUID
    called: int


@dataclass(frozen=True)
class QueuePage:
    """Today's queue for the counter."""

    village: places.Village
    waiting: list[QueueTicket]
    called: list[QueueTicket]


def public_kiosk() -> KioskPage:
    """Gather what the kiosk shows to everybody."""
    village = places.public_page_village()
    last = _today(village.code).filter(called_at__isnull=False).order_by("-called_at").first()
    return KioskPage(village, uuid4(), last.number if last else 0)


def public_ticket(ticket_id: UUID) -> QueueTicket:
    """Return a ticket of today; it names nobody."""
    found = QueueTicket.objects.filter(pk=ticket_id, day=clock.today()).first()
    if found is None:
        raise NotFound
    return found


def public_idle_seconds() -> int:
    """Say after how many seconds a session at the kiosk ends by itself."""
    village = places.public_site_village()
    return int(public_rule(IDLE_SECONDS, area=village.code if village else ""))


@dataclass(frozen=True)
class KioskVisit:
    """Whoever is signed in at the kiosk, with the session to be ended."""

    actor: Actor
    session: Any


def public_kiosk_visit(session_id: UUID) -> KioskVisit | None:
    """Return who signed in at the kiosk with this session, unless it has ended."""
    actor = actor_of_session(session_id)
    return KioskVisit(actor, my_resident_session(actor, session_id)) if actor is not None else None


def queue_page(actor: Actor) -> QueuePage:
    """Show the counter who waits and who was called today."""
    village = village_for(actor, SERVE)
    rows = _today(village.code)
    return QueuePage(
        village,
        list(rows.filter(called_at__isnull=True).order_by("number")),
        list(rows.filter(called_at__isnull=False).order_by("-called_at")[:10]),
    )


def _today(village: str) -> QuerySet[QueueTicket]:
    return QueueTicket.objects.filter(area_code=village, day=clock.today())
