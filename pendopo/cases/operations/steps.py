"""The steps of a case: who did what, and what the desk before it took."""

from datetime import date
from uuid import UUID

from pendopo.cases.models import Case
from pendopo.cases.queries.kinds import beside
from pendopo.kernel import clock
from pendopo.kernel.actor import Actor

Left = tuple[str, int, date | None, date | None]


def left_by(row: Case) -> Left:
    """Return where a case stands before it is moved on: the step says what that desk took."""
    return row.state, row.level, row.step_since, row.step_due


def note_step(
    row: Case,
    key: str,
    actor: Actor,
    form_key: UUID | None = None,
    *,
    note: str = "",
    by: str = "",
    left: Left | None = None,
) -> None:
    """Write a step down with what the desk before it took; of a resident no name stands in it."""
    officer = actor.kind == "officer"
    state, level, since, until = left or ("", 0, None, None)
    beside(row, "steps").create(
        case=row,
        move=key,
        form_key=form_key,
        at=clock.now(),
        officer_id=actor.id if officer else None,
        by=by or (actor.name if officer else ""),
        note=note,
        state=state,
        level=level,
        since=since,
        until=until,
    )
