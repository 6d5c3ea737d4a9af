"""Requests that were written before letters stood with the other cases learn what the figures ask of every case."""

from datetime import date
from itertools import groupby

from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.kernel.operation import operation
from pendopo.letters.models import LetterRequest, LetterStep
from pendopo.letters.queries.older import public_answered_before, public_older_steps
from pendopo.letters.rules.permissions import WIND_CLOCKS
from pendopo.letters.rules.states import DESK_LEFT


@operation(
    "letters.request.carry_over",
    "Langkah surat dari versi lama dilengkapi",
    WIND_CLOCKS,
    "area",
    replicates=False,
)
def carry_over(actor: Actor, *, area: str) -> int:
    """Write down since when each desk had held a request, and when it was answered; answer how many rows."""
    done: list[LetterStep] = []
    for _case, steps in groupby(public_older_steps(area), key=lambda step: step.case_id):
        before: date | None = None
        for step in steps:
            day = clock.at_the_office(step.at).date()
            if step.move in DESK_LEFT and not step.state and before is not None:
                step.state, step.since = DESK_LEFT[step.move], before
                done.append(step)
            if step.move != "escalated":
                before = day
    LetterStep.objects.bulk_update(done, ["state", "since"])
    rows = list(public_answered_before(area))
    for row in rows:
        row.answered_on = clock.at_the_office(row.signed_at).date() if row.signed_at else row.step_since
    LetterRequest.objects.bulk_update(rows, ["answered_on"])
    return len(done) + len(rows)
