"""Writes a population book as a workbook: title lines, headings, numbered columns, lines, signatures."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import IO, Any

from pendopo.people.rules.books import Book, group_spans

Line = Sequence[str | int]


class _Sheet:
    """One sheet under construction; lines are written from top to bottom and forgotten."""

    def __init__(self, target: IO[bytes], folder: Path) -> None:
        options = {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "tmpdir": str(folder),
        }
        import xlsxwriter  # a tenth of a second, needed only where a workbook is written

        self.book = xlsxwriter.Workbook(target, options)
        self.sheet = self.book.add_worksheet()
        self.row = 0

    def form(self, **properties: Any) -> Any:
        return self.book.add_format(properties)


def write_book(
    target: IO[bytes],
    book: Book,
    *,
    titles: Sequence[str],
    rows: Iterable[Line],
    sums: Line = (),
    signers: Sequence[tuple[str, str]] = (),
    folder: Path,
) -> int:
    """Write a book and answer how many lines it has; `folder` is private, the open sheet lies there meanwhile."""
    out = _Sheet(target, folder)
    _set_up(out, book)
    _write_titles(out, titles)
    _write_heads(out, book)
    plain = out.form(border=1, valign="top", text_wrap=True)
    count = 0
    for line in rows:
        _write_line(out, line, plain)
        count += 1
    if sums:
        _write_line(out, sums, out.form(border=1, bold=True))
    _write_signers(out, len(book.columns), signers)
    out.book.close()
    return count


def _set_up(out: _Sheet, book: Book) -> None:
    sheet = out.sheet
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.5)
    sheet.set_footer("&C&P / &N")
    for place, heading in enumerate(book.columns):
        sheet.set_column(place, place, heading.width)


def _write_titles(out: _Sheet, titles: Sequence[str]) -> None:
    for title in titles:
        form = out.form(bold=True, font_size=14 if out.row == 0 else 11)
        out.sheet.write_string(out.row, 0, title, form)
        out.row += 1
    out.row += 1


def _write_heads(out: _Sheet, book: Book) -> None:
    """Three lines: groups, titles, and the numbers of the columns. Cells are not merged, so that a reader that
    looks for columns finds one word in each."""
    form = out.form(bold=True, border=1, align="center", valign="vcenter", text_wrap=True)
    column = 0
    for words, span, joined in group_spans(book):
        for place in range(span):
            out.sheet.write_string(out.row, column + place, "" if joined or place else words, form)
        column += span
    for column, heading in enumerate(book.columns):
        out.sheet.write_string(out.row + 1, column, heading.title, form)
    for column in range(len(book.columns)):
        out.sheet.write_number(out.row + 2, column, column + 1, form)
    out.sheet.repeat_rows(out.row, out.row + 2)
    out.row += 3


def _write_line(out: _Sheet, line: Line, form: Any) -> None:
    for column, cell in enumerate(line):
        if isinstance(cell, str):
            out.sheet.write_string(out.row, column, cell, form)
        else:
            out.sheet.write_number(out.row, column, cell, form)
    out.row += 1


def _write_signers(out: _Sheet, columns: int, signers: Sequence[tuple[str, str]]) -> None:
    if not signers:
        return
    places = [1, max(2, columns - 3)]
    for line, form in ((0, {}), (5, {"bold": True, "underline": 1})):
        for place, signer in zip(places, signers, strict=False):
            out.sheet.write_string(out.row + 2 + line, place, signer[bool(line)], out.form(**form))
