"""The working-day clock (vectors: handbook domain.md section 5)."""

from datetime import date, timedelta

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from pendopo.kernel.actor import system_actor
from pendopo.kernel.clock import count_working_days, is_working_day, today, working_days_between
from pendopo.kernel.operations import add_local_holiday
from pendopo.kernel.queries import public_deadline, public_local_holidays
from tests.making import ELSEWHERE, TARAJU

WEDNESDAY = date(2026, 8, 12)
DAYS = st.dates(date(2025, 1, 1), date(2027, 12, 31))
LOCAL = st.frozensets(DAYS, max_size=20)


@pytest.mark.parametrize(
    ("days", "end"),
    [
        (0, WEDNESDAY),
        (3, date(2026, 8, 18)),
        (5, date(2026, 8, 20)),
        (10, date(2026, 8, 28)),
        (14, date(2026, 9, 3)),
        (17, date(2026, 9, 8)),
        (60, date(2026, 11, 6)),
    ],
)
def test_the_vectors_of_the_handbook(days: int, end: date) -> None:
    assert count_working_days(WEDNESDAY, days) == end
    assert working_days_between(WEDNESDAY, end) == days


def test_a_clock_runs_forward_only() -> None:
    with pytest.raises(ValueError, match="forward"):
        count_working_days(WEDNESDAY, -1)


@given(start=DAYS, days=st.integers(0, 120), local=LOCAL)
def test_between_is_the_inverse_of_counting(start: date, days: int, local: frozenset[date]) -> None:
    end = count_working_days(start, days, local)
    assert working_days_between(start, end, local) == days
    assert working_days_between(end, start, local) == -days
    assert days == 0 or is_working_day(end, local)


@given(start=DAYS, days=st.integers(1, 60), local=LOCAL)
def test_a_day_off_never_shortens_a_clock(start: date, days: int, local: frozenset[date]) -> None:
    assert count_working_days(start, days, local) >= count_working_days(start, days)
    assert count_working_days(start, days) < count_working_days(start, days + 1)


@given(a=DAYS, b=DAYS, c=DAYS)
def test_spans_add_up(a: date, b: date, c: date) -> None:
    a, b, c = sorted((a, b, c))
    assert working_days_between(a, b) + working_days_between(b, c) == working_days_between(a, c)


@pytest.mark.django_db
def test_a_local_day_off_shifts_the_clock_of_its_area_only() -> None:
    clerk = system_actor("test")
    add_local_holiday(clerk, area="32.06", on=date(2026, 8, 13), name="Cuti bersama")
    assert public_deadline(WEDNESDAY, 3, area=TARAJU) == date(2026, 8, 19)
    assert public_deadline(WEDNESDAY, 3, area=ELSEWHERE) == date(2026, 8, 18)
    add_local_holiday(clerk, area="", on=date(2026, 8, 14), name="Cuti bersama")
    assert public_deadline(WEDNESDAY, 3, area=TARAJU) == date(2026, 8, 20)
    assert public_deadline(WEDNESDAY, 3, area=ELSEWHERE) == date(2026, 8, 19)
    assert public_local_holidays("32.0") == frozenset({date(2026, 8, 14)})


@pytest.mark.django_db
def test_naming_a_day_off_again_changes_its_name() -> None:
    clerk = system_actor("test")
    first = add_local_holiday(clerk, area="", on=date(2026, 8, 14), name="Cuti")
    second = add_local_holiday(clerk, area="", on=date(2026, 8, 14), name="Cuti bersama")
    assert (first.pk, second.name) == (second.pk, "Cuti bersama")


def test_today_is_the_day_of_the_office_not_of_greenwich() -> None:
    with time_machine.travel("2026-08-11T17:30:00+00:00", tick=False):
        assert today() == WEDNESDAY
    with time_machine.travel("2026-08-11T16:59:00+00:00", tick=False):
        assert today() == WEDNESDAY - timedelta(days=1)
