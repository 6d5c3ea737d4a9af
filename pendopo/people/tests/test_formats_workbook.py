"""The 43-column workbook as people really send it."""

import io
import zipfile
from datetime import date
from typing import Any

import pytest

from pendopo.people.formats.detect import open_file
from pendopo.people.formats.refusal import FileRefused
from pendopo.people.rules.columns import NAMES
from pendopo.people.rules.files import judge_file
from pendopo.people.rules.messages import text
from pendopo.people.tests.sheets import SITI, TODAY, residents, workbook

FEW = ["nik", "nama", "sex"]


def refusal(content: Any) -> Any:
    with pytest.raises(FileRefused) as caught:
        open_file(content)
    assert text(caught.value.code, caught.value.params) != caught.value.code
    return caught.value


def test_the_workbook_is_read_whole() -> None:
    source = open_file(workbook(("Data Penduduk", residents(SITI))))
    assert (source.format, source.columns_given, source.warnings) == ("workbook", frozenset(NAMES), ())
    assert [line for line, _ in source] == [2]
    assert [cells["nama"] for _, cells in source] == ["Siti Aminah"]


def test_every_kind_of_cell_is_judged() -> None:
    people = [
        {**SITI, "tanggallahir": date(1985, 8, 17), "rt": 2, "sex": 2},
        {**SITI, "nik": 3206135708850003, "kk_level": 4},
    ]
    source = open_file(workbook(("Lembar1", residents(*people))))
    verdicts = list(judge_file(source, columns_given=source.columns_given, today=TODAY))
    assert [verdict.accepted for verdict in verdicts] == [True, True]
    assert verdicts[0].row is not None
    assert (verdicts[0].row.birth_date, verdicts[0].row.rt) == (date(1985, 8, 17), "002")
    assert verdicts[1].row is not None
    assert verdicts[1].row.nik == "3206135708850003"


def test_columns_stand_in_any_order_under_any_usual_heading_below_a_title() -> None:
    rows = [
        ["DATA PENDUDUK DESA TARAJU"],
        [],
        ["No.", "Jenis Kelamin", "NAMA LENGKAP *", "Nomor_KK", "NIK (16 angka)"],
    ]
    source = open_file(workbook(("Data", [*rows, [1, "P", "Siti", SITI["no_kk"], SITI["nik"]]])))
    assert source.columns_given == {"sex", "nama", "no_kk", "nik"}
    assert list(source) == [(4, {"sex": "P", "nama": "Siti", "no_kk": SITI["no_kk"], "nik": SITI["nik"]})]


def test_the_code_sheet_is_skipped_without_a_word() -> None:
    codes = [["nik", "nama", "sex"], ["9", "bukan orang", "1"]]
    content = workbook(("Kode Data", codes), ("Warga", residents(SITI, columns=FEW)))
    source = open_file(content)
    assert ([cells["nama"] for _, cells in source], source.warnings) == (["Siti Aminah"], ())


def test_an_empty_left_margin_and_blank_lines_do_not_matter() -> None:
    rows = [["", "", *FEW], [], ["", "", SITI["nik"], "Siti", "P"], [], ["", "", "", "Ujang", "L"]]
    lines = list(open_file(workbook(("A", rows))))
    assert [(line, cells["nama"]) for line, cells in lines] == [(3, "Siti"), (5, "Ujang")]


@pytest.mark.parametrize(
    ("columns", "code", "named"),
    [
        ([*FEW, "Jenis Kelamin"], "file_column_twice", "sex"),
        (["nama", "sex", "agama"], "file_column_missing", "nik"),
        (["sex", "agama", "rt"], "file_column_missing", "nama, nik"),
    ],
)
def test_wrong_columns_refuse_the_file_and_are_named(columns: Any, code: Any, named: Any) -> None:
    found = refusal(workbook(("A", [columns, ["1"] * len(columns)])))
    assert found.code == code
    assert named in found.params.values()


def test_no_known_columns_at_all() -> None:
    assert refusal(workbook(("A", [["apa", "saja"], [1, 2]]))).code == "file_without_columns"
    assert refusal(workbook(("A", []))).code == "file_empty"
    assert refusal(workbook(("A", [FEW]))).code == "file_without_rows"


def test_headings_below_line_fifteen_are_not_searched() -> None:
    rows = [["x"]] * 15 + residents(SITI, columns=FEW)
    assert refusal(workbook(("A", rows))).code == "file_without_columns"


def _merged(ranges: Any, rows: Any) -> Any:
    content = io.BytesIO()
    import xlsxwriter

    book = xlsxwriter.Workbook(content, {"in_memory": True})
    sheet = book.add_worksheet("A")
    for line, cells in enumerate(rows):
        sheet.write_row(line, 0, cells)
    for area, value in ranges:
        sheet.merge_range(*area, value)
    book.close()
    return content.getvalue()


def test_a_heading_of_two_lines_is_joined() -> None:
    rows = [
        ["nik", "nama", "sex", "Alamat", ""],
        ["", "", "", "RT", "RW"],
        [SITI["nik"], "Siti", "P", "2", "4"],
    ]
    down = [((0, place, 1, place), rows[0][place]) for place in range(3)]
    source = open_file(_merged([*down, ((0, 3, 0, 4), "Wilayah")], rows))
    assert list(source) == [(3, {"nik": SITI["nik"], "nama": "Siti", "sex": "P", "rt": "2", "rw": "4"})]


def test_a_heading_over_unnamed_columns_is_refused() -> None:
    rows = [["nik", "nama", "sex", "", ""], [SITI["nik"], "Siti", "P", "2", "4"]]
    found = refusal(_merged([((0, 3, 0, 4), "Alamat")], rows))
    assert (found.code, found.params) == ("file_merged_heading", {"heading": "Alamat"})
    source = open_file(_merged([((0, 3, 0, 4), "Wilayah")], rows))
    assert [one.code for one in source.warnings] == ["file_columns_skipped", "file_column_unnamed"]


def test_a_column_with_content_and_no_heading_is_told() -> None:
    source = open_file(workbook(("A", [[*FEW, ""], [SITI["nik"], "Siti", "P", "rahasia"]])))
    assert [(problem.code, problem.params["column"]) for problem in source.warnings] == [
        ("file_column_unnamed", "D")
    ]


def _formulas(*cells: Any) -> Any:
    import xlsxwriter

    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True})
    sheet = book.add_worksheet("A")
    sheet.write_row(0, 0, [*FEW, "akta_lahir"])
    sheet.write_row(1, 0, [SITI["nik"], "Siti", "P"])
    for line, place, formula, value in cells:
        sheet.write_formula(line, place, formula, None, value)
    book.close()
    return content.getvalue()


def test_a_formula_gives_its_last_value() -> None:
    source = open_file(_formulas((1, 3, '="A"&1', "A1")))
    assert [cells["akta_lahir"] for _, cells in source] == ["A1"]


@pytest.mark.parametrize(
    ("value", "code"), [("", "cell_uncalculated"), ("#N/A", "cell_error"), ("#REF!", "cell_error")]
)
def test_a_formula_without_a_value_refuses_its_line(value: Any, code: Any) -> None:
    source = open_file(_formulas((1, 1, "=1+1", value)))
    verdicts = list(judge_file(source, columns_given=source.columns_given, today=TODAY))
    assert [problem.code for problem in verdicts[0].problems] == [code]
    assert verdicts[0].problems[0].field == "name"


def _with_sheet(content: Any, change: Any) -> Any:
    """Rewrite the bytes of the first sheet of a workbook."""
    changed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for entry in old.infolist():
            data = old.read(entry)
            new.writestr(entry.filename, change(data) if entry.filename.endswith("sheet1.xml") else data)
    return changed.getvalue()


def test_one_cell_far_away_does_not_ask_for_gigabytes() -> None:
    content = workbook(("A", residents(SITI, columns=FEW)))
    for cell, code in (
        (b'<row r="1048576"><c r="A1048576"><v>1</v></c></row>', "file_too_many_rows"),
        (b'<row r="9"><c r="XFD9"><v>1</v></c></row>', "file_too_many_columns"),
        (b'<row r="9"><c r="A1048576"><v>1</v></c></row>', "file_damaged"),
        (b'<row r="900000"><c r="SA900000"><v>1</v></c></row>', "file_too_many_rows"),
    ):
        found = refusal(
            _with_sheet(
                content, lambda data, cell=cell: data.replace(b"</sheetData>", cell + b"</sheetData>")
            )
        )
        assert found.code == code


def test_prefixed_tags_are_measured_too() -> None:
    content = workbook(("A", residents(SITI, columns=FEW)))
    far = b'<x:row r="1048576"><x:c r="A1048576"><x:v>1</x:v></x:c></x:row></sheetData>'
    assert (
        refusal(_with_sheet(content, lambda data: data.replace(b"</sheetData>", far))).code
        == "file_too_many_rows"
    )
