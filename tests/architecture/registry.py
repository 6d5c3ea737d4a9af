"""Findings about the registry of operations, the journalled tables and the declared access of views."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from importlib import import_module
from pkgutil import walk_packages
from typing import Any

from django.apps import apps
from django.db import models
from django.urls import URLPattern, URLResolver

import pendopo
from pendopo.kernel.columns import APART, journalled, left_out
from pendopo.kernel.models import Journaled
from pendopo.kernel.operation import REGISTRY, Operation
from tests.architecture.house import PACKAGE, _decorator_name, parse, sources, word

NAME = re.compile(r"^[a-z]+(\.[a-z][a-z0-9_]*){2}$")
LEVELS = {"public", "resident"}

# Tables of the domains that hold no fact: a reason each.
NOT_JOURNALLED = {
    "accounts.LoginThrottle": "counts failed tries per hour; holds no person, only keyed hashes, and is swept",
}


def load_operations() -> None:
    """Imports every module of operations, so that the registry is full."""
    for module in walk_packages(pendopo.__path__, "pendopo."):
        if ".operations" in module.name and ".tests" not in module.name:
            import_module(module.name)


def registered() -> list[Operation]:
    """Answers the package's own operations; tests register theirs under other modules."""
    load_operations()
    own = [entry for entry in REGISTRY.values() if entry.module.startswith("pendopo.")]
    return [entry for entry in own if ".tests." not in entry.module]


def operation_findings(entries: Iterable[Operation]) -> list[str]:
    """Finds operations whose name or permission belongs to another domain, or that do not say what they do."""
    found = []
    for entry in entries:
        domain = entry.module.split(".")[1]
        if not NAME.match(entry.name) or entry.name.split(".")[0] != domain:
            found.append(f"{entry.name}: named outside its domain {domain}")
        if entry.permission is not None and entry.permission.split(".")[0] != domain:
            found.append(f"{entry.name}: its permission {entry.permission} belongs to another domain")
        if not entry.doc.strip():
            found.append(f"{entry.name}: no docstring")
        if not entry.tiers:
            found.append(f"{entry.name}: no tier may run it")
    return found


def own_models() -> list[type[models.Model]]:
    """Answers the models of the package."""
    return [model for model in apps.get_models() if model.__module__.startswith("pendopo.")]


def table_findings(tables: Iterable[type[models.Model]]) -> list[str]:
    """Finds tables of domains that escape the journal, and columns that it leaves out without a reason."""
    found = []
    for table in tables:
        label = table._meta.label
        if not issubclass(table, Journaled):
            if table._meta.app_label != "kernel" and label not in NOT_JOURNALLED:
                found.append(f"{label} is not Journaled")
            continue
        found += _left_out_findings(table)
    return found


def _left_out_findings(table: type[Journaled]) -> Iterator[str]:
    label, columns = table._meta.label, {field.attname for field in table._meta.concrete_fields} - APART
    if hasattr(table, "journal_fields"):
        yield f"{label} says what is journalled: everything is, say what it leaves_out and why"
    for name, apart in left_out(table).items():
        if name not in columns:
            yield f"{label} has no column {name} to leave out"
        if len(apart.reason.split()) < 4 or not apart.reason.endswith("."):
            yield f"{label}.{name} is left out without a reason"
        if apart.digest and apart.digest not in journalled(table):
            yield f"{label}.{name}: the journal keeps no {apart.digest}"


# Views


def patterns(resolver: Any, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Yields every address of the site with its pattern."""
    for entry in getattr(resolver, "url_patterns", resolver):
        if isinstance(entry, URLResolver):
            yield from patterns(entry, prefix + str(entry.pattern))
        elif isinstance(entry, URLPattern):
            yield prefix + str(entry.pattern), entry


def access_of(entry: URLPattern) -> str | None:
    """Answers what a view declares: public, resident, or a permission."""
    access = getattr(entry.callback, "access", None)
    return access if isinstance(access, str) and access else None


def undeclared(found: Iterable[tuple[str, URLPattern]]) -> list[str]:
    """Finds views that do not say who may open them."""
    return [f"/{route} declares no access" for route, entry in found if access_of(entry) is None]


def badly_named(found: Iterable[tuple[str, URLPattern]]) -> list[str]:
    """Finds addresses without a name, with a name that is not lower case English words, or with a double name."""
    seen: set[str] = set()
    findings = []
    for route, entry in found:
        name = entry.name or ""
        if not re.fullmatch(r"[a-z][a-z0-9]*([_-][a-z0-9]+)*", name):
            findings.append(f"/{route}: the name {name!r} is not a name")
        elif name in seen:
            findings.append(f"/{route}: the name {name!r} is taken")
        seen.add(name)
    return findings


def declared_permissions() -> dict[str, str]:
    """Answers every permission that a view or an operation asks for, with the place that asks."""
    asked = {entry.permission: entry.name for entry in registered() if entry.permission}
    for path in sources(PACKAGE):
        if word(PACKAGE, path)[1] not in ("views", "api"):
            continue
        for node in ast.walk(parse(path)):
            if isinstance(node, ast.Call) and _decorator_name(node) == "requires" and node.args:
                value = node.args[0]
                if isinstance(value, ast.Constant):
                    asked[str(value.value)] = f"{path.name}:{node.lineno}"
    return asked
