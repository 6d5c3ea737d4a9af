"""Tables as they come: headings of every office, numbers that Excel spoilt, old encodings; all of it is named."""

import io
from datetime import date
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from pendopo.matching.formats.table import open_table
from pendopo.matching.rules.columns import FIELDS, guess, mapping_problem
from pendopo.matching.rules.reading import identity_text, read_line
from pendopo.matching.rules.reasons import codes_of
from pendopo.people.formats.refusal import FileRefused

TODAY = date(2026, 11, 21)


def book(*sheets: list[list[Any]]) -> bytes:
    stream = io.BytesIO()
    made = xlsxwriter.Workbook(stream, {"in_memory": True})
    for rows in sheets:
        sheet = made.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    made.close()
    return stream.getvalue()


@pytest.mark.parametrize(
    ("headings", "expected"),
    [
        (["NO", "NAMA PENERIMA", "NIK", "NO. KK", "ALAMAT"], {"nama": 1, "nik": 2, "kk": 3, "alamat": 4}),
        (["id_dtks", "nama_art", "noktp_art", "jk"], {"nama": 1, "jk": 3}),
        (["Nama Lengkap", "Tgl. Lahir", "L/P", "Desa/Kel."], {"nama": 0, "tgl_lahir": 1, "jk": 2, "desa": 3}),
        (["NIK", "NIK", "Nama"], {"nik": 0, "nama": 2}),
    ],
)
def test_headings_of_many_offices_are_recognised(headings: list[str], expected: dict[str, int]) -> None:
    found = guess(headings)
    assert {name: found.get(name) for name in expected} == expected
    assert len(set(found.values())) == len(found)


@given(st.lists(st.text(max_size=20), max_size=12))
def test_a_guess_never_gives_a_column_away_twice(headings: list[str]) -> None:
    found = guess(headings)
    assert len(set(found.values())) == len(found)
    assert set(found) <= set(FIELDS)


@pytest.mark.parametrize(
    ("mapping", "problem"),
    [
        ({"nik": 0}, "name_missing"),
        ({"nama": 0}, "anchor_missing"),
        ({"nama": 0, "nik": 0}, "column_twice"),
        ({"nama": 0, "nik": 9}, "column_unknown"),
        ({"nama": 0, "nik": 1, "gaji": 2}, "column_unknown"),
        ({"nama": 0, "nik": 1}, None),
    ],
)
def test_what_is_wrong_with_a_mapping_is_named(mapping: dict[str, int], problem: str | None) -> None:
    assert mapping_problem(mapping, 3) == problem


def read(**cells: Any) -> Any:
    names = list(cells)
    return read_line(
        2, [cells[name] for name in names], {name: n for n, name in enumerate(names)}, today=TODAY
    )


@pytest.mark.parametrize(
    ("cell", "digits", "note"),
    [
        ("3206130403700001", "3206130403700001", ""),
        ("'3206130403700001", "3206130403700001", ""),
        ("3206.1304.0370.0001", "3206130403700001", ""),
        (3206130403700000.0, "3206130403700000", "nik_rounded"),
        ("3.20613E+15", "3206130000000000", "nik_rounded"),
        ("320613040370000", "320613040370000", "nik_15_digits"),
        ("32061304", "32061304", "nik_length"),
        ("0000000000000000", "0000000000000000", "nik_empty"),
        ("1111111111111111", "1111111111111111", "nik_repeated"),
        ("", "", "nik_empty"),
        (None, "", "nik_empty"),
        ("belum punya", "", "nik_empty"),
    ],
)
def test_a_spoilt_number_is_kept_and_named(cell: Any, digits: str, note: str) -> None:
    values = read(nama="Asep", nik=cell)
    assert values.nik == digits
    assert [found for found in values.notes if found.startswith("nik")] == ([note] if note else [])


def test_odd_dates_and_sexes_are_named_and_the_line_stays() -> None:
    values = read(nama="Asep", nik="3206130403700001", tgl_lahir="31 Foo 1990", jk="??")
    assert values.birth_date is None
    assert {"birth_unread", "sex_unread"} <= set(values.notes)
    assert "birth_new_year" in read(nama="Asep", tgl_lahir="01-01-1970").notes
    assert read(nama="Asep", tgl_lahir="17/08/1945", jk="Perempuan").sex == "P"
    assert "name_empty" in read(nama="", nik="3206130403700001").notes
    assert read(nama="", nik="").is_blank


def test_rt_and_rw_are_three_digits_whatever_was_written() -> None:
    values = read(nama="Asep", rt="RT 3", rw=7.0, dusun="Cibolang")
    assert (values.rt, values.rw, values.hamlet) == ("003", "007", "Cibolang")


@given(st.one_of(st.none(), st.text(), st.floats(), st.integers(), st.booleans()))
def test_any_cell_becomes_digits_or_nothing(cell: Any) -> None:
    text = identity_text(cell)
    assert text == "" or text.isdigit()


def test_the_headings_may_stand_below_a_title_and_on_another_sheet() -> None:
    title = [["DAFTAR PENERIMA BANTUAN"], ["Tahun 2026"], []]
    rows: list[list[Any]] = [["No", "Nama Penerima", "NIK"], [1, "Asep", "3206130403700001"], [2, "Euis", ""]]
    table = open_table(book([["Catatan"], ["abc"]], [*title, *rows]))
    assert table.headings == ("No", "Nama Penerima", "NIK")
    assert [number for number, _ in table.lines()] == [5, 6]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_a_csv_file_of_any_office_is_read(encoding: str, separator: str) -> None:
    text = separator.join(["NIK", "Nama"]) + "\r\n" + separator.join(["3206130403700001", "Désa Né"]) + "\r\n"
    table = open_table(text.encode(encoding))
    assert [cells for _, cells in table.lines()] == [["3206130403700001", "Désa Né"]]


@pytest.mark.parametrize(
    "content", [b"", b"\x89PNG\r\n", b"<html><table>", b"satu\ndua\n", b"PK\x03\x04rusak"]
)
def test_what_is_no_table_is_refused(content: bytes) -> None:
    with pytest.raises(FileRefused):
        open_table(content)


def test_the_engines_sentences_become_codes_again() -> None:
    text = (
        "NIK sama, tetapi nama dan tanggal lahir berbeda. Mungkin NIK anggota keluarga. Nama mungkin nama panggilan. "
        "3 anggota keluarga lain padan ke KK yang sama. Sesuatu yang baru. Tanggal lahir sama."
    )
    assert codes_of(text) == (
        "nik.relative",
        "name.call_name",
        "household:3",
        "Sesuatu yang baru.",
        "birth.equal",
    )
    assert codes_of("") == ()


@given(st.text(max_size=80))
def test_any_sentence_comes_to_an_end(text: str) -> None:
    assert all(codes_of(text)) or not text.strip()
