"""Ways to the database that the write guard (pendopo/kernel/guard.py) does not see, or sees as text only.

A driver's own connection, `executescript` and a second connection go past it altogether; raw SQL goes through it, and
what it means is for the guard to guess. So each of them has a short list of files that may.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.house import _at, imported_modules, nodes, sources

# Each way, and the files that may take it. `matching/engine` has a database of its own, in memory.
WAYS: dict[str, set[str]] = {
    "cursor": {
        *("kernel/journal.py", "kernel/bulk.py", "kernel/turns.py", "kernel/triggers.py"),
        "kernel/watched.py",
        *("kernel/management/commands/flush.py", "site/opening.py", "site/rotation.py"),
        "matching/engine/preparing.py",
    },
    "a connection of its own": {"site/backup.py", "site/restoring.py"},
    "the driver's connection": {"kernel/barrier.py", "kernel/guard.py"},
    "execute_wrappers": {"kernel/guard.py"},
    "executescript": set(),
    "_raw_delete": set(),
    "objects.raw": set(),
    "RawSQL": {"people/queries/events/waiting.py", "people/queries/finding.py"},
    "pendopo.kernel.guard.door": {"kernel/operation.py"},
    "pendopo.kernel.guard.unguarded": {
        *("kernel/management/commands/flush.py", "kernel/management/commands/migrate.py"),
        *("kernel/triggers.py", "kernel/watched.py", "kernel/widening.py", "site/opening.py"),
    },
}
ATTRIBUTES = {"cursor", "execute_wrappers", "executescript", "_raw_delete", "RawSQL"}


def raw_ways(package: Path) -> list[str]:
    """Finds ways past the guard outside the files that may take them, and leave that no file needs any more."""
    found: list[str] = []
    used: set[tuple[str, str]] = set()
    for path in sources(package):
        here = path.relative_to(package).as_posix()
        imported = [(name, line) for name, line in imported_modules(path) if name in WAYS]
        taken = [taking for node in nodes(path) for taking in _ways(node)]
        for way, line in (*imported, *taken):
            if here in WAYS[way]:
                used.add((way, here))
            else:
                found.append(f"{_at(package, path, line)} goes to the database past its guard: {way}")
    needless = {(way, file) for way, files in WAYS.items() for file in files} - used
    return found + [f"pendopo/{file} needs no leave for {way} any more" for way, file in sorted(needless)]


def _ways(node: ast.AST) -> Iterator[tuple[str, int]]:
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id in ATTRIBUTES - {"cursor"}:
        yield node.id, node.lineno  # `cursor` by itself is what a cursor is kept in
    if not isinstance(node, ast.Attribute):
        return
    if node.attr in ATTRIBUTES:
        yield node.attr, node.lineno
    of = ast.unparse(node.value) if node.attr in ("connect", "connection", "raw") else ""
    if node.attr == "connect" and of in ("sqlite3", "psycopg", "psycopg2"):
        yield "a connection of its own", node.lineno
    if node.attr == "connection" and (of.endswith("connection") or of.startswith("connections[")):
        yield "the driver's connection", node.lineno
    if node.attr == "raw" and of.endswith((".objects", "_manager")):
        yield "objects.raw", node.lineno
