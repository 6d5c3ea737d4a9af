"""How figures, money, dates and telephone numbers are written and read."""

from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.template import Context, Template
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from pendopo.ui import rules


@pytest.mark.parametrize(
    ("value", "indonesian", "english"),
    [
        (0, "0", "0"),
        (999, "999", "999"),
        (1234567.89, "1.234.567,89", "1,234,567.89"),
        (-1234.5, "-1.234,5", "-1,234.5"),
        (Decimal("0.005"), "0,01", "0.01"),
        (-0.001, "0", "0"),
        (10**15, "1.000.000.000.000.000", "1,000,000,000,000,000"),
    ],
)
def test_numbers(value: rules.Number, indonesian: str, english: str) -> None:
    assert rules.number(value) == indonesian
    assert rules.number(value, "en") == english


def test_fixed_decimals_keep_their_zeros() -> None:
    assert rules.number(3, decimals=2) == "3,00" and rules.number(2.5, decimals=0) == "3"


def test_what_is_no_number_is_refused() -> None:
    with pytest.raises(ValueError, match="finite"):
        rules.number(float("nan"))


@given(st.integers(-(10**15), 10**15))
def test_a_whole_number_that_is_written_can_be_read_again(value: int) -> None:
    assert rules.parse_whole(rules.number(value)) == value
    assert rules.parse_whole(rules.number(value, "en")) == value


@pytest.mark.parametrize("text", ["Rp1.500.000", "Rp 1.500.000", "1,500,000", "1500000", " 1 500 000 "])
def test_amounts_people_type_are_the_same(text: str) -> None:
    assert rules.parse_whole(text) == 1_500_000


@pytest.mark.parametrize("text", ["", "dua juta", "1.50", "1.5000", "1,5", "--3", "1.000,000"])
def test_doubtful_amounts_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="whole"):
        rules.parse_whole(text)


@pytest.mark.parametrize(
    ("value", "text"),
    [(1234567, "Rp1.234.567"), (1234.5, "Rp1.234,50"), (-500, "-Rp500"), (0, "Rp0")],
)
def test_money(value: rules.Number, text: str) -> None:
    assert rules.rupiah(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (999_999, "Rp999.999"),
        (1_620_450_000, "Rp1,62 miliar"),
        (2_000_000, "Rp2 juta"),
        (3 * 10**12, "Rp3 triliun"),
    ],
)
def test_large_amounts_in_words(value: int, text: str) -> None:
    assert rules.rupiah_words(value) == text


@pytest.mark.parametrize(
    ("value", "text"), [(9999, "9.999"), (12_500, "12,5 rb"), (2_000_000, "2 jt"), (1_620_000_000, "1,6 M")]
)
def test_axis_numbers(value: int, text: str) -> None:
    assert rules.compact(value) == text


def test_percent() -> None:
    assert (
        rules.percent(0.9434) == "94,3%"
        and rules.percent(0.5) == "50%"
        and rules.percent(1, decimals=1) == "100,0%"
    )
    assert rules.percent(0.9434, "en-gb") == "94.3%"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("081234567890", "0812-3456-7890"),
        ("+62 812-3456-789", "0812-3456-789"),
        ("(0265) 330123", "(0265) 330123"),
        ("kantor", "kantor"),
    ],
)
def test_telephone_numbers(text: str, shown: str) -> None:
    assert rules.phone(text) == shown


def test_days_are_written_in_both_languages() -> None:
    day = date(2026, 8, 17)
    assert rules.date_long(day) == "17 Agustus 2026" and rules.date_long(day, "en") == "17 August 2026"
    assert rules.date_full(day) == "Senin, 17 Agustus 2026" and rules.date_short(day) == "17 Agu 2026"


def test_moments_carry_their_zone() -> None:
    time = datetime(2026, 11, 21, 9, 12, tzinfo=ZoneInfo("Asia/Makassar"))
    assert rules.moment(time) == "21 November 2026, 09.12 WITA"
    assert rules.moment(time, "en") == "21 November 2026, 09:12 WITA"


@pytest.mark.parametrize(
    "text",
    [
        "17-08-1945",
        "17/8/1945",
        "17.08.1945",
        "17081945",
        "1945-08-17",
        " 17  Agustus 1945",
        "17 agu 1945",
        "17 August 1945",
    ],
)
def test_a_typed_day_is_understood(text: str) -> None:
    assert rules.parse_day(text) == date(1945, 8, 17)


@pytest.mark.parametrize(
    "text", ["", "31-02-1985", "17-08-45", "08-17-1945", "17 Foo 1945", "1-1-1-1", "0-0-0000"]
)
def test_an_impossible_or_doubtful_day_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        rules.parse_day(text)


@given(st.dates())
def test_every_day_that_is_written_can_be_read_again(day: date) -> None:
    if day.year >= 1000:
        assert rules.parse_day(f"{day:%d-%m-%Y}") == day == rules.parse_day(rules.date_long(day))


def show(text: str, **values: object) -> str:
    return Template("{% load ui %}" + text).render(Context(values))


def test_filters_follow_the_language_and_stay_silent_about_nothing() -> None:
    values = {"n": 1234567.89, "d": date(2026, 11, 21), "nothing": None, "word": "abc"}
    line = "{{ n|angka }} {{ n|rupiah }} {{ d|tanggal }}{{ nothing|angka }}{{ nothing|tanggal }}{{ word|rupiah }}"
    assert show(line, **values) == "1.234.567,89 Rp1.234.567,89 21 November 2026"
    with translation.override("en"):
        assert show("{{ n|angka }} {{ d|tanggal_pendek }}", **values) == "1,234,567.89 21 Nov 2026"


def test_a_time_is_shown_on_the_clock_of_the_village() -> None:
    late = datetime(2026, 11, 21, 18, 30, tzinfo=timezone.utc)  # noqa: UP017
    assert show("{{ t|waktu }} / {{ t|tanggal }}", t=late) == "22 November 2026, 01.30 WIB / 22 November 2026"


@pytest.mark.parametrize(
    ("days", "kind", "text"),
    [
        (-3, "late", "lewat 3 hari"),
        (0, "wait", "hari ini"),
        (2, "wait", "2 hari lagi"),
        (9, "tag", "9 hari lagi"),
    ],
)
def test_deadlines_say_how_far_they_are(days: int, kind: str, text: str) -> None:
    from pendopo.kernel.clock import today

    tag = show("{% tenggat due %}", due=today() + timedelta(days=days))
    assert kind in tag and text in tag


def test_a_qr_code_holds_the_address_in_one_path() -> None:
    code = show("{% qr address %}", address="https://taraju.desa.id/statistik/")
    assert code.count("<path") == 1 and "style=" not in code and 'role="img"' in code
    assert code != show("{% qr address %}", address="https://taraju.desa.id/statistik")


def test_an_endless_address_has_no_qr_code() -> None:
    assert show("{% qr address %}", address="https://taraju.desa.id/" + "x" * 3000) == ""
