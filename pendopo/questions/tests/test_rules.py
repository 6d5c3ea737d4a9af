"""Questions as data: words of numbers, hours, keys, values; a set of questions that no letter knows."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pendopo.questions.rules.fields import Field
from pendopo.questions.rules.parsing import key_of
from pendopo.questions.rules.times import parse_time
from pendopo.questions.rules.values import plain_values
from pendopo.questions.rules.words import figures_and_words, rupiah_figures, rupiah_spelled, spell

# Words


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0, "nol"),
        (1, "satu"),
        (10, "sepuluh"),
        (11, "sebelas"),
        (12, "dua belas"),
        (20, "dua puluh"),
        (100, "seratus"),
        (101, "seratus satu"),
        (110, "seratus sepuluh"),
        (1000, "seribu"),
        (1001, "seribu satu"),
        (1999, "seribu sembilan ratus sembilan puluh sembilan"),
        (2000, "dua ribu"),
        (11_000, "sebelas ribu"),
        (21_000, "dua puluh satu ribu"),
        (101_000, "seratus satu ribu"),
        (1_000_000, "satu juta"),
        (1_001_000, "satu juta seribu"),
        (1_250_000, "satu juta dua ratus lima puluh ribu"),
        (1_000_000_000, "satu miliar"),
        (2_000_000_000_015, "dua triliun lima belas"),
        (-7, "minus tujuh"),
    ],
)
def test_numbers_in_words(value: int, words: str) -> None:
    assert spell(value) == words


_VALUES = {
    word: at
    for at, word in enumerate(
        ["nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan"]
    )
}
_SIZES = {"ribu": 10**3, "juta": 10**6, "miliar": 10**9, "triliun": 10**12, "kuadriliun": 10**15}


def read_back(words: str) -> int:
    """Reads a number in words by other rules than those that wrote it."""
    total = part = last = 0
    for word in words.replace("seribu", "satu ribu").replace("sepuluh", "satu puluh").split():
        if word in _SIZES:
            total, part, last = total + (part + last) * _SIZES[word], 0, 0
        elif word == "belas":
            part, last = part + 10 + last, 0
        elif word == "sebelas":
            part += 11
        elif word == "puluh":
            part, last = part + last * 10, 0
        elif word == "ratus":
            part, last = part + last * 100, 0
        elif word == "seratus":
            part += 100
        else:
            last = _VALUES[word]
    return total + part + last


@given(st.integers(0, 10**18 - 1))
def test_numbers_in_words_read_back(value: int) -> None:
    assert read_back(spell(value)) == value


def test_numbers_without_words_are_refused() -> None:
    with pytest.raises(ValueError, match="no words"):
        spell(10**18)


def test_money_is_written_in_figures_and_words() -> None:
    assert rupiah_spelled(1_250_000) == "Rp1.250.000,00 (satu juta dua ratus lima puluh ribu rupiah)"
    assert rupiah_spelled(0) == "Rp0,00 (nol rupiah)"
    from decimal import Decimal

    assert rupiah_spelled(Decimal("1500.5")) == "Rp1.500,50 (seribu lima ratus rupiah lima puluh sen)"
    assert rupiah_figures(-2_000) == "-Rp2.000,00"
    assert figures_and_words(12) == "12 (dua belas)"


@pytest.mark.parametrize(
    ("typed", "time"),
    [("9", "09:00"), ("9.30", "09:30"), ("09:30", "09:30"), ("0930", "09:30"), ("Pukul 7.05 WIB", "07:05")],
)
def test_hours_as_people_type_them(typed: str, time: str) -> None:
    assert parse_time(typed) == time


@pytest.mark.parametrize("typed", ["24.00", "9.60", "pagi", "", "9.5", "-1"])
def test_hours_that_are_none(typed: str) -> None:
    with pytest.raises(ValueError, match="not a time"):
        parse_time(typed)


@given(st.text(max_size=60))
def test_a_key_made_of_any_words_is_a_key(text: str) -> None:
    assert re.fullmatch(r"[a-z][a-z0-9_]{0,39}", key_of(text))


@given(
    st.text(max_size=40), st.sampled_from(["text", "number", "date", "money", "time", "choice", "longtext"])
)
def test_any_stored_answer_can_be_printed(text: str, kind: str) -> None:
    assert plain_values(Field("a", "A", kind), text)["a"] is not None
