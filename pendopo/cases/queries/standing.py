"""What may be done with a case now, by whom: the one question of page, queue and operation."""

from dataclasses import replace
from datetime import date

from pendopo.accounts.queries.holders import officers_who_may
from pendopo.cases.models import Case
from pendopo.cases.queries.kinds import beside, contradictions, sort_of
from pendopo.cases.rules.flow import Desk, Flow, Move
from pendopo.cases.rules.moves import Standing, desks_now, judged_in, open_moves
from pendopo.kernel.actor import Actor, system_actor
from pendopo.kernel.doubts import believed_day
from pendopo.kernel.queries import public_deadline, public_rule


def bare_standing(flow: Flow, row: Case) -> Standing:
    """Return how a case stands now, for somebody who may do nothing."""
    return Standing(
        state=row.state,
        level=row.level,
        step_due=row.step_due,
        today=believed_day(),
        may=lambda _permission: False,
        until=_until(flow, row),
        sort=sort_of(flow, row),
    )


def standing_of(flow: Flow, actor: Actor, row: Case, *, by_code: bool = False) -> Standing:
    """Return everything that decides what this actor may do with a case now.

    `by_code`: he has shown number and code of the receipt, which makes him the owner where the register knows none.
    """
    own = row.person_id in actor.own_rows
    return replace(
        bare_standing(flow, row),
        may=lambda permission: actor.kind == "officer" and actor.may(permission, row.area_code),
        owner=own or (by_code and row.person_id is None),
        contradicted=bool(contradictions(flow, row)),
        made=made_by(flow, actor, row),
    )


def made_by(flow: Flow, actor: Actor, row: Case) -> frozenset[str]:
    """Return those of an officer's own moves in a case that keep him from deciding about it now."""
    judged = judged_in(flow, row.state)
    if not judged or actor.kind != "officer":
        return frozenset()
    names = [name for key in judged for name in flow.named(key)]
    made = beside(row, "steps").filter(case=row, officer_id=actor.id, move__in=names)
    return frozenset(flow.older.get(name, name) for name in made.values_list("move", flat=True))


def paper_standing(flow: Flow, row: Case) -> Standing:
    """Return what the desks that hold a case may do: whoever keys in what they decided on paper stands in for them."""
    bare = bare_standing(flow, row)
    desks = {desk.permission for desk in desks_now(flow, bare)}
    return replace(bare, may=desks.__contains__, contradicted=bool(contradictions(flow, row)))


def _until(flow: Flow, row: Case) -> dict[str, date]:
    """The last day of each move that is open for a time only, counted from the day its ground arose."""
    bounded = [move for move in flow.moves if move.within and row.state in move.source]
    since = {move.key: _ground(move, row) for move in bounded}
    days = {move.key: int(public_rule(move.within, area=row.area_code)) for move in bounded}
    return {key: public_deadline(since[key], days[key], area=row.area_code) for key in since}


def _ground(move: Move, row: Case) -> date:
    return row.step_due if row.state in move.late and row.step_due else row.step_since


def moves_for(actor: Actor, flow: Flow, row: Case, *, by_code: bool = False) -> tuple[Move, ...]:
    """Return what this actor may do with a case now."""
    return open_moves(flow, standing_of(flow, actor, row, by_code=by_code))


def desk_of(flow: Flow, row: Case) -> Desk | None:
    """Return the desk that holds a case now: the highest that silence has reached; nobody, where it waits elsewhere."""
    desks = desks_now(flow, bare_standing(flow, row))
    return desks[-1] if desks else None


def needs_paper(flow: Flow, row: Case) -> bool:
    """Say whether nobody at the desks that hold a case has an account here, so that it has to be carried to them."""
    if not flow.carried:
        return False
    desks, asks = desks_now(flow, bare_standing(flow, row)), system_actor(flow.domain)
    return bool(desks) and not any(officers_who_may(asks, desk.permission, row.area_code) for desk in desks)
