"""Opens any table of people: .xlsx, .xlsm, .xls or CSV; the first line with several words names the columns."""

import codecs
import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from pendopo.matching.rules.columns import guess
from pendopo.people.formats.csv_file import encoding_of, records
from pendopo.people.formats.detect import refuse_foreign
from pendopo.people.formats.grid import open_grids
from pendopo.people.formats.refusal import FileRefused
from pendopo.ui.tables import unguarded

_ZIP: Final = b"PK\x03\x04"
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SEPARATORS: Final = (",", ";", "\t", "|")
_HEADING_LINES: Final = 15
_LONGEST_HEADING: Final = 80
MAX_COLUMNS: Final = 200

Cells = list[object]
Numbered = tuple[int, Cells]


@dataclass(frozen=True, slots=True)
class Table:
    """The headings of a file and, again and again, its lines with the number that a person sees."""

    headings: tuple[str, ...]
    content: bytes
    sheet: str
    first_line: int

    def lines(self) -> Iterator[Numbered]:
        """Give the lines below the headings that hold anything."""
        width = len(self.headings)
        for line, cells in _lines_of(self.content, self.sheet):
            if line >= self.first_line and any(cell not in (None, "") for cell in cells):
                yield line, cells[:width]


def open_table(content: bytes) -> Table:
    """Find the headings of a file, or raise FileRefused with the reason."""
    if not content:
        raise FileRefused("file_empty")
    refuse_foreign(content[:2048])
    sheet, line, headings = _headings(content)
    while headings and not headings[-1]:
        headings.pop()
    if len(headings) > MAX_COLUMNS:
        raise FileRefused("file_too_many_columns", limit=MAX_COLUMNS)
    table = Table(tuple(headings), content, sheet, line + 1)
    if next(table.lines(), None) is None:
        raise FileRefused("file_without_rows")
    return table


def _headings(content: bytes) -> tuple[str, int, list[str]]:
    """Choose the line among the first of every sheet that names most known columns; the earliest of equals."""
    lines = [
        (_score(cells), sheet, line, cells)
        for sheet in _sheets(content)
        for line, cells in _first(content, sheet)
    ]
    best = max(lines, key=lambda found: found[0], default=None)
    if best is None or not best[0]:
        raise FileRefused("file_without_columns")
    return best[1], best[2], [_heading(cell) for cell in best[3]]


def _is_spreadsheet(content: bytes) -> bool:
    return content.startswith((_ZIP, _OLE))


def _sheets(content: bytes) -> list[str]:
    return [grid.name for grid in open_grids(content)] if _is_spreadsheet(content) else [""]


def _first(content: bytes, sheet: str) -> list[Numbered]:
    found: list[Numbered] = []
    for numbered in _lines_of(content, sheet):
        found.append(numbered)
        if len(found) == _HEADING_LINES:
            break
    return found


def _score(cells: Cells) -> int:
    """Known columns count most; any line of several different words may be a heading of columns nobody knows."""
    words = [_heading(cell) for cell in cells if isinstance(cell, str) and _heading(cell)]
    if len(words) < 2 or len(set(words)) < 2:
        return 0
    return 2 + 10 * len(guess(words))


def _heading(cell: object) -> str:
    return " ".join(str(cell).split())[:_LONGEST_HEADING] if cell is not None else ""


def _lines_of(content: bytes, sheet: str) -> Iterator[Numbered]:
    if not _is_spreadsheet(content):
        yield from _csv_lines(content)
        return
    grid = next((grid for grid in open_grids(content) if grid.name == sheet), None)
    if grid is not None:
        yield from grid.rows()


def _csv_lines(content: bytes) -> Iterator[Numbered]:
    encoding = encoding_of(content)
    separator = _separator(content, encoding)
    text = io.TextIOWrapper(io.BytesIO(content), encoding=encoding, newline="")
    for line, cells in records(text, separator, most_columns=MAX_COLUMNS):
        yield line, [unguarded(cell) for cell in cells]


def _separator(content: bytes, encoding: str) -> str:
    """Choose the separator that cuts the first filled line into most cells."""
    start = codecs.getincrementaldecoder(encoding)(errors="ignore").decode(content[:20_000])
    first = next((line for line in start.splitlines() if line.strip(" \t;,|\"'")), "")
    return max(_SEPARATORS, key=lambda mark: len(next(csv.reader([first], delimiter=mark), [])))
