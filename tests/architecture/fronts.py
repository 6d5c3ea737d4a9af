"""The fronts of packages: an `__init__` that hands on what stands in the files behind it."""

import ast
import re
from collections import defaultdict
from pathlib import Path

from tests.architecture.house import nodes, parse


def unasked_names(package: Path) -> list[str]:
    """Finds names that a front hands on and nobody takes: no file but the one that defines them has the word."""
    held: defaultdict[str, set[Path]] = defaultdict(set)
    for path in package.rglob("*.py"):
        for word in set(re.findall(r"\w+", path.read_text(encoding="utf-8"))):
            held[word].add(path)
    return [
        f"{front.relative_to(package.parent).as_posix()} hands on {alias.name}, which nobody takes"
        for front in sorted(package.rglob("__init__.py"))
        if not {"tests", "migrations"} & set(front.parts)
        for node in parse(front).body
        if isinstance(node, ast.ImportFrom) and node.module
        for alias in node.names
        if not held[alias.name] - {front, *_places(package, node.module)} and alias.name not in _used(front)
    ]


def _used(front: Path) -> set[str]:
    return {node.id for node in nodes(front) if isinstance(node, ast.Name)}


def _places(package: Path, module: str) -> tuple[Path, Path]:
    folder = package.parent.joinpath(*module.split("."))
    return folder.with_suffix(".py"), folder / "__init__.py"
