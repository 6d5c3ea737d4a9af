"""Lists as offices hold them, for site and command alike: whose columns, which village, dates of every kind."""

import csv
import io
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pendopo.matching.engine.run import match_files
from pendopo.matching.formats.table import open_table
from pendopo.matching.rules.columns import OWN_VILLAGE, guess, mapping_problem
from pendopo.matching.rules.reading import read_line
from pendopo.matching.tests.village import people, read_result, write_csv

TODAY = date(2026, 11, 30)

# Headings of a file, and which of them holds what.
HEADINGS: dict[str, dict[str, str]] = {
    "NO|NAMA KPM|NIK KPM|TGL LAHIR ART|ALAMAT": {"nama": "NAMA KPM", "nik": "NIK KPM", "alamat": "ALAMAT"},
    "NAMA KPM|NAMA ART|NIK ART|TGL LAHIR ART|JK ART": {
        "nama": "NAMA ART", "nik": "NIK ART", "tgl_lahir": "TGL LAHIR ART", "jk": "JK ART",
    },
    "NIK_DTKS|NAMA|NO KK DTKS": {"nik": "NIK_DTKS", "nama": "NAMA", "kk": "NO KK DTKS"},
    "NAMA PENGURUS|NIK PENGURUS|NO KK": {"nama": "NAMA PENGURUS", "nik": "NIK PENGURUS", "kk": "NO KK"},
    "Nama|NIK KPM|Tempat/Tgl Lahir": {"nama": "Nama", "nik": "NIK KPM", "tgl_lahir": "Tempat/Tgl Lahir"},
    "Nama|NIK KPM|NIK ART|TTL": {"nama": "Nama", "tgl_lahir": "TTL"},
    "Nama Ibu Kandung|Nama Lengkap|NIK": {"nama": "Nama Lengkap", "nik": "NIK"},
    "Nama Program|NIK|Tgl Lahir": {"nik": "NIK", "tgl_lahir": "Tgl Lahir"},
    "NAMA KEPALA KELUARGA|NIK KEPALA KELUARGA|NOMOR KK": {
        "nama": "NAMA KEPALA KELUARGA", "nik": "NIK KEPALA KELUARGA", "kk": "NOMOR KK",
    },
    "Nama Penerima|NIK Penerima|Tanggal Lahir": {
        "nama": "Nama Penerima", "nik": "NIK Penerima", "tgl_lahir": "Tanggal Lahir",
    },
    "No|Nama|L/P|Tanggal Lahir|RT|RW": {
        "nama": "Nama", "jk": "L/P", "tgl_lahir": "Tanggal Lahir", "rt": "RT", "rw": "RW",
    },
}  # fmt: skip


@pytest.mark.parametrize("headings", HEADINGS)
def test_columns_of_two_people_are_never_joined(headings: str) -> None:
    named = headings.split("|")
    assert {field: named[place] for field, place in guess(named).items()} == HEADINGS[headings]


# What stands in a cell of birth dates, and what it says: day, place, whether it is counted as unreadable.
CELLS: list[tuple[object, date | None, str, bool]] = [
    ("12 Mei 1980", date(1980, 5, 12), "", False),
    ("29344", date(1980, 5, 3), "", False),
    (29344, date(1980, 5, 3), "", False),
    ("1984-15-07", None, "", True),
    ("Tasikmalaya, 12-05-1980", date(1980, 5, 12), "Tasikmalaya", False),
    ("TASIKMALAYA / 12 MEI 1980", date(1980, 5, 12), "TASIKMALAYA", False),
    ("Kab. Bandung 1980-05-12", date(1980, 5, 12), "Kab. Bandung", False),
    ("Tasikmalaya,\n12-05-1980", date(1980, 5, 12), "Tasikmalaya", False),
    ("Tasikmalaya", None, "", True),
    ("12–05–1980", date(1980, 5, 12), "", False),
    ("", None, "", False),
]


@pytest.mark.parametrize(("cell", "born", "place", "unread"), CELLS)
def test_a_birth_date_is_read_or_counted(cell: object, born: date | None, place: str, unread: bool) -> None:
    values = read_line(2, ["Asep", cell], {"nama": 0, "tgl_lahir": 1}, today=TODAY)
    assert (values.birth_date, values.birth_place, "birth_unread" in values.notes) == (born, place, unread)


def test_a_place_of_its_own_stays_beside_a_joined_cell() -> None:
    mapping = {"nama": 0, "tgl_lahir": 1, "tempat_lahir": 2}
    values = read_line(2, ["Asep", "Garut, 12-05-1980", "Bandung"], mapping, today=TODAY)
    assert values.birth_place == "Bandung" and values.birth_date == date(1980, 5, 12)


def test_a_line_break_inside_a_quoted_cell_ends_no_row() -> None:
    content = b'No;Nama;"Tanggal\r\nLahir";Alamat\r\n1;Asep;12-05-1980;"Kp. Cikadu\r\nRT 1"\r\n2;Euis;13-05-1980;x\r\n'
    table = open_table(content)
    assert table.headings == ("No", "Nama", "Tanggal Lahir", "Alamat")
    people = [read_line(line, cells, guess(table.headings), today=TODAY) for line, cells in table.lines()]
    assert [(one.name, one.address) for one in people] == [("Asep", "Kp. Cikadu RT 1"), ("Euis", "x")]


def test_a_list_without_a_village_is_about_the_own_one_unless_said_otherwise() -> None:
    own = {"nama": 0, "nik": 1, "desa": OWN_VILLAGE}
    assert mapping_problem(own, 2) is None
    assert mapping_problem({"nama": 0, "nik": OWN_VILLAGE}, 2) == "column_unknown"
    home = ("Taraju", "Taraju Kec")
    said = read_line(2, ["Asep", "1"], own, today=TODAY, home=home)
    assert (said.village, said.district) == home
    open_ = read_line(2, ["Asep", "1"], {"nama": 0, "nik": 1}, today=TODAY, home=home)
    assert (open_.village, open_.district) == ("", "")
    column = read_line(2, ["Asep", "1", "Cikubang"], {**own, "desa": 2}, today=TODAY, home=home)
    assert (column.village, column.district) == ("Cikubang", "")


def _turned(name: str) -> str:
    *first, last = name.split()
    return " ".join((last, *first))


def _twelve(folder: Path, **more: Any) -> tuple[Path, Path, list[dict[str, str]]]:
    register = people(60)
    chosen = register[::20][:12]
    listed = [
        {
            "wid": one["rid"], "No": str(at), "Nama": _turned(one["nama"]), "L/P": one["jk"],
            "Tanggal Lahir": one["tgl_lahir"], "RT": one["rt"], "RW": one["rw"], **more,
        }
        for at, one in enumerate(chosen, start=1)
    ]  # fmt: skip
    return write_csv(folder / "register.csv", register), write_csv(folder / "list.csv", listed), chosen


def test_twelve_residents_without_numbers_and_with_the_last_word_first_are_found(tmp_path: Path) -> None:
    register, listed, chosen = _twelve(tmp_path)
    out = tmp_path / "out.csv"
    summary = match_files(register, listed, out)
    result = read_result(out)
    assert {wid: row["rid"] for wid, row in result.items()} == {one["rid"]: one["rid"] for one in chosen}
    assert any("desa" in note and "TARAJU" in note for note in summary.notes), summary.notes


def test_the_command_reads_headings_and_dates_as_the_site_does(tmp_path: Path) -> None:
    register, _listed, chosen = _twelve(tmp_path)
    dates = ["12 Mei 1980", "29344", "1984-15-07"]
    lines = [["wid", "NIK_DTKS", "NAMA KPM", "TGL LAHIR KPM", "TGL LAHIR ART", "ALAMAT\nRUMAH"]]
    lines += [
        [one["rid"], one["nik"], one["nama"], dates[at % 3], "x", "a\nb"] for at, one in enumerate(chosen)
    ]
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=";").writerows(lines)
    listed = tmp_path / "list.csv"
    listed.write_text(text.getvalue(), encoding="utf-8", newline="")
    out = tmp_path / "out.csv"
    summary = match_files(register, listed, out)
    assert {row["rid"] for row in read_result(out).values()} == {one["rid"] for one in chosen}
    assert any(note.startswith("4 tanggal lahir") for note in summary.notes), summary.notes
