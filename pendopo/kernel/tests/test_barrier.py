"""The database itself refuses what no operation writes, by whatever way it comes."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from pendopo.kernel.guard import unguarded
from pendopo.kernel.tests.steps import held_holiday
from pendopo.kernel.triggers import missing_triggers, put_back_triggers

pytestmark = pytest.mark.django_db
Refused: type[Exception] = connection.Database.Error  # type: ignore[attr-defined]
SPOIL = "UPDATE kernel_localholiday SET name = 'x'"


def driver() -> Any:
    """Answers the driver's own connection, past everything of Django's."""
    connection.ensure_connection()
    return connection.connection


def _executed() -> None:
    driver().execute(SPOIL)


def _by_a_cursor() -> None:
    driver().cursor().execute(SPOIL)


def _many() -> None:
    driver().cursor().executemany(SPOIL, [()])


def _unwrapped() -> None:
    wrappers, connection.execute_wrappers = connection.execute_wrappers, []
    try:
        with connection.cursor() as cursor:
            cursor.execute(SPOIL)
    finally:
        connection.execute_wrappers = wrappers


def _emptied() -> None:
    driver().execute("DELETE FROM kernel_localholiday")


def _prepared_by_an_operation() -> None:
    """SQLite keeps a compiled statement under its text; one that was allowed is nobody else's."""
    with unguarded("as an operation"), connection.cursor() as cursor:
        cursor.execute(SPOIL + " WHERE 1 = 0")
    driver().execute(SPOIL + " WHERE 1 = 0")


@pytest.mark.parametrize(
    "way", [_executed, _by_a_cursor, _many, _unwrapped, _emptied, _prepared_by_an_operation]
)
def test_nothing_is_written_past_the_door(way: Callable[[], None]) -> None:
    held = held_holiday()
    with pytest.raises((DatabaseError, Refused)) as refused, transaction.atomic():
        way()
    assert any(words in str(refused.value) for words in ("not authorized", "writes go through an operation"))
    held.refresh_from_db()
    assert held.name != "x"


@pytest.mark.django_db(transaction=True)
def test_neither_by_a_script_nor_by_copying() -> None:
    held = held_holiday()
    with pytest.raises(Refused, match=r"not authorized|writes go through an operation"):
        if connection.vendor == "sqlite":
            driver().executescript(f"SELECT 1; {SPOIL}; SELECT 2")
        else:
            with driver().cursor() as cursor, cursor.copy("COPY kernel_localholiday (id) FROM STDIN") as copy:
                copy.write("x")
    held.refresh_from_db()
    assert held.name != "x"


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL gives tables away by roles")
@pytest.mark.parametrize(
    "statement",
    [
        "DROP TABLE kernel_localholiday", "CREATE TABLE t (a)", "ALTER TABLE kernel_localholiday ADD a",
        "DROP TRIGGER kernel_feed_forward",
        "CREATE TEMP TRIGGER t AFTER INSERT ON django_session BEGIN DELETE FROM kernel_localholiday; END",
        "PRAGMA writable_schema = ON", "PRAGMA journal_mode = OFF", "PRAGMA user_version = 3",
        "ATTACH DATABASE ':memory:' AS other", "REINDEX", "ANALYZE", "SELECT load_extension('x')",
    ],
)  # fmt: skip
def test_nor_is_the_database_itself_changed(statement: str) -> None:
    with pytest.raises(Refused, match=r"not authorized|prohibited|not allowed"):
        driver().execute(statement)


def test_what_frameworks_keep_is_written_and_everything_is_read() -> None:
    driver().execute("DELETE FROM django_session")
    driver().execute("SELECT count(*) FROM kernel_localholiday")


def test_the_door_is_shut_again_after_an_operation_and_after_a_failed_one() -> None:
    held_holiday()
    with (
        pytest.raises(DatabaseError),
        transaction.atomic(),
        unguarded("it fails"),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE kernel_localholiday SET nothing = 'x'")
    with pytest.raises((DatabaseError, Refused)), transaction.atomic():
        _executed()
    with unguarded("one within another"):
        with unguarded("the inner one"):
            pass
        connection.cursor().execute(SPOIL)
    with pytest.raises((DatabaseError, Refused)), transaction.atomic():
        _executed()


@pytest.mark.django_db(transaction=True)
def test_the_door_is_shut_again_where_there_is_no_transaction() -> None:
    held_holiday()
    with unguarded("a hand"), connection.cursor() as cursor:
        cursor.execute(SPOIL)
    with pytest.raises((DatabaseError, Refused)):
        _executed()


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite asks without a trigger")
def test_a_table_without_its_trigger_is_named_and_gets_it_back() -> None:
    with unguarded("a hand in the database"), connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER pendopo_door ON kernel_localholiday")
        cursor.execute("ALTER TABLE kernel_rule DISABLE TRIGGER pendopo_door")
    assert missing_triggers() == ["pendopo_door kernel_localholiday", "pendopo_door kernel_rule"]
    put_back_triggers()
    assert missing_triggers() == []
    with pytest.raises(Refused), transaction.atomic():
        _executed()
