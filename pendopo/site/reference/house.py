"""docs/reference/house.md: how large the parts of the program are, and what the smallest domain costs."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from pendopo.cases.queries.kinds import CaseKind
from pendopo.kernel.domains import parts_of
from pendopo.kernel.powers import RolePowers
from pendopo.site.reference import paper

PACKAGE = Path(__file__).resolve().parents[2]
FRAMES = ("kernel", "press", "ui", "site")
MOST = 10  # rows of a list of the largest
SLACK = 0.1  # share by which a number of lines may differ before the page counts as out of date

INTRO = f"""Lines of Python to the nearest hundred; tests and templates stand in columns of their own, and
migrations are left out. Every edit changes such numbers, so `pendopo reference --check` asks only that each part
is named and that its lines are right to {SLACK:.0%} or a hundred."""
FILES = "The cap is 300 lines."
FUNCTIONS = "The cap is 40 lines, the docstring included."


@dataclass(frozen=True)
class Part:
    """One folder of the package: its own files by path with their lines, and the lines of its tests and templates."""

    name: str
    files: dict[Path, int]
    tests: int
    templates: int
    functions: list[tuple[int, str, Path]]

    @property
    def lines(self) -> int:
        """How many lines its own files have."""
        return sum(self.files.values())


def parts() -> list[Part]:
    """Measure every folder of the package that holds Python."""
    return [_measure(folder) for folder in sorted(PACKAGE.iterdir()) if (folder / "__init__.py").exists()]


def _measure(folder: Path) -> Part:
    sources = {path: path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.py"))}
    inside = {path: set(path.relative_to(folder).parts) for path in sources}
    own = [path for path, words in inside.items() if not words & {"tests", "migrations"}]
    return Part(
        name=folder.name,
        files={path: _lines(sources[path]) for path in own},
        tests=sum(_lines(sources[path]) for path, words in inside.items() if "tests" in words),
        templates=sum(
            _lines(path.read_text(encoding="utf-8")) for path in folder.rglob("templates/**/*.html")
        ),
        functions=[found for path in own for found in _functions(path, sources[path])],
    )


def _lines(text: str) -> int:
    return len(text.splitlines())


def _functions(path: Path, text: str) -> Iterator[tuple[int, str, Path]]:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef):
            yield (node.end_lineno or node.lineno) - node.lineno + 1, node.name, path


def page() -> str:
    """Return the page."""
    found = parts()
    files = sorted(((lines, path) for part in found for path, lines in part.files.items()), reverse=True)
    functions = sorted((each for part in found for each in part.functions), reverse=True)
    return paper.page(
        "The house in numbers",
        INTRO,
        paper.table(
            ("part", "lines", "files", "functions", "median function", "tests", "templates"), map(_row, found)
        ),
        _whole(),
        f"## Largest files\n\n{FILES}",
        paper.table(("file", "lines"), [(_at(path), str(lines)) for lines, path in files[:MOST]]),
        f"## Largest functions\n\n{FUNCTIONS}",
        paper.table(
            ("function", "file", "lines"),
            [(paper.code(name), _at(path), str(lines)) for lines, name, path in functions[:MOST]],
        ),
        "## The smallest domain",
        _smallest(min((part for part in found if part.name not in FRAMES), key=lambda part: part.lines)),
        str(smallest_case()),
    )


@dataclass(frozen=True)
class CaseCost:
    """What a domain of cases costs: its own lines and templates, and the files elsewhere that know of it."""

    name: str
    lines: int
    templates: int
    elsewhere: tuple[str, ...]

    def __str__(self) -> str:
        return (
            f"A domain of cases costs at least what {paper.code(self.name)} does: {_round(self.lines)} lines,"
            f" {self.templates} templates, and {len(self.elsewhere)} files elsewhere, its cast counted as one:"
            f" {', '.join(self.elsewhere)}."
        )


def smallest_case() -> CaseCost:
    """Measure the smallest domain that hands a kind to the frame of cases."""
    brings = {name for name, _kind in parts_of(CaseKind)}
    part = min((one for one in parts() if one.name in brings), key=lambda one: one.lines)
    roles: dict[str, set[str]] = {}
    for name, powers in parts_of(RolePowers):
        roles.setdefault(name, set()).update(powers.held, powers.deciding)
    own = roles.pop(part.name, set()) - set().union(*roles.values())  # roles that are there for its sake
    words = "|".join(sorted({part.name, *own}))
    named = re.compile(rf"\b(?:pendopo|demo)\.{part.name}\b|[\"'](?:{words})[\"']")
    root = PACKAGE.parent
    places = {
        paper.code("demo/") if path.is_relative_to(root / "demo") else _at(path)
        for path in (root / "pyproject.toml", *PACKAGE.rglob("*.py"), *(root / "demo").rglob("*.py"))
        if not {"tests", "migrations"} & set(path.parts)
        and not path.is_relative_to(PACKAGE / part.name)
        and named.search(path.read_text(encoding="utf-8"))
    }
    drawn = len([*(PACKAGE / part.name).rglob("templates/**/*.html")])
    return CaseCost(part.name, part.lines, drawn, tuple(sorted(places)))


def _row(part: Part) -> tuple[str, ...]:
    lengths = [lines for lines, _, _ in part.functions]
    counted = (str(len(part.files)), str(len(lengths)), f"{median(lengths):.0f}" if lengths else "")
    return paper.code(part.name), _round(part.lines), *counted, _round(part.tests), _round(part.templates)


def _texts() -> list[str]:
    root = PACKAGE.parent
    beside = (
        path for folder in (PACKAGE, root / "demo", root / "benchmarks") for path in folder.rglob("*.py")
    )
    return [
        path.read_text(encoding="utf-8")
        for path in (*beside, root / "run.py", root / "conftest.py")
        if not {"tests", "migrations"} & set(path.relative_to(root).parts)
    ]


def open_types() -> int:
    """Count how often a type is left open: the word `Any`, the cast and the benchmarks included."""
    return sum(len(re.findall(r"\bAny\b", text)) for text in _texts())


def _whole() -> str:
    return (
        f"In all {_round(sum(map(_lines, _texts())))} lines outside tests and migrations, with `demo/`, `benchmarks/`,"
        f" `run.py` and `conftest.py`; the word `Any` stands in them {open_types():,} times."
    )


def _round(lines: int) -> str:
    return f"{round(lines, -2):,}"


def _at(path: Path) -> str:
    return paper.code(path.relative_to(PACKAGE.parent).as_posix())


def _smallest(part: Part) -> str:
    named = re.compile(rf"\bpendopo\.{part.name}\b|[\"']{part.name}[\"']")
    outside = [PACKAGE.parent / "pyproject.toml", *(PACKAGE / "site").rglob("*.py")]
    program = (path for path in outside if "tests" not in path.relative_to(PACKAGE.parent).parts)
    places = sorted(_at(path) for path in program if named.search(path.read_text(encoding="utf-8")))
    return (
        f"A domain costs at least what {paper.code(part.name)} does: {len(part.files)} files,"
        f" {_round(part.lines)} lines, {_round(part.tests)} of tests, {_round(part.templates)} of templates,"
        f" and its name in {len(places)} files that put the parts together: {', '.join(places)}."
    )


def says_the_same(old: str, new: str) -> bool:
    """Say whether a page that was made earlier still describes the parts: all named, lines nearly right."""
    then, now = _sizes(old), _sizes(new)
    return then.keys() == now.keys() and all(
        abs(lines - now[name]) <= max(100, SLACK * now[name]) for name, lines in then.items()
    )


def _sizes(text: str) -> dict[str, int]:
    rows = re.findall(r"^\| `(\w+)` \| ([\d,]+) \|", text, re.M)
    return {name: int(lines.replace(",", "")) for name, lines in rows}
