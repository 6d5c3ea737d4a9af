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

# The layout of 2012 has the weakest mark, so it is asked last.
LAYOUTS: Final = (BOOK_2016, FAMILY_LIST, EKTP, BOOK_2012)
_SHEET_LINES: Final = 1_000_000


def open_bip(grids: list[Grid]) -> Source | None:
    """Read every sheet of a book in the layout of its first sheet that has one, or give nothing."""
    heads = [grid.head() for grid in grids]
    for layout in LAYOUTS:
        chosen = [grid for grid, head in zip(grids, heads, strict=True) if layout.matches(head)]
        if chosen:
            return _source(layout, chosen)
    return None


def _source(layout: Layout, grids: list[Grid]) -> Source:
    def read() -> Iterator[Line]:
        for number, grid in enumerate(grids):
            # Line numbers of later sheets start at a round million, so that each stays unique and readable.
            for line, cells in layout.members(grid):
                yield number * _SHEET_LINES + line, cells

    if next(read(), None) is None:
        raise FileRefused("file_without_rows")
    return Source(layout.format, layout.columns, read, height=sum(grid.height for grid in grids))
