"""What is remembered for the time of a request or of an operation, and when it is forgotten."""

from datetime import date
from typing import Any

import pytest

from pendopo.kernel.errors import Refusal
from pendopo.kernel.memo import forget, one_request
from pendopo.kernel.models import LocalHoliday, Rule
from pendopo.kernel.operations import set_rule
from pendopo.kernel.queries import public_rule
from pendopo.kernel.tests.steps import CLERK, do, holiday
from tests.making import TARAJU

pytestmark = pytest.mark.django_db
KEY = "accounts.tries"


def tries() -> int:
    return int(public_rule(KEY, area=TARAJU))


def set_tries(value: int) -> None:
    set_rule(
        CLERK, area=TARAJU, key=KEY, value=value, legal_basis="Perdes", valid_from=date(2025, 1, 1 + value)
    )


def test_an_operation_asks_a_table_once_and_a_second_one_anew(django_assert_num_queries: Any) -> None:
    def ask() -> None:
        tries()
        holiday().save()  # a row of another table
        with django_assert_num_queries(0):
            tries()

    do(ask)
    with django_assert_num_queries(2):  # outside of both nothing is remembered
        tries()
        tries()


@pytest.mark.parametrize("inside", [True, False])
def test_what_is_written_is_read_anew(inside: bool) -> None:
    def ask() -> None:
        for value in (7, 9):
            tries()
            set_tries(value)
            assert tries() == value

    with one_request():
        do(ask) if inside else ask()


def test_what_an_inner_operation_took_back_is_forgotten_with_it() -> None:
    def inner() -> None:
        set_tries(7)
        assert tries() == 7
        raise Refusal("tidak", code="no")

    def outer() -> None:
        before = tries()
        with pytest.raises(Refusal):
            do(inner, name="test.kernel.inner")
        assert tries() == before != 7

    do(outer)


def test_only_what_was_read_from_a_table_is_forgotten(django_assert_num_queries: Any) -> None:
    with one_request():
        tries()
        forget(LocalHoliday)
        with django_assert_num_queries(0):
            tries()
        forget(Rule)
        with django_assert_num_queries(1):
            tries()
