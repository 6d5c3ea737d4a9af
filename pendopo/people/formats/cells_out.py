"""A row of the register as the 43 cells of a file."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from pendopo.people.rules.columns import BY_NAME, NAMES
from pendopo.people.rules.rows import Row

# What makes a spreadsheet take a text for a formula when a CSV file is opened.
FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")


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


def guarded(cell: str | int | float) -> str | int | float:
    """Put an apostrophe before a text that a spreadsheet would calculate; numbers stay numbers."""
    if isinstance(cell, str) and cell.startswith(FORMULA_STARTS):
        return f"'{cell}"
    return cell


def unguarded(cell: str) -> str:
    """Take the apostrophe off again, so that an exported file comes back as it was."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA_STARTS) else cell
