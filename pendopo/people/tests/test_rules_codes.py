"""Code tables: ranges, spellings, labels."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pendopo.people.rules.codes import (
    BLOOD_GROUP,
    DISABILITY,
    EDUCATION,
    INSURANCE,
    MARITAL_STATUS,
    OCCUPATION,
    RELIGION,
    SEX,
    TABLES,
    allowed_codes,
    parse_code,
)
from pendopo.people.rules.messages import sentence
from pendopo.people.rules.problems import Problem


@pytest.mark.parametrize(
    ("table", "cell", "code"),
    [
        (SEX, "L", 1),
        (SEX, "lk", 1),
        (SEX, "Pr", 2),
        (SEX, 2.0, 2),
        (SEX, " 02 ", 2),
        (RELIGION, "KATHOLIK", 3),
        (RELIGION, "budha", 5),
        (RELIGION, "Kepercayaan Terhadap Tuhan YME / Lainnya", 7),
        (MARITAL_STATUS, "BK", 1),
        (MARITAL_STATUS, "k", 2),
        (MARITAL_STATUS, "CH", 3),
        (MARITAL_STATUS, "cm", 4),
        (EDUCATION, "Tidak/Blm Sekolah", 1),
        (EDUCATION, "Tidak Tamat SD/Sederajat", 2),
        (EDUCATION, "TAMAT  SD  /  SEDERAJAT", 3),
        (EDUCATION, "Akademi/Diploma III/Sarjana Muda", 7),
        (EDUCATION, "AKADEMI/ DIPLOMA III/S. MUDA", 7),
        (EDUCATION, "Strata-II", 9),
        (OCCUPATION, "PETANI/PEKEBUN", 9),
        (OCCUPATION, "Karyawan  BUMN", 16),
        (OCCUPATION, 89, 89),
        (BLOOD_GROUP, "Tdk Th", 13),
        (BLOOD_GROUP, "ab +", 9),
        (BLOOD_GROUP, "AB-", 10),
        (DISABILITY, "TIDAK CACAT", 7),
        (DISABILITY, "Disabilitas Netra", 2),
        (TABLES["status_dasar"], "PINDAH DALAM NEGERI", 3),
        (TABLES["status_dasar"], "PINDAH LUAR NEGERI", 3),
        (TABLES["status_rekam"], "CARD SHIPPED", 6),
    ],
)
def test_a_known_spelling_gives_its_code(table: Any, cell: Any, code: Any) -> None:
    assert parse_code(table, cell) == code


@pytest.mark.parametrize(
    ("column", "allowed"),
    [
        ("sex", "1–2"),
        ("agama_id", "1–7"),
        ("pendidikan_kk_id", "1–10"),
        ("pendidikan_sedang_id", "1–18"),
        ("pekerjaan_id", "1–89"),
        ("status_kawin", "1–4"),
        ("kk_level", "1–11"),
        ("warganegara_id", "1–3"),
        ("golongan_darah_id", "1–13"),
        ("cacat_id", "1–7"),
        ("cara_kb_id", "1–8, 99"),
        ("hamil", "1–2"),
        ("ktp_el", "1–3"),
        ("status_rekam", "1–8"),
        ("status_dasar", "1–4, 6, 9"),
        ("id_asuransi", "1–3, 99"),
    ],
)
def test_the_ranges_are_those_of_the_handbook(column: Any, allowed: Any) -> None:
    assert allowed_codes(TABLES[column]) == allowed


@pytest.mark.parametrize("cell", [0, 3, "3", 1.5, -1])
def test_a_number_outside_the_range_is_refused(cell: Any) -> None:
    problem = parse_code(SEX, cell, field="sex")
    assert isinstance(problem, Problem)
    assert problem.code == "code_out_of_range"
    assert "1–2" in sentence(problem)


def test_an_unknown_word_names_the_closest_known_one() -> None:
    problem = parse_code(RELIGION, "iaslam", field="religion")
    assert isinstance(problem, Problem)
    assert "“Islam”" in sentence(problem)
    assert "kode 1" in sentence(problem)


def test_a_word_that_says_less_than_its_code_is_read_and_asked() -> None:
    found = parse_code(MARITAL_STATUS, "janda")
    assert isinstance(found, Problem)
    assert (found.code, found.is_error, found.kept) == ("code_doubted", False, 4)
    assert "“janda” dibaca sebagai “Cerai Mati”" in sentence(found)


def test_no_label_says_cacat_and_every_code_has_two_labels() -> None:
    for table in TABLES.values():
        assert set(table.labels) == set(table.english)
        assert all(label and "cacat" not in label.lower() for label in table.labels.values())
    assert DISABILITY.label(7) == "Tidak Ada Disabilitas"
    assert DISABILITY.label(7, "en") == "No disability"
    assert DISABILITY.label(None) == ""


@given(st.sampled_from(sorted(TABLES)), st.data())
def test_every_code_is_read_back_from_its_number_and_its_labels(column: Any, data: Any) -> None:
    table = TABLES[column]
    code = data.draw(st.sampled_from(sorted(table.labels)))
    assert parse_code(table, code) == parse_code(table, str(code)) == parse_code(table, float(code)) == code
    label = table.labels[code]
    assert parse_code(table, label) == parse_code(table, f"  {label.upper()} ") == code
    assert parse_code(table, label.replace("/", " / ")) == code


@given(st.text(max_size=40))
def test_any_text_gives_a_code_or_a_problem(text: Any) -> None:
    for table in (SEX, BLOOD_GROUP, OCCUPATION, INSURANCE):
        found = parse_code(table, text)
        assert isinstance(found, Problem) or found in table.labels
