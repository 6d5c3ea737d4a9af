"""Questions as data: words of numbers, hours, keys, values; a set of questions that no letter knows."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pendopo.questions.rules.asked import asked, kept_answers, missing_answers, next_question
from pendopo.questions.rules.fields import Field, as_plain
from pendopo.questions.rules.fitting import misfits
from pendopo.questions.rules.parsing import key_of
from pendopo.questions.rules.sets import faults, parse_set
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


# A set of questions that no letter knows

SURVEY = parse_set(
    {
        "key": "uji.kebun",
        "version": 1,
        "title": "Pendataan kebun",
        "fields": [
            {"key": "nama", "label": "Siapa nama Anda?", "prefill": "person.name", "min_length": 3},
            {"key": "punya", "label": "Punya kebun?", "kind": "choice", "choices": ["Ya", "Tidak", "Sewa"]},
            {"key": "luas", "label": "Berapa luasnya?", "kind": "number", "unit": "meter", "lowest": "10",
             "highest": "90.000", "asked_if": "punya", "asked_when": ["ya", "sewa"]},
            {"key": "sewa", "label": "Berapa sewanya?", "kind": "money", "lowest": "Rp 10.000",
             "asked_if": "punya", "asked_when": ["sewa"]},
            {"key": "sejak", "label": "Sejak kapan?", "kind": "date", "asked_if": "luas", "lowest": "17-08-1945"},
            {"key": "tanaman", "label": "Apa tanamannya?", "kind": "group", "required": False,
             "fields": [{"key": "jenis", "label": "Jenis"}]},
            {"key": "pesan", "label": "Ada pesan?", "kind": "longtext", "required": False},
        ],
    }
)  # fmt: skip


def test_a_set_is_plain_data_and_reads_back_as_it_was() -> None:
    assert list(faults(SURVEY)) == []
    again = parse_set(json.loads(json.dumps(SURVEY.as_dict())))
    assert again == SURVEY
    assert again.digest == SURVEY.digest
    assert SURVEY.code == "uji.kebun-1"
    assert "lowest" not in str(as_plain(Field("a", "A"))), "older questions keep their fingerprint"


@pytest.mark.parametrize(
    ("wrong", "where", "code"),
    [
        ({"asked_if": "tidak_ada"}, "asked_if", "unknown_question"),
        ({"asked_if": "b"}, "asked_if", "cycle"),
        ({"asked_if": "c"}, "asked_if", "cycle"),
        ({"asked_if": "a", "asked_when": ["z"]}, "asked_when", "unknown_choice"),
        ({"key": "a"}, "key", "twice"),
        ({"kind": "number", "lowest": "9", "highest": "1"}, "lowest", "reversed"),
        ({"kind": "date", "lowest": "2026-02-01", "highest": "2026-01-31"}, "lowest", "reversed"),
        ({"kind": "time", "lowest": "9.30", "highest": "08.00"}, "lowest", "reversed"),
        ({"kind": "number", "lowest": "sedikit"}, "lowest", "bad_bound"),
        ({"lowest": "1"}, "lowest", "bad_bound"),
        ({"min_length": 9, "max_length": 8}, "min_length", "reversed"),
        ({"min_length": 121}, "min_length", "reversed"),
        ({"kind": "choice"}, "choices", "needs_choices"),
        ({"prefill": "person.nik"}, "prefill", "unknown_choice"),
        ({"kind": "group", "fields": [{"key": "x", "label": "X", "asked_if": "a"}]}, "fields.0.asked_if",
         "unknown_question"),
    ],
)  # fmt: skip
def test_every_fault_of_a_set_is_named_with_its_place(
    wrong: dict[str, object], where: str, code: str
) -> None:
    fields = [
        {"key": "a", "label": "A", "kind": "choice", "choices": ["X", "Y"]},
        {"key": "b", "label": "B", **wrong},
        {"key": "c", "label": "C", "asked_if": "b"},
    ]
    found = list(faults(parse_set({"key": "uji", "version": 1, "title": "Uji", "fields": fields})))
    assert (f"fields.1.{where}", code) in {(one.where, one.code) for one in found}
    assert all(str(one) for one in found)


def test_a_set_itself_can_be_faulty() -> None:
    found = faults(parse_set({"key": "Uji!", "version": 0, "title": " "}))
    assert {(one.where, one.code) for one in found} == {
        ("key", "bad_key"),
        ("version", "bad_number"),
        ("title", "missing"),
    }


def test_who_answers_without_a_name_is_not_asked_for_one() -> None:
    asked_by_name = [
        {"key": "a", "label": "A", "prefill": "person.name"},
        {"key": "b", "label": "B", "kind": "resident"},
    ]
    given = {"key": "uji", "version": 1, "title": "Uji", "fields": asked_by_name}
    assert [one.where for one in faults(parse_set({**given, "anonymous": True}))] == [
        "fields.0.kind",
        "fields.1.kind",
    ]
    assert not list(faults(parse_set(given)))


WHOLE: dict[str, object] = {
    "nama": "Euis",
    "punya": "sewa",
    "luas": 50,
    "sewa": 20_000,
    "sejak": "2020-01-01",
    "tanaman": [{"jenis": "teh"}],
}


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ({}, []),
        ({"punya": "tidak", "luas": "apa saja"}, []),
        ({"nama": "  "}, ["nama"]),
        ({"nama": "Al"}, ["nama"]),
        ({"punya": "pinjam"}, ["punya"]),
        ({"luas": "50"}, ["luas"]),
        ({"luas": 9}, ["luas"]),
        ({"luas": True}, ["luas"]),
        ({"sewa": 9_999}, ["sewa"]),
        ({"sejak": "17-08-1945"}, ["sejak"]),
        ({"sejak": "1945-08-16"}, ["sejak"]),
        ({"tanaman": [{"jenis": 7}]}, ["tanaman"]),
        ({"tanaman": "teh"}, ["tanaman"]),
        ({"pesan": "x" * 5_001}, ["pesan"]),
    ],
)
def test_an_answer_that_does_not_fit_its_question_is_named(
    wrong: dict[str, object], named: list[str]
) -> None:
    assert misfits(SURVEY.fields, {**WHOLE, **wrong}) == named


def keys(answers: dict[str, object]) -> list[str]:
    return [one.key for one in asked(SURVEY.fields, answers)]


def test_a_question_is_asked_only_when_an_earlier_answer_calls_it_up() -> None:
    assert keys({}) == ["nama", "punya", "tanaman", "pesan"]
    assert keys({"punya": "tidak", "luas": 5}) == ["nama", "punya", "tanaman", "pesan"]
    assert keys({"punya": "ya"}) == ["nama", "punya", "luas", "tanaman", "pesan"]
    assert keys({"punya": "sewa", "luas": 5})[2:5] == ["luas", "sewa", "sejak"]
    # What is asked no more calls nothing up, however it was answered before.
    assert keys({"punya": "tidak", "luas": 5, "sejak": "2020-01-01"}) == ["nama", "punya", "tanaman", "pesan"]


def test_what_is_not_asked_is_neither_kept_nor_missing() -> None:
    answers = {"nama": "Euis", "punya": "tidak", "luas": 50, "sewa": 20_000, "fremd": "x"}
    assert kept_answers(SURVEY.fields, answers) == {"nama": "Euis", "punya": "tidak"}
    assert missing_answers(SURVEY.fields, answers) == []
    assert missing_answers(SURVEY.fields, {"nama": "Euis", "punya": "sewa"}) == ["luas", "sewa"]
    assert next_question(SURVEY.fields, {"nama": "Euis", "punya": "tidak"}) == "tanaman"
    assert next_question(SURVEY.fields, {"nama": "Euis", "punya": "ya"}) == "luas"


@given(
    st.dictionaries(
        st.sampled_from([one.key for one in SURVEY.fields]), st.sampled_from(["ya", "sewa", "", 5])
    )
)
def test_keeping_answers_twice_changes_nothing_more(answers: dict[str, object]) -> None:
    kept = kept_answers(SURVEY.fields, answers)
    assert kept_answers(SURVEY.fields, kept) == kept
    assert missing_answers(SURVEY.fields, kept) == missing_answers(SURVEY.fields, answers)
