"""The clock of the office computer: when it is doubted, what keeps the doubt, and what ends it."""

from datetime import date, datetime, timedelta
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine

from pendopo.kernel import clock, doubts
from pendopo.kernel.actor import system_actor
from pendopo.kernel.clock_watch import doubt_about_clock
from pendopo.kernel.errors import ClockDoubtful, ClockWrong, NotPermitted
from pendopo.kernel.models import ClockDoubt, JournalEntry
from pendopo.kernel.operations import add_local_holiday, confirm_clock, set_rule
from pendopo.kernel.powers import CONFIRM_CLOCK
from pendopo.kernel.queries import public_rule
from pendopo.kernel.rules import ClockTurn, clock_turn
from pendopo.kernel.verify import verify
from tests.making import ELSEWHERE, TARAJU, officer

CLERK = system_actor("test")
WIB = ZoneInfo("Asia/Jakarta")
THURSDAY = datetime(2026, 11, 12, 10, 0, tzinfo=WIB)
BATTERY = datetime(2036, 1, 4, 8, 0, tzinfo=WIB)
LONG_AGO = datetime(2010, 1, 1, 0, 0, tzinfo=WIB)


def turn(now: datetime, newest: datetime = THURSDAY, off: frozenset[date] = frozenset()) -> ClockTurn | None:
    working_days = partial(clock.working_days_between, local=off)
    return clock_turn(now, newest, back_minutes=60, idle_days=3, working_days=working_days)


@pytest.mark.parametrize(
    ("now", "said"),
    [
        (THURSDAY, None),
        (THURSDAY + timedelta(hours=6), None),
        (THURSDAY - timedelta(minutes=60), None),  # set right by the internet
        (THURSDAY - timedelta(minutes=61), ClockTurn.BACK),
        (THURSDAY - timedelta(days=1), ClockTurn.BACK),
        (THURSDAY.replace(year=2025), ClockTurn.BACK),
        (LONG_AGO, ClockTurn.BACK),
        (datetime(2026, 11, 16, 8, 0, tzinfo=WIB), None),  # the Monday after
        (datetime(2026, 11, 17, 16, 0, tzinfo=WIB), None),  # the third working day
        (datetime(2026, 11, 18, 0, 0, tzinfo=WIB), ClockTurn.AHEAD),  # the fourth
        (datetime(2026, 12, 12, 10, 0, tzinfo=WIB), ClockTurn.AHEAD),
        (THURSDAY.replace(year=2027), ClockTurn.AHEAD),
        (BATTERY, ClockTurn.AHEAD),
        (datetime(9999, 1, 1, tzinfo=WIB), ClockTurn.AHEAD),  # answered without counting eight thousand years
    ],
)
def test_when_a_clock_is_doubted(now: datetime, said: ClockTurn | None) -> None:
    assert turn(now) is said


def test_midnight_is_no_step_back() -> None:
    after, before = THURSDAY.replace(hour=0, minute=5), THURSDAY.replace(hour=0) - timedelta(minutes=5)
    assert turn(before, after) is None


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("left", "back"),
    [
        ("2025-03-27", "2025-04-08"),
        ("2026-03-17", "2026-03-25"),
        ("2027-03-05", "2027-03-16"),
        ("2026-11-13", "2026-11-16"),
        ("2026-12-23", "2026-12-28"),
    ],
    ids=["Lebaran 2025", "Lebaran 2026", "Lebaran 2027", "a weekend", "Christmas"],
)
def test_neither_a_weekend_nor_lebaran_asks_anybody(left: str, back: str) -> None:
    with time_machine.travel(f"{left} 15:30 +0700", tick=False):
        add_local_holiday(CLERK, area="", on=date(2030, 1, 2), name="Cuti bersama")
    with time_machine.travel(f"{back} 07:30 +0700", tick=False):
        add_local_holiday(CLERK, area="", on=date(2030, 1, 3), name="Cuti bersama")
        assert doubt_about_clock() is None
        doubts.require_sound_clock()


@pytest.mark.django_db
def test_days_off_of_the_local_table_count() -> None:
    with time_machine.travel(THURSDAY, tick=False):
        for day in (13, 16):
            add_local_holiday(CLERK, area=TARAJU, on=date(2026, 11, day), name="Libur desa")
    with time_machine.travel("2026-11-19 07:30 +0700", tick=False):
        assert doubts.found_now() is None
    with time_machine.travel("2026-11-20 07:30 +0700", tick=False):
        assert doubts.found_now() is not None


@pytest.mark.django_db
def test_a_village_sets_its_own_limits() -> None:
    with time_machine.travel(THURSDAY, tick=False):
        set_rule(
            officer("kernel.rules.edit"), area=TARAJU, key="kernel.clock.idle_days", value=10,
            legal_basis="Perdes 4/2026", valid_from=THURSDAY.date(),
        )  # fmt: skip
    with time_machine.travel("2026-11-26 07:30 +0700", tick=False):
        assert doubts.found_now() is None
    with time_machine.travel("2026-11-27 07:30 +0700", tick=False):
        assert doubts.found_now() is not None


def write(day: int, area: str = TARAJU) -> None:
    add_local_holiday(CLERK, area=area, on=date(2030, 1, day), name="Hari desa")


@pytest.fixture
def thursday(db: None) -> None:
    """The office worked on Thursday."""
    with time_machine.travel(THURSDAY, tick=False):
        write(1)


@pytest.mark.parametrize("wrong", [BATTERY, LONG_AGO], ids=["2036", "2010"])
def test_what_is_written_in_between_does_not_wash_a_doubt_away(thursday: None, wrong: datetime) -> None:
    with time_machine.travel(wrong, tick=False):
        write(2)
        write(3)
        doubt = ClockDoubt.objects.get()
        assert (doubt.noticed_at, doubt.newest_at) == (wrong, THURSDAY)
        with pytest.raises(ClockDoubtful):
            doubts.require_sound_clock()
    with time_machine.travel(THURSDAY + timedelta(hours=1), tick=False):
        write(4)
        with pytest.raises(ClockDoubtful):  # set right, but nobody has said so
            doubts.require_sound_clock()
        confirm_clock(officer(CONFIRM_CLOCK), area=TARAJU, day=THURSDAY.date())
        doubts.require_sound_clock()
        write(5)
        assert doubt_about_clock() is None
    doubt.refresh_from_db()
    assert doubt.answered_at == THURSDAY + timedelta(hours=1)
    assert doubt.answer is not None
    assert JournalEntry.objects.get(pk=doubt.answer).operation == "kernel.clock.confirm"
    assert verify().broken is None


def test_a_refusal_is_enough_to_notice_it(thursday: None) -> None:
    with time_machine.travel(BATTERY, tick=False):
        with pytest.raises(NotPermitted):
            set_rule(officer(), area=TARAJU, key="x", value=1, legal_basis="x", valid_from=date(2036, 1, 1))
        assert ClockDoubt.objects.count() == 1


def test_another_day_than_the_clocks_ends_nothing(thursday: None) -> None:
    with time_machine.travel(BATTERY, tick=False):
        assert doubt_about_clock() is not None
        with pytest.raises(ClockWrong):
            confirm_clock(officer(CONFIRM_CLOCK), area=TARAJU, day=THURSDAY.date())
        assert doubts.open_doubt() is not None
        assert JournalEntry.objects.order_by("-pk")[0].outcome == "refused"


def test_an_officer_without_the_power_cannot_answer(thursday: None) -> None:
    with time_machine.travel(BATTERY, tick=False):
        doubt_about_clock()
        for stranger in (officer("people.read"), officer(CONFIRM_CLOCK, area=ELSEWHERE)):
            with pytest.raises(NotPermitted):
                confirm_clock(stranger, area=TARAJU, day=BATTERY.date())
        assert doubts.open_doubt() is not None


def test_an_office_that_was_closed_for_long_is_asked_once(thursday: None) -> None:
    with time_machine.travel("2027-01-04 08:00 +0700", tick=False) as travel:
        write(2)
        confirm_clock(officer(CONFIRM_CLOCK), area=TARAJU, day=date(2027, 1, 4))
        travel.shift(timedelta(days=1))
        write(3)
        assert doubt_about_clock() is None
        doubts.require_sound_clock()
    assert ClockDoubt.objects.count() == 1


def test_a_mistake_of_the_past_asks_once_and_in_no_feed_again(thursday: None) -> None:
    """Both villages end in 2036; the answer in one leaves the right time in the other as well."""
    with time_machine.travel(BATTERY, tick=False):
        write(2)
        write(3, ELSEWHERE)
    with time_machine.travel(THURSDAY + timedelta(days=1), tick=False) as travel:
        confirm_clock(officer(CONFIRM_CLOCK), area=TARAJU, day=date(2026, 11, 13))
        for area in (ELSEWHERE, TARAJU):
            travel.shift(timedelta(minutes=1))
            write(4, area)
            doubts.require_sound_clock()
        assert doubt_about_clock() is None
    assert verify().broken is None


def test_a_village_at_rest_beside_a_busy_one_asks_nobody(thursday: None) -> None:
    with time_machine.travel(THURSDAY + timedelta(days=1), tick=False) as travel:
        for day in range(2, 9):
            write(day, ELSEWHERE)
            travel.shift(timedelta(days=1))
        doubts.require_sound_clock()
        write(9)
    assert not ClockDoubt.objects.exists()


@pytest.mark.django_db
def test_a_new_site_has_nothing_to_compare_with() -> None:
    with time_machine.travel(LONG_AGO, tick=False):
        assert doubt_about_clock() is None
        doubts.require_sound_clock()
        write(1)
    assert not ClockDoubt.objects.exists()


@pytest.mark.django_db
def test_a_clock_before_every_rule_still_opens_the_pages() -> None:
    with time_machine.travel(LONG_AGO, tick=False):
        assert public_rule("accounts.tries") == 5
        assert public_rule("letters.request_days") == 3


@pytest.mark.django_db
def test_an_entry_inside_a_long_operation_is_no_step_back(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its own moment lies before that of an entry which another process wrote meanwhile."""
    from pendopo.kernel import journal

    with time_machine.travel(THURSDAY, tick=False):
        write(1)
        write_entry: Any = journal.write
        monkeypatch.setattr(
            journal, "write", lambda made: write_entry([(one, at - timedelta(hours=3)) for one, at in made])
        )
        write(2)
    assert not ClockDoubt.objects.exists()
