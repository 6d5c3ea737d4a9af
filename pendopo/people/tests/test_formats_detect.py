"""Files that are not what they seem: refused with a reason, never with a traceback."""

import io
import struct
import sys
import zipfile
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pendopo.people.formats import container, laid_out
from pendopo.people.formats.detect import open_file
from pendopo.people.formats.refusal import FileRefused
from pendopo.people.rules.messages import MESSAGES, text
from pendopo.people.tests.sheets import SITI, residents, workbook

GOOD = workbook(("Data Penduduk", residents(SITI)))


def refused(content: Any, **limits: Any) -> Any:
    with pytest.raises(FileRefused) as caught:
        open_file(content, **limits)
    assert caught.value.code in MESSAGES
    text(caught.value.code, caught.value.params)
    return caught.value.code


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file_empty"),
        (b"  \n \n", "file_empty"),
        (b"%PDF-1.7 ...", "file_is_pdf"),
        (b"\xff\xd8\xff\xe0 JFIF", "file_is_picture"),
        (b"\x89PNG\r\n\x1a\n", "file_is_picture"),
        (b"Rar!\x1a\x07", "file_is_archive"),
        (b"\x1f\x8b\x08", "file_is_archive"),
        (b"<html><table><tr><td>nik</td></tr></table></html>", "file_is_html"),
        (b"\xef\xbb\xbf\r\n<!DOCTYPE html><html>", "file_is_html"),
        (b"<table><tr><td>nik", "file_is_html"),
        (
            b"<?xml version='1.0'?><Workbook xmlns='urn:schemas-microsoft-com:office:spreadsheet'>",
            "file_other_spreadsheet",
        ),
        (b"{\\rtf1 nik nama}", "file_not_spreadsheet"),
        (b"\x00\x01\x02\x03" * 50, "file_not_spreadsheet"),
        (b"PK\x03\x04" + b"x" * 200, "file_damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 2000, "file_damaged"),
        (b"halo dunia", "file_csv_without_heading"),
    ],
)
def test_the_content_decides(content: Any, code: Any) -> None:
    assert refused(content) == code


def test_a_protected_workbook_is_recognised() -> None:
    content = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + b"\x00" * 600
        + "EncryptedPackage".encode("utf-16-le")
        + b"\x00" * 600
    )
    assert refused(content) == "file_password"


def test_a_file_above_the_limit_is_not_opened(tmp_path: Any) -> None:
    path = tmp_path / "besar.xlsx"
    with path.open("wb") as stream:
        stream.truncate(60_000_000)
    assert refused(path) == "file_too_large"
    assert refused(GOOD, max_bytes=100) == "file_too_large"
    path.write_bytes(GOOD)
    assert open_file(path).format == "workbook"


def _zip(*entries: Any, compression: Any = zipfile.ZIP_DEFLATED) -> Any:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", compression) as archive:
        for name, data in entries:
            archive.writestr(name, data)
    return content.getvalue()


def test_other_containers_are_told_apart() -> None:
    assert refused(_zip(("word/document.xml", "<x/>"))) == "file_not_spreadsheet"
    assert refused(_zip(("content.xml", "<x/>"))) == "file_other_spreadsheet"
    assert refused(_zip(("xl/workbook.bin", "x"))) == "file_other_spreadsheet"
    assert refused(_zip(("xl/workbook.xml", "<x/>"))) == "file_damaged"


def test_a_bomb_is_refused_by_its_directory() -> None:
    assert (
        refused(_zip(("xl/workbook.xml", "<x/>"), ("xl/worksheets/sheet1.xml", b" " * 30_000_000)))
        == "file_bomb"
    )
    many = [(f"xl/{number}.xml", "") for number in range(container.MAX_ENTRIES + 1)]
    assert refused(_zip(*many)) == "file_bomb"


def test_a_directory_that_lies_about_sizes_is_refused(monkeypatch: Any) -> None:
    honest = _zip(("xl/workbook.xml", "<x/>"), ("xl/media/a.bin", b" " * 900_000))
    place = honest.rindex(b"PK\x01\x02")
    lying = honest[: place + 24] + struct.pack("<I", 1000) + honest[place + 28 :]
    with zipfile.ZipFile(io.BytesIO(lying)) as archive:
        assert archive.infolist()[1].file_size == 1000
    assert refused(lying) == "file_bomb"


def test_an_encrypted_entry_is_refused() -> None:
    content = bytearray(_zip(("xl/workbook.xml", "<x/>")))
    place = content.rindex(b"PK\x01\x02")
    content[place + 8] |= 1
    assert refused(bytes(content)) == "file_password"


def test_a_cut_off_workbook_is_refused() -> None:
    for length in (100, len(GOOD) // 2, len(GOOD) - 30):
        assert refused(GOOD[:length]) == "file_damaged"


@settings(max_examples=150, deadline=None)
@example(len(GOOD) - 6, 1)
@given(st.integers(0, len(GOOD) - 1), st.integers(0, 255))
def test_one_wrong_byte_gives_rows_or_a_reason(place: Any, byte: Any) -> None:
    spoilt = GOOD[:place] + bytes([byte]) + GOOD[place + 1 :]
    try:
        list(open_file(spoilt))
    except FileRefused as found:
        assert found.code in MESSAGES


@settings(max_examples=150, deadline=None)
@given(
    st.binary(max_size=300),
    st.sampled_from([b"", b"PK\x03\x04", b"nama;nik\n"]),
)
def test_any_bytes_give_rows_or_a_reason(tail: Any, start: Any) -> None:
    try:
        list(open_file(start + tail))
    except FileRefused as found:
        assert found.code in MESSAGES


def _compound(fat_sectors: int, difat_start: int, difat_sectors: int) -> bytes:
    """Write the head of an old .xls whose own account of its parts is absurd."""
    head = bytearray(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 504)
    struct.pack_into("<HHHHH", head, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into(
        "<IIIIIIIII", head, 44, fat_sectors, 0, 0, 4096, 0, 0xFFFFFFFE, difat_start, difat_sectors, 0
    )
    return bytes(head) + b"\xff" * 4096


@pytest.mark.parametrize(
    "content",
    [
        _compound(0x7FFFFFFF, 0, 0x7FFFFFFF),
        _compound(1, 0, 1),
        _compound(1, 0xFFFFFFFE, 0),
        _compound(0, 0xFFFFFFFE, 0)[:600],
    ],
)
def test_an_absurd_xls_ends_a_child_and_not_this_process(content: bytes) -> None:
    assert refused(content) == "file_damaged"


def test_the_reading_child_has_its_own_end(monkeypatch: pytest.MonkeyPatch) -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 2000
    monkeypatch.setattr(laid_out, "_SECONDS", 0.001)
    assert refused(ole) == "file_damaged"
    monkeypatch.setattr(laid_out, "_SECONDS", 20)
    monkeypatch.setattr(sys, "executable", "false")
    assert refused(ole) == "file_damaged"
