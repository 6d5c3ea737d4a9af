"""The triggers that keep the audit tables from being rewritten, for both databases, from one list; on PostgreSQL also
those by which every table of ours refuses what no operation writes (`barrier.py`).

Bodies may be erased, and only when an erasure for the entry stands in the table beside them. Django rebuilds a table
on SQLite for many changes of a column and drops its triggers without a word, so they are put back after every
migration and looked for at every start.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction

from pendopo.kernel.barrier import FRAMEWORK_TABLES, SETTING
from pendopo.kernel.domains import parts_of
from pendopo.kernel.guard import unguarded

restored: list[str] = []  # what a start of this program had to put back
_TRIGGER = re.compile(r"CREATE TRIGGER (\w+)")
DOOR = "pendopo_door"  # the trigger on every table of PostgreSQL that no framework writes
FROZEN = ("kernel_journalentry", "kernel_journaltouch", "kernel_erasure")
ERASED = "(SELECT 1 FROM kernel_erasure e WHERE e.entry_id = OLD.entry_id)"
ABORT = "BEGIN SELECT RAISE(ABORT, 'the journal cannot be rewritten'); END"


def _sqlite() -> dict[str, tuple[str, str]]:
    made: dict[str, tuple[str, str]] = {}

    def on(table: str, name: str, when: str) -> None:
        made[f"{table}_{name}"] = (table, f"CREATE TRIGGER {table}_{name} {when}")

    for verb in ("UPDATE", "DELETE"):
        for table in FROZEN:
            on(table, f"no_{verb.lower()}", f"BEFORE {verb} ON {table} {ABORT}")
        body = f"BEFORE {verb} ON kernel_journalbody WHEN NOT EXISTS {ERASED} {ABORT}"
        on("kernel_journalbody", f"no_{verb.lower()}", body)
    on("kernel_feed", "no_delete", f"BEFORE DELETE ON kernel_feed {ABORT}")
    on(
        "kernel_feed",
        "forward",
        "BEFORE UPDATE ON kernel_feed WHEN NEW.seq <> OLD.seq + 1 "
        "BEGIN SELECT RAISE(ABORT, 'a feed grows by one'); END",
    )
    return made


_FUNCTIONS = {
    "kernel_refuse_rewrite": "BEGIN RAISE EXCEPTION 'the journal cannot be rewritten'; END",
    "kernel_refuse_unless_erased": (
        f"BEGIN IF NOT EXISTS {ERASED} THEN RAISE EXCEPTION 'the journal cannot be rewritten'; END IF; "
        "IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END"
    ),
    "kernel_feed_forward": (
        "BEGIN IF NEW.seq <> OLD.seq + 1 THEN RAISE EXCEPTION 'a feed grows by one'; END IF; RETURN NEW; END"
    ),
    "kernel_door": (
        f"BEGIN IF current_setting('{SETTING}', true) IS DISTINCT FROM 'open' "
        "THEN RAISE EXCEPTION 'writes go through an operation'; END IF; RETURN NULL; END"
    ),
}


def _function(name: str) -> str:
    # Its spelling is kept as it was first created, so that the text in the database can be compared.
    return f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ {_FUNCTIONS[name]} $$"


def _postgresql() -> dict[str, tuple[str, str]]:
    made: dict[str, tuple[str, str]] = {}

    def on(table: str, name: str, when: str, function: str) -> None:
        text = f"CREATE TRIGGER {table}_{name} {when} ON {table} FOR EACH ROW EXECUTE FUNCTION {function}()"
        made[f"{table}_{name}"] = (table, text)

    for table in FROZEN:
        on(table, "frozen", "BEFORE UPDATE OR DELETE", "kernel_refuse_rewrite")
    for table in (*FROZEN, "kernel_journalbody", "kernel_feed"):
        on(table, "kept", "BEFORE TRUNCATE", "kernel_refuse_rewrite")
        made[f"{table}_kept"] = (table, made[f"{table}_kept"][1].replace("EACH ROW", "EACH STATEMENT"))
    on("kernel_journalbody", "frozen", "BEFORE UPDATE OR DELETE", "kernel_refuse_unless_erased")
    on("kernel_feed", "no_delete", "BEFORE DELETE", "kernel_refuse_rewrite")
    on("kernel_feed", "forward", "BEFORE UPDATE", "kernel_feed_forward")
    return made


def declared(vendor: str) -> dict[str, tuple[str, str]]:
    """Return every trigger by name: the table it stands on, and the statement that creates it."""
    return _postgresql() if vendor == "postgresql" else _sqlite()


def creating(vendor: str) -> list[str]:
    """Return the statements that create every trigger on this kind of database."""
    functions = [_function(name) for name in _FUNCTIONS] if vendor == "postgresql" else []
    return functions + [text for _table, text in declared(vendor).values()]


def missing_triggers() -> list[str]:
    """Return the triggers, and the functions (with brackets), that the database lacks or has otherwise."""
    wanted = _wanted()
    if connection.vendor == "sqlite":
        rows = _ask("SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger'")
        present = {name: (table, text) for name, table, text in rows}
        return [name for name, how in wanted.items() if present.get(name) != how]
    bodies = {str(name): str(body).strip() for name, body in _ask("SELECT proname, prosrc FROM pg_proc")}
    lacking = [f"{name}()" for name, body in _FUNCTIONS.items() if bodies.get(name) != body]
    standing = {
        (name, table): text
        for name, table, text in _ask(
            "SELECT tgname, tgrelid::regclass::text, pg_get_triggerdef(oid) FROM pg_trigger WHERE tgenabled = 'O'"
        )
    }
    return lacking + [
        name
        for name, (table, text) in wanted.items()
        if _words(standing.get((name.split()[0], table), "")) != _words(text)
    ]


def _wanted() -> dict[str, tuple[str, str]]:
    """Return every trigger that this database should have; on PostgreSQL with the one on each table of ours."""
    wanted = declared(connection.vendor)
    if connection.vendor == "postgresql":
        wanted |= {f"{DOOR} {table}": (table, _door(table)) for table in _guarded_tables()}
    return wanted


def _guarded_tables() -> list[str]:
    """Return the tables that PostgreSQL lets nobody write outside the door; SQLite asks without a trigger."""
    rows = _ask(
        "SELECT relname::text FROM pg_class WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace"
        " ORDER BY relname"
    )
    # What Django notes of its migrations is no fact of anybody; tools that bring a schema to a state write it too.
    return [table for (table,) in rows if table not in (*FRAMEWORK_TABLES, "django_migrations")]


def _door(table: str) -> str:
    return (
        f"CREATE TRIGGER {DOOR} BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table}"
        " FOR EACH STATEMENT EXECUTE FUNCTION kernel_door()"
    )


@dataclass(frozen=True)
class Kept:
    """A table that triggers of a domain keep by themselves, so that they are looked for and put back like those of
    the audit tables: how they are made, and how it is filled anew."""

    table: str
    creating: Callable[
        [str], Sequence[str]
    ]  # statements for a kind of database; others than of triggers are left out
    filling: Callable[[str], Sequence[str]]


def put_back_kept() -> list[str]:
    """Create the domains' triggers that are missing, fill what they keep anew, and return their names.

    PostgreSQL loses no trigger with a change of a table; there only those dropped by hand are missing.
    """
    sqlite = connection.vendor == "sqlite"
    asked = "sqlite_master WHERE type = 'trigger'" if sqlite else "pg_trigger WHERE tgenabled = 'O'"
    present = {str(name) for (name,) in _ask(f"SELECT {'name' if sqlite else 'tgname'} FROM {asked}")}  # noqa: S608
    made = []
    for _, kept in parts_of(Kept):
        wanted = {
            found[1]: statement
            for statement in kept.creating(connection.vendor)
            if (found := _TRIGGER.match(statement))
        }
        lacking = [name for name in wanted if name not in present]
        if not lacking or kept.table not in connection.introspection.table_names():
            continue
        with (
            unguarded(f"triggers that keep {kept.table}"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            for name in lacking:
                cursor.execute(wanted[name])
            cursor.execute(f"DELETE FROM {kept.table}")  # noqa: S608 - a name of our own
            for statement in kept.filling(connection.vendor):
                cursor.execute(statement)
        made += lacking
    return made


def set_aside_triggers() -> None:
    """Drop them before the schema changes: SQLite renames no table that a trigger of another one reads."""
    if connection.vendor == "sqlite":
        with unguarded("triggers of the audit tables"), connection.cursor() as cursor:
            for name in declared("sqlite"):
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}")


def put_back_triggers() -> list[str]:
    """Create what is missing and return its names."""
    lacking = missing_triggers()
    if not lacking:
        return []
    wanted = _wanted()
    with unguarded("triggers of the audit tables"), transaction.atomic(), connection.cursor() as cursor:
        for name in lacking:
            if name.endswith("()"):
                cursor.execute(_function(name.removesuffix("()")))
                continue
            table, text = wanted[name]
            on = f" ON {table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {name.split()[0]}{on}")
            cursor.execute(text)
    return lacking


def _ask(sql: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return list(cursor.fetchall())


def _words(text: str) -> list[str]:
    """Split a trigger into words without their order: PostgreSQL tells it in an order of its own."""
    return sorted(text.replace("public.", "").split())
