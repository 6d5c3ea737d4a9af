"""The house rules that no linter knows, as functions: a folder in, a list of findings out.

`test_house.py` runs them on the real package, `test_planted.py` on a copy with a planted mistake.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGE = ROOT / "pendopo"

MAX_FILE = 300
MAX_FUNCTION = 40
FORBIDDEN = {
    "utils",
    "util",
    "helpers",
    "helper",
    "common",
    "manager",
    "managers",
    "services",
    "service",
    "data",
    "misc",
}
# Queries that find out who asks, so that nobody can ask them yet.
BEFORE_AN_ACTOR = {
    "accounts": {
        *(
            "second_factor_step",
            "open_session",
            "account_for",
            "account_with_code",
            "is_locked_out",
            "tally_of",
        ),
        *("passkey_with",),
    },
}
# The kernel, the design system and the site are frames with names of their own; every other folder is a domain.
FRAMES = {"kernel", "press", "ui", "site", "locale"}
VOCABULARY = {
    *("urls", "views", "api", "commands", "tasks", "forms", "operations", "queries", "models", "rules"),
    *("templates", "locale", "tests", "formats", "channels"),
    *("__init__", "apps", "migrations", "templatetags", "static", "management"),  # Django's own
    "engine",  # matching: what it says to Splink and DuckDB
    "reference",  # tables that ship with the wheel, compressed, with their licence beside them
}
# Their models are abstract: each domain makes its own tables of them.
ABSTRACT = ("cases",)
CHOICES = {"TextChoices", "IntegerChoices", "StrEnum", "IntEnum", "Enum"}


@cache
def _parsed(text: str) -> tuple[ast.Module, tuple[ast.AST, ...]]:
    # by what stands in it: the copies in which mistakes are planted share all files but one with the package
    tree = ast.parse(text)
    return tree, tuple(ast.walk(tree))


def parse(path: Path) -> ast.Module:
    """Reads a source file as a syntax tree, which nobody may change."""
    return _parsed(path.read_text(encoding="utf-8"))[0]


def nodes(path: Path) -> tuple[ast.AST, ...]:
    """Answers every node of a source file."""
    return _parsed(path.read_text(encoding="utf-8"))[1]


def sources(package: Path, *, frames: bool = True) -> Iterator[Path]:
    """Yields the hand-written source files: tests and migrations are left out."""
    for path in sorted(package.rglob("*.py")):
        parts = path.relative_to(package).parts
        if {"tests", "migrations"} & set(parts) or (not frames and parts[0] in FRAMES):
            continue
        yield path


def domains(package: Path) -> list[Path]:
    """Answers the folders that are domains."""
    return [
        folder
        for folder in sorted(package.iterdir())
        if folder.is_dir() and folder.name not in FRAMES and not folder.name.startswith(("_", "."))
    ]


def word(package: Path, path: Path) -> tuple[str, str]:
    """Answers the domain and the word of the vocabulary that a file belongs to."""
    parts = path.relative_to(package).with_suffix("").parts
    return parts[0], parts[1] if len(parts) > 1 else ""


def _at(package: Path, path: Path, line: int = 0) -> str:
    shown = path.relative_to(package.parent).as_posix()
    return f"{shown}:{line}" if line else shown


def long_files(package: Path) -> list[str]:
    """Finds files above the cap."""
    lengths = [(path, len(path.read_text(encoding="utf-8").splitlines())) for path in sources(package)]
    return [f"{_at(package, path)} has {count} lines" for path, count in lengths if count > MAX_FILE]


def long_functions(package: Path) -> list[str]:
    """Finds functions above the cap; decorators and docstring count."""
    findings = []
    for path in sources(package):
        for node in nodes(path):
            if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                continue
            length = (node.end_lineno or 0) - node.lineno + 1
            if length > MAX_FUNCTION:
                findings.append(f"{_at(package, path, node.lineno)} {node.name} has {length} lines")
    return findings


def forbidden_names(package: Path) -> list[str]:
    """Finds files and folders whose name says nothing."""
    found = []
    for path in sorted(package.rglob("*")):
        inside = path.relative_to(package).parts
        if "__pycache__" in inside or not (path.is_dir() or path.suffix == ".py"):
            continue
        if path.stem in FORBIDDEN:
            found.append(f"{_at(package, path)}: the name is on the list of empty words")
    return found


def outside_vocabulary(package: Path) -> list[str]:
    """Finds files and folders of a domain that are not one of the agreed words."""
    found = []
    for domain in domains(package):
        for path in sorted(domain.iterdir()):
            if path.name == "__pycache__" or path.stem in VOCABULARY:
                continue
            found.append(f"{_at(package, path)}: not a word of the vocabulary")
    return found


def imported_modules(path: Path) -> Iterator[tuple[str, int]]:
    """Yields every module that a file imports, also inside functions, with its line."""
    for node in nodes(path):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, node.lineno
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module, node.lineno
            for alias in node.names:
                yield f"{node.module}.{alias.name}", node.lineno


def foreign_models(package: Path) -> list[str]:
    """Finds imports of another domain's models, by import statement or through the app registry."""
    found = set()
    for path in sources(package):
        domain = word(package, path)[0]
        for module, line in imported_modules(path):
            match = re.match(rf"{package.name}\.(\w+)\.models(?:\.|$)", module)
            if match and match.group(1) not in (domain, "kernel", *ABSTRACT):
                found.add(f"{_at(package, path, line)} imports {match.group(1)}.models")
        for label, line in _registry_lookups(nodes(path)):
            if label not in (domain, "kernel") and (package / label).is_dir():
                found.add(f"{_at(package, path, line)} looks up a model of {label}")
    return sorted(found)


def _registry_lookups(found: Iterable[ast.AST]) -> Iterator[tuple[str, int]]:
    for node in found:
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        if node.func.attr == "get_model" and node.args and isinstance(node.args[0], ast.Constant):
            yield str(node.args[0].value).split(".", maxsplit=1)[0], node.lineno


def queries_without_actor(package: Path) -> list[str]:
    """Finds queries that others call although they neither take the actor first nor are named public_.

    Those that answer an Actor, or are listed above, are left out; so are inner parts that only the domain's own
    operations and queries use.
    """
    called = _queries_called(package)
    found = []
    for path in sources(package):
        domain, name = word(package, path)
        if name != "queries" or domain == "kernel":
            continue
        for node in parse(path).body:
            if (
                isinstance(node, ast.FunctionDef)
                and _lacks_actor(node, domain)
                and (domain, node.name) in called
            ):
                found.append(f"{_at(package, path, node.lineno)} {node.name} does not take the actor first")
    return found


def _lacks_actor(node: ast.FunctionDef, domain: str) -> bool:
    if node.name.startswith(("_", "public_")) or node.name in BEFORE_AN_ACTOR.get(domain, ()):
        return False
    if node.returns is not None and re.search(r"\bActor\b", ast.unparse(node.returns)):
        return False
    arguments = [*node.args.posonlyargs, *node.args.args]
    return not arguments or arguments[0].arg != "actor"


def _queries_called(package: Path) -> set[tuple[str, str]]:
    """Answers (domain, name) of every query that a face, a form or another domain calls."""
    called = set()
    for path in sources(package):
        here, name = word(package, path)
        for domain, local in _query_names(package, nodes(path)):
            if here == domain and name in ("operations", "queries"):
                continue
            called.add((domain, local))
            called |= {
                (domain, node.attr)
                for node in nodes(path)
                if isinstance(node, ast.Attribute) and getattr(node.value, "id", "") == local
            }
    return called


def _query_names(package: Path, found: Iterable[ast.AST]) -> Iterator[tuple[str, str]]:
    for node in found:
        if not isinstance(node, ast.ImportFrom) or not (node.module or "").startswith(f"{package.name}."):
            continue
        for alias in node.names:
            parts = f"{node.module}.{alias.name}".split(".")
            if "queries" in parts[2:]:
                yield parts[1], alias.asname or alias.name
                yield parts[1], alias.name


# What makes a function an operation: the kernel's door, and the frame of cases for a move that is written by hand.
OPERATIONS = ("operation", "by_hand")


def naive_operations(package: Path) -> list[str]:
    """Finds public functions beside operations that are not operations themselves.

    A module of `operations/` without any operation is an inner part: only the domain's operations and tasks use it.
    """
    found, inner = [], set()
    for path in sources(package):
        if word(package, path)[1] != "operations" or path.name == "__init__.py":
            continue
        functions = [node for node in parse(path).body if isinstance(node, ast.FunctionDef)]
        loose = [
            node
            for node in functions
            if not any(_decorator_name(d) in OPERATIONS for d in node.decorator_list)
        ]
        if loose and len(loose) == len(functions):
            inner.add(".".join((package.name, *path.relative_to(package).with_suffix("").parts)))
            continue
        public = [node for node in loose if not node.name.startswith("_")]
        found += [f"{_at(package, path, node.lineno)} {node.name} is not an @operation" for node in public]
    return found + _reached_from_outside(package, inner)


def _reached_from_outside(package: Path, inner: set[str]) -> list[str]:
    found = []
    for path in sources(package):
        domain, name = word(package, path)
        for module, line in imported_modules(path):
            owner = module.split(".")[1] if module.count(".") else ""
            if module in inner and (domain != owner or name not in ("operations", "tasks")):
                found.append(f"{_at(package, path, line)} imports {module}, an inner part of operations")
    return found


def _decorator_name(node: ast.expr) -> str:
    target = node.func if isinstance(node, ast.Call) else node
    return target.attr if isinstance(target, ast.Attribute) else getattr(target, "id", "")


def choices_classes(package: Path) -> Iterator[tuple[str, str]]:
    """Yields the name and the domain of every closed list of values."""
    for path in sources(package):
        for node in nodes(path):
            if not isinstance(node, ast.ClassDef) or node.name.startswith("_"):
                continue
            if any(_base_name(base) in CHOICES for base in node.bases):
                yield node.name, word(package, path)[0]


def _base_name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def broken_rows(glossary: str, folders: set[str]) -> list[str]:
    """Finds rows of the glossary with an empty cell, of a domain that is not there, or about a name twice."""
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in glossary.splitlines()
        if line.startswith("| `")
    ]
    found = [f"{row[0]} has an empty cell" for row in rows if len(row) != 5 or not all(row)]
    found += [f"{row[0]} is of no domain" for row in rows if row[-1] not in folders]
    names = [row[0] for row in rows]
    return found + [f"{name} stands twice" for name in sorted(set(names)) if names.count(name) > 1]


def missing_from_glossary(package: Path, glossary: Path, models: list[str]) -> list[str]:
    """Finds models and choices classes without a row in the glossary."""
    rows = glossary.read_text(encoding="utf-8") if glossary.exists() else ""
    known = {name for row in rows.splitlines() if row.startswith("|") for name in re.findall(r"`(\w+)`", row)}
    wanted = sorted({*models, *(name for name, _ in choices_classes(package))})
    return [f"{name} has no row in {glossary.name}" for name in wanted if name not in known]
