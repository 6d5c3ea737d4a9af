"""Statements whose SQL is made once: what comes back is what the question itself would find."""

import threading
from datetime import date
from uuid import uuid4

import pytest
from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet
from pytest_django import DjangoAssertNumQueries

from pendopo.kernel import clock
from pendopo.kernel.models import JournalEntry, JournalTouch, LocalHoliday
from pendopo.kernel.prepared import Prepared
from tests.making import ELSEWHERE, TARAJU, make

pytestmark = pytest.mark.django_db

AREA = LocalHoliday._meta.get_field("area_code")


def holidays_of(area: str) -> QuerySet[LocalHoliday]:
    others = LocalHoliday.objects.exclude(area_code=area).filter(on=OuterRef("on"))
    return LocalHoliday.objects.filter(area_code=area).annotate(shared=Exists(others)).order_by("on")


@pytest.fixture
def days() -> None:
    for area, day in [(TARAJU, 3), (TARAJU, 4), (ELSEWHERE, 4)]:
        make(LocalHoliday, area=area, area_code=area, on=date(2026, 12, day), name="Hajat lembur")


def test_each_time_the_rows_of_these_values_come_with_what_is_added(days: None) -> None:
    asked = Prepared(holidays_of, AREA)
    for _ in range(2):
        assert [(row.on.day, vars(row)["shared"]) for row in asked(TARAJU)] == [(3, False), (4, True)]
        assert [(row.on.day, vars(row)["shared"]) for row in asked(ELSEWHERE)] == [(4, True)]
    assert asked("11.01.01.2001") == []


@pytest.mark.django_db(transaction=True)
def test_every_thread_asks_through_its_own_connection() -> None:
    asked, found = Prepared(holidays_of, AREA), list[object]()
    asked(TARAJU)

    def ask() -> None:
        try:
            found.append(asked(TARAJU))
        finally:
            connection.close()

    thread = threading.Thread(target=ask)
    thread.start()
    thread.join()
    assert found == [[]]


def test_what_is_joined_is_read_with_it(
    days: None, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    touch = JournalTouch.objects.order_by("id")[:1].get()
    asked = Prepared(
        lambda row: JournalTouch.objects.filter(row_id=row).select_related("entry"),
        JournalTouch._meta.get_field("row_id"),
    )
    asked(uuid4())
    with django_assert_num_queries(1):
        assert [found.entry.operation for found in asked(touch.row_id)] == ["test.row.make"]


def test_words_that_depend_on_a_value_are_noticed() -> None:
    asked = Prepared(
        lambda area: holidays_of(area).filter(name="") if area == TARAJU else holidays_of(area), AREA
    )
    with pytest.raises(AssertionError, match="other words"):
        asked(TARAJU)


def test_a_day_that_stayed_in_the_sql_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = Prepared(lambda area: holidays_of(area).filter(on__gte=clock.today()), AREA)
    asked(TARAJU)
    monkeypatch.setattr(clock, "today", lambda: date(2027, 1, 2))
    with pytest.raises(AssertionError, match="other values"):
        asked(TARAJU)


def test_two_values_of_one_kind_and_none_are_refused() -> None:
    at = JournalEntry._meta.get_field("at")
    with pytest.raises(ValueError, match="told apart"):
        Prepared(lambda one, two: JournalEntry.objects.filter(at__range=(one, two)), at, at)(
            *[clock.now()] * 2
        )
    with pytest.raises(ValueError, match="with values"):
        Prepared(holidays_of, AREA)(None)


def test_turned_off_it_asks_as_if_nothing_was_prepared(days: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Prepared, "keeps", False)
    assert [row.on.day for row in Prepared(holidays_of, AREA)(TARAJU)] == [3, 4]
