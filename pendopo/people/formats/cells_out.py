"""A row of the register as the 43 cells of a file."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from pendopo.people.rules.columns import BY_NAME, NAMES
from pendopo.people.rules.rows import Row
from pendopo.ui.tables import Column, Table

SHEET: Final = "Data Penduduk"


def cells_of(row: Row, columns: Sequence[str] = NAMES) -> list[str | int | float]:
    """Write a row as cells: codes as numbers, dates as 1985-08-17, identity numbers as text, nothing as ""."""
    return [_cell(getattr(row, BY_NAME[column].field)) for column in columns]


def _cell(value: object) -> str | int | float:
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (int, float)):
        return value
    return str(value)


def residents_table(rows: Iterable[Row], columns: Sequence[str] = NAMES) -> Table:
    """The 43 columns as a table; identity numbers are text, so that Excel leaves them whole."""
    return Table([Column(name) for name in columns], (cells_of(row, columns) for row in rows), SHEET)
