"""Opens any resident file by what is in it; the name of the file decides nothing."""

from pathlib import Path
from typing import Final

from pendopo.people.formats.bip import open_bip
from pendopo.people.formats.csv_file import open_csv
from pendopo.people.formats.grid import Grid, open_grids
from pendopo.people.formats.html_table import FORMAT as HTML
from pendopo.people.formats.html_table import open_html
from pendopo.people.formats.refusal import FileRefused
from pendopo.people.formats.source import Source
from pendopo.people.formats.workbook import open_workbook

MAX_BYTES: Final = 50 * 1024 * 1024
_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FOREIGN: Final = (
    (b"%PDF", "file_is_pdf"),
    (b"\xff\xd8\xff", "file_is_picture"),
    (b"\x89PNG", "file_is_picture"),
    (b"GIF8", "file_is_picture"),
    (b"RIFF", "file_is_picture"),
    (b"Rar!", "file_is_archive"),
    (b"7z\xbc\xaf\x27\x1c", "file_is_archive"),
    (b"\x1f\x8b", "file_is_archive"),
    (b"{\\rtf", "file_not_spreadsheet"),
    (b"MZ", "file_not_spreadsheet"),
    (b"\x7fELF", "file_not_spreadsheet"),
)
_HTML: Final = (b"<html", b"<!doctype html", b"<table", b"<head", b"<body", b"<meta", b"<style")


def open_file(file: Path | bytes, *, max_bytes: int = MAX_BYTES) -> Source:
    """Choose the reader by content and give the residents' lines, or raise `FileRefused` with the reason."""
    size = len(file) if isinstance(file, bytes) else file.stat().st_size
    if size == 0:
        raise FileRefused("file_empty")
    if size > max_bytes:
        raise FileRefused("file_too_large", megabytes=size // 1_000_000, limit=max_bytes // 1_000_000)
    start = file[:2048] if isinstance(file, bytes) else _start(file)
    if _is_html(start):
        source = open_workbook(open_html(file if isinstance(file, bytes) else file.read_bytes()), HTML)
        if source is not None:
            return source
    refuse_foreign(start)
    if start.startswith((_ZIP, _OLE)):
        return _open_spreadsheet(open_grids(file))
    return open_csv(file if isinstance(file, bytes) else file.read_bytes())


def _start(path: Path) -> bytes:
    with path.open("rb") as stream:
        return stream.read(2048)


def refuse_foreign(start: bytes) -> None:
    for magic, code in _FOREIGN:
        if start.startswith(magic):
            raise FileRefused(code)
    text = _plain(start)
    if _is_html(start):
        raise FileRefused("file_is_html")
    if text.startswith(b"<?xml"):
        raise FileRefused("file_other_spreadsheet")
    if not text:
        raise FileRefused("file_empty")


def _plain(start: bytes) -> bytes:
    return start.lstrip(b"\xef\xbb\xbf \t\r\n").lower()


def _is_html(start: bytes) -> bool:
    text = _plain(start)
    return text.startswith(_HTML) or (text.startswith(b"<?xml") and b"<html" in text)


def _open_spreadsheet(grids: list[Grid]) -> Source:
    source = open_bip(grids) or open_workbook(grids)
    if source is not None:
        return source
    if all(grid.height == 0 for grid in grids):
        raise FileRefused("file_empty")
    raise FileRefused("file_without_columns")
