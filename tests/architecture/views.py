"""One domain call per view: counts operations and queries on every path through a view's syntax tree."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from tests.architecture.house import _at, _decorator_name, nodes, parse, sources, word

ACCESS = {"public", "resident", "requires"}
FACES = {"views", "api"}


@dataclass(frozen=True)
class Calls:
    """How many operations and queries a path calls at most."""

    operations: int = 0
    queries: int = 0

    def __add__(self, other: Calls) -> Calls:
        return Calls(self.operations + other.operations, self.queries + other.queries)

    def __or__(self, other: Calls) -> Calls:
        return Calls(max(self.operations, other.operations), max(self.queries, other.queries))


@dataclass(frozen=True)
class Paths:
    """The worst path that goes on behind a block, and the worst one that ends inside it."""

    on: Calls | None = Calls()
    ended: Calls = Calls()

    def then(self, other: Paths) -> Paths:
        if self.on is None:
            return self
        return Paths(None if other.on is None else self.on + other.on, self.ended | (self.on + other.ended))

    def either(self, other: Paths) -> Paths:
        on = [calls for calls in (self.on, other.on) if calls is not None]
        return Paths((on[0] | on[-1]) if on else None, self.ended | other.ended)

    @property
    def worst(self) -> Calls:
        return self.ended | (self.on or Calls())


class Reader:
    """Reads one module of views: knows its imports and its own functions."""

    def __init__(self, package: str, path: Path) -> None:
        self.kinds = dict(_imported_kinds(package, nodes(path)))
        self.functions = {node.name: node for node in parse(path).body if isinstance(node, ast.FunctionDef)}
        self.open: set[str] = set()

    def function(self, name: str) -> Calls:
        """Answers the worst path through a function of this module."""
        if name in self.open:
            return Calls()
        self.open.add(name)
        worst = self.block(self.functions[name].body).worst
        self.open.discard(name)
        return worst

    def block(self, statements: Iterable[ast.stmt]) -> Paths:
        paths = Paths()
        for statement in statements:
            paths = paths.then(self.statement(statement))
        return paths

    def statement(self, node: ast.stmt) -> Paths:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            return Paths()
        if isinstance(node, ast.If):
            return Paths(self.calls(node.test)).then(self.block(node.body).either(self.block(node.orelse)))
        if isinstance(node, ast.Return | ast.Raise):
            return Paths(None, self.calls(node))
        if isinstance(node, ast.Try):
            return self.attempt(node)
        if isinstance(node, ast.With):
            items = sum((self.calls(item.context_expr) for item in node.items), Calls())
            # the block may be left early: `attempt` goes on behind it after a refusal
            return Paths(items).then(self.block(node.body).either(Paths()))
        if isinstance(node, ast.For | ast.While):
            body = self.block(node.body)
            head = self.calls(node.iter if isinstance(node, ast.For) else node.test)
            twice = body.then(body)  # a call inside a loop is more than one
            return Paths(head).then(twice.either(Paths())).then(self.block(node.orelse))
        return Paths(self.calls(node))

    def attempt(self, node: ast.Try) -> Paths:
        body = self.block(node.body)
        # an operation that was refused did not happen: its handler starts with what the tests before it called
        handlers = [self.block(handler.body) for handler in node.handlers]
        paths = body.then(self.block(node.orelse))
        for handler in handlers:
            paths = paths.either(handler)
        return paths.then(self.block(node.finalbody))

    def calls(self, node: ast.AST) -> Calls:
        total = Calls()
        for inner in ast.walk(node):
            if not isinstance(inner, ast.Call):
                continue
            root, last = _names(inner.func)
            if root in self.kinds and not last[:1].isupper():
                total += Calls(1, 0) if self.kinds[root] == "operations" else Calls(0, 1)
            elif isinstance(inner.func, ast.Name) and root in self.functions:
                total += self.function(root)
        return total


def _names(node: ast.expr) -> tuple[str, str]:
    last = node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")
    while isinstance(node, ast.Attribute):
        node = node.value
    return getattr(node, "id", ""), last


def _imported_kinds(package: str, found: Iterable[ast.AST]) -> Iterable[tuple[str, str]]:
    for node in found:
        if not isinstance(node, ast.ImportFrom) or not (node.module or "").startswith(package):
            continue
        for alias in node.names:
            parts = f"{node.module}.{alias.name}".split(".")
            kind = next((part for part in parts if part in ("operations", "queries")), None)
            if kind and parts[1] != "kernel":
                yield alias.asname or alias.name, kind


def busy_views(package: Path) -> list[str]:
    """Finds views with a path that calls more than one operation or more than one query."""
    found = []
    for path in sources(package):
        if word(package, path)[1] not in FACES:
            continue
        reader = Reader(package.name, path)
        for name, node in reader.functions.items():
            if not {_decorator_name(item) for item in node.decorator_list} & ACCESS:
                continue
            calls = reader.function(name)
            if calls.operations > 1 or calls.queries > 1:
                found.append(
                    f"{_at(package, path, node.lineno)} {name} calls {calls.operations} operations"
                    f" and {calls.queries} queries on one path"
                )
    return found


def caught_refusals(package: Path) -> list[str]:
    """Finds views that catch a refusal themselves: `attempt` of `ui.asking` puts it on its field and lets 404 pass."""
    found = []
    for path in sources(package):
        if word(package, path)[1] not in FACES:
            continue
        for node in ast.walk(parse(path)):
            if isinstance(node, ast.ExceptHandler) and node.type is not None:
                names = {_names(inner)[1] for inner in ast.walk(node.type) if isinstance(inner, ast.expr)}
                if any(name.endswith(("Refusal", "Refused", "Conflict")) for name in names):
                    found.append(
                        f"{_at(package, path, node.lineno)} catches a refusal; use attempt of ui.asking"
                    )
    return found


# Files that a view may answer without an entry, and why.
FREE_FILES = {
    "letters/views/documents.py": "one letter, to the one it is about or to the desk that made it",
    "letters/views/type_versions.py": "a sample with an invented resident",
    "letters/views/verification.py": "the page that checks letters, for everybody",
    "people/views/figures.py": "public figures, small counts hidden",
}


def unlogged_files(package: Path) -> list[str]:
    """Finds views that answer a file past `hand_over` of `ui.files`, which writes down who got it and what for."""
    found = []
    for path in sources(package):
        if word(package, path)[1] not in FACES or str(path.relative_to(package)) in FREE_FILES:
            continue
        for node in ast.walk(parse(path)):
            keyword = isinstance(node, ast.keyword) and node.arg == "as_attachment"
            header = isinstance(node, ast.Constant) and str(node.value).startswith("attachment")
            if keyword or header:
                line = node.value.lineno if isinstance(node, ast.keyword) else getattr(node, "lineno", 0)
                found.append(f"{_at(package, path, line)} answers a file without hand_over of ui.files")
    return found
