"""Chooses the layout of a book by what its first lines say."""

from collections.abc import Iterator
from typing import Final

from pendopo.people.formats.bip.blocks import Layout
from pendopo.people.formats.bip.book_2012 import LAYOUT as BOOK_2012
from pendopo.people.formats.bip.book_2016 import LAYOUT as BOOK_2016
from pendopo.people.formats.bip.ektp import LAYOUT as EKTP
from pendopo.people.formats.bip.family_list import LAYOUT as FAMILY_LIST
from pendopo.people.formats.grid import Grid
from pendopo.people.formats.refusal import FileRefused
from pendopo.people.formats.source import Line, Source
from pendopo.people.rules.files import SHEET_LINES
from pendopo.people.rules.plan import Sheet
from pendopo.people.rules.problems import warning

# The layout of 2012 has the weakest mark, so it is asked last.
LAYOUTS: Final = (BOOK_2016, FAMILY_LIST, EKTP, BOOK_2012)


def open_bip(grids: list[Grid]) -> Source | None:
    """Read every sheet of a book in the layout of its first sheet that has one, or give nothing."""
    heads = [grid.head() for grid in grids]
    for layout in LAYOUTS:
        chosen = [number for number, head in enumerate(heads) if layout.matches(head)]
        if chosen:
            chosen += [n for n, head in enumerate(heads) if n not in chosen and layout.goes_on(head)]
            return _source(layout, grids, sorted(chosen))
    return None


def _source(layout: Layout, grids: list[Grid], chosen: list[int]) -> Source:
    def read() -> Iterator[Line]:
        for number in chosen:
            for line, cells in layout.members(grids[number]):
                yield number * SHEET_LINES + line, cells

    if next(read(), None) is None:
        raise FileRefused("file_without_rows")
    sheets = [
        Sheet(grid.name, 0, "read") if number in chosen else Sheet(grid.name, grid.height, "other")
        for number, grid in enumerate(grids)
    ]
    notes = tuple(warning("sheet_skipped", sheet=s.name) for s in sheets if s.kind == "other" and s.rows)
    return Source(layout.format, layout.columns, read, tuple(sheets), warnings=notes)
