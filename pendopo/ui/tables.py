"""A table becomes a workbook or CSV here and nowhere else: identity numbers stay text, and no cell is calculated."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final, Protocol

from django.utils.translation import gettext

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

Cell = str | int | float
Line = Sequence[Cell]

# UTF-8 with a mark that Excel understands.
ENCODING: Final = "utf-8-sig"
# What makes a spreadsheet take a text for a formula when a CSV file is opened.
FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")
_WRAPPED: Final = 60  # a column so wide holds sentences


class Headed(Protocol):
    """A column: its words, the words above several columns, and its width in characters."""

    @property
    def title(self) -> str:
        """The words of its own."""

    @property
    def group(self) -> str:
        """The words above it and its neighbours, or nothing."""

    @property
    def width(self) -> int:
        """In characters."""


@dataclass(frozen=True)
class Column:
    """A column of a plain table."""

    title: str
    group: str = ""
    width: int = 18


@dataclass(frozen=True)
class Table:
    """What a file holds: the columns, the lines, and for a book on paper its titles, sums and signers."""

    columns: Sequence[Headed]
    rows: Iterable[Line]
    name: str = ""  # of the sheet
    titles: Sequence[str] = ()
    sums: Line = ()
    signers: Sequence[tuple[str, str]] = field(default=())

    @property
    def upper(self) -> list[tuple[str, int, bool]]:
        """The upper line of its heading, as `spans` gives it, in the language of the page."""
        return [(gettext(words) if words else "", span, alone) for words, span, alone in spans(self.columns)]

    @property
    def lower(self) -> list[str]:
        """The words below those that stand above several columns, in the language of the page."""
        return [gettext(column.title) for column in self.columns if column.group]

    @property
    def headed(self) -> list[list[tuple[str, Cell]]]:
        """The lines, each cell with the words of its column for a card: the number has none, nor what it is about."""
        words = [gettext(column.title) for column in self.columns]
        words[:2] = [""] * len(words[:2])
        return [list(zip(words, row, strict=False)) for row in self.rows]

    @property
    def wide(self) -> bool:
        """Whether paper holds its columns in small letters only."""
        return len(self.columns) > 18

    @property
    def on_paper(self) -> bool:
        """Whether this is a book that is printed and signed: ruled lines, numbered columns."""
        return bool(self.titles)


def spans(columns: Iterable[Headed]) -> list[tuple[str, int, bool]]:
    """List the upper line of a heading: words, how many columns they cover, whether both lines are joined."""
    found: list[tuple[str, int, bool]] = []
    for column in columns:
        if column.group and found and found[-1][0] == column.group and not found[-1][2]:
            found[-1] = (column.group, found[-1][1] + 1, False)
        else:
            found.append((column.group or column.title, 1, not column.group))
    return found


def guarded(cell: Cell) -> Cell:
    """Put an apostrophe before a text that a spreadsheet would calculate; numbers stay numbers."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA_STARTS) else cell


def unguarded(cell: str) -> str:
    """Take the apostrophe off again, so that an exported file comes back as it was."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA_STARTS) else cell


def write_csv(target: IO[bytes], table: Table) -> int:
    """Write a table with its headings and answer how many lines it has."""
    text = io.TextIOWrapper(target, encoding=ENCODING, newline="")
    # Excel with Indonesian settings takes the comma for the decimal sign and splits at semicolons.
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([column.title for column in table.columns])
    count = 0
    for row in table.rows:
        writer.writerow([guarded(cell) for cell in row])
        count += 1
    text.flush()
    text.detach()
    return count


def write_workbook(target: IO[bytes], *tables: Table, folder: Path | None = None) -> int:
    """Write each table on a sheet of its own and answer how many lines there are.

    A large village needs little memory when the open sheets may lie in `folder` meanwhile; give one that only this
    program may read. Without it nothing touches the disk.
    """
    import xlsxwriter  # a tenth of a second, needed only where a workbook is written

    place = {"constant_memory": True, "tmpdir": str(folder)} if folder else {"in_memory": True}
    options: dict[str, object] = {"strings_to_formulas": False, "strings_to_urls": False, **place}
    book = xlsxwriter.Workbook(target, options)
    count = sum((_Book(book, table) if table.on_paper else _Plain(book, table)).write() for table in tables)
    book.close()
    return count


class _Plain:
    """A sheet with one bold line of headings that stays in sight."""

    def __init__(self, book: "Workbook", table: Table) -> None:
        self.book, self.table = book, table
        self.sheet: Worksheet = book.add_worksheet(table.name or None)
        self.row = 0
        for place, column in enumerate(table.columns):
            self.sheet.set_column(place, place, column.width)

    def form(self, **properties: object) -> "Format":
        return self.book.add_format(properties)

    def line(self, cells: Line, forms: Sequence["Format | None"]) -> None:
        for place, cell in enumerate(cells):
            if not isinstance(cell, str):
                self.sheet.write_number(self.row, place, cell, forms[place])
            elif cell or forms[place]:
                self.sheet.write_string(self.row, place, cell, forms[place])
        self.row += 1

    def lines(self, forms: Sequence["Format | None"]) -> int:
        start = self.row
        for row in self.table.rows:
            self.line(row, forms)
        return self.row - start

    def write(self) -> int:
        columns = self.table.columns
        self.sheet.freeze_panes(1, 0)
        self.line([column.title for column in columns], [self.form(bold=True)] * len(columns))
        wrapped = self.form(text_wrap=True, valign="top")
        return self.lines([wrapped if column.width >= _WRAPPED else None for column in columns])


class _Book(_Plain):
    """A sheet for paper: title lines, two lines of headings, numbered columns, ruled lines, sums, signers."""

    def write(self) -> int:
        width = len(self.table.columns)
        self.sheet.set_landscape()
        self.sheet.set_paper(9)  # A4
        self.sheet.fit_to_pages(1, 0)
        self.sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.5)
        self.sheet.set_footer("&C&P / &N")
        for title in self.table.titles:
            self.line([title], [self.form(bold=True, font_size=11 if self.row else 14)])
        self.row += 1
        self.heads([self.form(bold=True, border=1, align="center", valign="vcenter", text_wrap=True)] * width)
        count = self.lines([self.form(border=1, valign="top", text_wrap=True)] * width)
        if self.table.sums:
            self.line(self.table.sums, [self.form(border=1, bold=True)] * width)
        self.signatures([1, max(2, width - 3)])
        return count

    def heads(self, forms: Sequence["Format | None"]) -> None:
        """Cells are not merged, so that a reader that looks for columns finds one word in each."""
        columns, top = self.table.columns, self.row
        groups = [
            "" if joined or place else words
            for words, span, joined in spans(columns)
            for place in range(span)
        ]
        self.line(groups, forms)
        self.line([column.title for column in columns], forms)
        self.line(range(1, len(columns) + 1), forms)
        self.sheet.repeat_rows(top, top + 2)

    def signatures(self, places: Sequence[int]) -> None:
        for below, form in ((2, self.form()), (7, self.form(bold=True, underline=1))):
            for place, signer in zip(places, self.table.signers, strict=False):
                self.sheet.write_string(self.row + below, place, signer[below > 2], form)
