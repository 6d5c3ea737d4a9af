"""The resident workbook of 43 columns (.xlsx, .xlsm, .xls): headings in any order, on any of the first 15 lines."""

from collections.abc import Iterator
from itertools import islice

from pendopo.people.formats.grid import Grid
from pendopo.people.formats.headings import Headings, find_headings
from pendopo.people.formats.refusal import FileRefused
from pendopo.people.formats.source import Line, Source
from pendopo.people.rules.columns import heading_key
from pendopo.people.rules.problems import Problem, warning

FORMAT = "workbook"
_RESIDENTS = "datapenduduk"
_CODES = "kodedata"
_PEEK = 50


def open_workbook(grids: list[Grid]) -> Source | None:
    """Take the sheet of residents, or nothing if no sheet has its columns."""
    for grid in _in_order(grids):
        found = find_headings(grid)
        if found is not None:
            return _source(grid, found)
    return None


def _in_order(grids: list[Grid]) -> list[Grid]:
    named = [grid for grid in grids if heading_key(grid.name) == _RESIDENTS]
    others = [grid for grid in grids if heading_key(grid.name) not in (_RESIDENTS, _CODES)]
    return named + others


def _source(grid: Grid, headings: Headings) -> Source:
    wanted = list(headings.places.items())
    first = headings.first_line

    def read() -> Iterator[Line]:
        for line, cells in grid.rows():
            if line >= first and any(cell != "" for cell in cells):
                width = len(cells)
                yield line, {name: cells[place] for name, place in wanted if place < width}

    if next(read(), None) is None:
        raise FileRefused("file_without_rows")
    return Source(
        format=FORMAT,
        columns_given=frozenset(headings.places),
        read=read,
        height=max(grid.height - first + 1, 0),
        warnings=tuple(_unnamed_with_content(grid, headings)),
    )


def _unnamed_with_content(grid: Grid, headings: Headings) -> Iterator[Problem]:
    rows = islice(grid.rows(), headings.first_line - 1, headings.first_line - 1 + _PEEK)
    filled = {place for _, cells in rows for place, cell in enumerate(cells) if cell != ""}
    for place in sorted(filled - headings.named):
        yield warning("file_column_unnamed", column=column_letters(place))


def column_letters(place: int) -> str:
    """Name a column as the spreadsheet does: 0 is A, 26 is AA."""
    letters = ""
    number = place + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
