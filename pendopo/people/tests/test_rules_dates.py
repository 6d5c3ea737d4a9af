"""Dates in the forms in which villages write them."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pendopo.people.rules.dates import age, parse_date
from pendopo.people.rules.problems import Problem

TODAY = date(2026, 11, 21)
DAY = date(1980, 12, 31)


@pytest.mark.parametrize(
    "cell",
    [
        "31-12-1980",
        "31/12/1980",
        "1980-12-31",
        "31.12.1980",
        "31 12 1980",
        "31 Desember 1980",
        "31 DESEMBER 1980",
        "31 Des 80",
        "31-Des-1980",
        "31Des1980",
        "31 December 1980",
        "19801231",
        "31121980",
        19801231,
        29586.0,
        29586,
        "29586",
        "1980-12-31 00:00:00",
        "1980-12-31T10:20:30Z",
        "31-12-80",
        datetime(1980, 12, 31, 7, 0),
        DAY,
    ],
)
def test_many_forms_of_one_day(cell: Any) -> None:
    assert parse_date(cell, today=TODAY, past=True) == DAY


@pytest.mark.parametrize("cell", [None, "", "-", 0, "0", "0000-00-00", "00-00-0000"])
def test_nothing_given(cell: Any) -> None:
    assert parse_date(cell, today=TODAY) is None


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("12/31/1980", "date_month_first"),
        ("80-12-31", "date_ambiguous"),
        ("30-02-1980", "date_impossible"),
        ("1980-13-01", "date_impossible"),
        ("1-1-0080", "date_impossible"),
        ("1980", "date_year_only"),
        (1980, "date_year_only"),
        ("Senin", "date_unreadable"),
        ("31 Foo 1980", "date_unreadable"),
        (1e20, "date_unreadable"),
        (float("nan"), "date_unreadable"),
        (True, "date_unreadable"),
        ("22-11-2026", "date_future"),
        ("2030-01-01", "date_future"),
    ],
)
def test_what_cannot_be_a_birth_date_says_why(cell: Any, code: Any) -> None:
    problem = parse_date(cell, today=TODAY, field="birth_date", past=True)
    assert isinstance(problem, Problem)
    assert (problem.code, problem.field) == (code, "birth_date")


def test_two_digits_mean_the_latest_possible_year() -> None:
    assert parse_date("21-11-26", today=TODAY, past=True) == TODAY
    assert parse_date("22-11-26", today=TODAY, past=True) == date(1926, 11, 22)
    assert parse_date("31-12-28", today=TODAY) == date(2028, 12, 31)
    assert parse_date("29-02-00", today=TODAY, past=True) == date(2000, 2, 29)


def test_months_of_the_old_spelling() -> None:
    assert parse_date("17 Agt. 1945", today=TODAY) == date(1945, 8, 17)
    assert parse_date("1 Pebruari 1990", today=TODAY) == date(1990, 2, 1)
    assert parse_date("1 Nopember 1990", today=TODAY) == date(1990, 11, 1)


def test_the_first_sixty_days_of_excel() -> None:
    assert parse_date(1, today=TODAY) == date(1900, 1, 1)
    assert parse_date(59, today=TODAY) == date(1900, 2, 28)
    assert parse_date(61, today=TODAY) == date(1900, 3, 1)


@given(st.dates(date(1850, 1, 1), date(2099, 12, 31)))
def test_written_dates_are_read_back(day: Any) -> None:
    for written in (
        day.isoformat(),
        f"{day:%d-%m-%Y}",
        f"{day:%d/%m/%Y}",
        f"{day.day}.{day.month}.{day.year}",
        f"{day:%Y%m%d}",
        f"{day:%d%m%Y}",
    ):
        assert parse_date(written, today=TODAY) == day


@given(st.one_of(st.text(max_size=30), st.floats(), st.integers()))
def test_anything_gives_a_date_nothing_or_a_problem(cell: Any) -> None:
    found = parse_date(cell, today=TODAY, past=True)
    assert found is None or isinstance(found, Problem) or found <= TODAY


@given(st.dates(date(1900, 1, 1), TODAY), st.integers(0, 40_000))
def test_age_counts_full_years(birth: Any, days: Any) -> None:
    on = birth + timedelta(days=days)
    years = age(birth, on)
    assert years >= 0
    assert age(birth, on + timedelta(days=1)) - years in (0, 1)


def test_age_turns_on_the_birthday() -> None:
    assert age(date(2000, 11, 22), TODAY) == 25
    assert age(date(2000, 11, 21), TODAY) == 26
    assert age(date(2004, 2, 29), date(2026, 2, 28)) == 21
    assert age(date(2004, 2, 29), date(2026, 3, 1)) == 22
