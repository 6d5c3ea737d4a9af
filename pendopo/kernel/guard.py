"""The guard on the database connection: outside an operation nothing passes that is not plainly a read.

It fails closed: what it does not recognise, it refuses. Framework tables are excepted by name, because their
libraries write for themselves. PostgreSQL's COPY does not pass here; the audit tables have triggers for that.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created

from pendopo.kernel.errors import WriteRefused

# Written by Django, allauth and axes themselves; none of them holds a fact about a resident.
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
    }
)

_COMMENT = re.compile(r"\A(?:\s|--[^\n]*(?:\n|\Z)|/\*.*?\*/)+", re.DOTALL)
_STRING = re.compile(r"'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"")
_WRITES = re.compile(
    r"\b(?:INSERT|UPDATE|DELETE|REPLACE|MERGE|TRUNCATE|CREATE|ALTER|DROP|COPY|INTO|CALL|DO)\b", re.I
)
_READ = re.compile(r"\A(?:SELECT|VALUES|WITH|EXPLAIN(?!\s+ANALY[SZ]E)|SHOW|\(SELECT)\b", re.I)
_FRAME = re.compile(
    r"\A(?:BEGIN|COMMIT|END|ROLLBACK|SAVEPOINT|RELEASE|DECLARE|FETCH|CLOSE"
    r"|SET\s+(?:CONSTRAINTS|SESSION|LOCAL|TIME|TRANSACTION|statement_timeout|lock_timeout|work_mem)"
    r"|PRAGMA\s+(?:foreign_keys|foreign_key_check|journal_mode|synchronous|table_info|index_list|index_info"
    r"|quick_check|integrity_check|page_count|page_size|cache_size|busy_timeout))\b",
    re.I,
)
_NAMED = re.compile(
    r"\A(?:INSERT(?:\s+OR\s+IGNORE)?\s+INTO|UPDATE|DELETE\s+FROM)\s+\"?([a-z_]+)\"?(?:\s|\()", re.I
)

_open: ContextVar[str] = ContextVar("pendopo_write_door", default="")


@lru_cache(maxsize=4096)
def is_plain_read(sql: str) -> bool:
    """Say whether a statement cannot change any row, or changes a framework table only."""
    text = _COMMENT.sub("", sql, count=1).strip().rstrip(";").strip()
    bare = _STRING.sub("''", text)
    if ";" in bare:
        return False
    if _FRAME.match(bare):
        return True
    if _READ.match(bare):
        # `SELECT ... FOR UPDATE` locks and does not write.
        return not _WRITES.search(re.sub(r"\bFOR\s+(?:NO\s+KEY\s+)?UPDATE\b", "", bare, flags=re.I))
    named = _NAMED.match(text)
    return bool(named and named.group(1).lower() in FRAMEWORK_TABLES)


def check_statement(
    execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]
) -> Any:
    """Let a statement pass when an operation runs or when it is plainly a read."""
    if _open.get() or is_plain_read(sql):
        return execute(sql, params, many, context)
    verb = _COMMENT.sub("", sql, count=1).split(None, 1)[0][:20] if sql.strip() else ""
    raise WriteRefused(f"{verb} outside an operation was refused")


@contextmanager
def door(name: str) -> Iterator[None]:
    """Open the write door for one named operation; only kernel.operation calls this."""
    token = _open.set(name)
    try:
        yield
    finally:
        _open.reset(token)


@contextmanager
def unguarded(reason: str) -> Iterator[None]:
    """Open the write door for schema migrations and test factories; the reason is part of the call."""
    if not reason:
        raise ValueError("say why")
    with door(f"unguarded: {reason}"):
        yield


def watch(connection: BaseDatabaseWrapper) -> None:
    """Put the guard on a connection, once."""
    if check_statement not in connection.execute_wrappers:
        connection.execute_wrappers.append(check_statement)


def install() -> None:
    """Put the guard on every connection of this process, present and future."""
    from django.db import connections

    def on_created(connection: BaseDatabaseWrapper, **_: Any) -> None:
        watch(connection)

    connection_created.connect(on_created, dispatch_uid="pendopo.kernel.guard", weak=False)
    for connection in connections.all(initialized_only=True):
        watch(connection)
