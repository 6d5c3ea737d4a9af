"""Who acts by the date looks here first: the start of a command, and chores by which deadlines lapse."""

from pendopo.kernel import doubts
from pendopo.kernel.actor import system_actor
from pendopo.kernel.models import ClockDoubt
from pendopo.kernel.operations import keep_doubt


def doubt_about_clock() -> ClockDoubt | None:
    """Look at the clock, keep a doubt that is new, and return the one that waits for an answer."""
    if doubts.open_doubt() is None and doubts.found_now() is not None:
        keep_doubt(system_actor("clock"), area="")
    return doubts.open_doubt()
