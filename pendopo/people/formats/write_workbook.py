"""Writes the 43-column workbook, line by line, so that a large village needs little memory."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import IO, Final

from pendopo.people.formats.cells_out import cells_of
from pendopo.people.rules.columns import NAMES
from pendopo.people.rules.rows import Row

SHEET: Final = "Data Penduduk"
_WIDTH: Final = 18


def write_workbook(
    rows: Iterable[Row],
    target: IO[bytes] | Path,
    *,
    columns: Sequence[str] = NAMES,
    folder: Path | None = None,
) -> int:
    """Write rows as .xlsx and answer how many; identity numbers are text, so that Excel leaves them whole.

    While it works, the sheet lies unpacked in `folder`; give one that only this program may read.
    """
    options: dict[str, object] = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
    }
    if folder is not None:
        options["tmpdir"] = str(folder)
    import xlsxwriter  # a tenth of a second, needed only where a workbook is written

    book = xlsxwriter.Workbook(str(target) if isinstance(target, Path) else target, options)
    sheet = book.add_worksheet(SHEET)
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, len(columns) - 1, _WIDTH)
    sheet.write_row(0, 0, list(columns), book.add_format({"bold": True}))
    count = 0
    for count, row in enumerate(rows, start=1):
        for place, cell in enumerate(cells_of(row, columns)):
            if isinstance(cell, str):
                if cell:
                    sheet.write_string(count, place, cell)
            else:
                sheet.write_number(count, place, cell)
    book.close()
    return count
