"""Writes small .xls files for tests: a compound file with one BIFF8 workbook in it, as Excel 97 lays it out."""

import struct
from collections.abc import Sequence
from datetime import date

_SECTOR = 512
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def xls(*sheets: tuple[str, Sequence[Sequence[object]]]) -> bytes:
    """Write sheets of cells; dates become date cells, numbers numbers, everything else text."""
    return _compound(_workbook(sheets))


def _record(kind: int, content: bytes) -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def _workbook(sheets: Sequence[tuple[str, Sequence[Sequence[object]]]]) -> bytes:
    bodies = [_sheet(rows) for _name, rows in sheets]
    names = [name.encode("utf-16-le") for name, _rows in sheets]
    head = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0))
    # two cell formats: general, and the built-in day-month-year
    formats = b"".join(_record(0x00E0, struct.pack("<HHH14x", 0, number, 0)) for number in (0, 14))
    listed = sum(4 + 8 + len(name) for name in names)
    start = len(head) + len(formats) + listed + 4
    entries = b""
    for name, body in zip(names, bodies, strict=True):
        entries += _record(0x0085, struct.pack("<IHBB", start, 0, len(name) // 2, 1) + name)
        start += len(body)
    return head + formats + entries + _record(0x000A, b"") + b"".join(bodies)


def _sheet(rows: Sequence[Sequence[object]]) -> bytes:
    made = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0))
    width = max((len(cells) for cells in rows), default=0)
    made += _record(0x0200, struct.pack("<IIHHH", 0, len(rows), 0, width, 0))
    for line, cells in enumerate(rows):
        for place, cell in enumerate(cells):
            if cell is not None and cell != "":
                made += _cell(line, place, cell)
    return made + _record(0x000A, b"")


def _cell(line: int, place: int, cell: object) -> bytes:
    if isinstance(cell, date):
        days = (cell - date(1899, 12, 30)).days
        return _record(0x0203, struct.pack("<HHHd", line, place, 1, days))
    if isinstance(cell, (int, float)):
        return _record(0x0203, struct.pack("<HHHd", line, place, 0, cell))
    text = str(cell).encode("utf-16-le")
    return _record(0x0204, struct.pack("<HHHHB", line, place, 0, len(text) // 2, 1) + text)


def _compound(stream: bytes) -> bytes:
    """Put one stream into a compound file: allocation table, directory, then the stream in a row."""
    stream += bytes(-max(len(stream), 4096) % _SECTOR + max(4096 - len(stream), 0))
    count = len(stream) // _SECTOR
    assert count + 2 <= _SECTOR // 4, "too long for one allocation sector"
    table = [_FAT, _END, *range(3, count + 2), _END]
    table += [_FREE] * (_SECTOR // 4 - len(table))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, _END, 0, _END, 0)
    head += struct.pack("<I", 0) + struct.pack("<I", _FREE) * 108
    folder = _entry("Root Entry", 5, _END, 0, child=1) + _entry("Workbook", 2, 2, len(stream))
    return head + struct.pack("<128I", *table) + folder.ljust(_SECTOR, b"\0") + stream


def _entry(name: str, kind: int, start: int, size: int, child: int = _FREE) -> bytes:
    text = name.encode("utf-16-le")
    made = text.ljust(64, b"\0") + struct.pack("<HBB", len(text) + 2, kind, 1)
    return made + struct.pack("<III", _FREE, _FREE, child) + bytes(36) + struct.pack("<IQ", start, size)
