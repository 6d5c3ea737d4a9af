"""Numbers: how they look, and which row of numbers a letter takes its own from."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pendopo.mail.rules.numbers import (
    DEFAULT_PATTERN,
    Book,
    CounterMode,
    NumberParts,
    counter_key,
    pattern_problem,
    write_number,
)

PARTS = NumberParts("400.12.2.1", 7, "32.06.13.2001", date(2026, 11, 21))


def test_the_usual_pattern() -> None:
    assert write_number(DEFAULT_PATTERN, PARTS) == "400.12.2.1/007/32.06.13.2001/XI/2026"
    assert write_number("[number,4]-[month].[year]", PARTS) == "0007-11.2026"


@given(st.integers(1, 99_999), st.dates(date(2020, 1, 1), date(2099, 12, 31)))
def test_two_numbers_of_a_year_never_look_alike(number: int, on: date) -> None:
    one = write_number(DEFAULT_PATTERN, NumberParts("145", number, "32.06.13.2001", on))
    other = write_number(DEFAULT_PATTERN, NumberParts("145", number + 1, "32.06.13.2001", on))
    assert one != other and one.endswith(str(on.year))


@pytest.mark.parametrize(
    ("pattern", "mode", "problem"),
    [
        (DEFAULT_PATTERN, CounterMode.TYPE, ""),
        ("[number]/[year]", CounterMode.JOINED, ""),
        ("[number]/[year]", CounterMode.TYPE, "pattern_without_archive"),
        ("[number]", CounterMode.JOINED, "pattern_without_year"),
        ("[year]", CounterMode.JOINED, "pattern_without_number"),
        ("[number][number][year]", CounterMode.JOINED, "pattern_without_number"),
        ("[nomor]/[year]", CounterMode.JOINED, "pattern_unknown_word"),
        ("[number]/[year]\n", CounterMode.JOINED, "pattern_unknown_word"),
        ("x" * 70, CounterMode.JOINED, "pattern_long"),
    ],
)
def test_a_pattern_that_would_repeat_itself_is_named(pattern: str, mode: CounterMode, problem: str) -> None:
    assert pattern_problem(pattern, mode) == problem


def test_counters_by_archive_code_by_register_or_joined() -> None:
    assert counter_key(CounterMode.TYPE, Book.SERVICE, "145") == "service:145"
    assert counter_key(CounterMode.TYPE, Book.INCOMING, "145") == "incoming"
    assert counter_key(CounterMode.REGISTER, Book.SERVICE, "145") == "service"
    assert counter_key(CounterMode.JOINED, Book.OUTGOING, "145") == "joined"
