"""CSV in the dialects that offices produce."""

import codecs
from typing import Any

import pytest

from pendopo.people.formats.detect import open_file
from pendopo.people.formats.refusal import FileRefused
from pendopo.people.tests.sheets import SITI

NIK = SITI["nik"]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_separators_and_encodings(separator: Any, encoding: Any) -> None:
    text = separator.join(["NIK", "Nama", "JK"]) + "\r\n" + separator.join([NIK, "José", "L"]) + "\r\n"
    source = open_file(text.encode(encoding))
    assert source.format == "csv"
    assert list(source) == [(2, {"nik": NIK, "nama": "José", "sex": "L"})]


def test_quoted_line_breaks_keep_the_line_numbers() -> None:
    text = f'nik;nama;alamat\n{NIK};Siti;"Kp. Cikole;\nRT 2"\n;Ujang;-\n'
    assert [(line, cells["nama"]) for line, cells in open_file(text.encode())] == [(2, "Siti"), (4, "Ujang")]


def test_blank_lines_and_short_lines_are_tolerated() -> None:
    text = f"\n\nnik,nama,sex\n\n{NIK},Siti\n"
    assert list(open_file(text.encode())) == [(5, {"nik": NIK, "nama": "Siti"})]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("nik;nama\n", "file_without_rows"),
        (f"{NIK};Siti;P\n", "file_csv_without_heading"),
        ("nik;sex\n1;2\n", "file_column_missing"),
        ("nik;nama\n1;" + "x" * 200_000 + "\n", "file_csv_broken"),
        ("nik;nama" + ";" * 600 + "\n1;2\n", "file_too_many_columns"),
    ],
)
def test_what_is_wrong_is_said(text: Any, code: Any) -> None:
    with pytest.raises(FileRefused) as caught:
        list(open_file(text.encode()))
    assert caught.value.code == code


def test_a_byte_order_mark_alone_is_an_empty_file() -> None:
    with pytest.raises(FileRefused) as caught:
        open_file(codecs.BOM_UTF8)
    assert caught.value.code == "file_empty"
