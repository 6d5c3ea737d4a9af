"""Looks through the zip of an .xlsx or .ods before anything else unpacks it: bombs, lying sizes, spoilt cells."""

import copy
import html
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO, Final

from pendopo.people.formats.refusal import FileRefused
from pendopo.people.rules.cells import CELL_ERROR, CELL_UNCALCULATED

MAX_UNPACKED: Final = 500 * 1024 * 1024
MAX_RATIO: Final = 200
MAX_ENTRIES: Final = 2_000
MAX_ROWS: Final = 1_000_000
MAX_COLUMNS: Final = 500
# The reader lays a sheet out as a full grid of 32 bytes a cell, so one far corner cell can ask for gigabytes.
MAX_GRID: Final = 64_000_000
_MAX_SPOILT: Final = 50_000
_CHUNK: Final = 1 << 20
_SMALL: Final = 1 << 20
_LARGEST_PART: Final = 20 * 1024 * 1024
_HEADING_ROWS: Final = 40  # further down a merged cell is nobody's heading
_LONGEST_TYPE: Final = 100
_LONGEST_CELL: Final = 1 << 17

_SHEET_PATH = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
_ROW = re.compile(rb'<(?:\w+:)?row [^<>]*?\br="(\d{1,9})"')
_CELL_END = re.compile(rb"</(?:\w+:)?(?:c|row)>")
_UNCALCULATED = re.compile(
    rb'<(?:\w+:)?c r="([A-Z]{1,3}\d{1,7})"[^<>]*><(?:\w+:)?f(?:/>| [^<>]*/>|(?: [^<>]*)?>[^<]*</(?:\w+:)?f>)'
    rb"(?:<(?:\w+:)?v/>|<(?:\w+:)?v></(?:\w+:)?v>)?</(?:\w+:)?c>"
)
_ERROR_CELL = re.compile(rb'<(?:\w+:)?c r="([A-Z]{1,3}\d{1,7})"[^<>]*? t="e"')
# Column SF is the 500th; a name of three letters, or of two that sort after SF, lies beyond it.
_FAR_COLUMN = re.compile(rb' r="(?:[A-Z]{3}|[T-Z][A-Z]|S[G-Z])\d')
_WIDE_COLUMN = re.compile(rb' r="(?:[C-Z][A-Z]|B[J-Z])\d')  # beyond BI, the 61st
_MERGE = re.compile(rb'<(?:\w+:)?mergeCell ref="([A-Z]{1,3}\d{1,7}):([A-Z]{1,3}\d{1,7})"')
_SHEET_TAG = re.compile(r"<(?:\w+:)?sheet\b[^<>]*>")
_RELATION_TAG = re.compile(r"<(?:\w+:)?Relationship\b[^<>]*>")
_ATTRIBUTE = re.compile(r'(?<![\w:])([\w:]+)="([^"]*)"')
_REFERENCE = re.compile(r"(?<![A-Z])([A-Z]+)(\d+)")

Position = tuple[int, int]

# What zipfile raises on broken archives; a negative seek is a plain ValueError.
BROKEN: Final = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    OSError,
    OverflowError,
    ValueError,
)


@dataclass(slots=True)
class SheetScan:
    """What a pass over the bytes of one sheet found: its size, merged cells, and cells without a value of their own."""

    path: str = ""
    rows: int = 0
    merges: list[tuple[Position, Position]] = field(default_factory=list)
    wide: bool = False
    spoilt: dict[Position, str] = field(default_factory=dict)


def scan_container(stream: IO[bytes]) -> dict[str, SheetScan]:
    """Refuse a dangerous or broken container; otherwise give what was seen, by sheet name."""
    try:
        with zipfile.ZipFile(stream) as archive:
            entries = archive.infolist()
            _check_directory(entries)
            _check_kind(archive)
            scans = {entry.filename: _unpack(archive, entry) for entry in entries}
            if _is_open_document(archive):
                return {}
            sheets = {name: scans[path] for name, path in _sheet_paths(archive).items() if path in scans}
            if not sheets:
                raise FileRefused("file_damaged")
            return {name: scan for name, scan in sheets.items() if _SHEET_PATH.fullmatch(scan.path)}
    except BROKEN as problem:
        raise FileRefused("file_damaged") from problem


def _check_directory(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MAX_ENTRIES:
        raise FileRefused("file_bomb")
    if any(entry.flag_bits & 1 for entry in entries):
        raise FileRefused("file_password")
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    if unpacked > MAX_UNPACKED or (unpacked > _SMALL and unpacked > MAX_RATIO * max(packed, 1)):
        raise FileRefused("file_bomb")


def _check_kind(archive: zipfile.ZipFile) -> None:
    names = set(archive.namelist())
    if "xl/workbook.xml" in names:
        return
    if _is_open_document(archive):
        return
    if "content.xml" in names or "xl/workbook.bin" in names:
        raise FileRefused("file_other_spreadsheet")
    raise FileRefused("file_not_spreadsheet")


def _is_open_document(archive: zipfile.ZipFile) -> bool:
    """Tell whether this is an .ods; it has no merged cells to read and no formula without its value."""
    if "mimetype" not in archive.namelist() or archive.getinfo("mimetype").file_size > _LONGEST_TYPE:
        return False
    return archive.read("mimetype").strip() == b"application/vnd.oasis.opendocument.spreadsheet"


def _unpack(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> SheetScan:
    scan = SheetScan(entry.filename)
    is_sheet = _SHEET_PATH.fullmatch(entry.filename) is not None
    # The declared size is only a claim; asked for one byte more than allowed, the reader shows what comes out.
    honest = copy.copy(entry)
    honest.file_size = MAX_UNPACKED + 1
    size, rest = 0, b""
    with archive.open(honest) as unpacked:
        while chunk := unpacked.read(_CHUNK):
            size += len(chunk)
            if size > entry.file_size:
                raise FileRefused("file_bomb")
            rest = _look(scan, rest + chunk, is_sheet=is_sheet)
    if size != entry.file_size:
        raise FileRefused("file_damaged")
    return scan


def _look(scan: SheetScan, text: bytes, *, is_sheet: bool) -> bytes:
    """Look at all complete cells of a piece of a sheet and give back the unfinished end."""
    if not is_sheet:
        return b""
    end = 0
    for match in _CELL_END.finditer(text, max(0, len(text) - _LONGEST_CELL)):
        end = match.end()
    whole = text[:end] if end else text
    _measure(scan, whole)
    if b"mergeCell" in text:
        _collect_merges(scan, text)
    if b"<f" in whole or b":f" in whole:
        _collect(scan, _UNCALCULATED, whole, CELL_UNCALCULATED)
    if b't="e"' in whole:
        _collect(scan, _ERROR_CELL, whole, CELL_ERROR)
    return text[end:] if end else b""


def _measure(scan: SheetScan, text: bytes) -> None:
    numbers = _ROW.findall(text)
    if numbers:
        scan.rows = max(scan.rows, *map(int, numbers))
    if _FAR_COLUMN.search(text):
        raise FileRefused("file_too_many_columns", limit=MAX_COLUMNS)
    if not scan.wide and _WIDE_COLUMN.search(text):
        scan.wide = True
    if scan.rows > MAX_ROWS or scan.rows * (MAX_COLUMNS if scan.wide else 61) > MAX_GRID:
        raise FileRefused("file_too_many_rows", limit=MAX_ROWS)
    # A cell may name a row far below the row that holds it, and the reader believes the cell.
    digits = max(len(str(scan.rows)), 2)
    if re.search(rb' r="[A-Z]{1,3}\d{%d,}"' % (digits + 1), text):
        raise FileRefused("file_damaged")


def _collect_merges(scan: SheetScan, text: bytes) -> None:
    for first, last in _MERGE.findall(text):
        merge = position(first.decode("ascii")), position(last.decode("ascii"))
        if merge[0][0] < _HEADING_ROWS and merge not in scan.merges:
            scan.merges.append(merge)


def _collect(scan: SheetScan, pattern: re.Pattern[bytes], text: bytes, marker: str) -> None:
    for match in pattern.finditer(text):
        scan.spoilt[position(match[1].decode("ascii"))] = marker
    if len(scan.spoilt) > _MAX_SPOILT:
        raise FileRefused("file_uncalculated")


def position(reference: str) -> Position:
    """Turn "B3" into (row 2, column 1), counted from 0."""
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        raise FileRefused("file_damaged")
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return int(match[2]) - 1, column - 1


def _sheet_paths(archive: zipfile.ZipFile) -> dict[str, str]:
    relations = part_text(archive, "xl/_rels/workbook.xml.rels")
    targets = {tag.get("Id", ""): tag.get("Target", "") for tag in _tags(_RELATION_TAG, relations)}
    sheets = _tags(_SHEET_TAG, part_text(archive, "xl/workbook.xml"))
    return {sheet.get("name", ""): _path(targets.get(_relation(sheet), "")) for sheet in sheets}


def part_text(archive: zipfile.ZipFile, path: str) -> str:
    """Read one of the small parts of a workbook; no honest one is large, and a missing one is empty."""
    if path not in archive.namelist():
        return ""
    if archive.getinfo(path).file_size > _LARGEST_PART:
        raise FileRefused("file_damaged")
    return archive.read(path).decode("utf-8")


def _relation(sheet: dict[str, str]) -> str:
    """Take the attribute "id" of whatever prefix the writer chose for relationships."""
    return next((value for name, value in sheet.items() if name.endswith(":id")), "")


def _tags(pattern: re.Pattern[str], text: str) -> Iterator[dict[str, str]]:
    for match in pattern.finditer(text):
        yield {name: html.unescape(value) for name, value in _ATTRIBUTE.findall(match[0])}


def _path(target: str) -> str:
    return target.lstrip("/") if target.startswith(("/xl/", "xl/")) else f"xl/{target}"
