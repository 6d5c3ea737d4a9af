"""What a process keeps of what it read: until an entry touches a table of it; never what the journal cannot tell."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from pendopo.kernel import kept as kept_module
from pendopo.kernel.errors import Refusal
from pendopo.kernel.kept import kept
from pendopo.kernel.memo import one_request
from pendopo.kernel.models import ClockDoubt, LocalHoliday, Rule
from pendopo.kernel.operations import set_rule
from pendopo.kernel.queries import public_rule
from pendopo.kernel.tests.steps import CLERK, cut_end, do, holiday
from tests.making import TARAJU

pytestmark = pytest.mark.django_db
KEY = "accounts.tries"


@pytest.fixture(autouse=True)
def _as_served(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_module, "look_again", False)


def set_tries(value: int) -> None:
    set_rule(
        CLERK, area=TARAJU, key=KEY, value=value, legal_basis="Perdes", valid_from=date(2025, 1, 1 + value)
    )


class Reader:
    """Asks under a key of its own, and counts how often it is read in truth."""

    def __init__(self, make: Callable[[], Any]) -> None:
        self.make, self.key, self.times = make, uuid4(), 0

    def __call__(self) -> Any:
        def count() -> Any:
            self.times += 1
            return self.make()

        return kept(self.key, count, lambda found: found)


def rules() -> int:
    return Rule.objects.filter(area_code=TARAJU).count()


def test_what_did_not_change_is_read_once(django_assert_num_queries: Any) -> None:
    read = Reader(rules)
    do(lambda: holiday().save())  # the feed's first entry: of a new feed nothing is known
    read()
    with django_assert_num_queries(1):  # how far the journal has come
        assert read() == 0
    do(lambda: holiday().save())  # a row of another table
    assert (read(), read.times) == (0, 1)
    set_tries(7)
    assert (read(), read(), read.times) == (1, 1, 2)


def test_what_came_from_the_memory_of_the_request_belongs_to_its_table_too() -> None:
    read = Reader(lambda: public_rule(KEY, area=TARAJU))
    with one_request():
        public_rule(KEY, area=TARAJU)
        read()
    set_tries(7)
    assert (int(read()), read.times) == (7, 2)


@pytest.mark.parametrize("table", [ClockDoubt])
def test_what_the_journal_does_not_cover_is_never_kept(table: Any) -> None:
    read = Reader(lambda: table.objects.count() + rules())
    assert (read(), read(), read.times) == (0, 0, 2)


def test_nothing_is_kept_of_what_an_operation_takes_back() -> None:
    read = Reader(rules)

    def inner() -> None:
        set_tries(7)
        assert read() == 1
        raise Refusal("tidak", code="no")

    with pytest.raises(Refusal):
        do(inner)
    assert read() == 0


def test_another_journal_and_what_was_written_past_it_keep_nothing() -> None:
    read = Reader(rules)
    for _ in range(2):
        do(lambda: holiday().save())
    read()
    cut_end(1)  # an older file was put back
    assert (read(), read.times) == (0, 2)
    read()
    do(lambda: LocalHoliday.objects.all().delete())
    assert (read(), read.times) == (0, 2)


def test_in_tests_what_is_kept_is_read_again_and_must_be_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    read = Reader(rules)
    read()
    monkeypatch.setattr(kept_module, "look_again", True)
    read()
    read.make = lambda: 99  # planted: the answer changed, and no entry says so
    with pytest.raises(AssertionError, match="kept, though it changed"):
        read()
