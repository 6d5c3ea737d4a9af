"""The office computer's clock beside the newest journal entry: is it to be believed?

Looked at by every entry that is written (journal.py), at the start of every command and before a number is given. A
doubt is kept as a row, because the next entry, written with the wrong time, would make the newest entry agree.
"""

from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.db.models import Exists, F
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from pendopo.kernel import clock
from pendopo.kernel.errors import ClockDoubtful
from pendopo.kernel.keys import site_keys
from pendopo.kernel.memo import per_request
from pendopo.kernel.models import ClockDoubt, Feed, JournalEntry, LocalHoliday
from pendopo.kernel.queries import public_rule
from pendopo.kernel.rules import BACK_MINUTES, IDLE_DAYS, clock_turn

# The entries that end a doubt begin none.
SETTLING = frozenset({"kernel.clock.confirm", "kernel.clock.note"})


class Newest(NamedTuple):
    """When the newest entry was written, in the feed of which area, and whether a doubt waits for an answer."""

    at: datetime
    area: str
    doubted: bool


WAITING = ClockDoubt.objects.filter(answered_at__isnull=True).order_by("pk")


@per_request(ClockDoubt)
def open_doubt() -> ClockDoubt | None:
    """Return the doubt that waits for an answer, if there is one."""
    return WAITING.first()


def doubt_now() -> ClockDoubt | None:
    """Return the doubt that waits for an answer, or one that is not kept yet."""
    newest = _newest()
    return (open_doubt() if newest is None or newest.doubted else None) or found_now()


def heed(last: datetime | None, at: datetime, operation: str, outcome: str) -> None:
    """Keep a doubt when the present does not fit the entry before this one; runs inside the write of an entry."""
    if last is None or fits_plainly(at, last) or (operation in SETTLING and outcome == "done"):
        return
    if open_doubt() is None and (found := found_now(at)) is not None:
        found.save()


def fits_plainly(at: datetime, last: datetime) -> bool:
    """Say whether a moment follows an entry within a day: so it is nearly always, and no rule needs to be read."""
    return timedelta(0) <= at - last < timedelta(days=1)


def found_now(at: datetime | None = None) -> ClockDoubt | None:
    """Return a doubt, not kept yet, when the present does not fit the newest entry of this node."""
    now, newest = at or clock.now(), _newest()
    if newest is None or fits_plainly(now, newest.at):
        return None
    # By the rules of the day of that entry: the present's own day is what is in question.
    day = clock.at_the_office(newest.at).date()
    turn = clock_turn(
        clock.at_the_office(now),
        clock.at_the_office(newest.at),
        back_minutes=int(public_rule(BACK_MINUTES, on=day, area=newest.area)),
        idle_days=int(public_rule(IDLE_DAYS, on=day, area=newest.area)),
        working_days=_working_days,
    )
    return ClockDoubt(noticed_at=now, newest_at=newest.at) if turn else None


@per_request(ClockDoubt)  # entries are written when an operation ends, and then all is forgotten
def _newest() -> Newest | None:
    ends = JournalEntry.objects.filter(feed__node=site_keys().node_public, seq=F("feed__seq"))
    row = ends.order_by("-at").values_list("at", "feed__area_code", Exists(WAITING)).first()
    return Newest(*row) if row else None


def _working_days(start: date, end: date) -> int:
    # A day off of any area of the site will do: this asks whether an office may have rested, and is no legal clock.
    off = frozenset(LocalHoliday.objects.values_list("on", flat=True))
    leave = frozenset[date]().union(*(clock.joint_leave(year) for year in range(start.year, end.year + 1)))
    return clock.working_days_between(start, end, off | leave)


def require_sound_clock() -> None:
    """Refuse where a number would be given while the clock is in doubt; what was asked for stays as it is."""
    doubt = doubt_now()
    if doubt is not None:
        raise ClockDoubtful(in_words(doubt))


def believed_now() -> datetime:
    """Return the present, or while it is in doubt the time of the newest entry before: for what begins to count."""
    doubt = doubt_now()
    return clock.now() if doubt is None else doubt.newest_at


def believed_day() -> date:
    """Return today, or while the clock is in doubt the day of the newest entry before: no deadline begins in 2036."""
    doubt = doubt_now()
    return clock.today() if doubt is None else clock.at_the_office(doubt.newest_at).date()


def in_words(doubt: ClockDoubt) -> str:
    """Return why no number is given now, and what ends it."""
    return _(
        "Jam komputer kantor menunjukkan %(noticed)s, padahal catatan terakhir dari %(newest)s."
        " Nomor belum diberikan; tidak ada yang hilang."
        " Ulangi setelah petugas memastikan tanggal di halaman Jam komputer."
    ) % dates_of(doubt)


def dates_of(doubt: ClockDoubt) -> dict[str, str]:
    """Return in words the day that the clock said when it was doubted, and that of the newest entry before."""
    return {"noticed": _day(doubt.noticed_at), "newest": _day(doubt.newest_at)}


def _day(moment: datetime) -> str:
    return date_format(clock.at_the_office(moment), "j F Y")


def areas_ahead(now: datetime) -> list[str]:
    """Return the areas of this node's feeds whose last entry is of a later time than now."""
    feeds = Feed.objects.filter(
        node=site_keys().node_public, journalentry__seq=F("seq"), journalentry__at__gt=now
    )
    return list(feeds.order_by("area_code").values_list("area_code", flat=True))
