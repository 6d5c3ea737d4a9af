"""Writes invented residents into the 43-column workbook that villages import."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import xlsxwriter

from demo.people.population import COLUMNS, Row


def write_workbook(path: Path, rows: Iterable[Row]) -> int:
    """Write the rows as sheet "Data Penduduk" and return how many there were."""
    options = {"constant_memory": True, "default_date_format": "yyyy-mm-dd"}
    count = 0
    with xlsxwriter.Workbook(str(path), options) as book:
        sheet = book.add_worksheet("Data Penduduk")
        sheet.write_row(0, 0, COLUMNS)
        for count, row in enumerate(rows, start=1):
            for column, name in enumerate(COLUMNS):
                cell = row[name]
                if isinstance(cell, str):
                    sheet.write_string(count, column, cell)
                elif isinstance(cell, date):
                    sheet.write_datetime(count, column, cell)
                elif cell is not None:
                    sheet.write_number(count, column, cell)
    return count
