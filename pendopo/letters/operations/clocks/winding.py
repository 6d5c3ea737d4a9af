"""What the passing of time brings: lapsed steps move up, forgotten drafts go. Run by a timer, safe to run often."""

from datetime import timedelta

from pendopo.kernel import clock
from pendopo.kernel.actor import system_actor
from pendopo.kernel.clock_watch import doubt_about_clock
from pendopo.kernel.queries import public_rule
from pendopo.letters.models import LetterRequest
from pendopo.letters.operations.asking import expire_draft
from pendopo.letters.operations.desk import escalate_request
from pendopo.letters.rules.clocks import DRAFT_DAYS, Clock, can_move_up
from pendopo.letters.rules.states import AT_OFFICE, RequestState

_AT_ONCE = 500


def wind_clocks() -> tuple[int, int]:
    """Move up what has lapsed and delete old drafts; answer how many of each."""
    if doubt_about_clock() is not None:
        return 0, 0  # by a clock of 2036 every request would have lapsed
    actor, moved = system_actor("clock"), 0
    lapsed = LetterRequest.objects.filter(state__in=AT_OFFICE, step_due__lt=clock.today())
    # Where nobody stands above, nothing is tried again every ten minutes: that would fill the journal with nothing.
    movable = [row for row in lapsed.order_by("step_due") if _can_move(row)]
    for row in movable[:_AT_ONCE]:
        level = row.level
        moved += escalate_request(actor, request=row).level > level
    oldest = clock.now() - timedelta(days=int(public_rule(DRAFT_DAYS)))
    drafts = LetterRequest.objects.filter(state=RequestState.DRAFT.value, begun_at__lt=oldest)
    expired = 0
    for row in drafts.order_by("begun_at")[:_AT_ONCE]:
        expire_draft(actor, request=row)
        expired += 1
    return moved, expired


def _can_move(row: LetterRequest) -> bool:
    return row.step_due is not None and can_move_up(Clock(row.state, row.step_due, row.level))
