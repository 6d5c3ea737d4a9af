"""Where the next desk has no account on this site: the case is carried there on paper, and the answer keyed in."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from pendopo.cases.formats.papers import Paper
from pendopo.cases.models import Case
from pendopo.cases.operations.moving import Said, lock, make_move
from pendopo.cases.operations.refusals import CaseRefused
from pendopo.cases.operations.steps import note_step
from pendopo.cases.queries.standing import desk_of, needs_paper
from pendopo.cases.rules.flow import CARRIED, Flow
from pendopo.kernel import clock
from pendopo.kernel.actor import Actor


def carry(flow: Flow, _model: type[Case], actor: Actor, *, case: Case, on: date, received_by: str) -> Case:
    """Note the day on which a case was given on paper to the desk that holds it; its clock goes on."""
    row = lock(case)
    if not needs_paper(flow, row):
        raise CaseRefused("not_on_paper")
    if not row.step_since <= on <= clock.today():
        raise CaseRefused("future_day")
    row.carried_on = on
    row.save()
    note_step(row, CARRIED, actor, note=received_by.strip()[:200])
    return row


def key_in(
    flow: Flow,
    _model: type[Case],
    actor: Actor,
    *,
    case: Case,
    move: str,
    on: date,
    said_by: str,
    paper: Paper,
    form_key: UUID | None = None,
    reason: str = "",
    values: Mapping[str, object] | None = None,
) -> Case:
    """Make the move that a desk without an account has decided; the paper, kept with it, says who and when."""
    row = lock(case)
    desk = desk_of(flow, row)
    if row.carried_on is None or desk is None or not needs_paper(flow, row):
        raise CaseRefused("not_on_paper")
    if not row.carried_on <= on <= clock.today():
        raise CaseRefused("before_handed_over")
    who = f"{said_by.strip()}, {desk.title}, {on:%d-%m-%Y}"[:200]
    said = Said(form_key, reason, values or {}, by=who, paper=paper)
    return make_move(flow, actor, row, move, said, paper=True)
