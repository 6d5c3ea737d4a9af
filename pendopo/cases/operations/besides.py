"""What is written beside the moves: silence climbs, the office notes, residents follow or claim, records are joined."""

from collections.abc import Callable, Sequence
from uuid import UUID

from pendopo.cases.models import Case
from pendopo.cases.operations.moving import days_on, lock
from pendopo.cases.operations.refusals import CaseRefused
from pendopo.cases.operations.steps import left_by, note_step
from pendopo.cases.queries.kinds import beside
from pendopo.cases.rules.channels import OwnerKind
from pendopo.cases.rules.flow import CLIMBED, JOINED, Flow
from pendopo.cases.rules.moves import can_climb
from pendopo.documents.rules import same_code
from pendopo.kernel import clock
from pendopo.kernel.actor import Actor, system_actor
from pendopo.kernel.clock_watch import doubt_about_clock
from pendopo.kernel.doubts import believed_day
from pendopo.kernel.errors import NotFound
from pendopo.people import queries as people

_AT_ONCE = 500


def climb(flow: Flow, _model: type[Case], actor: Actor, *, case: Case) -> Case:
    """Move a case whose step has run out of time to the next desk; nothing is rejected, the whole clock stays."""
    row, today = lock(case), believed_day()
    if row.step_due is None or today <= row.step_due or not can_climb(flow, row.state, row.level):
        return row
    left = left_by(row)
    row.level, row.carried_on, row.step_since = row.level + 1, None, today
    row.step_due = days_on(today, flow.state(row.state).days, row.area_code)
    row.save()
    note_step(row, CLIMBED, actor, left=left)
    return row


def wind(flow: Flow, model: type[Case], act: Callable[..., Case]) -> int:
    """Move up what has lapsed and answer how many; a job runs it, and it is safe to run often."""
    if doubt_about_clock() is not None:
        return 0  # by a clock of 2036 every case would have lapsed
    rows = model._default_manager.filter(state__in=flow.at_office, step_due__lt=clock.today())
    # Where nobody stands above, nothing is tried again every ten minutes: that would fill the journal with nothing.
    movable = [row for row in rows.order_by("step_due") if can_climb(flow, row.state, row.level)]
    return sum(act(system_actor("clock"), case=row).level > row.level for row in movable[:_AT_ONCE])


def note(_flow: Flow, _model: type[Case], actor: Actor, *, case: Case, text: str) -> Case:
    """Keep a note of the office about a case; its owner and the public never read it."""
    row = lock(case)
    if not text.strip():
        raise CaseRefused("note_empty")
    beside(row, "notes").create(
        case=row, at=clock.now(), officer_id=actor.id, by=actor.name, text=text.strip()
    )
    return row


def follow(_flow: Flow, _model: type[Case], actor: Actor, *, case: Case, secret: str) -> Case:
    """Let a resident who knows the code be told how a case goes on, or no longer."""
    row, person = _with_code(case, secret), people.own_person(actor)
    held = beside(row, "follows").filter(case=row, person_id=person.pk, until__isnull=True).first()
    if held is None:
        beside(row, "follows").create(case=row, person_id=person.pk, since=clock.now())
    else:
        held.until = clock.now()
        held.save()
    return row


def claim(_flow: Flow, _model: type[Case], actor: Actor, *, case: Case, secret: str) -> Case:
    """Make a resident of the village who knows the code the owner of a case that has none in the register."""
    row, person = _with_code(case, secret), people.own_person(actor)
    if person.village_code != row.area_code:
        raise NotFound
    if row.person_id is not None:
        raise CaseRefused("owned_already")
    row.owner_kind, row.person = OwnerKind.PERSON.value, person
    row.save()
    note_step(row, JOINED, actor)
    return row


def _with_code(case: Case, secret: str) -> Case:
    row = lock(case)
    if not same_code(str(row.secret or ""), secret):
        raise NotFound
    return row


def join(
    _flow: Flow, model: type[Case], _actor: Actor, *, area: str, cases: Sequence[UUID], person_id: UUID
) -> None:
    """Put cases of an area under another record of the same resident, or back again."""
    for row in model._default_manager.select_for_update().filter(pk__in=list(cases), area_code=area):
        row.person_id = person_id
        row.save()


def hand_out(
    _flow: Flow, _model: type[Case], _actor: Actor, *, area: str, reason: str, evidence: Sequence[bytes]
) -> None:
    """Note who took a list of cases along, and the hash of the file; the entry is all that it writes."""


def point_cases(
    model: type[Case], act: Callable[..., None], actor: Actor, cases: Sequence[UUID], person_id: UUID
) -> None:
    """Let cases follow a resident, one village after the other."""
    rows = model._default_manager.filter(pk__in=list(cases))
    for area in sorted(set(rows.values_list("area_code", flat=True))):
        act(actor, area=area, cases=cases, person_id=person_id)
