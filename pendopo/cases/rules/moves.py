"""What may be done with a case now: one answer for the page, the queue and the operation."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from pendopo.cases.rules.flow import OWNER, Desk, Flow, Move


@dataclass(frozen=True)
class Standing:
    """Everything that decides what somebody may do with a case now.

    `may` says whether he holds a permission where the case lies; `until` the last day of each move that has one.
    """

    state: str
    level: int
    step_due: date | None
    today: date
    may: Callable[[str], bool]
    owner: bool = False
    sort: str = ""
    contradicted: bool = False
    until: Mapping[str, date] = field(default_factory=dict)
    made: frozenset[str] = frozenset()  # the moves that he has made in this case

    @property
    def lapsed(self) -> bool:
        """Whether the clock of the step has run out; its last day still counts (PP 47/2015)."""
        return self.step_due is not None and self.today > self.step_due

    @property
    def reached(self) -> int:
        """How far up silence has moved it: a clock that has run out counts before the timer has written it down."""
        return self.level + self.lapsed


def desks_now(flow: Flow, standing: Standing) -> tuple[Desk, ...]:
    """Return who holds a case now: the step's own desk, and those it moved up to (design.md section 2, promise 4)."""
    return flow.state(standing.state).desk[: standing.reached + 1]


def _from_its_state(_flow: Flow, move: Move, standing: Standing) -> bool:
    return standing.state in move.source


def _with_its_sort(_flow: Flow, move: Move, standing: Standing) -> bool:
    return not move.sorts or standing.sort in move.sorts


def _by_its_maker(flow: Flow, move: Move, standing: Standing) -> bool:
    if move.by == OWNER:
        return standing.owner
    chain = [desk.permission for desk in flow.state(standing.state).desk]
    if move.held:
        return any(standing.may(one) for one in chain[: standing.reached + 1])
    above = chain[chain.index(move.by) + 1 : standing.reached + 1] if move.by in chain else []
    return any(standing.may(one) for one in (move.by, *above))


def _when_late(flow: Flow, move: Move, standing: Standing) -> bool:
    if standing.state not in move.late:
        return True
    chain = [desk.permission for desk in flow.state(standing.state).desk]
    return standing.reached >= chain.index(move.by) if move.by in chain else standing.lapsed


def _in_time(_flow: Flow, move: Move, standing: Standing) -> bool:
    return not move.within or standing.today <= standing.until[move.key]


def _uncontradicted(_flow: Flow, move: Move, standing: Standing) -> bool:
    return not (move.clear and standing.contradicted)


def _by_another(_flow: Flow, move: Move, standing: Standing) -> bool:
    return not standing.made.intersection(move.against)


Guard = Callable[[Flow, Move, Standing], bool]
GUARDS: Final[dict[str, Guard]] = {
    "state": _from_its_state,
    "sort": _with_its_sort,
    "maker": _by_its_maker,
    "late": _when_late,
    "within": _in_time,
    "clear": _uncontradicted,
    "against": _by_another,
}


def open_moves(flow: Flow, standing: Standing) -> tuple[Move, ...]:
    """Return what may be done now (handbook cases.md section 2); each guard is taken away once by a test."""
    return tuple(move for move in flow.moves if all(guard(flow, move, standing) for guard in GUARDS.values()))


def can_climb(flow: Flow, state: str, level: int) -> bool:
    """Say whether somebody stands above who holds a step (design.md section 2, promise 4)."""
    return level + 1 < len(flow.state(state).desk)


def judged_in(flow: Flow, state: str) -> frozenset[str]:
    """Return the moves whose makers decide nothing in a state: they would judge themselves."""
    return frozenset(key for move in flow.moves if state in move.source for key in move.against)


def reach(flow: Flow) -> tuple[tuple[str, str, int], ...]:
    """Return who may hold which step, and from which level on: `desks_now` for a condition of the database."""
    return tuple(
        (state.key, desk.permission, level) for state in flow.states for level, desk in enumerate(state.desk)
    )
