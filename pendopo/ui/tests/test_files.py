"""What a table becomes as a file, and that nobody gets it before the journal knows."""

import csv
import io
from collections.abc import Sequence
from typing import Any

import pytest
from django.test import RequestFactory
from python_calamine import CalamineWorkbook

from pendopo.kernel.actor import ANONYMOUS, Actor
from pendopo.kernel.errors import Refusal
from pendopo.ui.files import MadeFile, hand_over, make_file
from pendopo.ui.tables import ENCODING, Column, Table, guarded, spans, unguarded, write_workbook

COLUMNS = (Column("Nama"), Column("L", "Jiwa", 7), Column("P", "Jiwa", 7))
ROWS: list[list[str | int | float]] = [["=1+1", 2, 0.5], ["Siti", 0, -3]]


def made(kind: Any = "csv", **more: Any) -> MadeFile:
    return make_file(Table(COLUMNS, ROWS, **more), kind=kind, name="uji", area="32.06", what="daftar uji")


def test_csv_disarms_what_a_spreadsheet_would_calculate_and_leaves_numbers_alone() -> None:
    text = made().content.read().decode(ENCODING)
    assert list(csv.reader(io.StringIO(text), delimiter=";")) == [
        ["Nama", "L", "P"],
        ["'=1+1", "2", "0.5"],
        ["Siti", "0", "-3"],
    ]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_text_starts_a_formula_and_each_comes_back(start: str) -> None:
    assert guarded(f"{start}A1") == f"'{start}A1"
    assert unguarded(str(guarded(f"{start}A1"))) == f"{start}A1"
    assert guarded(-3) == -3


def test_a_workbook_calculates_nothing_and_counts_its_lines() -> None:
    file = made("xlsx")
    assert (file.name, file.count) == ("uji.xlsx", 2)
    cells = CalamineWorkbook.from_filelike(file.content).get_sheet_by_index(0).to_python()
    assert cells == [["Nama", "L", "P"], ["=1+1", 2.0, 0.5], ["Siti", 0.0, -3.0]]


def test_a_book_for_paper_has_titles_numbered_columns_sums_and_signers() -> None:
    signers = [("Kepala Desa", "Asep"), ("Sekretaris", "Euis")]
    content = io.BytesIO()
    write_workbook(
        content, Table(COLUMNS, ROWS, "A.1", ["A.1 BUKU", "Desa Taraju"], ["Jumlah", 2, 0], signers)
    )
    content.seek(0)
    cells = CalamineWorkbook.from_filelike(content).get_sheet_by_name("A.1").to_python()
    lines = [[cell for cell in line if cell != ""] for line in cells]
    assert lines[:2] == [["A.1 BUKU"], ["Desa Taraju"]]
    assert lines[3:6] == [["Jiwa"], ["Nama", "L", "P"], [1.0, 2.0, 3.0]]
    assert lines[8] == ["Jumlah", 2.0, 0.0]
    assert ["Kepala Desa", "Sekretaris"] in lines and ["Asep", "Euis"] in lines


def test_a_heading_says_how_far_its_upper_words_reach() -> None:
    assert spans(COLUMNS) == [("Nama", 1, True), ("Jiwa", 2, False)]


def test_a_file_is_handed_over_only_after_it_was_written_down() -> None:
    request = RequestFactory().post("/")
    request.actor = ANONYMOUS  # type: ignore[attr-defined]
    file, said = made(), []

    def log(actor: Actor, /, *, area: str, reason: str, evidence: Sequence[bytes]) -> None:
        said.append((actor, area, reason, tuple(evidence)))

    answer = hand_over(request, file, " rapat  desa ", log)
    assert said == [(ANONYMOUS, "32.06", "rapat desa · daftar uji · 2 baris", (file.digest,))]
    assert answer.headers["Content-Disposition"] == 'attachment; filename="uji.csv"'
    assert answer.headers["Cache-Control"] == "private, no-store"

    def refuse(actor: Actor, /, *, area: str, reason: str, evidence: Sequence[bytes]) -> None:
        raise Refusal

    with pytest.raises(Refusal), file.content:
        hand_over(request, file, "rapat", refuse)
