"""Writes a book of letters as a workbook: title lines, two lines of headings, numbered columns, the lines."""

import io
from collections.abc import Iterable, Sequence
from typing import Any

from pendopo.letters.rules.books import LetterBook, column_groups


def write_letter_book(book: LetterBook, titles: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Write a book and answer the file."""
    import xlsxwriter  # a tenth of a second, needed only where a workbook is written

    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    file = xlsxwriter.Workbook(out, options)
    sheet = file.add_worksheet(book.number)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    bold, boxed = file.add_format({"bold": True}), {"border": 1, "text_wrap": True, "valign": "top"}
    for line, title in enumerate(titles):
        sheet.write_string(line, 0, title, bold)
    top = len(titles) + 1
    _write_heads(sheet, book, top, file.add_format({**boxed, "bold": True, "align": "center"}))
    plain = file.add_format(boxed)
    for place, row in enumerate(rows):
        for column, cell in enumerate(row):
            sheet.write_string(top + 3 + place, column, cell, plain)
    file.close()
    return out.getvalue()


def _write_heads(sheet: Any, book: LetterBook, top: int, form: Any) -> None:
    column = 0
    for words, span, alone in column_groups(book):
        # Cells are not merged, so that a reader that looks for columns finds one word in each.
        for place in range(span):
            sheet.write_string(top, column + place, "" if alone or place else words, form)
        column += span
    for place, one in enumerate(book.columns):
        sheet.set_column(place, place, one.width)
        sheet.write_string(top + 1, place, one.title, form)
        sheet.write_string(top + 2, place, str(place + 1), form)
    sheet.repeat_rows(top, top + 2)
