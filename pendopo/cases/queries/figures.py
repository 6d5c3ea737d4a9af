"""Figures of responsiveness: how long people wait for an answer, of every kind, in public."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from pendopo.cases.models import Case
from pendopo.cases.queries.kinds import CaseKind, beside, public_case_kinds
from pendopo.cases.rules.flow import CLIMBED
from pendopo.cases.rules.responsiveness import Span, median_days, share
from pendopo.kernel import clock
from pendopo.places import queries as places

YEAR: Final = timedelta(days=365)


@dataclass(frozen=True)
class Taken:
    """One thing that was asked, for the figures: its days, and whether it climbed or came back."""

    asked_on: date
    due: date
    answered_on: date | None
    ended_on: date | None  # taken back: its wait is known until here only
    climbed: bool = False
    again: bool = False

    def span(self, today: date) -> Span:
        """How long it took, or has taken so far."""
        until = self.answered_on or self.ended_on or today
        return Span((until - self.asked_on).days, self.answered_on is not None)

    def late(self, today: date) -> bool:
        """Whether the promised day passed without an answer."""
        return (self.answered_on or self.ended_on or today) > self.due


@dataclass(frozen=True)
class DeskFigure:
    """How long one desk holds what comes to it."""

    title: str
    held: int
    median: int | None


@dataclass(frozen=True)
class Figure:
    """What is said of one kind in public."""

    title: str
    received: int
    waiting: int
    median: int | None
    late: int
    late_share: int | None  # in per cent; nothing where the whole is too small
    climbed: int
    again: int
    desks: list[DeskFigure]


@dataclass(frozen=True)
class Performance:
    """The page of figures of one village."""

    village: str
    since: date
    figures: list[Figure]


def public_performance() -> Performance:
    """Say how quickly the site's village has answered in the last twelve months."""
    village = places.public_page_village()
    today = clock.today()
    since = today - YEAR
    kinds = public_case_kinds()
    return Performance(village.code, since, [_figure(kind, village.code, since, today) for kind in kinds])


def _figure(kind: CaseKind, village: str, since: date, today: date) -> Figure:
    taken = list(_taken(kind, village, since))
    late = sum(one.late(today) for one in taken)
    desks = _by_desk(kind, village, since)
    return Figure(
        title=_(kind.flow.title),
        received=len(taken),
        waiting=sum(one.answered_on is None and one.ended_on is None for one in taken),
        median=median_days(one.span(today) for one in taken),
        late=late,
        late_share=share(late, len(taken)),
        climbed=sum(one.climbed for one in taken),
        again=sum(one.again for one in taken),
        desks=[
            DeskFigure(_(title), len(spans), median_days(spans)) for title, spans in desks.items() if spans
        ],
    )


def _taken(kind: CaseKind, village: str, since: date) -> Iterator[Taken]:
    rows = _rows(kind, village, since)
    steps = _steps(kind, rows)
    climbed = set(steps.filter(move__in=kind.flow.named(CLIMBED)).values_list("case_id", flat=True))
    ended = {state.key for state in kind.flow.states if state.ended and not state.answers}
    anew = [move.key for move in kind.flow.moves if _is_objection(kind, move.target, move.source)]
    again = set(steps.filter(move__in=anew).values_list("case_id", flat=True))
    for row in rows.only("asked_on", "due", "answered_on", "state", "step_since", "again_of"):
        done = row.step_since if row.state in ended and row.answered_on is None else None
        yield Taken(
            row.asked_on,
            row.due,
            row.answered_on,
            done,
            row.pk in climbed,
            row.pk in again or row.again_of is not None,
        )


def _is_objection(kind: CaseKind, target: str, source: tuple[str, ...]) -> bool:
    """Whether a move brings what was answered back to a desk."""
    answered = {state.key for state in kind.flow.states if state.answers}
    return target in kind.flow.at_office and bool(answered & set(source))


def _by_desk(kind: CaseKind, village: str, since: date) -> dict[str, list[Span]]:
    """How long each desk held what came to it: what it let go of, and what still lies there."""
    rows, today, found = _rows(kind, village, since), clock.today(), dict[str, list[Span]]()
    left = _steps(kind, rows).exclude(since__isnull=True).exclude(state="")
    for state, level, began, at in left.values_list("state", "level", "since", "at"):
        chain = kind.flow.state(state).desk
        if chain:
            ended = clock.at_the_office(at).date()
            found.setdefault(chain[level].title, []).append(Span((ended - began).days, over=True))
    for state, level, began in rows.filter(state__in=kind.flow.at_office).values_list(
        "state", "level", "step_since"
    ):
        title = kind.flow.state(state).desk[level].title
        found.setdefault(title, []).append(Span((today - began).days, over=False))
    return found


def _rows(kind: CaseKind, village: str, since: date) -> QuerySet[Case]:
    return kind.handed_in.filter(area_code=village, asked_on__gte=since)


def _steps(kind: CaseKind, rows: QuerySet[Case]) -> Any:
    return beside(kind.model, "steps").filter(case__in=rows)
