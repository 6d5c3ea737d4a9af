"""The list of events of a village: for the desk and for book B.2."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.core.paginator import Page

from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.people.models import EventKind, PopulationEvent
from pendopo.people.queries.scope import in_areas
from pendopo.people.rules.permissions import READ
from pendopo.ui.listing import paged

_PAGE = 50


@dataclass(frozen=True)
class EventLine:
    """One event in the list."""

    id: UUID
    on: date
    reported_on: date
    kind: str
    label: str
    person_id: UUID
    name: str
    area_code: str
    place: str
    reversed: bool


@dataclass(frozen=True)
class EventPage:
    """One page of the list, with what it was asked for."""

    page: Page[Any]
    lines: list[EventLine]
    kinds: list[tuple[str, str]]
    months: list[tuple[str, str]]


def events_in(actor: Actor, *, month: str = "", kind: str = "", number: int = 1) -> EventPage:
    """List the events in the actor's areas, newest first, of a month (YYYY-MM) and a kind."""
    rows = PopulationEvent.objects.filter(in_areas(actor, READ, "person__area_code"))
    rows = rows.filter(reverses__isnull=True).select_related("person", "reversed_by")
    start = _month_start(month)
    if start is not None:
        rows = rows.filter(on__gte=start, on__lt=_next_month(start))
    if kind in EventKind.values:
        rows = rows.filter(kind=kind)
    page = paged(rows.order_by("-on", "-id"), number, _PAGE)
    return EventPage(
        page=page,
        lines=[_line(event) for event in page.object_list],
        kinds=[(value, str(label)) for value, label in EventKind.choices],
        months=_last_months(clock.today()),
    )


def _line(event: PopulationEvent) -> EventLine:
    details = event.details
    return EventLine(
        id=event.pk,
        on=event.on,
        reported_on=event.reported_on,
        kind=event.kind,
        label=str(EventKind(event.kind).label),
        person_id=event.person_id,
        name=event.person.name,
        area_code=event.person.area_code,
        place=str(details.get("destination") or details.get("origin") or details.get("place") or ""),
        reversed=hasattr(event, "reversed_by"),
    )


def _month_start(month: str) -> date | None:
    try:
        return date.fromisoformat(f"{month}-01")
    except ValueError:
        return None


def _next_month(start: date) -> date:
    return (start + timedelta(days=32)).replace(day=1)


def _last_months(today: date) -> list[tuple[str, str]]:
    found, day = [], today.replace(day=1)
    for _ in range(24):
        found.append((f"{day:%Y-%m}", f"{day:%m-%Y}"))
        day = (day - timedelta(days=1)).replace(day=1)
    return found
