"""NIK, KK and birth dates of unequal quality."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pendopo.matching.rules import dates, nik

DIGITS = st.text(alphabet="0123456789", min_size=16, max_size=16)
GOOD = "3206131708850001"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (GOOD, GOOD),
        (" 3206131708850001 ", GOOD),
        ("'3206131708850001", GOOD),
        ("3206-1317-0885-0001", GOOD),
        ("3206131708850001.0", GOOD),
        ("320613170885000", "320613170885000"),
        ("3.20613E+15", ""),
        ("3,20613170885E+15", ""),
        ("0000000000000000", ""),
        ("9999999999999999", ""),
        ("3206130000000000", ""),
        ("1234567890123456", ""),
        ("32061317", ""),
        ("belum ada", ""),
        ("", ""),
    ],
)
def test_only_a_believable_number_is_kept(written: str, read: str) -> None:
    assert nik.clean_number(written) == read


@pytest.mark.parametrize(
    ("other", "relation"),
    [
        (GOOD, "equal"),
        ("3206131708850000", "lost_last"),
        ("320613170885000", "lost_last"),
        ("3206131708850002", "serial_digit"),
        ("3206131708860001", "one_digit"),
        ("3206131708580001", "one_digit"),
        ("3206131708850176", "same_birth"),
        ("3206135203980001", "other"),
        ("", "missing"),
    ],
)
def test_two_numbers_relate_by_structure(other: str, relation: str) -> None:
    assert nik.relate(GOOD, other) == relation
    assert nik.relate(other, GOOD) == relation


@given(DIGITS, st.integers(0, 15), st.sampled_from("0123456789"))
def test_one_changed_digit_is_one_edit(text: str, place: int, digit: str) -> None:
    changed = text[:place] + digit + text[place + 1 :]
    assert nik.one_edit(text, changed) is (text != changed)


@given(DIGITS, st.integers(0, 14))
def test_a_lost_digit_and_a_swap_are_one_edit(text: str, place: int) -> None:
    assert nik.one_edit(text, text[:place] + text[place + 1 :])
    swapped = text[:place] + text[place + 1] + text[place] + text[place + 2 :]
    assert nik.one_edit(text, swapped) is (text != swapped)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("1985-08-17", "19850817"),
        ("1985-08-17 00:00:00", "19850817"),
        ("17/8/1985", "19850817"),
        ("17-08-1985", "19850817"),
        ("1985-13-01", ""),
        ("tidak tahu", ""),
        ("", ""),
    ],
)
def test_dates_are_read_as_offices_write_them(written: str, read: str) -> None:
    assert dates.clean_date(written) == read


@pytest.mark.parametrize(
    ("one", "other", "relation"),
    [
        ("19850817", "19850817", "equal"),
        ("19850708", "19850807", "swapped"),
        ("19850101", "19850817", "default_day"),
        ("19850817", "19850818", "one_digit"),
        ("19850817", "19870817", "one_digit"),
        ("19850817", "19940817", "same_day"),
        ("19850817", "19850829", "same_month"),
        ("19850817", "19861129", "near_year"),
        ("19850817", "20011129", "other"),
        ("19850101", "19940101", "other"),
        ("", "19850817", "missing"),
    ],
)
def test_dates_relate_as_people_get_them_wrong(one: str, other: str, relation: str) -> None:
    assert dates.relate(one, other) == relation
    assert dates.relate(other, one) == relation
