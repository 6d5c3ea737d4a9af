"""One line of a file: typed row, reasons, speed."""

import time
from datetime import date
from typing import Any

import pytest

from pendopo.people.rules.columns import BY_FIELD, COLUMNS, NAMES, closest_column, column_of
from pendopo.people.rules.messages import MESSAGES, sentence
from pendopo.people.rules.rows import FIELDS, Row, RowJudge, missing_for_new
from pendopo.people.tests.sheets import SITI, TODAY

ALL = frozenset(NAMES)


def judge_row(raw: dict[str, Any], *, columns_given: frozenset[str], today: date, line: int = 0) -> Any:
    return RowJudge(columns_given=columns_given, today=today).judge(line, raw)


def judge(**cells: Any) -> Any:
    return judge_row({**SITI, **cells}, columns_given=ALL, today=TODAY, line=7)


def codes(verdict: Any) -> Any:
    return [problem.code for problem in verdict.problems]


def test_a_good_line_becomes_a_typed_row_without_remarks() -> None:
    verdict = judge()
    assert verdict.problems == ()
    assert verdict.row == Row(
        line=7,
        address="Kp. Cikole",
        hamlet="Cikole",
        rw="004",
        rt="002",
        name="Siti Aminah",
        kk_number="3206131708120001",
        nik="3206135708850002",
        sex=2,
        birth_place="Tasikmalaya",
        birth_date=date(1985, 8, 17),
        religion=1,
        relation=1,
        basic_status=1,
    )


def test_the_row_has_every_column() -> None:
    assert len(COLUMNS) == 43
    assert set(FIELDS) | {"line"} == set(Row.__slots__)


@pytest.mark.parametrize(
    ("cells", "code", "accepted"),
    [
        ({"nama": ""}, "name_missing", False),
        ({"nik": "320613570885000"}, "identity_15_digits", False),
        ({"nik": 3206135708850000.0}, "identity_mangled", False),
        ({"no_kk": "3.20613E+15"}, "identity_mangled", False),
        ({"no_kk": "12345"}, "identity_length", False),
        ({"tanggallahir": "31-02-1980"}, "date_impossible", False),
        ({"tanggallahir": "21-11-2030"}, "date_future", False),
        ({"sex": "7"}, "code_out_of_range", False),
        ({"agama_id": "Islamm"}, "code_unknown_close", True),
        ({"id_asuransi": "BPJS"}, "code_unknown", True),
        ({"status_dasar": "Hidupp"}, "code_unknown_close", False),
        ({"nama": "x" * 251}, "name_far_too_long", False),
        ({"nama_ibu": "x" * 251}, "text_too_long", True),
        ({"nama": "#N/A"}, "cell_error", False),
        ({"pekerjaan_id": "#RUMUS"}, "cell_uncalculated", True),
        ({"ibu_nik": "320613570885000"}, "identity_15_digits", True),
        ({"tanggalperkawinan": "kemarin"}, "date_unreadable", True),
        ({"tag_id_card": "123"}, "card_tag_length", True),
        ({"lat": "utara"}, "degree_unreadable", True),
        ({"rt": ""}, "place_blank", True),
        ({"kk_level": ""}, "relation_missing", True),
        ({"kk_level": "2"}, "relation_sex_differs", True),
        ({"ibu_nik": "3206135708850002"}, "nik_own_parent", True),
        ({"tanggallahir": "18-08-1985"}, "nik_birth_differs", True),
        ({"nik": "", "tanggallahir": "17-08-1885"}, "age_unlikely", True),
        ({"nik": "", "sex": "L", "hamil": "1"}, "pregnant_man", True),
        ({"alamat": "x" * 300}, "text_too_long", True),
    ],
)
def test_each_fault_has_its_reason(cells: Any, code: Any, accepted: Any) -> None:
    verdict = judge(**cells)
    assert codes(verdict) == [code]
    assert verdict.accepted is accepted
    assert sentence(verdict.problems[0]).endswith((".", "L atau P."))


@pytest.mark.parametrize("nik", ["", "0", 0, "-", "0320613200100001"])
def test_a_missing_nik_is_accepted_as_not_yet(nik: Any) -> None:
    verdict = judge(nik=nik)
    assert verdict.row is not None
    assert verdict.row.nik is None


def test_a_blank_line_is_neither_accepted_nor_refused() -> None:
    verdict = judge_row(dict.fromkeys(NAMES, ""), columns_given=ALL, today=TODAY)
    assert verdict.blank
    assert not verdict.accepted


@pytest.mark.parametrize(
    ("cell", "shown"),
    [("2", "002"), (2.0, "002"), ("RT 02", "002"), ("RT.02", "002"), ("-", ""), ("12A", "012A")],
)
def test_rt_has_three_digits(cell: Any, shown: Any) -> None:
    verdict = judge(rt=cell)
    assert verdict.row is not None
    assert (verdict.row.rt, codes(verdict)) == (shown, [])


@pytest.mark.parametrize(
    ("cell", "shown"), [("DUSUN CIKOLE", "CIKOLE"), ("dsn. Cikole", "Cikole"), ("Dusun", "Dusun"), ("2", "2")]
)
def test_the_word_dusun_is_dropped(cell: Any, shown: Any) -> None:
    verdict = judge(dusun=cell)
    assert verdict.row is not None
    assert verdict.row.hamlet == shown


def test_a_number_cell_in_a_text_column_loses_its_tail() -> None:
    verdict = judge(akta_lahir=12345.0, lat="-7,35", lng=108.1)
    assert verdict.row is not None
    assert (verdict.row.birth_certificate, verdict.row.lat, verdict.row.lng) == ("12345", -7.35, 108.1)


def test_invisible_signs_are_dropped() -> None:
    verdict = judge(nama="Siti\u200b Am\x00inah\xa0", alamat="Kp.\r\nCikole")
    assert verdict.row is not None
    assert (verdict.row.name, verdict.row.address) == ("Siti Aminah", "Kp. Cikole")


def test_only_given_columns_are_read_and_missed() -> None:
    verdict = judge_row(
        {"nik": SITI["nik"], "agama_id": "1"}, columns_given=frozenset({"nik", "agama_id"}), today=TODAY
    )
    assert verdict.row is not None
    assert (verdict.row.religion, verdict.problems) == (1, ())
    assert [problem.code for problem in missing_for_new(verdict.row)] == [
        "name_missing",
        "sex_missing",
        "birth_date_missing",
    ]


def test_a_judge_gives_the_same_verdict_for_the_same_cell_again() -> None:
    judge = RowJudge(columns_given=ALL, today=TODAY)
    bad = {**SITI, "agama_id": "Islamm"}
    first, second = judge.judge(1, bad), judge.judge(2, bad)
    assert first.problems == second.problems
    assert judge.judge(3, SITI).accepted


def test_headings_are_known_in_many_spellings() -> None:
    assert {column_of(column.label) for column in COLUMNS} == ALL
    assert column_of("TANGGAL_LAHIR") == column_of("Tgl. Lahir") == "tanggallahir"
    assert column_of("gaji") is None
    assert closest_column("tanggallahirr") == "tanggallahir"
    assert set(BY_FIELD) == set(FIELDS)


def test_every_message_can_be_written_for_every_row_problem() -> None:
    for code, template in MESSAGES.items():
        assert template.strip() == template, code
        assert template.endswith("."), code


def test_ten_thousand_lines_are_judged_in_a_second() -> None:
    judge = RowJudge(columns_given=ALL, today=TODAY)
    start = time.process_time()
    for line in range(10_000):
        judge.judge(line, {**SITI, "nik": f"320613570885{line % 9999 + 1:04d}", "nama": f"Siti {line}"})
    assert time.process_time() - start < 1.2
