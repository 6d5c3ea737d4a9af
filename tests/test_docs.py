"""What the documents say is there: links, tests, functions, files, commands."""

from __future__ import annotations

import argparse
import ast
import re
import shlex
from functools import cache
from importlib import import_module
from pathlib import Path
from urllib.parse import unquote

import pytest

import run
from pendopo.site import cli
from tests.changed import ROOT

PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)|<img[^>]*\ssrc=\"([^\"]+)\"")
NAMED = re.compile(r"`([\w./-]+\.py)::(\w+)`")
FILE = re.compile(r"`((?:pendopo|tests|benchmarks|docs|requirements)/[\w./-]*\w)`")
FENCE = re.compile(r"^```(?:sh|console)\n(.*?)^```", re.MULTILINE | re.DOTALL)
# Places of one machine have no place in a document.
MACHINE = re.compile(r"(?<![\w.])/(?:work|root|tmp)/")


def text(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def shown(page: Path) -> str:
    return page.relative_to(ROOT).as_posix() if page.is_relative_to(ROOT) else page.name


@cache
def names_in(path: Path) -> frozenset[str]:
    if not path.exists():
        return frozenset()
    kinds = (ast.FunctionDef, ast.ClassDef)
    return frozenset(node.name for node in ast.walk(ast.parse(text(path))) if isinstance(node, kinds))


@cache
def anchors(page: Path) -> frozenset[str]:
    headings = re.findall(r"^#+ (.+)$", text(page), re.MULTILINE)
    plain = (re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings)
    return frozenset(plain)


def broken_links(page: Path) -> list[str]:
    found = []
    for match in LINK.finditer(re.sub(r"```.*?```", "", text(page), flags=re.DOTALL)):
        target = unquote(match.group(1) or match.group(2))
        if re.match(r"[a-z]+:", target):
            continue
        name, _, anchor = target.partition("#")
        goal = (page.parent / name).resolve() if name else page
        if not goal.exists() or (anchor and anchor not in anchors(goal)):
            found.append(f"{shown(page)}: {target}")
    return found


def commands_in(page: Path) -> list[list[str]]:
    lines = [line for block in FENCE.findall(text(page)) for line in block.splitlines()]
    words = [
        shlex.split(line.removeprefix("$ "), comments=True)
        for line in lines
        if "pendopo" in line or "run.py" in line
    ]
    return [each for each in words if each]


def complaint(words: list[str]) -> str:
    """Answers why a quoted command would not be understood, or nothing."""
    while words and re.fullmatch(r"[A-Z_]+=.*", words[0]):
        words = words[1:]
    if words[:2] == ["python3", "run.py"]:
        if words[2] not in run.COMMANDS:
            return f"run.py has no command {words[2]}"
        words = ["pendopo", *words[2:]] if words[2] in ("demo", "serve", "bench") else []
    if not words or Path(words[0]).name != "pendopo":
        return ""
    return _understood(_without_data(words[1:]))


def _without_data(words: list[str]) -> list[str]:
    if "--data" in words:
        place = words.index("--data")
        words = words[:place] + words[place + 2 :]
    return words


def _understood(words: list[str]) -> str:
    known = {command.name: command for command in cli.find_commands()}
    chosen = cli._choose(words, known)
    if chosen is None:
        return f"no command: {' '.join(words)}"
    parser = argparse.ArgumentParser(prog=chosen, exit_on_error=False)
    import_module(known[chosen].module).add_arguments(parser)
    try:
        parser.parse_args(words[len(chosen.split()) :])
    except (SystemExit, argparse.ArgumentError) as trouble:
        return f"{' '.join(words)}: {trouble}"
    return ""


def test_every_link_leads_somewhere() -> None:
    assert len(PAGES) > 20
    assert not [found for page in PAGES for found in broken_links(page)]


def test_a_link_into_nothing_is_found(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("# Here\n[a](no.md) [b](#nothing) [c](#here) [d](https://example.org/x)\n![e](no.png)")
    assert broken_links(page) == ["page.md: no.md", "page.md: #nothing", "page.md: no.png"]


def test_every_function_class_and_test_that_a_document_names_exists() -> None:
    named = [(page, path, name) for page in PAGES for path, name in NAMED.findall(text(page))]
    assert sum(page.name == "ARCHITECTURE.md" for page, _path, _name in named) > 15
    missing = [
        f"{shown(page)}: {path}::{name}" for page, path, name in named if name not in names_in(ROOT / path)
    ]
    assert not missing


def test_every_file_that_a_document_names_exists() -> None:
    wrong = [
        f"{shown(page)}: {name}"
        for page in PAGES
        if page.name not in ("changelog.md", "CONTRIBUTING.md")
        for name in FILE.findall(text(page))
        if not (ROOT / name).exists() and name != "docs/benchmarks.json"
    ]
    assert not wrong


def test_the_recipes_name_files_that_exist() -> None:
    names = [name for name in FILE.findall(text(ROOT / "CONTRIBUTING.md")) if "your" not in name]
    assert len(names) > 20
    assert not [name for name in names if not (ROOT / name).exists()]


@pytest.mark.parametrize("page", PAGES, ids=shown)
def test_every_quoted_command_is_understood(page: Path) -> None:
    assert not [found for words in commands_in(page) if (found := complaint(words))]


def test_a_quoted_command_that_does_not_exist_is_found() -> None:
    assert complaint(["pendopo", "fly"])
    assert complaint(["pendopo", "import", "residents", "x.xlsx", "--no-such-option"])
    assert complaint(["python3", "run.py", "fly"])
    assert not complaint(
        ["PENDOPO_DATA=x", ".venv/bin/pendopo", "--data", "y", "import", "residents", "x.xlsx"]
    )


def test_every_page_is_reached_from_the_index() -> None:
    index = text(ROOT / "docs" / "README.md")
    reached = {(ROOT / "docs" / name).resolve() for both in LINK.findall(index) for name in both if name}
    assert not [
        shown(page)
        for page in PAGES
        if page.parent != ROOT and page.name != "README.md" and page not in reached
    ]


def test_readme_is_a_door_and_not_a_manual() -> None:
    assert len(text(ROOT / "README.md").splitlines()) <= 120
    assert len(text(ROOT / "README.id.md").splitlines()) <= 120
    assert len(text(ROOT / "ARCHITECTURE.md").splitlines()) <= 150


def test_pictures_stay_small() -> None:
    pictures = list((ROOT / "docs" / "picture").glob("*"))
    assert pictures
    assert sum(picture.stat().st_size for picture in pictures) <= 120 * 1024


def test_no_document_names_a_place_on_somebodys_machine() -> None:
    assert not [shown(page) for page in PAGES if MACHINE.search(text(page))]
