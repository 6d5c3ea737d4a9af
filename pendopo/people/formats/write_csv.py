"""Writes the 43 columns as CSV: UTF-8 with a mark that Excel understands, semicolons, no formulas."""

import csv
from collections.abc import Iterable, Sequence
from typing import IO, Final

from pendopo.people.formats.cells_out import cells_of, guarded
from pendopo.people.rules.columns import NAMES
from pendopo.people.rules.rows import Row

ENCODING: Final = "utf-8-sig"


def write_csv(rows: Iterable[Row], target: IO[str], *, columns: Sequence[str] = NAMES) -> int:
    """Write rows to a text stream opened with `ENCODING` and newline="" and answer how many."""
    # Excel with Indonesian settings takes the comma for the decimal sign and splits at semicolons.
    writer = csv.writer(target, delimiter=";", lineterminator="\r\n")
    writer.writerow(columns)
    count = 0
    for row in rows:
        writer.writerow([guarded(cell) for cell in cells_of(row, columns)])
        count += 1
    return count
