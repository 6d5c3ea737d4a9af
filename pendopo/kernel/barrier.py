"""The database's own refusal of writes outside an operation, for what goes past the guard on its statements.

`guard.py` reads the statements that Django sends. A driver's own connection, `executescript` and a function in
quotes go past it or mean what no text shows, so each database is asked to refuse by itself:

- SQLite asks `_authorize` whenever it compiles a statement. A compiled one is kept under its text, so what an operation
  compiles carries a mark that nobody else writes: nothing outside meets a statement that was allowed.
- PostgreSQL has a trigger on each table (`triggers.py`) that asks a setting of the session, and the door sets it.

Both hold against a mistake and against text that reached the database, not against code that opens the door.
"""

import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

# Written by Django, allauth and axes themselves, the last by the worker; none holds a fact about a resident.
FRAMEWORK_TABLES = frozenset(
    {
        "django_session",
        "django_content_type",
        "auth_permission",
        "axes_accessattempt",
        "axes_accessattemptexpiration",
        "axes_accessfailurelog",
        "axes_accesslog",
        "account_emailaddress",
        "account_emailconfirmation",
        "mfa_authenticator",
        "usersessions_usersession",
        "pendopo_cache",
        "kernel_job",
    }
)

SETTING = "pendopo.door"
_ALWAYS = frozenset(
    {
        *(sqlite3.SQLITE_READ, sqlite3.SQLITE_SELECT, sqlite3.SQLITE_RECURSIVE),
        *(sqlite3.SQLITE_TRANSACTION, sqlite3.SQLITE_SAVEPOINT),
    }
)
_ROWS = frozenset({sqlite3.SQLITE_INSERT, sqlite3.SQLITE_UPDATE, sqlite3.SQLITE_DELETE})
# Pragmas that tell; those with a value in brackets, and those whose value changes nothing but this connection.
_TELLING = frozenset({"journal_mode", "synchronous", "page_count", "page_size", "data_version"})
_ASKING = frozenset(
    {
        *("table_info", "table_xinfo", "index_list", "index_info", "index_xinfo", "foreign_key_list"),
        *(
            "foreign_key_check",
            "foreign_keys",
            "cache_size",
            "busy_timeout",
            "quick_check",
            "integrity_check",
        ),
    }
)
_FOREIGN = frozenset({"load_extension", "writefile", "edit"})
_MARK = f" /*{secrets.token_hex(8)}*/"

opened: ContextVar[str] = ContextVar("pendopo_write_door", default="")


def put_on(connected: BaseDatabaseWrapper) -> None:
    """Make a connection that has just been made refuse by itself."""
    if connected.vendor == "sqlite":
        connected.connection.set_authorizer(_authorize)
    elif opened.get():
        _set(connected, "open")


def marked(connected: BaseDatabaseWrapper, sql: str) -> str:
    """Return a statement of an operation with the mark under which SQLite keeps what it compiled."""
    if connected.vendor != "sqlite" or sql.startswith("SELECT"):
        return sql
    return sql + _MARK


@contextmanager
def lowered() -> Iterator[None]:
    """Let the database take writes of this connection, for as long as the outermost door stands open."""
    if connection.vendor == "sqlite" or connection.connection is None:
        yield
        return
    _set(connection, "open")
    try:
        yield
    finally:
        _set(connection, "")


def _set(connected: BaseDatabaseWrapper, value: str) -> None:
    """Set PostgreSQL's setting: to the end of the transaction where there is one, so that a lost one leaves it shut."""
    driver = connected.connection
    # In a failed transaction nothing can be set; it is rolled back to before the door, and the setting with it.
    if driver is None or driver.closed or driver.info.transaction_status.name == "INERROR":
        return
    driver.execute("SELECT set_config(%s, %s, %s)", [SETTING, value, connected.in_atomic_block])


def _authorize(action: int, one: str | None, two: str | None, _database: str | None, _by: str | None) -> int:
    """Answer SQLite whether a part of a statement may be compiled."""
    if action in _ALWAYS or opened.get():
        return sqlite3.SQLITE_OK
    name = (one or "").lower()
    allowed = (
        (action in _ROWS and name in FRAMEWORK_TABLES)
        or (action == sqlite3.SQLITE_PRAGMA and (name in _ASKING or (name in _TELLING and two is None)))
        or (action == sqlite3.SQLITE_FUNCTION and (two or "").lower() not in _FOREIGN)
    )
    return sqlite3.SQLITE_OK if allowed else sqlite3.SQLITE_DENY
