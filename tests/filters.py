"""The area and owner filters of the program: the list of them, made from the code, and a switch around each.

A filter is
- a call that narrows rows to the actor's areas: `in_areas(...)`, `_within(...)`: taken away it narrows nothing;
- a question whether an area lies in another or the actor holds a permission there: `contains(...)`, `actor.may(...)`:
  taken away the answer is yes;
- a comparison of a row with the actor's own number: `row.person_id != actor.resident_id`: taken away they are the same;
- a keyword of `filter`, `get`, `exclude` or `Q` whose value comes from the actor: taken away it is not asked.

Every file of queries and operations is read once with a switch around each filter, in memory; nothing on disk changes.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "pendopo"
SWITCH = "__pendopo_filter__"
NARROWS = {"in_areas", "_within"}
OWN = {"id", "resident_id", "on_behalf_of"}
ASKS = {"filter", "get", "exclude", "Q"}
DOOR = "kernel/operation.py"


@dataclass(frozen=True)
class Filter:
    """One filter, where it stands, and what it says."""

    file: str
    line: int
    column: int
    kind: str
    text: str

    @property
    def name(self) -> str:
        """What its switch is called."""
        return f"{self.file}:{self.line}:{self.column}:{self.kind}"

    @property
    def place(self) -> str:
        """Where it stands, as an editor opens it."""
        return f"{self.file}:{self.line}"


def is_searched(path: Path) -> bool:
    """Says whether a file may hold filters: queries and operations of every domain, and the door itself."""
    parts = path.relative_to(PACKAGE).parts
    if "tests" in parts or "demo" in parts:
        return False
    return path.relative_to(PACKAGE).as_posix() == DOOR or (
        len(parts) > 1 and parts[1].removesuffix(".py") in ("queries", "operations")
    )


def files() -> list[Path]:
    """Answers every file that is searched."""
    return sorted(path for path in PACKAGE.rglob("*.py") if is_searched(path))


def kind_of(node: ast.AST) -> str:
    """Answers what kind of filter a piece of code is, or nothing."""
    if isinstance(node, ast.Call):
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        if name in NARROWS:
            return "narrows"
        asks = isinstance(node.func, ast.Attribute) and node.func.attr == "may" and len(node.args) == 2
        if name == "contains" or (asks and _is_actor(node.func.value)):  # type: ignore[attr-defined]
            return "asks"
    if isinstance(node, ast.Compare) and any(_is_own(side) for side in (node.left, *node.comparators)):
        return {ast.Eq: "same", ast.NotEq: "other"}.get(type(node.ops[0]), "")
    return ""


def _is_actor(node: ast.AST) -> bool:
    return (isinstance(node, ast.Name) and node.id == "actor") or (
        isinstance(node, ast.Attribute) and node.attr == "actor"
    )


def _is_own(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute) and node.attr in OWN and _is_actor(node.value)


def _own_keywords(node: ast.Call) -> list[ast.keyword]:
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    return [one for one in node.keywords if one.arg and _is_own(one.value)] if name in ASKS else []


class Switches(ast.NodeTransformer):
    """Puts a switch around each filter of a file and keeps the list of them."""

    def __init__(self, file: str) -> None:
        self.file, self.found = file, list[Filter]()
        self._named = 0

    def _keep(self, node: Any, kind: str) -> ast.Constant:
        self.found.append(Filter(self.file, node.lineno, node.col_offset, kind, ast.unparse(node)))
        return ast.Constant(f"{self.file}:{node.lineno}:{node.col_offset}:{kind}")

    def _switched(self, node: ast.expr, real: ast.expr, kind: str) -> ast.Call:
        none = ast.arguments(posonlyargs=[], args=[], kwonlyargs=[], kw_defaults=[], defaults=[])
        call = ast.Call(
            func=ast.Name(SWITCH, ast.Load()),
            args=[self._keep(node, kind), ast.Constant(kind), ast.Lambda(args=none, body=real)],
            keywords=[],
        )
        return ast.fix_missing_locations(ast.copy_location(call, node))

    def visit_Call(self, node: ast.Call) -> ast.expr:
        kind, own = kind_of(node), _own_keywords(node)
        plain = ast.unparse(node)
        self.generic_visit(node)
        for one in own:
            given = ast.Dict(keys=[ast.Constant(one.arg)], values=[one.value])
            switched = self._switched(one.value, given, "keyword")
            node.keywords[node.keywords.index(one)] = ast.keyword(arg=None, value=switched)
        if not kind:
            return node
        switched = self._switched(node, node, kind)
        self.found[-1] = Filter(self.file, node.lineno, node.col_offset, kind, plain)
        return switched

    def visit_Compare(self, node: ast.Compare) -> ast.expr:
        kind = kind_of(node)
        self.generic_visit(node)
        return self._switched(node, node, kind) if kind else node


def filters_of(path: Path) -> tuple[ast.Module, list[Filter]]:
    """Answers a file with its switches, and its filters."""
    switches = Switches(path.relative_to(ROOT).as_posix())
    tree = switches.visit(ast.parse(path.read_text(encoding="utf-8")))
    return ast.fix_missing_locations(tree), switches.found


def all_filters() -> list[Filter]:
    """Answers every filter of the program."""
    return [one for path in files() for one in filters_of(path)[1]]


# Switching in memory


class Run:
    """Which filter is off, and which were passed."""

    off = ""
    passed: set[str] = set()


def switch(name: str, kind: str, real: Callable[[], Any]) -> Any:
    """Stands around each filter."""
    Run.passed.add(name)
    if name != Run.off:
        return real()
    if kind == "narrows":
        from django.db.models import Q

        return Q()
    return {"asks": True, "same": True, "other": False, "keyword": {}}[kind]


class Loader(SourceFileLoader):
    """Reads a file of filters with its switches."""

    def source_to_code(self, data: Any, path: Any, *, _optimize: int = -1) -> CodeType:  # type: ignore[override]
        tree, _ = filters_of(Path(path))
        code: CodeType = compile(tree, path, "exec", dont_inherit=True, optimize=_optimize)
        return code

    def get_code(self, fullname: str) -> CodeType:
        return self.source_to_code(b"", self.path)  # never the compiled file on disk, and none is written

    def exec_module(self, module: ModuleType) -> None:
        module.__dict__[SWITCH] = switch
        super().exec_module(module)


class Finder(MetaPathFinder):
    """Finds files of filters before Python's own finder does."""

    def find_spec(self, fullname: str, path: Sequence[str] | None, target: Any = None) -> ModuleSpec | None:
        if not fullname.startswith("pendopo."):
            return None
        spec = PathFinder.find_spec(fullname, path, target)
        if spec is None or not spec.origin or not is_searched(Path(spec.origin)):
            return None
        spec.loader = Loader(fullname, spec.origin)
        return spec
