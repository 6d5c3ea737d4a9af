"""One call brings everything of a domain, and everything that is brought has a reader."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.architecture import house

CALL = "register_domain"


def second_registrations(package: Path) -> list[str]:
    """Finds a second call for one domain, a call outside its application, and a registry of another kind in it."""
    found = []
    for path in house.sources(package):
        named = [(_named(node), node) for node in ast.walk(house.parse(path)) if isinstance(node, ast.Call)]
        calls = [node for name, node in named if name == CALL]
        if calls[path.name == "apps.py" :]:
            found.append(f"{_at(package, path, calls[-1])}: {CALL} is called once, in apps.py")
        if path.name == "apps.py":
            found += [
                f"{_at(package, path, node)} {name}: bring a part with {CALL} instead"
                for name, node in named
                if name.startswith("register_") and name != CALL
            ]
    return found


def unread_parts(package: Path) -> list[str]:
    """Finds kinds of parts that a domain brings and no room asks for."""
    brought = set()
    for path in (each for each in house.sources(package) if each.name == "apps.py"):
        # Some parts stand in other methods of the application; the call itself may stand planted beside it.
        tree = house.parse(path)
        homes = [node for node in tree.body if isinstance(node, ast.ClassDef | ast.Expr)]
        calls = [node for home in homes for node in ast.walk(home) if isinstance(node, ast.Call)]
        if any(_named(call) == CALL for call in calls):
            brought |= {
                (_named(call), _at(package, path, call)) for call in calls if _named(call)[:1].isupper()
            }
    read = {name for path in house.sources(package) if path.name != "apps.py" for name in _asked(path)}
    return sorted(f"{where}: nobody reads {kind}" for kind, where in brought if kind not in read)


def _asked(path: Path) -> Iterator[str]:
    for node in ast.walk(house.parse(path)):
        if isinstance(node, ast.Call):
            yield from (argument.id for argument in node.args if isinstance(argument, ast.Name))


def _named(call: ast.Call) -> str:
    return str(getattr(call.func, "id", "") or getattr(call.func, "attr", ""))


def _at(package: Path, path: Path, node: ast.AST) -> str:
    return f"{path.relative_to(package.parent).as_posix()}:{getattr(node, 'lineno', 0)}"
