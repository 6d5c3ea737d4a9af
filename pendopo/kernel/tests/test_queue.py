"""Twenty writers of one feed at once leave a chain without a gap."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, connections

from pendopo.kernel.models import Feed, JournalEntry, LocalHoliday
from pendopo.kernel.tests.steps import do, holiday
from pendopo.kernel.verify import verify
from tests.making import TARAJU

WRITERS, EACH = 20, 5


def together(work: Callable[[int], None]) -> list[BaseException]:
    """Runs the work in twenty threads that start at the same moment, each with its own connection."""
    start, trouble = threading.Barrier(WRITERS), list[BaseException]()

    def run(number: int) -> None:
        try:
            start.wait(30)
            work(number)
        except BaseException as error:
            trouble.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    return trouble


@pytest.fixture
def file_database(transactional_db: None, tmp_path: Any) -> Any:
    """On SQLite the tests' database lives in memory, where writers do not queue as in a file: make it one."""
    if connection.vendor == "postgresql":
        yield
        return
    import sqlite3

    from django.conf import settings
    from django.db.backends.sqlite3.base import DatabaseWrapper

    path = tmp_path / "site.sqlite3"
    with sqlite3.connect(path) as copy:
        connection.connection.backup(copy)
    copy.close()
    held = connections.databases["default"]
    connections.databases["default"] = {
        **held,
        "NAME": str(path),
        "OPTIONS": settings.DATABASES["default"]["OPTIONS"],
    }
    before = connections["default"]
    connections["default"] = DatabaseWrapper(connections.databases["default"], "default")
    yield
    connections["default"].close()
    connections.databases["default"] = held
    connections["default"] = before


def test_many_writers_of_one_feed(file_database: None) -> None:
    rows = [[holiday(name=f"{number}-{turn}") for turn in range(EACH)] for number in range(WRITERS)]

    def write(number: int) -> None:
        for row in rows[number]:
            do(row.save, name=f"test.kernel.queue{number}")

    assert together(write) == []
    assert LocalHoliday.objects.count() == WRITERS * EACH
    feed = Feed.objects.get()
    assert feed.seq == WRITERS * EACH
    assert sorted(JournalEntry.objects.values_list("seq", flat=True)) == list(range(1, feed.seq + 1))
    report = verify()
    assert (report.ok, report.entries) == (True, WRITERS * EACH)


def test_writers_that_nest_and_touch_one_row_do_not_lock_each_other_out(file_database: None) -> None:
    row = holiday(name="bersama")
    do(row.save)

    def write(number: int) -> None:
        def both() -> None:
            own = holiday(name=str(number))
            do(own.save, name=f"test.kernel.inner{number}")
            held = LocalHoliday.objects.select_for_update().get(pk=row.pk)
            held.legal_basis = f"{held.legal_basis}{number},"
            held.save()

        def touch_first() -> None:
            held = LocalHoliday.objects.select_for_update().get(pk=row.pk)
            held.legal_basis = f"{held.legal_basis}{number},"
            held.save()
            do(holiday(name=str(number)).save, name=f"test.kernel.inner{number}")

        do(both if number % 2 else touch_first, name=f"test.kernel.outer{number}")

    assert together(write) == []
    row.refresh_from_db()
    assert sorted(row.legal_basis.split(",")[:-1], key=int) == [str(number) for number in range(WRITERS)]
    report = verify()
    assert (report.ok, report.entries) == (True, 1 + 2 * WRITERS)
    assert {feed["area"] for feed in report.feeds} == {TARAJU}
