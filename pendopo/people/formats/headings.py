"""Finds the heading row of a sheet, turns it into columns, and says which headings are no column of residents."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pendopo.people.formats.grid import Cells, Grid
from pendopo.people.formats.refusal import FileRefused
from pendopo.people.rules.cells import split_cell
from pendopo.people.rules.columns import (
    BY_NAME,
    DECISIVE,
    UNCERTAIN,
    closest_column,
    column_of,
    heading_key,
    split_columns,
)
from pendopo.people.rules.hints import fits

HEADING_LINES: Final = 15
PEEK: Final = 50
_ENOUGH: Final = 3
_BRACKETS = re.compile(r"\([^)]*\)")
# Counters that people put before the first column; they say nothing about anybody.
_COUNTERS: Final = frozenset({"", "no", "nomor", "nourut", "nomorurut", "id"})
_SIXTEEN = re.compile(r"\d{15,16}(?:\.0)?")
_COUNT = re.compile(r"\(?-?(\d{1,3})(?:\.0)?\)?")


@dataclass(frozen=True, slots=True)
class Skipped:
    """A heading that is no column of residents; `hint` names the column that its cells would fit."""

    heading: str
    place: int
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Headings:
    """Where each known column stands, what is split or skipped, and on which line the residents begin."""

    places: Mapping[str, int]
    splits: Mapping[int, tuple[str, str]]
    skipped: tuple[Skipped, ...]
    first_line: int
    named: frozenset[int]

    @property
    def columns(self) -> frozenset[str]:
        """All columns that the sheet gives."""
        return frozenset(self.places).union(*self.splits.values())

    def cells(self, cells: Sequence[object]) -> dict[str, object]:
        """Name the cells of a line."""
        width = len(cells)
        named = {name: cells[place] for name, place in self.places.items() if place < width}
        for place, columns in self.splits.items():
            if place < width:
                named |= {name: cell for name, cell in split_cell(columns, cells[place]).items()}
        return named


def heading_text(cell: object) -> str:
    """Write a heading without remarks in brackets, stars and line breaks."""
    return " ".join(_BRACKETS.sub(" ", str(cell)).replace("*", " ").split())


def find_headings(grid: Grid, more: Mapping[str, str] | None = None, least: int = _ENOUGH) -> Headings | None:
    """Find the row among the first 15 that names most known columns; None if no row names three, or `least`.

    `more` are headings that mean a column in this kind of file only, by their letters.
    """
    lines = grid.numbered(HEADING_LINES + PEEK)
    scores = [_score(cells) for _, cells in lines[:HEADING_LINES]]
    best = max(range(len(scores)), key=scores.__getitem__, default=None)
    if best is None or scores[best] < least:
        return None
    names, used = _joined(grid, [cells for _, cells in lines], best)
    while best + used < len(lines) and _counts(lines[best + used][1]):
        used += 1
    below = [cells for _, cells in lines[best + used :]]
    first_line = lines[best + used][0] if below else lines[-1][0] + 1
    return _read(names, below, first_line, more or {})


def _score(cells: Cells) -> int:
    texts = (heading_text(cell) for cell in cells if isinstance(cell, str))
    return len({name for text in texts if (name := column_of(text) or split_columns(text))})


def _counts(cells: Cells) -> bool:
    """Tell whether a line below the headings only numbers the columns: (1) (2) (3), or -1 -2 -3."""
    found = [_COUNT.fullmatch(str(cell).strip()) for cell in cells if cell != ""]
    numbers = [int(match[1]) for match in found if match]
    start = numbers[0] if numbers else 0
    return len(numbers) == len(found) >= _ENOUGH and numbers == list(range(start, start + len(numbers)))


def _joined(grid: Grid, lines: list[Cells], row: int) -> tuple[list[object], int]:
    """Join a heading of two rows into one; a known heading over several columns needs a name under each of them."""
    names = list(lines[row])
    below = lines[row + 1] if row + 1 < len(lines) else []
    used = 1
    for (top, left), (bottom, right) in grid.merges:
        if top != row:
            continue
        used = max(used, bottom - top + 1)
        under = [column_of(heading_text(cell)) for cell in below[left : right + 1]]
        if right > left and under and all(under):
            names[left : right + 1] = [""] * (right + 1 - left)
        elif right > left and column_of(heading_text(names[left])):
            raise FileRefused("file_merged_heading", heading=heading_text(names[left])[:60])
    lower = {
        place: text
        for place, text in enumerate(below)
        if isinstance(text, str) and column_of(heading_text(text)) and _open(names, place)
    }
    # Data can look like a heading too ("KB" as a village name): a line with numbers of its own is data.
    if lower and not any(_SIXTEEN.fullmatch(str(cell).strip()) for cell in below):
        names += [""] * (max(lower) + 1 - len(names))
        for place, text in lower.items():
            names[place] = text
        used = max(used, 2)
    return names, used


def _open(names: Sequence[object], place: int) -> bool:
    """Whether the upper line names no column here: it is empty, or it is a heading over several."""
    text = heading_text(names[place]) if place < len(names) else ""
    return column_of(text) is None


def _read(
    names: Sequence[object], below: Sequence[Cells], first_line: int, more: Mapping[str, str]
) -> Headings:
    texts = {place: " ".join(str(cell).split())[:60] for place, cell in enumerate(names) if str(cell).strip()}
    meant = _meant(texts, more)
    places = _places(texts, meant)
    splits = {
        place: pair
        for place, text in texts.items()
        if place not in meant and (pair := split_columns(heading_text(text))) and not set(pair) <= set(places)
    }
    skipped = []
    for place, text in texts.items():
        if place in splits or place in places.values() or heading_key(text) in _COUNTERS:
            continue
        cells = [cells[place] for cells in below if place < len(cells) and cells[place] != ""]
        sure = _told_by_cells(text, cells, places)
        if sure:
            places[sure] = place
        else:
            skipped.append(Skipped(text, place, _hint(text, cells, places)))
    return Headings(places, splits, tuple(skipped), first_line, frozenset(texts))


def _places(texts: Mapping[int, str], meant: Mapping[int, str]) -> dict[str, int]:
    """Give each column its first place; which of two decisive columns is the true one nobody can know."""
    places: dict[str, int] = {}
    for place, column in sorted(meant.items()):
        if column in places and column in DECISIVE:
            raise FileRefused("file_column_twice", column=column, heading=texts[place])
        places.setdefault(column, place)
    return places


def _meant(texts: Mapping[int, str], more: Mapping[str, str]) -> dict[int, str]:
    """Find the column of each heading; a remark in brackets is dropped only where no other heading is left the same."""

    def known(text: str) -> str | None:
        return more.get(heading_key(text)) or column_of(text)

    meant = {place: name for place, text in texts.items() if (name := known(text))}
    bare = {place: heading_text(text) for place, text in texts.items() if place not in meant}
    taken = [heading_key(texts[place]) for place in meant] + [heading_key(text) for text in bare.values()]
    for place, text in bare.items():
        name = known(text)
        if name and taken.count(heading_key(text)) == 1 and name not in meant.values():
            meant[place] = name
    return meant


def _told_by_cells(heading: str, cells: Sequence[object], places: Mapping[str, int]) -> str:
    for name in UNCERTAIN.get(heading_key(heading), ()):
        if name not in places and fits(BY_NAME[name], cells):
            return name
    return ""


def _hint(heading: str, cells: Sequence[object], places: Mapping[str, int]) -> str:
    close = closest_column(heading)
    return close if close and close not in places and fits(BY_NAME[close], cells) else ""


def repeated(cells: Sequence[object], headings: Headings) -> bool:
    """Tell whether a line repeats the headings, as on the next page of a print."""
    place = headings.places["nik"]
    cell = cells[place] if place < len(cells) else ""
    if not isinstance(cell, str) or not cell or cell[0].isdigit():
        return False  # nearly every line: the rest costs more
    named = headings.places["nama"]
    return (
        column_of(heading_text(cell)) == "nik"
        and named < len(cells)
        and column_of(heading_text(cells[named])) == "nama"
    )
