"""Where a verdict starts: what stands by itself, what waits for one person, what for two, and what it asks for."""

import pytest

from pendopo.matching.rules.carrying import carried_rows, compared
from pendopo.matching.rules.drafts import Thresholds, doubted, opened
from pendopo.matching.rules.pairs import LARGEST_BLOCK, are_siblings, candidate_pairs
from pendopo.matching.rules.record import Record
from pendopo.matching.rules.tasks import task_for, verdict_after

LIMITS = Thresholds(0.3, 0.9)


@pytest.mark.parametrize(
    ("verdict", "probability", "reasons", "expected"),
    [
        ("padan", 0.99, ("nik.equal",), "padan"),
        ("padan", 0.85, ("name.identical",), "perlu_diperiksa"),
        ("padan", 0.99, ("name.other",), "perlu_diperiksa"),
        ("padan", 0.99, ("nik.relative",), "perlu_diperiksa"),
        ("tidak_ditemukan", 0.01, ("name.other",), "tidak_ditemukan"),
        ("ganda", 0.5, (), "ganda"),
    ],
)
def test_a_doubtful_match_is_for_people(
    verdict: str, probability: float, reasons: tuple[str, ...], expected: str
) -> None:
    assert doubted(verdict, probability, reasons, LIMITS) == expected


@pytest.mark.parametrize(
    ("verdict", "probability", "kind", "status", "expected"),
    [
        ("padan", 0.99, "register", 1, ("automatic", 1, "padan", "")),
        ("padan", 0.99, "register", 2, ("automatic", 1, "padan", "report_dead")),
        ("padan", 0.99, "register", 3, ("automatic", 1, "padan", "report_moved")),
        ("tidak_ditemukan", 0.01, "register", None, ("automatic", 1, "tidak_ditemukan", "visit")),
        ("tidak_ditemukan", 0.01, "lists", None, ("automatic", 1, "tidak_ditemukan", "")),
        ("perlu_diperiksa", 0.6, "register", 1, ("first", 2, "perlu_diperiksa", "")),
        ("perlu_diperiksa", 0.2, "register", 1, ("first", 1, "perlu_diperiksa", "")),
        ("ganda", 0.99, "register", 1, ("first", 1, "ganda", "")),
        ("ganda", 0.99, "within", None, ("first", 1, "perlu_diperiksa", "")),
        ("sesuatu", 0.99, "register", 1, ("first", 1, "perlu_diperiksa", "")),
    ],
)
def test_where_a_verdict_starts(
    verdict: str, probability: float, kind: str, status: int | None, expected: tuple[str, int, str, str]
) -> None:
    assert opened(verdict, probability, kind=kind, status=status, limits=LIMITS) == expected


def test_what_people_say_becomes_a_verdict_and_a_task() -> None:
    assert verdict_after("perlu_diperiksa", "same") == "padan"
    assert verdict_after("ganda", "same") == "ganda"
    assert verdict_after("ganda", "different") == "tidak_ditemukan"
    assert verdict_after("perlu_diperiksa", "unsure") == "perlu_diperiksa"
    assert task_for("ganda", kind="within", register_status=1) == "merge"
    assert task_for("tidak_ditemukan", kind="within", register_status=1) == ""
    assert task_for("ganda", kind="register", register_status=1) == "report_double"


def test_a_family_is_carried_over_whole_or_not_at_all() -> None:
    rows = [(1, "a"), (2, "a"), (3, "b"), (4, "b"), (5, ""), (6, "")]
    assert carried_rows(rows, {1, 2, 3, 5}) == {1, 2, 5}


def test_steps_between_two_runs_are_counted() -> None:
    before, now = {"x": "padan", "y": "ganda", "z": "padan"}, {"x": "padan", "y": "padan", "n": "padan"}
    assert compared(before, now) == {("ganda", "padan"): 1, ("padan", ""): 1, ("", "padan"): 1}


def person(name: str, born: str, nik: str = "", kk: str = "") -> Record:
    return Record(name=name, birth_date=born, nik=nik, kk=kk, sex="L")


def test_only_people_who_share_something_rare_are_compared() -> None:
    records = [person("Asep", "1980-03-04"), person("Asep", "1980-12-01"), person("Ujang", "1999-01-01")]
    assert list(candidate_pairs(records)) == [(0, 1)]
    crowd = [person(f"A{number:02d}", "1970-01-01") for number in range(LARGEST_BLOCK + 1)]
    assert list(candidate_pairs(crowd)) == []


def test_twins_with_numbers_and_names_of_their_own_are_two_people() -> None:
    one = person("Hasan", "2010-05-05", "3206130505100001", "3206130101100007")
    other = person("Husen", "2010-05-05", "3206130505100002", "3206130101100007")
    assert are_siblings(one, other)
    assert not are_siblings(one, person("Husen", "2010-05-05", "", "3206130101100007"))
