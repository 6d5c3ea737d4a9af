"""Which tests an edit can affect: what `run.py test --changed` runs.

Nothing is executed to find out: who uses whom is read from the text of the working tree, file by file.
A test reaches what it imports, the views whose addresses it names, their templates, the commands whose words it types,
and everything these reach in turn. Tests that read the tree itself run with every edit, and the sweep of all addresses
goes where a view can reach the edit.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from fnmatch import fnmatch
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
MODULE = re.compile(r"\b(?:pendopo|tests|benchmarks)(?:\.\w+)+")
IMPORT = re.compile(r"^[ \t]*(?:import ([\w.]+)|from ([\w.]+) import (\([^)]*\)|[^(\n]*))", re.M)
STRING = re.compile(r"\"([^\"\n]*)\"|'([^'\n]*)'")
LOADED = re.compile(r"{%-?\s*load\s+([^%]+?)\s*-?%}")
PATH = re.compile(r"\bpath\(\s*\"([^\"]*)\",\s*(\w+)(?:\.\w+)?\b(?:[^()]*?\bname=\"([^\"]*)\")?")
COMMAND = re.compile(r"^NAME = \"([^\"]+)\"", re.M)
PART = re.compile(r"<(?:(\w+):)?\w+>")
# These look at the whole tree, so every edit of the program concerns them; all but the one that judges the judges.
JUDGES = "tests/architecture/test_[!p]*.py"
# Nothing can be said about less than everything when one of these changes.
EVERYTHING = (
    "conftest.py",
    "pyproject.toml",
    "requirements/dev.txt",
    "tests/making.py",
    "pendopo/site/settings.py",
)
# Files that a test reads by their path, which no import says: the changed file, the tests.
READS = (
    ("*.md", ("tests/test_docs.py", "tests/architecture/*.py")),
    (".ci/*", ("tests/architecture/test_suite.py",)),
    ("run.py", ("tests/test_docs.py", "tests/architecture/test_suite.py")),
    ("requirements/*", ("tests/architecture/test_locks.py", "tests/test_run.py")),
    ("pendopo/locale/*", ("tests/architecture/test_catalogue.py", "pendopo/ui/tests/*.py")),
    ("pendopo/*.py", ("tests/test_docs.py",)),
    ("pendopo/*.html", ("pendopo/ui/tests/*.py", "pendopo/letters/tests/test_pages.py")),
    (
        "pendopo/*/static/*",
        (
            "pendopo/ui/tests/*.py",
            "pendopo/letters/tests/test_vendor.py",
            "pendopo/letters/tests/test_pages.py",
        ),
    ),
    (
        "pendopo/*/migrations/*",
        ("pendopo/kernel/tests/test_triggers.py", "pendopo/site/tests/test_safekeeping.py"),
    ),
)
# The pages of these show what domains register, which no import says: the sweep goes there with every edit.
FRAMES = ("pendopo/site/", "pendopo/ui/", "pendopo/accounts/views/residents.py")
SILENT = """\
== not run: PostgreSQL and the browser (run.py test runs them)
== not known: what a page reaches through a registration in apps.py (the sweep goes to the desk's own pages for it),
== and an address that a test puts together from parts"""


class Unknown(Exception):
    """Nothing to compare with; the text says why."""


@dataclass(frozen=True)
class Choice:
    """The test files to run, and why so many."""

    files: tuple[str, ...]
    whole: str = ""  # the changed file that concerns everything, if one does
    beyond: frozenset[str] = frozenset()  # names of the addresses to which the sweep need not go


class Address(NamedTuple):
    """One line of a file of addresses: its path as a pattern, its name, the file of its view, and its own."""

    pattern: re.Pattern[str]
    name: str
    view: str
    file: str


@dataclass
class Tree:
    """The files of a checkout, and which of them each one uses directly. Paths are relative, with slashes."""

    root: Path
    files: tuple[str, ...]
    _texts: dict[str, str] = field(default_factory=dict)

    def text(self, path: str) -> str:
        """Answers what stands in a file."""
        if path not in self._texts:
            self._texts[path] = (self.root / path).read_text(encoding="utf-8", errors="replace")
        return self._texts[path]

    @cached_property
    def modules(self) -> dict[str, str]:
        """Every module by its dotted name."""
        python = (path for path in self.files if path.endswith(".py"))
        return {re.sub(r"(/__init__)?\.py$", "", path).replace("/", "."): path for path in python}

    @cached_property
    def templates(self) -> dict[str, str]:
        """Every template by the name that a view gives."""
        return {path.split("/templates/", 1)[1]: path for path in self.files if "/templates/" in path}

    @cached_property
    def addresses(self) -> list[Address]:
        """Every address that can be read from the text."""
        found = []
        for path in self.modules.values():
            if "/urls" in path and not path.startswith("tests/") and "/tests/" not in path:
                local = dict(self._imported(path))
                for route, view, name in PATH.findall(self.text(path)):
                    found.append(Address(_pattern(route), name, local.get(view, ""), path))
        return found

    @cached_property
    def commands(self) -> list[tuple[set[str], str]]:
        """The words of every command of the command line, and its file."""
        files = (path for path in self.modules.values() if "/commands/" in path)
        return [(set(words.split()), path) for path in files for words in COMMAND.findall(self.text(path))]

    @cached_property
    def around_pages(self) -> set[str]:
        """The modules that the settings name: they have a part in every page."""
        named = _strings(self.text("pendopo/site/settings.py"))
        return {self._module(text) for text in named if text.count(".") > 1 and MODULE.fullmatch(text)}

    def _module(self, name: str) -> str:
        """Answers the file of the longest beginning of a dotted name that is a module."""
        while name and name not in self.modules:
            name = name.rpartition(".")[0]
        return self.modules.get(name, "")

    def _imported(self, path: str) -> Iterator[tuple[str, str]]:
        """Yields the names that a file imports, also inside a function, and where they stand."""
        for one, source, names in IMPORT.findall(self.text(path)):
            for name in (each.split(" as ") for each in re.sub(r"[()\s]*\n\s*|[()]", " ", names).split(",")):
                if source and name[0].strip():
                    yield name[-1].strip(), self._module(f"{source}.{name[0].strip()}")
            if one:
                yield one, self._module(one)

    def uses(self, path: str) -> set[str]:
        """Answers the files that a file names itself."""
        found: set[str] = set()
        if path.endswith(".py"):
            found = {file for _, file in self._imported(path)}
            strings = _strings(self.text(path))
            found |= {self.templates[text] for text in strings & self.templates.keys()}
            if path.startswith("tests/") or "/tests/" in path:
                found |= self._meant_by(path, strings)
        elif "/templates/" in path:
            found = {self.templates[name] for name in _strings(self.text(path)) & self.templates.keys()}
            loaded = {word for words in LOADED.findall(self.text(path)) for word in words.split()}
            tags = (file for file in self.modules.values() if "/templatetags/" in file)
            found |= {file for file in tags if Path(file).stem in loaded}
        return found - {"", path}

    def _meant_by(self, path: str, strings: set[str]) -> set[str]:
        """Answers what a test names: modules to replace, addresses to open, commands to type, fixtures to use."""
        found = {self._module(name) for name in MODULE.findall(self.text(path))}
        opened = {text.split("?")[0] for text in strings if text.startswith("/")}
        views = {
            one.view
            for one in self.addresses
            if (one.name and one.name in strings) or any(one.pattern.fullmatch(text) for text in opened)
        }
        if views:
            found |= views | self.around_pages
        found |= {file for words, file in self.commands if words <= strings}
        words = set(re.findall(r"\w+", self.text(path)))
        for file in self.modules.values():
            if file.endswith("/conftest.py") and path.startswith(file.removesuffix("conftest.py")):
                fixtures = set(re.findall(r"^def (\w+)", self.text(file), re.M))
                if fixtures & words or "autouse" in self.text(file):
                    found.add(file)
        return found

    @cached_property
    def used_by(self) -> dict[str, set[str]]:
        """Who uses a file directly, of all files that use anything."""
        found: dict[str, set[str]] = {}
        for path in self.files:
            for used in self.uses(path):
                found.setdefault(used, set()).add(path)
        return found

    def reached_by(self, paths: Iterable[str]) -> set[str]:
        """Answers these files and all that use them, directly or through others."""
        found, waiting = set(paths), list(paths)
        while waiting:
            fresh = self.used_by.get(waiting.pop(), set()) - found
            found |= fresh
            waiting += fresh
        return found


def _strings(text: str) -> set[str]:
    """Answers every short text of a file; what an f-string fills in is one part of an address."""
    found = (one or two for one, two in STRING.findall(text))
    return {re.sub(r"{[^}]*}", "X", each) for each in found}


def _pattern(route: str) -> re.Pattern[str]:
    return re.compile(
        "/" + PART.sub(lambda part: ".+" if part.group(1) == "path" else "[^/]+", re.escape(route))
    )


def _git(root: Path, *words: str) -> list[str]:
    done = subprocess.run(
        ["git", "-c", "core.quotepath=off", *words], cwd=root, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise Unknown(done.stderr.strip() or f"git {words[0]} failed")
    return done.stdout.splitlines()


def read_tree(root: Path) -> Tree:
    """Reads which files there are: those that git knows and those that it does not know yet."""
    listed = _git(root, "ls-files", "--cached", "--others", "--exclude-standard")
    return Tree(root, tuple(sorted({path for path in listed if (root / path).is_file()})))


def edits(root: Path) -> tuple[str, set[str]]:
    """Answers what the checkout is compared with, in words, and the files that differ.

    On a branch: all since it left main. On main: what is not committed, and if that is nothing, the last commit.
    """
    head = _git(root, "rev-parse", "HEAD")[0]
    try:
        base = _git(root, "merge-base", "HEAD", "main")[0]
    except Unknown:
        base = head
    fresh = set(_git(root, "ls-files", "--others", "--exclude-standard"))
    if base != head:
        return f"main as this branch left it ({base[:7]})", fresh | _differing(root, base)
    if found := fresh | _differing(root, head):
        return f"the last commit ({head[:7]})", found
    return "the commit before the last", _differing(root, "HEAD~1")


def _differing(root: Path, base: str) -> set[str]:
    # without renames: a moved file counts at its old place and at its new one
    return set(_git(root, "diff", "--name-only", "--no-renames", base))


def is_test(path: str) -> bool:
    """Says whether pytest collects a file."""
    return Path(path).name.startswith("test_") and path.endswith(".py")


def choose(tree: Tree, changed: Iterable[str]) -> Choice:
    """Answers the test files that a change of these files can affect."""
    changed = sorted(changed)
    tests = [path for path in tree.files if is_test(path) and not path.startswith("tests/browser/")]
    for path in changed:
        if path in EVERYTHING:
            return Choice(tuple(tests), whole=path)
    reached = tree.reached_by({*changed, *(file for path in changed for file in _stand_ins(tree, path))})
    read = [
        pattern for path in changed for file, patterns in READS if fnmatch(path, file) for pattern in patterns
    ]
    if any(path.startswith("pendopo/") for path in changed):
        read.append(JUDGES)
    files = tuple(path for path in tests if path in reached or any(fnmatch(path, each) for each in read))
    return Choice(files, beyond=_beyond(tree, changed, reached))


def _beyond(tree: Tree, changed: Iterable[str], reached: set[str]) -> frozenset[str]:
    """Answers the names of the addresses whose views can reach nothing of an edit.

    None when it concerns the sweep itself, or when less than half of the way would be saved.
    """
    own = [path for path in changed if "tests" in Path(path).parts and not is_test(path)]
    if any(path.startswith("tests/architecture/") for path in tree.reached_by(own)):
        return frozenset()
    near = [
        one
        for one in tree.addresses
        if not one.view or one.view.startswith(FRAMES) or {one.view, one.file} & reached
    ]
    every = {one.name for one in tree.addresses} - {""}
    beyond = every - {one.name for one in near}
    return frozenset(beyond if 2 * len(beyond) > len(every) else ())


def _stand_ins(tree: Tree, path: str) -> list[str]:
    """For a file that nobody names: what stands for it.

    A deleted module is looked for among those beside it, a table in the modules that open such a folder. What is left
    (a migration, what starts with the site) concerns the whole domain.
    """
    parts = path.split("/")
    if parts[0] != "pendopo" or len(parts) < 3 or {"locale", "static", "tests"} & set(parts):
        return []
    if tree.used_by.get(path):
        return []
    domain = [
        file
        for file in tree.modules.values()
        if file.startswith(f"pendopo/{parts[1]}/") and not {"tests", "migrations"} & set(file.split("/"))
    ]
    if parts[2] == "reference" and parts[1] != "site":
        return [file for file in domain if "reference" in _strings(tree.text(file))]
    beside = path.rpartition("/")[0] if len(parts) > 3 else path.removesuffix(".py")
    near = [file for file in domain if file.startswith(f"{beside}/") and tree.used_by.get(file)]
    return near or domain
