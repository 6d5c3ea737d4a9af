"""The old binary workbooks, which offices still send: the same people as from the new ones."""

from datetime import date
from typing import Any

import pytest

from pendopo.people.formats.detect import open_file
from pendopo.people.rules.files import judge_file
from pendopo.people.tests.sheets import SITI, TODAY, residents, workbook
from pendopo.people.tests.test_formats_bip import LAYOUTS
from pendopo.people.tests.test_formats_siak import BUDI, HEAD
from pendopo.people.tests.xls import xls


def siak() -> list[list[object]]:
    return [list(HEAD), [BUDI.get(name, "") for name in HEAD]]


def people(content: bytes) -> tuple[str, list[Any]]:
    source = open_file(content)
    found = judge_file(source, columns_given=source.columns_given, today=TODAY)
    return source.format, [(verdict.accepted, verdict.row, verdict.problems) for verdict in found]


@pytest.mark.parametrize(("rows", "expected"), [*LAYOUTS, (siak, None)])
def test_an_old_workbook_tells_the_same_as_a_new_one(rows: Any, expected: str | None) -> None:
    kind, old = people(xls(("Sheet1", rows())))
    again, new = people(workbook(("Sheet1", rows())))
    assert old
    assert (kind, old) == (again, new)
    assert expected in (None, kind)


def test_the_resident_workbook_as_xls_with_a_date_cell_and_numbers() -> None:
    row = {**SITI, "tanggallahir": date(1985, 8, 17), "kk_level": 1, "agama_id": 1}
    _kind, ((accepted, found, problems),) = people(xls(("Data", residents(row))))
    assert accepted, problems
    assert (found.nik, found.name, found.birth_date) == (SITI["nik"], "Siti Aminah", date(1985, 8, 17))
    assert (found.relation, found.religion) == (1, 1)


def test_an_identity_number_that_excel_made_a_number_is_judged_as_in_a_new_workbook() -> None:
    row = {**SITI, "nik": 3206135708850002.0}
    _kind, ((accepted, found, problems),) = people(xls(("Data", residents(row))))
    _again, ((same, other, known),) = people(workbook(("Data", residents(row))))
    assert (accepted, found, problems) == (same, other, known)


def test_several_sheets_and_letters_beyond_latin() -> None:
    rows = residents({**SITI, "nama": "Nyi Mas Désa"})
    _kind, found = people(xls(("RW 1", rows), ("Kosong", []), ("RW 2", residents(SITI))))
    assert "Nyi Mas Désa" in [row.name for accepted, row, _problems in found if accepted]
