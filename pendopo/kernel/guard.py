"""The guard on the database connection: outside an operation nothing passes that is not plainly a read.

It fails closed: what it does not recognise, it refuses. Framework tables are excepted by name, because their
libraries write for themselves. What does not pass here at all the database refuses by itself (`barrier.py`).
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from functools import lru_cache
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created

from pendopo.kernel import barrier, memo
from pendopo.kernel.barrier import FRAMEWORK_TABLES
from pendopo.kernel.errors import WriteRefused

# A comment whose end the two databases do not see at the same place (nested, or with a lone CR) is no comment here.
_COMMENT = re.compile(r"\A(?:\s|--[^\r\n]*(?:\n|\Z)|/\*(?:(?!/\*|\*/).)*\*/)+", re.DOTALL)
_STRING = re.compile(r"'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"")
_GAP = "\x01"  # stands for a string or a quoted name
# Ways to end a string earlier or later than _STRING thinks: E'' escapes, $$ quotes, comments, `` and [] names.
_DOUBTFUL = re.compile(rf"[;'\"`\0]|--|/\*|\[[^\]]*(?:{_GAP}|\Z)")
_QUOTED_CALL = re.compile(rf"{_GAP}\s*\(")
_DOLLAR = re.compile(r"\$\w*\$")
_WRITES = re.compile(
    r"\b(?:(?:INSERT|UPDATE|DELETE|REPLACE(?!\s*\()|MERGE|TRUNCATE|CREATE|ALTER|DROP|COPY|INTO|CALL|DO|ANALY[SZ]E)\b"
    r"|(?:set_config|setval|nextval|load_extension|writefile|lo_\w+|dblink\w*|query_to_\w+|cursor_to_\w+|pg_(?:terminate|cancel)_backend)\s*\()",
    re.I,
)
_LOCK = re.compile(r"\bFOR\s+(?:NO\s+KEY\s+)?UPDATE\b", re.I)
_READ = re.compile(r"\A(?:SELECT|VALUES|WITH|EXPLAIN|SHOW|DECLARE|\(SELECT)\b", re.I)
_FRAME = re.compile(
    r"\A(?:(?:BEGIN|COMMIT|END|ROLLBACK|SAVEPOINT|RELEASE|FETCH|CLOSE)\b.*"
    r"|SET\s+(?:(?:LOCAL|SESSION)\s+)?(?:CONSTRAINTS|TIME\s+ZONE|TRANSACTION|(?:statement|lock)_timeout|work_mem)\b.*"
    r"|PRAGMA\s+(?:foreign_keys(?:\s*=\s*(?:ON|OFF))?|journal_mode|synchronous|page_count|page_size|cache_size"
    r"|busy_timeout|quick_check|integrity_check"
    r"|(?:foreign_key_check|foreign_key_list|table_x?info|index_list|index_x?info)(?:\s*\([\w\x01]+\))?))\Z",
    re.I | re.DOTALL,
)
_NAMED = re.compile(
    r"\A(?:INSERT(?:\s+OR\s+IGNORE)?\s+INTO|UPDATE|DELETE\s+FROM)\s+(?:\"(\w+)\"|(\w+))(?=\s*\(|\s+[^\s.]|\Z)",
    re.I | re.ASCII,
)


@lru_cache(maxsize=4096)
def is_plain_read(sql: str) -> bool:
    """Say whether a statement cannot change any row, or changes a framework table only."""
    text = _COMMENT.sub("", sql, count=1).strip().rstrip(";").strip()
    plain = text.replace("ESCAPE '\\'", "ESCAPE ''")  # how Django ends every LIKE on SQLite
    bare = _STRING.sub(_GAP, plain)
    if "\\" in plain or _DOLLAR.search(plain) or _DOUBTFUL.search(bare):
        return False
    if _FRAME.match(bare) or _READ.match(bare):
        # `SELECT ... FOR UPDATE` locks and does not write; a function in quotes may be any.
        return not _WRITES.search(_LOCK.sub("", bare)) and not _QUOTED_CALL.search(bare)
    named = _NAMED.match(text)
    if named is None or re.search(r"\bWITH\b", bare, re.I):
        return False
    return (named.group(1) or named.group(2)).lower() in FRAMEWORK_TABLES


def check_statement(
    execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]
) -> Any:
    """Let a statement pass when an operation runs or when it is plainly a read."""
    if barrier.opened.get():
        return execute(barrier.marked(context["connection"], sql), params, many, context)
    if is_plain_read(sql):
        return execute(sql, params, many, context)
    verb = _COMMENT.sub("", sql, count=1).split(None, 1)[0][:20] if sql.strip() else ""
    raise WriteRefused(f"{verb} outside an operation was refused")


@contextmanager
def door(name: str) -> Iterator[None]:
    """Open the write door for one named operation; only kernel.operation calls this."""
    outermost = not barrier.opened.get()
    token = barrier.opened.set(name)
    try:
        with barrier.lowered() if outermost else nullcontext():
            yield
    finally:
        barrier.opened.reset(token)


def is_open() -> bool:
    """Say whether an operation runs at this moment."""
    return bool(barrier.opened.get())


@contextmanager
def unguarded(reason: str) -> Iterator[None]:
    """Open the write door for schema migrations and test factories; the reason is part of the call."""
    if not reason:
        raise ValueError("say why")
    try:
        with door(f"unguarded: {reason}"):
            yield
    finally:
        memo.disturb()


def watch(connection: BaseDatabaseWrapper) -> None:
    """Put the guard on a connection, once, and the database's own on what it has open."""
    if check_statement not in connection.execute_wrappers:
        connection.execute_wrappers.append(check_statement)
    if connection.connection is not None:
        barrier.put_on(connection)


def install() -> None:
    """Put the guard on every connection of this process, present and future."""
    from django.db import connections

    def on_created(connection: BaseDatabaseWrapper, **_: Any) -> None:
        watch(connection)

    connection_created.connect(on_created, dispatch_uid="pendopo.kernel.guard", weak=False)
    for connection in connections.all(initialized_only=True):
        watch(connection)
