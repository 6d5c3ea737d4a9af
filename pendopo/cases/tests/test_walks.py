"""Every flow of the house is walked at random; with one guard taken away the walks turn red and print their path."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest

from pendopo.cases.queries.kinds import public_case_kinds
from pendopo.cases.rules import moves as engine
from pendopo.cases.rules.flow import OWNER, Flow, Move
from pendopo.cases.rules.moves import GUARDS, Standing, can_climb, desks_now, open_moves, reach
from pendopo.kernel.powers import every_power

WALKS, LONGEST, SEED = 10_000, 7, 20261130
START = date(2026, 11, 30)
DAYS = 10  # of every clock in these walks; a bounded move has as many


def flows() -> list[Flow]:
    """Every flow that a domain has registered."""
    return [kind.flow for kind in public_case_kinds()]


@dataclass(frozen=True)
class Place:
    """Where a walk has come to."""

    state: str
    level: int
    since: date
    due: date | None
    today: date
    contradicted: bool = False
    sort: str = ""
    made: frozenset[tuple[str, str]] = frozenset()  # by whom, and which move


def allowed(flow: Flow, move: Move, place: Place, maker: str) -> bool:
    """The same question as `open_moves`, asked once more and plainly: is this move this maker's now?"""
    if place.state not in move.source or (move.sorts and place.sort not in move.sorts):
        return False
    late = place.due is not None and place.today > place.due
    chain = [desk.permission for desk in flow.state(place.state).desk]
    makers = {move.by}
    if move.by in chain:
        up = place.level + (1 if late else 0)
        makers |= {one for at, one in enumerate(chain) if chain.index(move.by) < at <= up}
    if move.held:
        makers = set(chain[: place.level + (1 if late else 0) + 1])
    if maker not in makers:
        return False
    if place.state in move.late:
        above = chain.index(move.by) if move.by in chain else 1
        if (place.level if move.by in chain else 0) + late < above:
            return False
    if move.within and place.today > ground(move, place) + timedelta(days=DAYS):
        return False
    return not (move.clear and place.contradicted) and not place.made & {(maker, key) for key in move.against}


def ground(move: Move, place: Place) -> date:
    """From when on a bounded move counts."""
    return place.due if place.state in move.late and place.due else place.since


def standing(flow: Flow, place: Place, maker: str) -> Standing:
    """What the engine is asked."""
    return Standing(
        place.state,
        place.level,
        place.due,
        place.today,
        may=lambda permission: permission == maker,
        owner=maker == OWNER,
        contradicted=place.contradicted,
        sort=place.sort,
        made=frozenset(key for who, key in place.made if who == maker),
        until={move.key: ground(move, place) + timedelta(days=DAYS) for move in flow.moves if move.within},
    )


def entered(flow: Flow, place: Place, key: str) -> Place:
    """A state that was just entered."""
    due = place.today + timedelta(days=DAYS) if flow.state(key).days else None
    return replace(place, state=key, level=0, since=place.today, due=due)


def walk(flow: Flow, chance: random.Random) -> Iterator[str]:
    """One walk, step by step; every step that should not have been possible is a finding with the path to it."""
    makers = [OWNER, "nobody", *{desk.permission for state in flow.states for desk in state.desk}]
    place = entered(flow, Place("", 0, START, None, START), flow.first.key)
    place = replace(place, sort=chance.choice([key for key, _words in flow.sorts] or [""]))
    path = [place.state]
    for _step in range(LONGEST):
        place = replace(
            place,
            today=place.today + timedelta(days=chance.choice((0, 1, DAYS, DAYS + 1, 3 * DAYS))),
            contradicted=chance.random() < 0.2,
        )
        if (
            place.due
            and place.today > place.due
            and can_climb(flow, place.state, place.level)
            and chance.random() < 0.5
        ):
            place = replace(place, level=place.level + 1, due=place.today + timedelta(days=DAYS))
            path.append(f"climbs to {place.level}")
        maker = chance.choice(makers)
        offered = open_moves(flow, standing(flow, place, maker))
        right = [move for move in flow.moves if allowed(flow, move, place, maker)]
        if list(offered) != right:
            wrong = {move.key for move in offered} ^ {move.key for move in right}
            yield f"{flow.name}: {sorted(wrong)} for {maker} after {' > '.join(path)}"
            return
        if offered:
            move = chance.choice(offered)
            place = replace(place, made=place.made | {(maker, move.key)})
            place = place if move.stays else entered(flow, place, move.target)
            path.append(f"{move.key} by {maker}: {place.state}")


def findings(flow: Flow, walks: int) -> list[str]:
    """What a number of walks finds."""
    chance = random.Random(SEED)
    return [found for _walk in range(walks) for found in walk(flow, chance)]


@pytest.mark.parametrize("flow", flows(), ids=lambda flow: flow.name)
def test_ten_thousand_walks_meet_nothing_forbidden(flow: Flow) -> None:
    assert findings(flow, WALKS) == []


@pytest.mark.parametrize("guard", sorted(GUARDS))
def test_a_guard_that_is_taken_away_is_missed(guard: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "GUARDS", {key: held for key, held in GUARDS.items() if key != guard})
    found = [
        one for flow in [*flows(), barred(flows()[0]), judged(flows()[0])] for one in findings(flow, 300)
    ]
    assert found, f"no walk misses the guard {guard}"
    assert " > " in "".join(found) or "after" in found[0]


def barred(flow: Flow) -> Flow:
    """The same flow with a first move that a contradiction of the register bars."""
    first, *rest = flow.moves
    return replace(flow, moves=(replace(first, clear=True), *rest))


def judged(flow: Flow) -> Flow:
    """The same flow in which nobody makes a move twice."""
    return replace(flow, moves=tuple(replace(move, against=(move.key,)) for move in flow.moves))


@pytest.mark.parametrize("flow", flows(), ids=lambda flow: flow.name)
def test_every_flow_is_whole(flow: Flow) -> None:
    assert flow.faults(every_power()) == []


def _flow() -> Flow:
    return next(flow for flow in flows() if flow.name == "disclosure.request")


def _with_state(at: int, **given: object) -> Flow:
    states = list(_flow().states)
    states[at] = replace(states[at], **given)  # type: ignore[arg-type]
    return replace(_flow(), states=tuple(states))


def _with_move(at: int, **given: object) -> Flow:
    moves = list(_flow().moves)
    moves[at] = replace(moves[at], **given)  # type: ignore[arg-type]
    return replace(_flow(), moves=tuple(moves))


PLANTED = {
    "unknown state": lambda: _with_move(0, target="nowhere"),
    "no way on": lambda: replace(
        _flow(), moves=tuple(one for one in _flow().moves if "returned" not in one.source)
    ),
    "no way to": lambda: replace(
        _flow(), moves=tuple(one for one in _flow().moves if one.target != "decided")
    ),
    "has ended": lambda: _with_move(0, source=("withdrawn",)),
    "no role holds": lambda: replace(
        _flow(), moves=(replace(_flow().moves[0], by="nobody"), *_flow().moves[1:])
    ),
    "without a clock": lambda: _with_state(0, days=""),
    "can do nothing": lambda: replace(
        _flow(), moves=tuple(one for one in _flow().moves if one.key != "decide")
    ),
    "declared twice": lambda: replace(_flow(), states=(*_flow().states, _flow().states[0])),
    "name of the frame's own": lambda: _with_move(0, key="climbed"),
    "against a move": lambda: _with_move(0, against=("nobody",)),
    "late only": lambda: _with_move(0, late=("answered",)),
}


@pytest.mark.parametrize("fault", sorted(PLANTED))
def test_a_planted_fault_is_named(fault: str) -> None:
    assert any(fault in found for found in PLANTED[fault]().faults(every_power()))


@pytest.mark.parametrize("flow", flows(), ids=lambda flow: flow.name)
def test_the_table_behind_the_queue_says_what_one_row_is_asked(flow: Flow) -> None:
    for state in flow.states:
        for level in range(len(state.desk)):
            for today in (START, START + timedelta(days=1)):
                now = Standing(state.key, level, START, today, may=lambda _permission: False)
                up = level + (today > START)
                held = {permission for key, permission, at in reach(flow) if key == state.key and at <= up}
                assert {desk.permission for desk in desks_now(flow, now)} == held
