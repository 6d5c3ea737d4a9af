"""CSV with a heading line: any usual separator and encoding."""

import codecs
import csv
import io
from collections.abc import Iterator
from typing import Final, TextIO

from pendopo.people.formats.container import MAX_COLUMNS, MAX_ROWS
from pendopo.people.formats.headings import Headings, heading_text, read_headings
from pendopo.people.formats.refusal import FileRefused
from pendopo.people.formats.source import Line, Source
from pendopo.people.rules.columns import column_of
from pendopo.ui.tables import unguarded

FORMAT = "csv"
_SEPARATORS: Final = (",", ";", "\t", "|")
_LONGEST_HEADING: Final = 20_000
_ENOUGH: Final = 2


def open_csv(content: bytes) -> Source:
    """Read a CSV file whose first line names the columns."""
    encoding = encoding_of(content)

    def lines() -> TextIO:
        return io.TextIOWrapper(io.BytesIO(content), encoding=encoding, newline="")

    separator = _separator(lines())
    headings = _headings(records(lines(), separator))
    wanted = list(headings.places.items())

    def read() -> Iterator[Line]:
        for line, cells in records(lines(), separator):
            if line >= headings.first_line and any(cells):
                width = len(cells)
                yield line, {name: unguarded(cells[place]) for name, place in wanted if place < width}

    if next(read(), None) is None:
        raise FileRefused("file_without_rows")
    return Source(FORMAT, frozenset(headings.places), read, height=content.count(b"\n"))


def encoding_of(content: bytes) -> str:
    """Tell how bytes are to be read: by their mark, as UTF-8, or as Windows has written text for decades."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return encoding
    raise FileRefused("file_not_spreadsheet")


def _separator(lines: TextIO) -> str:
    """Choose the separator under which the first filled line names most known columns."""
    pieces = iter(lambda: lines.readline(_LONGEST_HEADING), "")
    first = next((line for line in pieces if line.strip(" \t;,|\"'\r\n")), "")
    best = max(_SEPARATORS, key=lambda separator: _known(first, separator))
    if _known(first, best) < _ENOUGH:
        raise FileRefused("file_csv_without_heading")
    return best


def _known(line: str, separator: str) -> int:
    cells = next(csv.reader([line], delimiter=separator), [])
    return sum(column_of(heading_text(cell)) is not None for cell in cells)


def _headings(records: Iterator[tuple[int, list[str]]]) -> Headings:
    for line, cells in records:
        if any(cell.strip() for cell in cells):
            return read_headings(cells, line)
    raise FileRefused("file_empty")


def records(
    lines: TextIO, separator: str, *, most_columns: int = MAX_COLUMNS
) -> Iterator[tuple[int, list[str]]]:
    """Yield records with the number of the line on which each one starts: quoted cells may span lines."""
    reader = csv.reader(lines, delimiter=separator)
    start = 1
    try:
        for count, cells in enumerate(reader, start=1):
            if count > MAX_ROWS:
                raise FileRefused("file_too_many_rows", limit=MAX_ROWS)
            if len(cells) > most_columns:
                raise FileRefused("file_too_many_columns", limit=most_columns)
            yield start, cells
            start = reader.line_num + 1
    except csv.Error as problem:
        raise FileRefused("file_csv_broken", line=start) from problem
