"""Makes small spreadsheet files for tests, as people make them."""

import io
from collections.abc import Mapping, Sequence
from datetime import date, datetime

import xlsxwriter

from pendopo.people.rules.columns import NAMES

TODAY = date(2026, 11, 21)
SITI = {
    "alamat": "Kp. Cikole",
    "dusun": "Dusun Cikole",
    "rw": "4",
    "rt": "2",
    "nama": "Siti Aminah",
    "no_kk": "3206131708120001",
    "nik": "3206135708850002",
    "sex": "P",
    "tempatlahir": "Tasikmalaya",
    "tanggallahir": "17-08-1985",
    "agama_id": "Islam",
    "kk_level": "1",
    "status_dasar": "1",
}


def workbook(*sheets: tuple[str, Sequence[Sequence[object]]]) -> bytes:
    """Write sheets of cells; dates become date cells, everything else what it is."""
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True})
    day = book.add_format({"num_format": "dd-mm-yyyy"})
    for name, rows in sheets:
        sheet = book.add_worksheet(name)
        for line, cells in enumerate(rows):
            for place, cell in enumerate(cells):
                if isinstance(cell, (date, datetime)):
                    sheet.write_datetime(line, place, datetime(cell.year, cell.month, cell.day), day)
                elif cell is not None and cell != "":
                    sheet.write(line, place, cell)
    book.close()
    return content.getvalue()


def residents(*people: Mapping[str, object], columns: Sequence[str] = NAMES) -> list[list[object]]:
    """Lay people out under a heading row."""
    return [list(columns), *([person.get(column, "") for column in columns] for person in people)]
