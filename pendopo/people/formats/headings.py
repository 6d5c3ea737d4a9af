"""Finds the heading row of a sheet and turns it into columns, or says exactly what is wrong with it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from pendopo.people.formats.grid import Cells, Grid
from pendopo.people.formats.refusal import FileRefused
from pendopo.people.rules.columns import REQUIRED, closest_column, column_of, heading_key

HEADING_LINES: Final = 15
_ENOUGH: Final = 3
_BRACKETS = re.compile(r"\([^)]*\)")
# Counters that people put before the first column; they say nothing about anybody.
_COUNTERS: Final = frozenset({"no", "nomor", "nourut", "nomorurut", "id", "no."})


@dataclass(frozen=True, slots=True)
class Headings:
    """Where each known column stands, and the line on which the residents begin (both as in the file)."""

    places: dict[str, int]
    first_line: int
    named: frozenset[int]


def heading_text(cell: object) -> str:
    """Write a heading without remarks in brackets, stars and line breaks."""
    return " ".join(_BRACKETS.sub(" ", str(cell)).replace("*", " ").split())


def find_headings(grid: Grid) -> Headings | None:
    """Find the row among the first 15 that names most known columns; None if no row names three."""
    lines = grid.head(HEADING_LINES + 1)
    scores = [_score(cells) for cells in lines[:HEADING_LINES]]
    best = max(range(len(scores)), key=scores.__getitem__, default=None)
    if best is None or scores[best] < _ENOUGH:
        return None
    names, used = _unmerge(grid, lines, best)
    return _read(names, best + used)


def read_headings(cells: Sequence[object], line: int) -> Headings:
    """Read one row as headings; `line` is its number in the file."""
    return _read([heading_text(cell) for cell in cells], line)


def _score(cells: Cells) -> int:
    return len({name for cell in cells if isinstance(cell, str) and (name := column_of(heading_text(cell)))})


def _unmerge(grid: Grid, lines: list[Cells], row: int) -> tuple[list[str], int]:
    """Join a heading of two rows into one; a heading over several columns needs a name under each of them."""
    names = [heading_text(cell) for cell in lines[row]]
    below = [heading_text(cell) for cell in lines[row + 1]] if row + 1 < len(lines) else []
    used = 1
    for (top, left), (bottom, right) in grid.merges:
        if top != row:
            continue
        used = max(used, bottom - top + 1)
        if right == left:
            continue
        parts = [below[column] if column < len(below) else "" for column in range(left, right + 1)]
        if not all(column_of(part) for part in parts):
            raise FileRefused("file_merged_heading", heading=names[left][:60])
        names[left : right + 1] = parts
        used = max(used, 2)
    return names, used


def _read(names: Sequence[str], lines_above: int) -> Headings:
    places: dict[str, int] = {}
    named: set[int] = set()
    for place, name in enumerate(names):
        key = heading_key(name)
        if not key:
            continue
        named.add(place)
        column = column_of(name)
        if column is None:
            if key in _COUNTERS:
                continue
            raise _unknown(name)
        if column in places:
            raise FileRefused("file_column_twice", column=column, heading=name[:60])
        places[column] = place
    missing = [name for name in REQUIRED if name not in places]
    if missing:
        raise FileRefused("file_column_missing", columns=", ".join(missing))
    return Headings(places, lines_above + 1, frozenset(named))


def _unknown(name: str) -> FileRefused:
    close = closest_column(name)
    if close:
        return FileRefused("file_column_unknown_close", heading=name[:60], close=close)
    return FileRefused("file_column_unknown", heading=name[:60])
