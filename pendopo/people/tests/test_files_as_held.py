"""Files as villages hold them, hostile ones too: who is read, who is refused, and what is said about it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

import pytest

from pendopo.people.formats.detect import open_file
from pendopo.people.formats.refusal import FileRefused
from pendopo.people.rules.columns import NAMES
from pendopo.people.rules.files import SHEET_LINES, judge_file
from pendopo.people.rules.messages import sentence, text
from pendopo.people.rules.rows import Row
from pendopo.people.tests.sheets import TODAY, open_document, residents, web_page, workbook

NIK, KK = "3206131708850001", "3206131708120001"
FEW = ("nik", "nama", "sex", "tanggallahir")
ASEP = {"nik": NIK, "nama": "Asep", "sex": "L", "tanggallahir": "17-08-1985"}
EUIS = {"nik": "3206135206880002", "nama": "Euis", "sex": "P", "tanggallahir": "12-06-1988"}
UJANG = {"nik": "3206130101900003", "nama": "Ujang", "sex": "L", "tanggallahir": "01-01-1990"}
Cells = Iterable[object]


def table(*columns: str, **more: object) -> bytes:
    """Asep and Euis with more columns; what stands in them is Asep's."""
    return workbook(("Data", residents({**ASEP, **more}, EUIS, columns=[*FEW, *columns])))


def under(headings: Cells, *rows: Cells) -> bytes:
    """A sheet as it is typed."""
    return workbook(("Data", [list(headings), *map(list, rows)]))


def typed(heading: str, *cells: object, more: Cells = ()) -> bytes:
    """Asep, Euis and Ujang with one more column under this heading."""
    people = (ASEP, EUIS, UJANG)
    rows = [[*(person[name] for name in FEW), cell] for person, cell in zip(people, cells, strict=False)]
    return under([*FEW, heading, *more], *rows)


@dataclass
class Case:
    """What must come of a file: names read, codes of refused rows by line, codes of warnings, sentences, values."""

    content: bytes
    read: str = "Asep Euis"
    refused: dict[int, str] = field(default_factory=dict)
    warned: dict[int, str] = field(default_factory=dict)
    notes: str = ""
    said: str = ""
    row: Mapping[str, object] = field(default_factory=dict)  # of Asep


def book(*names: str) -> list[list[object]]:
    people: list[list[object]] = [
        [f"32061301019{number:05}", name, "L", "01-01-1990"] for number, name in enumerate(names, 1)
    ]
    return [["NIK", "Nama", "JK", "Tgl Lahir"], *people]


SCREEN = [
    "No", "No. KK", "NIK", "Tag Id Card", "Nama", "Alamat", "Dusun", "RW", "RT", "Jenis Kelamin", "Tempat Lahir",
    "Tanggal Lahir", "Umur", "Agama", "Pendidikan (dlm KK)", "Pekerjaan", "Kawin", "Hub. Keluarga", "Nama Ayah",
    "Nama Ibu", "Status",
]  # fmt: skip
ON_SCREEN = [
    "1", KK, NIK, "", "Asep", "Kp. Cikole", "CIKOLE", "004", "002", "LAKI-LAKI", "GARUT", "17 Agustus 1985", "41",
    "ISLAM", "SLTA / SEDERAJAT", "PETANI/PEKEBUN", "KAWIN", "KEPALA KELUARGA", "UJANG", "SITI", "TETAP",
]  # fmt: skip
SCREEN_ROW = {"education": 5, "occupation": 9, "marital_status": 2, "relation": 1, "basic_status": None}
EXPORT = ["Alamat", "Dusun", "RW", "RT", "Nama", "Nomor KK", "Nomor NIK", "Jenis Kelamin", "Tanggal Lahir",
          "Pendidikan (dlm KK)", "Pendidikan (sdg ditempuh)", "Gol. Darah"]  # fmt: skip
FILLED = ["Kp. Cikole", "Cikole", "4", "2", "Asep", KK, NIK, "L", "17-08-1985", "5", "18", "-"]

CASES = {
    # columns
    "an extra column": Case(
        typed("Gaji", 1, 2, 3), "Asep Euis Ujang", notes="file_columns_skipped", said="“Gaji”"
    ),
    "a misspelt heading whose cells fit": Case(
        typed("tempat_lahirr", "Garut", "Garut", "Garut"),
        "Asep Euis Ujang",
        notes="file_column_skipped_close",
        said="Isinya seperti “tempatlahir”",
    ),
    "an age is no longitude": Case(
        typed("Umur", 41, 38, 36), "Asep Euis Ujang", notes="file_columns_skipped"
    ),
    "a telephone is no NIK": Case(typed("No HP", "081234567890"), "Asep", notes="file_columns_skipped"),
    "a participant is no trade": Case(
        typed("Peserta", 1, 2, 3), "Asep Euis Ujang", notes="file_columns_skipped"
    ),
    "remarks in brackets keep headings apart": Case(
        under(
            ["NIK", "Nama", "Nama (Ayah)", "Nama (Ibu)", "JK", "Tanggal (Lahir)"],
            [NIK, "Asep", "Aceng", "Siti", "L", "17-08-1985"],
        ),
        "Asep",
        row={"father_name": "Aceng", "mother_name": "Siti", "birth_date": date(1985, 8, 17)},
    ),
    "a second heading with a remark is not the first": Case(
        under([*FEW, "Alamat", "Alamat (asal)"], [*ASEP.values(), "Kp. Cikole", "Garut"]),
        "Asep",
        notes="file_columns_skipped",
        said="“Alamat (asal)”",
        row={"address": "Kp. Cikole"},
    ),
    "a heading with a remark": Case(
        under(["NIK (16 angka)", "Nama *", "JK (L/P)", "Tgl. Lahir"], list(ASEP.values())), "Asep"
    ),
    "RT/RW in one cell": Case(
        typed("RT/RW", "002/004", "RT 02 / RW 04", "2-4"), "Asep Euis Ujang", row={"rt": "002", "rw": "004"}
    ),
    "RW first": Case(typed("RW/RT", "004/002"), "Asep", row={"rt": "002", "rw": "004"}),
    "RT/RW that Excel made a day": Case(
        typed("RT/RW", date(2026, 4, 2)),
        "Asep",
        warned={2: "block_unreadable place_blank"},
        row={"rt": "", "rw": ""},
    ),
    "place and day in one cell": Case(
        under(["NIK", "Nama", "JK", "Tempat/Tgl Lahir"], [NIK, "Asep", "L", "Garut, 17 Agustus 1985"]),
        "Asep",
        row={"birth_place": "Garut", "birth_date": date(1985, 8, 17)},
    ),
    "a heading of two lines without merged cells": Case(
        under(
            ["No", "NIK", "Nama Lengkap", "Tempat dan Tanggal Lahir", "", "JK"],
            ["", "", "", "Tempat Lahir", "Tgl/Bln/Th", ""],
            ["1", "2", "3", "4", "5", "6"],
            [1, NIK, "Asep", "Garut", "17-08-1985", "L"],
        ),
        "Asep",
        row={"birth_place": "Garut", "birth_date": date(1985, 8, 17)},
    ),
    "headings repeated on the next page": Case(under(FEW, ASEP.values(), FEW, EUIS.values())),
    "the table on OpenSID's screen": Case(
        under(SCREEN, ON_SCREEN),
        "Asep",
        notes="file_columns_skipped",
        said="“Umur”, “Status”",
        row=SCREEN_ROW,
    ),
    "the same as a web page named .xls": Case(
        web_page([SCREEN, ON_SCREEN]), "Asep", notes="file_columns_skipped", row=SCREEN_ROW
    ),
    "the table that OpenSID exports": Case(
        under(EXPORT, FILLED), "Asep", notes="dash_lines", row={"education": 5, "education_current": 18}
    ),
    "an .ods": Case(open_document(("Lembar1", [list(FEW), list(ASEP.values())])), "Asep"),
    "a CSV with a title and extra columns": Case(
        b"DATA PENDUDUK;;;;\n"
        + ";".join((*FEW, "Gaji")).encode()
        + b"\n"
        + ";".join((*ASEP.values(), "1")).encode(),
        "Asep",
        notes="file_columns_skipped",
    ),
    "two columns for one decisive value": Case(
        under([*FEW, "No KTP"], [*ASEP.values(), NIK]), said="Kolom NIK muncul dua kali"
    ),
    "a state that its cells tell": Case(
        typed("Status", "Kawin", "Janda", "Belum Kawin"),
        "Asep Euis Ujang",
        warned={3: "code_doubted"},
        row={"marital_status": 2},
    ),
    "a state that its cells tell otherwise": Case(
        typed("Status", "Hidup", "Hidup"), row={"basic_status": 1, "marital_status": None}
    ),
    # sheets
    "two sheets": Case(
        workbook(("RT 1", book("Aa", "Ab")), ("RT 2", book("Ba"))),
        "Aa Ab",
        refused={SHEET_LINES + 2: "nik_twice_in_file"},
    ),
    "a sheet that is none": Case(
        workbook(("RT 1", book("Aa")), ("Rekap", [["Jumlah", 90]])),
        "Aa",
        notes="sheet_skipped",
        said="Lembar “Rekap”",
    ),
    "a list of aid beside residents": Case(
        workbook(
            ("Data", book("Aa")),
            ("Peserta", [["Peserta", "No. Peserta", "NIK", "Nama"], ["1", "2", NIK, "X"]]),
        ),
        "Aa",
        notes="sheet_other_list",
    ),
    "a list of aid": Case(
        workbook(("Peserta", [["Peserta", "No. Peserta", "NIK", "Nama"], ["1", "2", NIK, "X"]])),
        said="daftar penerima bantuan",
    ),
    "a list of households": Case(
        under(["NIK", "NOMOR RUMAH TANGGA", "STATUS HUBUNGAN DALAM RUMAH TANGGA"], [NIK, "1", "1"]),
        said="daftar rumah tangga",
    ),
    "a supplement": Case(under(["Peserta", "Keterangan"], [NIK, "x"]), said="daftar suplemen"),
    "a sheet without NIK": Case(
        under(["Nama", "JK", "RT"], ["Asep", "L", "2"]), said="Kolom wajib tidak ada: nik"
    ),
    "residents with columns for an aid": Case(
        typed("Peserta", 1, 2, 3, more=["Keterangan"]), "Asep Euis Ujang", notes="file_columns_skipped"
    ),
    # side values never cost a person
    "KIA": Case(table("ktp_el", ktp_el=3), row={"eid": 3}),
    "insurance 4": Case(
        table("id_asuransi", id_asuransi=4),
        warned={2: "code_out_of_range"},
        said="Sel ini dibaca kosong.",
        row={"insurance": None},
    ),
    "insurance in words": Case(table("id_asuransi", id_asuransi="BPJS PBI"), row={"insurance": 2}),
    "dashes in code cells": Case(
        table("golongan_darah_id", "cacat_id", golongan_darah_id="-", cacat_id="–"),
        notes="dash_lines dash_lines",
        said="Golongan darah: tanda “-” di 1 baris",
    ),
    "an unknown faith": Case(
        table("agama_id", agama_id="Islamm"), warned={2: "code_unknown_close"}, row={"religion": None}
    ),
    "a formula without a result beside": Case(
        table("pekerjaan_id", pekerjaan_id="#N/A"), warned={2: "cell_error"}
    ),
    "a spoilt RT": Case(
        table("rt", "rw", rt="dekat masjid", rw="4A"),
        warned={2: "block_unreadable", 3: "place_blank place_blank"},
        row={"rt": "", "rw": "004A"},
    ),
    "PPPK": Case(
        table("pekerjaan_id", pekerjaan_id="PPPK"),
        warned={2: "code_doubted"},
        said="“PPPK” dibaca sebagai “Karyawan Honorer”",
        row={"occupation": 18},
    ),
    "other work, in words": Case(
        table("pekerjaan_id", pekerjaan_id="Pekerjaan lainnya"), row={"occupation": 89}
    ),
    "Tani": Case(table("pekerjaan_id", pekerjaan_id="Tani"), row={"occupation": 9}),
    "Duda": Case(
        table("status_kawin", status_kawin="Duda"), warned={2: "code_doubted"}, row={"marital_status": 4}
    ),
    "B/S/P": Case(table("status_kawin", status_kawin="S"), row={"marital_status": 2}),
    "Nikah": Case(table("status_kawin", status_kawin="Nikah"), row={"marital_status": 2}),
    # what decides can still refuse
    "an unknown relation": Case(table("kk_level", kk_level="Tetangga"), "Euis", refused={2: "code_unknown"}),
    "a sex of 7": Case(table(sex=7), "Euis", refused={2: "code_out_of_range"}),
    "a NIK of 15 digits": Case(table(nik=NIK[:15]), "Euis", refused={2: "identity_15_digits"}),
    "a KK that Excel has rounded": Case(
        table("no_kk", no_kk=3206131708120000.0), "Euis", refused={2: "identity_mangled"}
    ),
    # numbers, dates, names, places
    "a NIK ending 0000 as text": Case(
        table(nik="3206131708850000"), warned={2: "nik_serial_zero"}, said="Empat angka terakhir NIK 0000"
    ),
    "a KK ending 0000 as text": Case(
        table("no_kk", no_kk="3206131708120000"),
        warned={2: "identity_serial_zero"},
        row={"kk_number": "3206131708120000"},
    ),
    "en dashes in a date": Case(table(tanggallahir="17–08–1985")),
    "Excel's apostrophe": Case(
        table("rt", tanggallahir="'17-08-1985", nik="'" + NIK, rt="'002"),
        warned={3: "place_blank"},
        row={"birth_date": date(1985, 8, 17), "rt": "002"},
    ),
    "one day written month first": Case(
        under(
            FEW,
            [*list(ASEP.values())[:3], "08/17/1985"],
            ["", "Euis", "P", "05/06/1988"],
            ["", "Ujang", "L", "25/01/1990"],
        ),
        "Euis Ujang",
        refused={2: "date_month_first"},
        warned={3: "date_doubtful"},
        notes="date_doubtful_lines",
        said="memakai dua urutan tanggal",
    ),
    "swapped degrees": Case(
        table("lat", "lng", lat="107,9", lng="-7,3"),
        warned={2: "degrees_swapped"},
        row={"lat": -7.3, "lng": 107.9},
    ),
    "a latitude beyond the pole": Case(
        table("lat", "lng", lat=107.9, lng=108.1),
        warned={2: "degree_unreadable"},
        row={"lat": None, "lng": 108.1},
    ),
    "a point abroad": Case(
        table("lat", "lng", lat=52.3, lng=4.9), warned={2: "degree_abroad degree_abroad"}, row={"lat": 52.3}
    ),
    "a name with (ALM)": Case(table(nama="Asep (ALM)"), "Asep (ALM) Euis", warned={2: "name_says_dead"}),
    "a name with (ALM) of a dead person": Case(
        table("status_dasar", nama="Asep (ALM)", status_dasar="2"), "Asep (ALM) Euis"
    ),
    "XXX for a name": Case(table(nama="XXX"), "XXX Euis", warned={2: "name_stopgap"}),
    "somebody twice without a NIK": Case(
        under(FEW, ASEP.values(), ["", "ASEP", "L", "17-08-1985"]),
        "Asep ASEP",
        warned={3: "maybe_twice_in_file"},
        said="sama dengan baris 2",
    ),
}
assert len(CASES) >= 40


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_file_as_it_is_held(case: Case) -> None:
    try:
        source = open_file(case.content)
    except FileRefused as refused:
        assert case.said in text(refused.code, refused.params)
        assert case.said
        return
    judged = judge_file(source, columns_given=source.columns_given, today=TODAY)
    verdicts = list(judged)
    rows: list[Row] = [verdict.row for verdict in verdicts if verdict.row is not None]
    problems = {v.line: [*v.problems, *judged.later.get(v.line, ())] for v in verdicts}
    refused_rows = {v.line: v.problems[-1].code for v in verdicts if v.row is None}
    warned = {
        line: " ".join(p.code for p in found if not p.is_error) for line, found in problems.items() if found
    }
    notes = [*source.warnings, *(note.problem for note in judged.notes)]
    assert " ".join(row.name for row in rows) == case.read
    assert refused_rows == case.refused
    assert {line: codes for line, codes in warned.items() if codes} == case.warned
    assert " ".join(note.code for note in notes) == case.notes
    said = [sentence(one) for one in (*notes, *(p for found in problems.values() for p in found))]
    assert case.said in " ".join(said)
    assert all(one != code for one, code in zip(said, case.notes.split(), strict=False))
    for name, value in case.row.items():
        assert getattr(rows[0], name) == value, name


def test_sixty_people_and_thirty_on_another_sheet_are_ninety() -> None:
    people = [f"Warga {number}" for number in range(90)]
    first, second = book(*people)[:61], [book()[0], *book(*people)[61:]]
    source = open_file(workbook(("RT 1", first), ("Catatan", [["isi"]]), ("RT 2", second)))
    assert sum(1 for _ in source) == 90
    assert [(sheet.name, sheet.kind) for sheet in source.sheets] == [
        ("RT 1", "read"),
        ("Catatan", "other"),
        ("RT 2", "read"),
    ]


@pytest.mark.parametrize("name", NAMES)
def test_every_column_of_the_template_is_known_by_its_own_name(name: str) -> None:
    extra = [name] if name not in ("nik", "nama", "sex") else []
    source = open_file(under(["nik", "nama", "sex", *extra], [NIK, "Asep", "L", *[""] * len(extra)]))
    assert name in source.columns_given
    assert not source.skipped
