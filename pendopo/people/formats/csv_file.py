"""CSV with a heading line: any usual separator and encoding. It becomes the one sheet of a workbook."""

import codecs
import csv
import io
from collections.abc import Iterator
from itertools import islice
from typing import Final, TextIO

from pendopo.people.formats.container import MAX_COLUMNS, MAX_ROWS
from pendopo.people.formats.grid import Cells, Grid
from pendopo.people.formats.headings import HEADING_LINES, heading_text
from pendopo.people.formats.refusal import FileRefused
from pendopo.people.formats.source import Source
from pendopo.people.formats.workbook import open_workbook
from pendopo.people.rules.columns import column_of
from pendopo.ui.tables import unguarded

FORMAT = "csv"
_SEPARATORS: Final = (",", ";", "\t", "|")
_LONGEST_HEADING: Final = 20_000
_ENOUGH: Final = 2


def open_csv(content: bytes) -> Source:
    """Read a CSV file with a line that names the columns."""
    encoding = encoding_of(content)

    def lines() -> TextIO:
        return io.TextIOWrapper(io.BytesIO(content), encoding=encoding, newline="")

    separator = _separator(lines())

    def rows() -> Iterator[tuple[int, Cells]]:
        for line, cells in records(lines(), separator):
            yield line, [unguarded(cell) for cell in cells]

    source = open_workbook([Grid("", content.count(b"\n"), rows)], FORMAT, _ENOUGH)
    if source is None:
        raise FileRefused("file_csv_without_heading")
    return source


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
    """Choose the separator under which one of the first filled lines names most known columns."""
    pieces = iter(lambda: lines.readline(_LONGEST_HEADING), "")
    first = list(islice((line for line in pieces if line.strip(" \t;,|\"'\r\n")), HEADING_LINES))
    scores = {mark: max((_known(line, mark) for line in first), default=0) for mark in _SEPARATORS}
    best = max(_SEPARATORS, key=scores.__getitem__)
    if scores[best] < _ENOUGH:
        raise FileRefused("file_csv_without_heading")
    return best


def _known(line: str, separator: str) -> int:
    try:
        cells = next(csv.reader([line], delimiter=separator), [])
    except csv.Error:
        return 0
    return sum(column_of(heading_text(cell)) is not None for cell in cells)


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
