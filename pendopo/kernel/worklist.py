"""The work that waits for an officer: each domain brings its queues, the desk counts, orders and pages them by clock.

A queue asks the database whose work it is before anything is cut. Over all queues only the marks of the first lines
are put in order; the lines themselves are read for the page that is shown, so that a page costs the same however much
waits.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, overload

from django.db.models import F, Model, QuerySet
from django.urls import get_script_prefix
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language

from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.kernel.domains import parts_of
from pendopo.kernel.kept import kept
from pendopo.kernel.switches import is_shown, standings_around

# A queue's answer is kept no longer than these seconds: some of what waits begins or ends with the hour.
_MOMENT = 300


@dataclass(frozen=True)
class WorkItem:
    """One thing that waits: until when, what, about whom, since when, and where to do it."""

    due: date | None
    title: str
    subject: str
    since: date
    url: str
    detail: str = ""


@dataclass(frozen=True)
class Mark:
    """Where a thing stands by clock, and by what its queue finds it again."""

    due: date | None
    since: date
    key: Any

    @property
    def rank(self) -> tuple[bool, date, date]:
        """The nearest deadline first, then what has waited longest; what has no deadline comes last."""
        return (self.due is None, self.due or self.since, self.since)


@dataclass(frozen=True)
class Waiting:
    """What waits for one officer in one queue: how many, the marks of the first by clock, and what the lines say."""

    count: int
    first: Callable[[int], Sequence[Mark]]
    lines: Callable[[Sequence[Mark]], dict[Any, WorkItem]]

    def __len__(self) -> int:
        return self.count

    def __iter__(self) -> Iterator[WorkItem]:
        return iter(WorkList([self]))


Ask = Callable[[Actor], Waiting]


@dataclass(frozen=True)
class Queue:
    """A domain's list of waiting things, for those who hold the permission."""

    name: str
    label: str | Promise
    permission: str
    waiting: Ask


def few(items: Sequence[WorkItem]) -> Waiting:
    """Return a queue of a handful of lines that are made at once: one a run, one for a question of the office."""
    marks = sorted(
        (Mark(item.due, item.since, place) for place, item in enumerate(items)), key=lambda mark: mark.rank
    )
    return Waiting(
        len(items), lambda most: marks[:most], lambda wanted: {mark.key: items[mark.key] for mark in wanted}
    )


def in_rows(
    rows: QuerySet[Any],
    words: Callable[[Any, Mark], WorkItem],
    *,
    due: Any,
    since: Any,
    more: timedelta = timedelta(0),
) -> Waiting:
    """Return a queue of rows that are this officer's already: the database counts, orders and cuts them.

    `due` and `since` are columns or expressions; `more` is added to the deadline, alike for every row.
    """
    # Words of its own for the two columns: a table may have a column named `due`.
    marked = rows.annotate(work_due=_column(due), work_since=_column(since))
    columns = ("work_due", "work_since", "pk")

    def mark(found: tuple[Any, Any, Any]) -> Mark:
        until = _day(found[0])
        return Mark(until + more if until else None, _day(found[1]) or date.min, found[2])

    def first(most: int) -> list[Mark]:
        by_clock = marked.order_by(F("work_due").asc(nulls_last=True), "work_since", "pk")
        return [mark(found) for found in by_clock.values_list(*columns)[:most]]

    def lines(marks: Sequence[Mark]) -> dict[Any, WorkItem]:
        wanted = {one.key: one for one in marks}
        found: QuerySet[Model] = rows.filter(pk__in=list(wanted))
        return {row.pk: words(row, wanted[row.pk]) for row in found}

    return Waiting(rows.count(), first, lines)


def _column(given: Any) -> Any:
    return F(given) if isinstance(given, str) else given


def _day(value: Any) -> date | None:
    """Read what a column holds as a day of the office: a moment, a day, or a day in a text."""
    if isinstance(value, datetime):
        return timezone.localdate(value)
    return date.fromisoformat(value) if isinstance(value, str) else value


class WorkList(Sequence[WorkItem]):
    """Several queues as one list by clock; only the lines that are asked for are read."""

    def __init__(self, waiting: Sequence[Waiting]) -> None:
        self._waiting = waiting

    def __len__(self) -> int:
        return sum(one.count for one in self._waiting)

    def __iter__(self) -> Iterator[WorkItem]:
        return iter(self[: len(self)])

    @overload
    def __getitem__(self, place: int) -> WorkItem: ...
    @overload
    def __getitem__(self, place: slice) -> list[WorkItem]: ...
    def __getitem__(self, place: int | slice) -> WorkItem | list[WorkItem]:
        if isinstance(place, int):
            at = range(len(self))[place]
            return self[at : at + 1][0]
        start, stop, _step = place.indices(len(self))
        # No line of a page can stand behind the first `stop` of its own queue.
        marks = [
            (number, mark)
            for number, one in enumerate(self._waiting)
            if one.count and stop > start
            for mark in one.first(stop)
        ]
        page = sorted(marks, key=lambda found: found[1].rank)[start:stop]
        lines = {
            number: one.lines(own)
            for number, one in enumerate(self._waiting)
            if (own := [mark for held, mark in page if held == number])
        }
        # What was done by somebody else in between is not there any more.
        return [lines[held][mark.key] for held, mark in page if mark.key in lines[held]]


def work_of(actor: Actor) -> list[tuple[Queue, Waiting]]:
    """Return every queue of this officer with what waits in it; one that is empty, or closed here, is left out."""
    standings = standings_around(actor)
    own = [
        queue
        for domain, queue in parts_of(Queue)
        if queue.permission in actor.permissions and is_shown(domain, queue.name, standings)
    ]
    asked = [(queue, _kept(actor, queue)) for queue in own]
    return [(queue, waiting) for queue, waiting in asked if waiting.count]


def _kept(actor: Actor, queue: Queue) -> Waiting:
    """Ask a queue, or take what it said a moment ago, when nothing that it was read from has been written since.

    The lines themselves are read for the page that is shown.
    """
    asker = (actor, get_language(), get_script_prefix(), int(clock.now().timestamp()) // _MOMENT)
    waiting = kept((queue.name, *asker), lambda: queue.waiting(actor), lambda found: found.count)

    def first(most: int) -> Sequence[Mark]:
        return kept((queue.name, most, *asker), lambda: waiting.first(most), list)

    return replace(waiting, first=first)


def waiting_for(actor: Actor, queue: str = "") -> WorkList:
    """Return what waits for this actor, in one queue or in every domain, the nearest deadline first."""
    return WorkList([waiting for held, waiting in work_of(actor) if queue in ("", held.name)])
