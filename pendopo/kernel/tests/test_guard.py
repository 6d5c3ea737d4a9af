"""The write guard refuses everything that is not plainly a read, and fails closed."""

from typing import Any

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from pendopo.kernel.barrier import FRAMEWORK_TABLES
from pendopo.kernel.errors import WriteRefused
from pendopo.kernel.guard import door, is_plain_read, unguarded
from tests.making import make

PLAIN_READS = (
    "SELECT 1",
    "select * from people_person where name = %s;",
    "SELECT 'DELETE FROM people_person'",
    "SELECT 'it''s; UPDATE', \"drop\" FROM kernel_rule",
    'SELECT "update"."delete" FROM "update"',
    "SELECT * FROM kernel_rule FOR UPDATE",
    "SELECT * FROM kernel_rule FOR NO KEY UPDATE SKIP LOCKED",
    "SELECT deleted_on, created, last_update, into_x FROM t",
    "SELECT REPLACE(name, 'a', 'b') FROM people_person",
    "SELECT 1 FROM t WHERE name LIKE %s ESCAPE '\\' AND place LIKE %s ESCAPE '\\'",
    "SELECT COUNT(*) OVER (PARTITION BY a) FROM t",
    "(SELECT 1) UNION (SELECT 2)",
    "WITH t AS (SELECT 1) SELECT * FROM t",
    "VALUES (1), (2)",
    "EXPLAIN QUERY PLAN SELECT 1",
    "-- note: DELETE comes later\nSELECT 1",
    "/* UPDATE */ SELECT 1",
    "SHOW server_version_num",
    'DECLARE "page" NO SCROLL CURSOR WITH HOLD FOR SELECT 1',
    "BEGIN IMMEDIATE",
    "COMMIT",
    'SAVEPOINT "s1"',
    'ROLLBACK TO SAVEPOINT "s1"',
    'RELEASE SAVEPOINT "s1"',
    "SET CONSTRAINTS ALL IMMEDIATE",
    "PRAGMA foreign_keys",
    "PRAGMA foreign_keys = OFF",
    'PRAGMA table_info("people_person")',
    'INSERT INTO "django_session" ("session_key") VALUES (%s)',
    "UPDATE django_session SET session_data = %s WHERE session_key = %s",
    'DELETE FROM "axes_accessattempt" WHERE id = 3',
    'INSERT OR IGNORE INTO "auth_permission" ("name") VALUES (%s)',
)
NO_READS = (
    "",
    ";",
    "INSERT INTO people_person (name) VALUES ('x')",
    "insert or replace into people_person values (1)",
    "REPLACE INTO people_person VALUES (1)",
    "UPDATE people_person SET name = 'x'",
    """SELECT "nextval"('people_number')""",
    """SELECT * FROM t WHERE "lo_create" (0) > 1""",
    "SELECT query_to_xml('DELETE FROM people_person', true, true, '')",
    "UPDATE ONLY people_person SET name = 'x'",
    "DELETE FROM people_person",
    "MERGE INTO people_person USING t ON true WHEN MATCHED THEN DELETE",
    "TRUNCATE people_person",
    "CREATE TABLE t (a int)",
    "ALTER TABLE people_person ADD a int",
    "DROP TABLE people_person",
    "DROP TRIGGER kernel_feed_forward",
    "COPY people_person FROM STDIN",
    "COPY (DELETE FROM people_person RETURNING 1) TO STDOUT",
    "CALL purge()",
    "DO $$ BEGIN DELETE FROM t; END $$",
    "EXECUTE prepared",
    "PREPARE p AS DELETE FROM t",
    "GRANT ALL ON people_person TO public",
    "VACUUM",
    "VACUUM INTO 'copy.sqlite3'",
    "ANALYZE",
    "REINDEX",
    "LOCK TABLE people_person",
    "ATTACH 'other.sqlite3' AS other",
    "DETACH other",
    "PRAGMA writable_schema = ON",
    "PRAGMA writable_schema(1)",
    "PRAGMA journal_mode = OFF",
    "PRAGMA journal_mode(OFF)",
    "PRAGMA synchronous = OFF",
    "PRAGMA user_version = 3",
    "SET session_replication_role = replica",
    "SET SESSION session_replication_role = replica",
    "SET LOCAL session_replication_role = replica",
    "SELECT set_config('session_replication_role', 'replica', false)",
    "SELECT setval('seq', 1)",
    "SELECT load_extension('x')",
    "SELECT lo_unlink(1)",
    "SELECT * INTO copy FROM people_person",
    'SELECT 1 INTO"copy"',
    "SELECT 1; DELETE FROM people_person",
    "SELECT 1; -- DELETE\n",
    "BEGIN; DELETE FROM people_person",
    "-- SELECT 1\nDELETE FROM people_person",
    "/* SELECT */ DELETE FROM people_person",
    "/* a */ /* b */ -- c\n UPDATE people_person SET name = ''",
    "WITH gone AS (DELETE FROM people_person RETURNING 1) SELECT * FROM gone",
    "WITH t AS (SELECT 1) UPDATE people_person SET name = 'x'",
    "WITH t AS (SELECT 1) INSERT INTO people_person SELECT * FROM t",
    "WITH t AS (SELECT 1) REPLACE INTO people_person SELECT * FROM t",
    "EXPLAIN ANALYZE DELETE FROM people_person",
    "EXPLAIN ANALYZE SELECT 1",
    "EXPLAIN (ANALYZE, BUFFERS) DELETE FROM people_person",
    "DECLARE c CURSOR FOR WITH t AS (DELETE FROM people_person RETURNING 1) SELECT * FROM t",
    # framework tables are excepted by their whole name only
    "DELETE FROM django_session2",
    'DELETE FROM "django_session x" WHERE 1',
    "DELETE FROM my_django_session",
    "DELETE FROM django_session.people_person",
    "DELETE FROM django_session . people_person",
    'DELETE FROM "django_session"."people_person"',
    "UPDATE django_session, people_person SET name = ''",
    "INSERT INTO django_session WITH t AS (DELETE FROM people_person RETURNING 1) SELECT * FROM t",
    "DELETE FROM django_session; DELETE FROM people_person",
    "DROP TABLE django_session",
    # strings, names and comments that end elsewhere than they seem to
    "SELECT E'\\'; DELETE FROM people_person; --'",
    "SELECT E'a\\''; DELETE FROM people_person --'",
    "SELECT $$'$$; DELETE FROM people_person; --'",
    "SELECT $a$'$a$; DELETE FROM people_person; --'",
    "SELECT 1 /* ' */; DELETE FROM people_person /* ' */",
    "WITH t AS (/* ' */ DELETE FROM people_person RETURNING 1 /* ' */) SELECT 1",
    "SELECT 1 -- '\n; DELETE FROM people_person -- '",
    "/* /* */ SELECT ' */ DELETE FROM people_person WHERE name <> '1'",
    "-- \r DELETE FROM people_person; \n SELECT 1",
    "WITH t AS (SELECT 1 AS [']) DELETE FROM people_person WHERE 1 OR '1'",
    "WITH t AS (SELECT 1 AS `'`) DELETE FROM people_person WHERE 1 OR '1'",
    "SELECT 'open; DELETE FROM people_person",
)
VERBS = ("INSERT INTO", "UPDATE", "DELETE FROM", "REPLACE INTO", "TRUNCATE", "DROP TABLE", "ALTER TABLE")


@pytest.mark.parametrize("sql", PLAIN_READS)
def test_plain_reads_pass(sql: str) -> None:
    assert is_plain_read(sql)


@pytest.mark.parametrize("sql", NO_READS)
def test_everything_else_is_refused(sql: str) -> None:
    assert not is_plain_read(sql)


@given(
    before=st.text("()/*-'\"$\\[]`;, \n\r1a", max_size=12),
    verb=st.sampled_from(VERBS),
    after=st.text("()/*-'\"$\\[]`;= \n\r1a", max_size=12),
    lead=st.sampled_from(("", "SELECT 1 ", "WITH t AS (SELECT 1) ", "SELECT '", "BEGIN ", "EXPLAIN ")),
)
def test_a_write_that_the_database_would_see_is_never_a_plain_read(
    before: str, verb: str, after: str, lead: str
) -> None:
    sql = f"{lead}{before} {verb} people_person {after}"
    if is_plain_read(sql):
        # the verb can only be inside one whole string or quoted name, or behind a leading comment's end
        assert "people_person" not in _code_of(sql)


def _code_of(sql: str) -> str:
    """What a database reads as code: a slow scanner, written apart from the guard's."""
    code, at = "", 0
    while at < len(sql):
        if sql.startswith("--", at):
            ends = [end for end in (sql.find("\n", at), sql.find("\r", at)) if end >= 0]
            at = min(ends) if ends else len(sql)
        elif sql.startswith("/*", at):
            end = sql.find("*/", at + 2)
            at = len(sql) if end < 0 else end + 2
        elif sql[at] in "'\"":
            end = sql.find(sql[at], at + 1)
            while end >= 0 and sql[end + 1 : end + 2] == sql[at]:
                end = sql.find(sql[at], end + 2)
            at = len(sql) if end < 0 else end + 1
        else:
            code += sql[at]
            at += 1
    return code


@given(name=st.text('abcdefghijklmnopqrstuvwxyz_0123456789. "', min_size=1, max_size=30))
def test_a_table_that_is_not_excepted_by_its_whole_name_cannot_be_written(name: str) -> None:
    if name.strip().strip('"') not in FRAMEWORK_TABLES:
        assert not is_plain_read(f"DELETE FROM {name} WHERE id = 1")
        assert not is_plain_read(f'UPDATE "{name}" SET a = 1')


def execute(sql: str, params: Any = None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "sql",
    ["DELETE FROM kernel_rule", "UPDATE kernel_feed SET seq = 0", "SELECT 1; DELETE FROM kernel_rule"],
)
def test_the_connection_refuses_a_write_and_says_no_value(sql: str) -> None:
    with pytest.raises(WriteRefused) as caught:
        execute(f"{sql} /* 3206131708850001 */")
    assert "3206131708850001" not in str(caught.value)


@pytest.mark.django_db
def test_many_rows_at_once_are_refused_too() -> None:
    with connection.cursor() as cursor, pytest.raises(WriteRefused):
        cursor.executemany("DELETE FROM kernel_rule WHERE key = %s", [["a"], ["b"]])


@pytest.mark.django_db
def test_the_door_closes_again_even_after_an_error() -> None:
    with pytest.raises(RuntimeError), door("test"):
        execute("DELETE FROM kernel_rule")
        raise RuntimeError
    with pytest.raises(WriteRefused):
        execute("DELETE FROM kernel_rule")


def test_an_exception_from_the_guard_says_why() -> None:
    with pytest.raises(ValueError, match="why"), unguarded(""):
        pass


@pytest.mark.django_db
def test_an_operation_opens_the_door_and_nothing_else() -> None:
    from datetime import date

    from pendopo.kernel.models import LocalHoliday

    assert make(LocalHoliday, on=date(2026, 3, 20), name="Cuti bersama").pk
    with pytest.raises(WriteRefused):
        LocalHoliday.objects.create(on=date(2026, 3, 21), name="Cuti bersama")
