"""The area and owner filters of the program: the list of them, made from the code, and a switch around each.

A filter is
- `narrows`: a call that narrows rows to areas, `in_areas(...)` or `public_inside(...)`: taken away it narrows nothing;
- `areas`: the areas in which the actor holds a permission, `actor.areas(...)`: taken away it is the whole country;
- `asks`: a question whether an area lies in another or the actor holds a permission there, `contains(...)`,
  `actor.may(...)`: taken away the answer is yes;
- `same`, `other`: a comparison with the actor's own number or with the area of a row, `row.area_code == area`,
  `row.person_id != actor.resident_id`: taken away they are the same;
- `keyword`: a keyword of `filter`, `get`, `exclude` or `Q` that names an area or an owner, or takes its value from the
  actor, `village_code=...`, `person=...`, `pk=actor.id`: taken away it is not asked.

Every file of queries, operations, views and forms is read once with a switch around each filter, in memory; nothing on
disk changes. A filter is known by its file below the domain, its function and what it says, so that its name outlives a
line that is added above it and a folder that moves.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "pendopo"
SWITCH = "__pendopo_filter__"
NARROWS = {"in_areas", "public_inside"}
OWN = {"id", "resident_id", "on_behalf_of"}
PLACE = {"area_code", "village_code"}
OWNER = {"person", "resident", "account", "user", "officer", "holder"}
OWNER |= {f"{name}_id" for name in OWNER}
LOOKUPS = {"in", "startswith", "gt", "gte", "lt", "lte", "exact"}
ASKS = {"filter", "get", "exclude", "Q"}
SEARCHED = {"queries", "operations", "views", "forms"}
DOORS = {"kernel/operation.py", "kernel/reading.py"}


@dataclass(frozen=True)
class Filter:
    """One filter, where it stands, and what it says."""

    file: str
    line: int
    kind: str
    name: str

    @property
    def place(self) -> str:
        """Where it stands, as an editor opens it."""
        return f"{self.file}:{self.line}"

    @property
    def domain(self) -> str:
        """The folder whose tests answer for it."""
        return self.file.split("/")[1]


def is_searched(path: Path) -> bool:
    """Says whether a file may hold filters: queries, operations, views and forms of every domain, and the doors."""
    parts = path.relative_to(PACKAGE).parts
    if "tests" in parts or "demo" in parts or len(parts) < 2:
        return False
    return "/".join(parts) in DOORS or parts[1].removesuffix(".py") in SEARCHED


def files() -> list[Path]:
    """Answers every file that is searched."""
    return sorted(path for path in PACKAGE.rglob("*.py") if is_searched(path))


def public_kind(node: ast.AST) -> str:
    """Answers what kind of filter a piece of code is, or nothing."""
    if isinstance(node, ast.Call):
        return _kind_of_call(node)
    if isinstance(node, ast.Compare) and any(
        _is_own(side) or _is_place(side) for side in (node.left, *node.comparators)
    ):
        return {ast.Eq: "same", ast.In: "same", ast.NotEq: "other", ast.NotIn: "other"}.get(
            type(node.ops[0]), ""
        )
    return ""


def _kind_of_call(node: ast.Call) -> str:
    if isinstance(node.func, ast.Name):
        return "narrows" if node.func.id in NARROWS else "asks" if node.func.id == "contains" else ""
    if isinstance(node.func, ast.Attribute) and _is_actor(node.func.value):
        return {"may": "asks", "areas": "areas"}.get(node.func.attr, "")
    return ""


def _is_actor(node: ast.AST) -> bool:
    return (isinstance(node, ast.Name) and node.id == "actor") or (
        isinstance(node, ast.Attribute) and node.attr == "actor"
    )


def _is_own(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute) and node.attr in OWN and _is_actor(node.value)


def _is_place(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute) and node.attr in PLACE


def _keywords(node: ast.Call) -> list[ast.keyword]:
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    return [one for one in node.keywords if one.arg and _asks_whose(one)] if name in ASKS else []


def _asks_whose(one: ast.keyword) -> bool:
    words = [word for word in (one.arg or "").split("__") if word not in LOOKUPS]
    return _is_own(one.value) or words[-1] in PLACE | OWNER


class Switches(ast.NodeTransformer):
    """Puts a switch around each filter of a file and keeps the list of them."""

    def __init__(self, file: str) -> None:
        self.file, self.found = file, list[Filter]()
        self._within: list[str] = []
        self._times = Counter[str]()

    def _keep(self, node: ast.AST, kind: str, text: str) -> str:
        name = f"{self.file.split('/', 2)[-1]} {'.'.join(self._within)}: {text}"
        self._times[name] += 1
        if self._times[name] > 1:
            name += f" ({self._times[name]})"
        self.found.append(Filter(self.file, getattr(node, "lineno", 0), kind, name))
        return name

    def _switched(self, node: ast.expr, real: ast.expr, kind: str, name: str) -> ast.Call:
        if any(isinstance(each, ast.NamedExpr | ast.Await | ast.Yield) for each in ast.walk(real)):
            raise ValueError(
                f"{self.file}:{node.lineno}: a filter holds no assignment; write it in its own line"
            )
        none = ast.arguments(posonlyargs=[], args=[], kwonlyargs=[], kw_defaults=[], defaults=[])
        call = ast.Call(
            func=ast.Name(SWITCH, ast.Load()),
            args=[ast.Constant(name), ast.Constant(kind), ast.Lambda(args=none, body=real)],
            keywords=[],
        )
        return ast.fix_missing_locations(ast.copy_location(call, node))

    def _visit_named(self, node: Any) -> Any:
        if node.name in NARROWS:  # what a filter is made of is none itself
            return node
        self._within.append(node.name)
        self.generic_visit(node)
        self._within.pop()
        return node

    visit_FunctionDef = visit_ClassDef = _visit_named  # noqa: N815 - the names that ast asks for

    def visit_Call(self, node: ast.Call) -> ast.expr:
        name = self._keep(node, kind, ast.unparse(node)) if (kind := public_kind(node)) else ""
        named = [(one, self._keep(one, "keyword", ast.unparse(one))) for one in _keywords(node)]
        self.generic_visit(node)
        for one, its_name in named:
            given = ast.Dict(keys=[ast.Constant(one.arg)], values=[one.value])
            switched = self._switched(one.value, given, "keyword", its_name)
            node.keywords[node.keywords.index(one)] = ast.keyword(arg=None, value=switched)
        return self._switched(node, node, kind, name) if kind else node

    def visit_Compare(self, node: ast.Compare) -> ast.expr:
        name = self._keep(node, kind, ast.unparse(node)) if (kind := public_kind(node)) else ""
        self.generic_visit(node)
        return self._switched(node, node, kind, name) if kind else node


def filters_of(path: Path) -> tuple[ast.Module, list[Filter]]:
    """Answers a file with its switches, and its filters."""
    return _read(path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8"))


@cache
def _read(file: str, text: str) -> tuple[ast.Module, list[Filter]]:
    switches = Switches(file)
    tree = switches.visit(ast.parse(text))
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

        return ~Q(pk__in=[])  # every row, also where another condition stands beside it with "or"
    return {"asks": True, "same": True, "other": False, "keyword": {}, "areas": ("",)}[kind]


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
