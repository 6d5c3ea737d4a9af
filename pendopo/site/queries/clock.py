"""The clock of the office computer, as its page and the work list show it."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext

from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.kernel.doubts import open_doubt
from pendopo.kernel.errors import NotFound
from pendopo.kernel.models import ClockDoubt
from pendopo.kernel.powers import CONFIRM_CLOCK
from pendopo.kernel.worklist import Waiting, WorkItem, few


@dataclass(frozen=True)
class ClockPage:
    """What the clock says, and the doubt that waits for an answer, if there is one."""

    now: datetime
    area: str
    doubt: ClockDoubt | None


def clock_page(actor: Actor) -> ClockPage:
    """Return what the clock says and whether somebody has to say what day it is."""
    areas = actor.areas(CONFIRM_CLOCK)
    if not areas:
        raise NotFound
    return ClockPage(clock.now(), min(areas), open_doubt())


def clock_waiting(actor: Actor) -> Waiting:
    """Put the question for today's date into the work list of those who may answer it."""
    today = clock.today()
    if not actor.areas(CONFIRM_CLOCK) or open_doubt() is None:
        return few([])
    title, subject = gettext("Pastikan tanggal hari ini"), gettext("Jam komputer")
    return few([WorkItem(today, title, subject, today, reverse("clock"))])
