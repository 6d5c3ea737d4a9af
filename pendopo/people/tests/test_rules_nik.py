"""NIK and family card numbers: the handbook's vectors, and what spreadsheets make of them."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pendopo.people.rules.codes import Sex
from pendopo.people.rules.messages import sentence
from pendopo.people.rules.nik import check_nik, clean_identity, mask, parse_nik
from pendopo.people.rules.problems import Problem

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("nik", "sex", "birth"),
    [
        ("3206131708850001", Sex.MALE, date(1985, 8, 17)),
        ("3206135708850002", Sex.FEMALE, date(1985, 8, 17)),
        ("3273256902000003", Sex.FEMALE, date(2000, 2, 29)),
    ],
)
def test_good_vectors_of_the_handbook(nik: Any, sex: Any, birth: Any) -> None:
    parsed = parse_nik(nik, today=TODAY)
    assert parsed is not None
    assert parsed.sex is sex
    assert parsed.births == (birth,)
    assert parsed.area == f"{nik[:2]}.{nik[2:4]}.{nik[4:6]}"
    assert check_nik(nik, birth_date=birth, sex=sex, today=TODAY) == []


@pytest.mark.parametrize(
    ("nik", "code"),
    [
        ("3206133113990001", "nik_date_impossible"),
        ("3206137208850001", "nik_day_impossible"),
        ("3206134008850001", "nik_day_impossible"),
        ("0006131708850001", "nik_province_unknown"),
        ("3206131708850000", "nik_serial_zero"),
        ("320613170885000", "nik_not_16_digits"),
    ],
)
def test_bad_vectors_warn_and_never_refuse(nik: Any, code: Any) -> None:
    problems = check_nik(nik, birth_date=None, sex=None, today=TODAY)
    assert [problem.code for problem in problems] == [code]
    assert not any(problem.is_error for problem in problems)


def test_a_year_can_lie_in_two_centuries() -> None:
    parsed = parse_nik("3206131708200001", today=TODAY)
    assert parsed is not None
    assert parsed.births == (date(1920, 8, 17), date(2020, 8, 17))


def test_a_future_birth_is_dropped() -> None:
    parsed = parse_nik("3206132211260001", today=TODAY)
    assert parsed is not None
    assert parsed.births == (date(1926, 11, 22),)


def test_differences_from_the_record_are_named() -> None:
    problems = check_nik("3206131708850001", birth_date=date(1985, 8, 18), sex=2, today=TODAY)
    assert [problem.code for problem in problems] == ["nik_birth_differs", "nik_sex_differs"]


@pytest.mark.parametrize(
    ("cell", "clean"),
    [
        ("3206131708850001", "3206131708850001"),
        ("'3206131708850001", "3206131708850001"),
        (" 3206 1317 0885 0001 ", "3206131708850001"),
        ("3206131708850001.0", "3206131708850001"),
        (3206131708850001.0, "3206131708850001"),
        (3206131708850001, "3206131708850001"),
        ("3.206131708850001E+15", "3206131708850001"),
    ],
)
def test_sixteen_digits_in_any_dress(cell: Any, clean: Any) -> None:
    assert clean_identity(cell) == clean


@pytest.mark.parametrize(
    "cell", [None, "", "-", "0", 0, 0.0, "0000000000000000", "0320613200100001", "Belum ada"]
)
def test_not_yet(cell: Any) -> None:
    assert clean_identity(cell) is None


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("320613170885000", "identity_15_digits"),
        (320613170885001.0, "identity_15_digits"),
        ("3.20613E+15", "identity_mangled"),
        ("3,20613E+15", "identity_mangled"),
        (3206131708850000.0, "identity_mangled"),
        (9102131708850002.0, "identity_mangled"),
        ("32061317088500011", "identity_length"),
        ("123", "identity_length"),
        ("tidak tahu", "identity_not_number"),
        (-5.0, "identity_not_number"),
        (float("nan"), "identity_not_number"),
        (True, "identity_not_number"),
    ],
)
def test_mangled_numbers_are_refused_with_the_reason(cell: Any, code: Any) -> None:
    problem = clean_identity(cell)
    assert isinstance(problem, Problem)
    assert (problem.code, problem.is_error) == (code, True)


def test_the_reason_never_repeats_the_number() -> None:
    problem = clean_identity("320613170885000")
    assert isinstance(problem, Problem)
    assert "3206" not in sentence(problem)
    assert "3206" not in str(problem.params)


@given(st.from_regex(r"[1-9][0-9]{15}", fullmatch=True))
def test_text_of_sixteen_digits_is_kept_or_called_mangled(nik: Any) -> None:
    found = clean_identity(nik)
    assert found == nik or (isinstance(found, Problem) and nik.endswith("0000"))


@given(st.from_regex(r"[0-9]{16}", fullmatch=True), st.dates(), st.sampled_from([None, 1, 2]))
def test_check_never_refuses(nik: Any, birth: Any, sex: Any) -> None:
    assert not any(problem.is_error for problem in check_nik(nik, birth_date=birth, sex=sex, today=TODAY))


@given(
    st.dates(date(1900, 1, 1), TODAY),
    st.sampled_from([1, 2]),
    st.integers(1, 9999),
    st.sampled_from(["320613", "910301"]),
)
def test_a_nik_made_by_the_rule_agrees_with_its_record(birth: Any, sex: Any, serial: Any, area: Any) -> None:
    day = birth.day + (40 if sex == 2 else 0)
    nik = f"{area}{day:02d}{birth.month:02d}{birth.year % 100:02d}{serial:04d}"
    assert check_nik(nik, birth_date=birth, sex=sex, today=TODAY) == []


def test_the_mask_shows_two_digits_at_each_end() -> None:
    assert mask("3206131708850001") == "32••••••••••••01"
    assert len(mask("3206131708850001")) == 16
    assert mask(None) == ""
    assert mask("12") == "••"
