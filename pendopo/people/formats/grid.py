"""A sheet as rows of cells, with the line numbers that a person sees in the spreadsheet."""

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetTypeEnum

from pendopo.people.formats.container import MAX_COLUMNS, MAX_ROWS, Position, SheetScan, scan_container
from pendopo.people.formats.refusal import FileRefused

Cells = list[object]
Merge = tuple[Position, Position]

HEAD_LINES: Final = 40
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


@dataclass(slots=True)
class Grid:
    """One sheet: `rows()` yields (line number, cells), both as shown on screen; spoilt cells carry a marker."""

    name: str
    height: int
    rows: Callable[[], Iterator[tuple[int, Cells]]]
    merges: list[Merge] = field(default_factory=list)

    def head(self, count: int = HEAD_LINES) -> list[Cells]:
        """Give the first lines, for recognising the format."""
        found: list[Cells] = []
        for _, cells in self.rows():
            found.append(cells)
            if len(found) == count:
                break
        return found


def open_grids(content: bytes | Path) -> list[Grid]:
    """Open every worksheet of an .xlsx, .xlsm or .xls whose container was found harmless."""
    scans = _scan(content)
    try:
        source = io.BytesIO(content) if isinstance(content, bytes) else content
        workbook = CalamineWorkbook.from_object(source)
        names = [sheet.name for sheet in workbook.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
        return [_Lazy(workbook, name, scans.get(name) or SheetScan()).grid() for name in names]
    except PasswordError as problem:
        raise FileRefused("file_password") from problem
    except (CalamineError, OSError) as problem:
        raise FileRefused("file_damaged") from problem


def _scan(content: bytes | Path) -> dict[str, SheetScan]:
    with io.BytesIO(content) if isinstance(content, bytes) else content.open("rb") as stream:
        start = stream.read(4)
        stream.seek(0)
        if start[:2] == b"PK":
            return scan_container(stream)
        if _ENCRYPTED in stream.read():
            raise FileRefused("file_password")
        return {}


class _Lazy:
    """Loads a sheet when it is first looked at: a workbook may carry big sheets that nobody asks for."""

    def __init__(self, workbook: CalamineWorkbook, name: str, scan: SheetScan) -> None:
        self._workbook = workbook
        self._name = name
        self._spoilt = scan.spoilt
        self._spoilt_rows = {row for row, _ in scan.spoilt}
        self._loaded: CalamineSheet | None = None

    def grid(self) -> Grid:
        sheet = self._sheet()
        merges = sheet.merged_cell_ranges or []
        return Grid(self._name, sheet.end[0] + 1 if sheet.end else 0, self._rows, list(merges))

    def _sheet(self) -> CalamineSheet:
        if self._loaded is None:
            self._loaded = self._workbook.get_sheet_by_name(self._name)
            bottom, right = self._loaded.end or (0, 0)
            if bottom >= MAX_ROWS:
                raise FileRefused("file_too_many_rows", limit=MAX_ROWS)
            if right >= MAX_COLUMNS:
                raise FileRefused("file_too_many_columns", limit=MAX_COLUMNS)
        return self._loaded

    def _rows(self) -> Iterator[tuple[int, Cells]]:
        sheet = self._sheet()
        left: Cells = [""] * (sheet.start[1] if sheet.start else 0)
        for index, found in enumerate(sheet.iter_rows()):
            cells: Cells = left + list(found) if left else list(found)
            if index in self._spoilt_rows:
                self._mark(index, cells)
            yield index + 1, cells

    def _mark(self, index: int, cells: Cells) -> None:
        for column in range(len(cells)):
            marker = self._spoilt.get((index, column))
            if marker is not None:
                cells[column] = marker
