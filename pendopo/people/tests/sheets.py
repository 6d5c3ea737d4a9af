"""Makes small spreadsheet files for tests, as people make them."""

import html
import io
import zipfile
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


def open_document(*sheets: tuple[str, Sequence[Sequence[object]]]) -> bytes:
    """Write sheets of text cells as LibreOffice keeps them (.ods)."""
    tables = []
    for name, rows in sheets:
        lines = "".join(
            f"<table:table-row>{''.join(_text_cell(cell) for cell in cells)}</table:table-row>"
            for cells in rows
        )
        tables.append(f'<table:table table:name="{name}">{lines}</table:table>')
    spaces = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    body = f"<office:body><office:spreadsheet>{''.join(tables)}</office:spreadsheet></office:body>"
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr("content.xml", f"<office:document-content{spaces}>{body}</office:document-content>")
    return content.getvalue()


def _text_cell(cell: object) -> str:
    return f'<table:table-cell office:value-type="string"><text:p>{html.escape(str(cell))}</text:p></table:table-cell>'


def web_page(rows: Sequence[Sequence[object]]) -> bytes:
    """Write a web page with a title and a table, as other systems hand it out under the name of an .xls."""
    head, *lines = (
        "".join(f"<{tag}>{html.escape(str(cell))}</{tag}>" for cell in cells)
        for tag, cells in (("th", rows[0]), *(("td", cells) for cells in rows[1:]))
    )
    body = "".join(f"<tr>{line}</tr>" for line in (head, *lines))
    return f"<!DOCTYPE html><html><body><h3>DATA PENDUDUK</h3><table>{body}</table></body></html>".encode()
