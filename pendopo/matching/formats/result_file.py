"""Results as a workbook or CSV: identity numbers are text, and no cell is calculated."""

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import IO, Final

from pendopo.people.formats.cells_out import guarded

ENCODING: Final = "utf-8-sig"
_WIDTH: Final = 20


def write_results(
    target: IO[bytes], heads: Sequence[str], rows: Iterable[Sequence[str]], *, format: str, folder: Path
) -> int:
    """Write rows and answer how many; `folder` is private, an open sheet lies there meanwhile."""
    if format == "xlsx":
        return _workbook(target, heads, rows, folder)
    text = io.TextIOWrapper(target, encoding=ENCODING, newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(heads)
    count = 0
    for row in rows:
        writer.writerow([guarded(cell) for cell in row])
        count += 1
    text.flush()
    text.detach()
    return count


def _workbook(target: IO[bytes], heads: Sequence[str], rows: Iterable[Sequence[str]], folder: Path) -> int:
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "tmpdir": str(folder),
    }
    import xlsxwriter  # a tenth of a second, needed only where a workbook is written

    book = xlsxwriter.Workbook(target, options)
    sheet = book.add_worksheet()
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, len(heads) - 1, _WIDTH)
    sheet.write_row(0, 0, list(heads), book.add_format({"bold": True}))
    count = 0
    for count, row in enumerate(rows, start=1):
        for place, cell in enumerate(row):
            if cell:
                sheet.write_string(count, place, cell)
    book.close()
    return count
