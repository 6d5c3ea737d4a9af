"""A sheet as rows of cells, with the line numbers that a person sees in the spreadsheet."""

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import IO, Final

from pendopo.people.formats.container import BROKEN, Position, SheetScan, scan_container
from pendopo.people.formats.laid_out import LaidOut, read_laid_out
from pendopo.people.formats.refusal import FileRefused

Cells = list[object]
Merge = tuple[Position, Position]
Rows = Callable[[], Iterator[tuple[int, Cells]]]

HEAD_LINES: Final = 40
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


@dataclass(slots=True)
class Grid:
    """One sheet: `rows()` yields (line number, cells), both as shown on screen; spoilt cells carry a marker."""

    name: str
    height: int
    rows: Rows
    merges: list[Merge] = field(default_factory=list)

    def numbered(self, count: int = HEAD_LINES) -> list[tuple[int, Cells]]:
        """Give the first lines with their numbers, for recognising the format."""
        return list(islice(self.rows(), count))

    def head(self) -> list[Cells]:
        """Give the first lines without their numbers."""
        return [cells for _, cells in self.numbered()]


def open_grids(content: bytes | Path) -> list[Grid]:
    """Open every worksheet of an .xlsx, .xlsm, .ods or .xls whose container was found harmless."""
    with _damage(), _open(content) as stream:
        zipped = stream.read(2) == b"PK"
        stream.seek(0)
        if zipped:
            return _laid_out(content, scan_container(stream))
        if _ENCRYPTED in stream.read():
            raise FileRefused("file_password")
    return _laid_out(content, {})


def _open(content: bytes | Path) -> IO[bytes]:
    return io.BytesIO(content) if isinstance(content, bytes) else content.open("rb")


@contextmanager
def _damage() -> Iterator[None]:
    """Say "damaged" for whatever a reader stumbles over: what a user can do about it is the same."""
    try:
        yield
    except (KeyError, *BROKEN) as problem:
        raise FileRefused("file_damaged") from problem


def _laid_out(content: bytes | Path, scans: dict[str, SheetScan]) -> list[Grid]:
    with _open(content) as stream:
        sheets = read_laid_out(stream)

    def rows_of(sheet: LaidOut) -> Rows:
        return lambda: _marked(sheet.rows(), scans.get(sheet.name) or SheetScan())

    return [Grid(sheet.name, sheet.height, rows_of(sheet), sheet.merges) for sheet in sheets]


def _marked(rows: Iterator[tuple[int, Cells]], scan: SheetScan) -> Iterator[tuple[int, Cells]]:
    """Put a marker where the sheet holds an error, or a formula that was never calculated."""
    spoilt: dict[int, list[tuple[int, str]]] = {}
    for (row, column), marker in scan.spoilt.items():
        spoilt.setdefault(row + 1, []).append((column, marker))
    with _damage():
        for line, cells in rows:
            for column, marker in spoilt.get(line, ()):
                if column < len(cells):
                    cells[column] = marker
            yield line, cells
