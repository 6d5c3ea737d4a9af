"""Which files turn text into something that runs: a village edits templates, so each engine has one door."""

from __future__ import annotations

import ast
from pathlib import Path

from tests.architecture.house import _at, imported_modules, nodes, parse, sources, word

# Each engine and the one file that may load it. Django's own templates are files of this program.
ENGINES = {
    "jinja2": "letters/formats/word_worker.py",
    "docxtpl": "letters/formats/word_worker.py",
    "typst": "press/worker.py",
    "mako": "",
    "chameleon": "",
    "string.Template": "",
    "django.template.Template": "",
    "django.template.Engine": "",
    "django.template.engines": "",
    "django.template.engine": "",
}
# Whoever still cuts a list into pages by himself; everybody else asks `paged` of `ui.listing`.
PAGES = "django.core.paginator"
OWN_PAGES = {"cases/queries/desk.py", "letters/queries/desk.py"}
# The parts of a program that see what a village wrote. A pattern that is no constant is a template there.
FORMATS = {"cases", "letters", "notices", "places", "press", "questions"}


def template_engines(package: Path) -> list[str]:
    """Finds engines loaded outside their door, text that is compiled or run, and patterns that are no constant."""
    found = []
    for path in sources(package):
        here = path.relative_to(package).as_posix()
        for module, line in imported_modules(path):
            for engine, door in ENGINES.items():
                if (module == engine or module.startswith(f"{engine}.")) and here != door:
                    found.append(f"{_at(package, path, line)} loads the template engine {engine}")
        found += [
            f"{_at(package, path, line)} {what}" for what, line in _running(path, word(package, path)[0])
        ]
    return found


def own_pages(package: Path) -> list[str]:
    """Finds paginators outside `ui`: a number that makes no sense has one answer on every list."""
    found = []
    for path in sources(package):
        if word(package, path)[0] != "ui" and path.relative_to(package).as_posix() not in OWN_PAGES:
            named: dict[int, set[str]] = {}
            for module, line in imported_modules(path):
                if module.startswith(PAGES):
                    named.setdefault(line, set()).add(module)
            found += [
                f"{_at(package, path, line)} cuts pages by itself; use paged of ui.listing"
                for line, names in named.items()
                if names != {PAGES, f"{PAGES}.Page"}  # the type alone
            ]
    return found


def _running(path: Path, domain: str) -> list[tuple[str, int]]:
    constants = {
        target.id
        for node in parse(path).body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    found = []
    for node in nodes(path):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        built_in = isinstance(node.func, ast.Name) and name in ("eval", "exec", "compile")
        if built_in or (isinstance(node.func, ast.Attribute) and name in ("from_string", "format_map")):
            found.append((f"calls {name} on text", node.lineno))
        if domain in FORMATS and name == "format" and isinstance(node.func, ast.Attribute):
            pattern = node.func.value
            fixed = isinstance(pattern, ast.Constant) or getattr(pattern, "id", "") in constants
            if not fixed and not (
                isinstance(pattern, ast.Call) and getattr(pattern.func, "id", "") == "super"
            ):
                found.append(("formats a pattern that is no constant", node.lineno))
    return found
