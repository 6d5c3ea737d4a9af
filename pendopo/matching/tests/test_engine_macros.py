"""The SQL twins of the cleaning rules say what the pure functions say."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pendopo.matching.engine import macros
from pendopo.matching.rules import compare, dates, nik

duckdb = pytest.importorskip("duckdb")

NUMBERS = st.one_of(
    st.text(alphabet="0123456789", min_size=14, max_size=17),
    st.text(alphabet="0123456789.,E+ -'", max_size=20),
    st.sampled_from(["3206131708850001", "3206130000000000", "1234567890123456", "3.20613E+15", "0", "-"]),
    st.text(max_size=12),
)
DATES = st.one_of(
    st.dates().map(str),
    st.dates().map(lambda d: f"{d.day}/{d.month}/{d.year:04d}"),
    st.dates().map(lambda d: f"{d} 00:00:00"),
    st.text(alphabet="0123456789-/. T", max_size=12),
)
UNITS = st.one_of(st.text(alphabet="0123456789 RTW/", max_size=6), st.text(max_size=4))
SEXES = st.sampled_from(
    ["L", "P", "l", "perempuan", "Laki-laki", "WANITA", "pria", "1", "2", "M", "F", "", "-", "x"]
)


@pytest.fixture(scope="module")
def connection() -> Iterator[Any]:
    made = duckdb.connect()
    macros.define(made)
    yield made
    made.close()


def ask(connection: Any, macro: str, values: list[str]) -> list[str]:
    rows = connection.execute(
        f"SELECT coalesce({macro}(value), '') "
        "FROM (SELECT unnest(?) AS value, generate_subscripts(?, 1) AS place) ORDER BY place",
        [values, values],
    ).fetchall()
    return [row[0] for row in rows]


@settings(deadline=None, max_examples=60)
@given(values=st.lists(NUMBERS, min_size=1, max_size=40))
def test_numbers_are_cleaned_alike(connection: Any, values: list[str]) -> None:
    values = [value.replace("\0", "") for value in values]
    assert ask(connection, "clean_number", values) == [nik.clean_number(value) for value in values]


@settings(deadline=None, max_examples=60)
@given(values=st.lists(DATES, min_size=1, max_size=40))
def test_dates_are_cleaned_alike(connection: Any, values: list[str]) -> None:
    assert ask(connection, "clean_date", values) == [dates.clean_date(value) for value in values]


@settings(deadline=None, max_examples=40)
@given(values=st.lists(UNITS, min_size=1, max_size=40))
def test_units_are_cleaned_alike(connection: Any, values: list[str]) -> None:
    values = [value.replace("\0", "") for value in values]
    assert ask(connection, "unit_number", values) == [compare.unit_number(value) for value in values]


@settings(deadline=None, max_examples=20)
@given(values=st.lists(SEXES, min_size=1, max_size=20))
def test_sexes_are_cleaned_alike(connection: Any, values: list[str]) -> None:
    assert ask(connection, "clean_sex", values) == [compare.clean_sex(value) for value in values]
