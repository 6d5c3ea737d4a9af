"""What is written can be read again, and harms nobody who opens it."""

import csv
import io
from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from pendopo.people.formats.cells_out import SHEET, residents_table
from pendopo.people.formats.detect import open_file
from pendopo.people.formats.report import report_tables
from pendopo.people.rules.columns import NAMES
from pendopo.people.rules.files import judge_file
from pendopo.people.rules.intake import Action
from pendopo.people.rules.plan import Item, Plan
from pendopo.people.rules.problems import error, warning
from pendopo.people.rules.rows import Row
from pendopo.people.tests.sheets import TODAY
from pendopo.ui.tables import ENCODING, write_csv, write_workbook

SITI = Row(
    line=2,
    address="Kp. Cikole",
    hamlet="Cikole",
    rw="004",
    rt="002",
    name="Siti Aminah",
    kk_number="3206131708120001",
    nik="3206135708850002",
    sex=2,
    birth_date=date(1985, 8, 17),
    religion=1,
    relation=1,
    lat=-7.35,
    lng=108.1,
)


def csv_bytes(*rows: Row) -> bytes:
    content = io.BytesIO()
    assert write_csv(content, residents_table(rows)) == len(rows)
    return content.getvalue()


def xlsx_bytes(*rows: Row) -> bytes:
    content = io.BytesIO()
    assert write_workbook(content, residents_table(rows)) == len(rows)
    return content.getvalue()


def read_back(content: bytes) -> list[Row | None]:
    source = open_file(content)
    assert source.columns_given == frozenset(NAMES)
    return [verdict.row for verdict in judge_file(source, columns_given=source.columns_given, today=TODAY)]


def test_an_export_reads_back_as_the_same_rows() -> None:
    other = Row(line=3, name="Ujang", sex=1, birth_date=date(2000, 1, 2), address="=1+1", ethnicity="-")
    for content in (xlsx_bytes(SITI, other), csv_bytes(SITI, other)):
        first, second = read_back(content)
        assert first == SITI
        assert second is not None
        assert (second.name, second.address) == ("Ujang", "=1+1")


def test_a_workbook_keeps_identity_numbers_as_text_and_calculates_nothing() -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(xlsx_bytes(Row(line=2, name="=1+1", nik=SITI.nik))))
    heads, cells = book.get_sheet_by_name(SHEET).to_python()
    assert heads == list(NAMES)
    assert cells[NAMES.index("nik")] == SITI.nik
    assert cells[NAMES.index("nama")] == "=1+1"


def test_csv_disarms_formulas_in_text_and_leaves_numbers_alone() -> None:
    text = csv_bytes(Row(line=2, name="@SUM(A1)", address="-2+3", hamlet="+62", lat=-7.35)).decode(ENCODING)
    cells = list(csv.reader(io.StringIO(text), delimiter=";"))[1]
    found = dict(zip(NAMES, cells, strict=True))
    assert (found["nama"], found["alamat"], found["dusun"]) == ("'@SUM(A1)", "'-2+3", "'+62")
    assert found["lat"] == "-7.35"


_TEXT = st.text(
    st.characters(min_codepoint=32, max_codepoint=0x24F, exclude_categories=["Cc", "Cf"]),
    min_size=1,
    max_size=30,
)


@settings(deadline=None, max_examples=60)
@given(_TEXT, _TEXT)
def test_no_text_ever_starts_a_formula_and_every_name_comes_back(name: str, address: str) -> None:
    row = Row(line=2, name=" ".join(f"x{name}".split()), address=" ".join(address.split()), nik=SITI.nik)
    content = csv_bytes(row)
    for cells in csv.reader(io.StringIO(content.decode(ENCODING), newline=""), delimiter=";"):
        assert not any(cell.startswith(("=", "+", "-", "@")) for cell in cells)
    (found,) = read_back(content)
    assert found is not None
    assert found.name == row.name


def test_the_workbook_can_be_written_to_a_folder_of_its_own(tmp_path: Path) -> None:
    target = tmp_path / "warga.xlsx"
    with target.open("wb") as file:
        write_workbook(file, residents_table([SITI]), folder=tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["warga.xlsx"]
    assert read_back(target.read_bytes()) == [SITI]


def report_sheets() -> dict[str, list[Any]]:
    refused = Item(
        3,
        Action.REJECT,
        None,
        (error("code_out_of_range", "sex", value=7, allowed="1–2"),),
        {"nama": "=A1", "sex": "7"},
    )
    late = Item(4, Action.CREATE, Row(line=4, name="Ujang", nik=SITI.nik), ())
    looked = Item(2, Action.CREATE, SITI, (warning("nik_birth_differs", "nik"),))
    note = error("all_nik_end_in_zero", "nik")
    plan = Plan("workbook", ("nama", "nik", "sex"), [looked, refused, late], [0, 2], (note,))
    batch = SimpleNamespace(
        file_name="warga.xlsx",
        file_format="workbook",
        row_count=3,
        created=1,
        updated=0,
        unchanged=0,
        rejected=2,
        late_refusals=[[4, "family_has_head", "relation", {}]],
        uploaded_at=datetime(2026, 11, 21, 9, 30, tzinfo=UTC),
        finished_at=None,
    )
    content = io.BytesIO()
    write_workbook(content, *report_tables(batch, plan))
    content.seek(0)
    book = CalamineWorkbook.from_filelike(content)
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def test_the_report_tells_counts_reasons_and_warnings_in_words() -> None:
    sheets = report_sheets()
    assert list(sheets) == ["Ringkasan", "Ditolak", "Peringatan", "Wilayah baru", "Tidak ada di berkas"]
    summary = {str(cells[0]): cells[1] for cells in sheets["Ringkasan"]}
    assert (summary["Ditolak"], summary["Warga baru"], summary["Diunggah"]) == (2, 1, "21-11-2026 09.30")
    assert "NIK" in str(summary["Catatan"])
    head, refused, late = sheets["Ditolak"]
    assert head == ["Baris", "Alasan", "nama", "nik", "sex"]
    assert refused[:3] == [3, "Jenis kelamin: kode 7 tidak ada. Kode yang berlaku: 1–2.", "=A1"]
    assert late[0] == 4
    assert "kepala keluarga" in str(late[1])
    assert sheets["Peringatan"][1:] == [
        [2, "Siti Aminah", "NIK", "Tanggal lahir tidak cocok dengan NIK. Periksa mana yang benar."]
    ]
