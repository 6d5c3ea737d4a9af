"""What the passing of time brings: lapsed steps move up, forgotten drafts go. Run by a timer, safe to run often."""

from datetime import timedelta

from pendopo.cases.operations import wind
from pendopo.kernel import clock
from pendopo.kernel.actor import system_actor
from pendopo.kernel.clock_watch import doubt_about_clock
from pendopo.kernel.queries import public_rule
from pendopo.letters.models import LetterRequest
from pendopo.letters.operations.asking import expire_draft
from pendopo.letters.operations.moves import ACTS
from pendopo.letters.rules.clocks import DRAFT_DAYS
from pendopo.letters.rules.request import REQUEST
from pendopo.letters.rules.states import RequestState

_AT_ONCE = 500


def wind_clocks() -> tuple[int, int]:
    """Move up what has lapsed and delete old drafts; answer how many of each."""
    return wind(REQUEST, LetterRequest, ACTS["climb"]), expire_drafts()


def expire_drafts() -> int:
    """Delete the drafts that nobody has touched for long; answer how many."""
    if doubt_about_clock() is not None:
        return 0  # by a clock of 2036 every draft would be old
    oldest = clock.now() - timedelta(days=int(public_rule(DRAFT_DAYS)))
    drafts = LetterRequest.objects.filter(state=RequestState.DRAFT.value, begun_at__lt=oldest)
    rows = list(drafts.order_by("begun_at")[:_AT_ONCE])
    for row in rows:
        expire_draft(system_actor("clock"), request=row)
    return len(rows)
