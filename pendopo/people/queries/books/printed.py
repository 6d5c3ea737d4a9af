"""What was printed of a month, and what came late: a printed month changes only with a visible revision (ADR 0051)."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import override

from pendopo.kernel.columns import secret_mark
from pendopo.people.models import BookPrint, EventKind, PopulationEvent
from pendopo.people.queries.books.lines import Cell
from pendopo.people.queries.books.reading import Reading
from pendopo.people.queries.statistics import public_edition_of
from pendopo.people.queries.statistics.edition import public_once
from pendopo.ui.rules import date_long

LATE_SHOWN = 50


@dataclass(frozen=True)
class Printed:
    """The last print of a month: whether the month is another one since, by which figures, and what came late."""

    at: datetime
    by: str
    revision: int
    whole_month: bool
    revised: bool
    late: tuple[str, ...] = ()
    changed: tuple[tuple[str, int, int], ...] = ()

    def told(self) -> dict[str, object]:
        """Return it as plain values."""
        return {
            "at": self.at.isoformat(),
            "by": self.by,
            "revision": self.revision,
            "whole_month": self.whole_month,
            "revised": self.revised,
            "late": list(self.late),
            "changed": {name: [was, now] for name, was, now in self.changed},
        }


def content_of(rows: Sequence[Sequence[Cell]], names: Sequence[Sequence[Cell]]) -> bytes:
    """Return by what the content of a book is known again; keyed, because it holds identity numbers.

    A line that says nothing (a hamlet that nobody lived in) is no content, and the number of a line is none.
    """
    said = [row[1:] for row in rows if any(row[2:])]
    told = json.dumps([said, names], ensure_ascii=False, default=str).encode()
    return secret_mark("book print", b"", hashlib.sha256(told).digest())


def last_print(reading: Reading) -> BookPrint | None:
    """Return the last print of a month of a book."""
    rows = BookPrint.objects.filter(
        village_code=reading.village.code,
        book=reading.book.slug,
        year=reading.month.year,
        month=reading.month.month,
    )
    return rows.order_by("-pk").first()


def printed_state(reading: Reading) -> Printed | None:
    """Return how a month of a book stands to its last print; nothing if it was never printed.

    Only who sees the whole village hears of it: the prints are of the whole village.
    """
    held = last_print(reading)
    if held is None or not reading.actor.may(reading.permission, reading.village.code):
        return None
    whole_month = held.until == reading.month.end
    revised = whole_month and _content_now(reading) != bytes(held.content)
    figures = reading.figures() if revised else {}
    changed = tuple(
        (name, int(held.figures.get(name, 0)), now)
        for name, now in figures.items()
        if held.figures.get(name, 0) != now
    )
    late = _late(reading, held) if revised or held.revision else ()
    return Printed(held.at, held.actor_name, held.revision, whole_month, revised, late, changed)


def _content_now(reading: Reading) -> bytes:
    """Make the content anew, once for each edition of the register."""
    month = reading.month
    name = ("book content", reading.book.slug, month.year, month.month)

    def make() -> bytes:
        with override("id"):  # as it is printed, whoever looks
            return content_of(list(reading.lines(reading.items, whole=True)), reading.names(whole=True))

    return public_once(public_edition_of(reading.village.code), name, make)


def _late(reading: Reading, held: BookPrint) -> tuple[str, ...]:
    """Tell what was written down after the first print of a month and is of this month or one before."""
    last = reading.month.last
    mine = Q(on__lte=last) | Q(reverses__on__lte=last) | Q(kind=EventKind.CORRECTION)
    events = PopulationEvent.objects.filter(mine, village_code=reading.village.code, pk__gt=held.first_print)
    rows = events.select_related("person", "reverses").order_by("-pk")[:LATE_SHOWN]
    return tuple(_told(event) for event in rows)


def _told(event: PopulationEvent) -> str:
    if event.reverses is not None:
        words = _("%(event)s dibatalkan: %(name)s, %(day)s (dibatalkan %(reported)s)")
    else:
        words = _("%(event)s: %(name)s, %(day)s (dilaporkan %(reported)s)")
    return words % {
        "event": EventKind(event.kind).label,
        "name": event.person.name,
        "day": date_long(event.on),
        "reported": date_long(event.reported_on),
    }
