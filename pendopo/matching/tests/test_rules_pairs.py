"""Two records side by side: levels, reasons, differences, probability."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pendopo.matching.engine.parameters import load
from pendopo.matching.engine.single import score_pair
from pendopo.matching.rules.compare import compare
from pendopo.matching.rules.evidence import all_sentences, differences, evidence, reason
from pendopo.matching.rules.record import Record
from pendopo.matching.rules.scoring import Model, calibrated

ONE = Record(
    id="1", nik="3206131708850001", kk="3206130101100007", name="Asep Hermawan", sex="L", birth_place="Tasikmalaya",
    birth_date="1985-08-17", rt="001", rw="004", hamlet="Cikadu", village="Taraju", district="Taraju",
)  # fmt: skip
STRANGER = Record(
    id="9", nik="3206015203980003", kk="3206012204150002", name="Euis Kartika", sex="P", birth_place="Garut",
    birth_date="1998-03-12", rt="006", rw="002", hamlet="Sumber", village="Sukasari", district="Salawu",
)  # fmt: skip


def codes(listed: Record, found: Record) -> set[str]:
    return {one.code for one in evidence(listed, found)}


def test_the_same_person_is_nearly_certain_and_a_stranger_is_not() -> None:
    assert score_pair(ONE, ONE) > 0.999
    assert score_pair(STRANGER, ONE) < 0.001


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"nik": "3206131708850000"}, "nik.lost_last"),
        ({"nik": ""}, "nik.missing"),
        ({"name": "WAWAN"}, "name.call_name"),
        ({"birth_date": "1985-01-01"}, "birth.default_day"),
        ({"kk": "3206130101100008"}, "kk.near"),
        ({"sex": "P"}, "sex.other"),
        ({"rt": "9"}, "address.hamlet"),
        ({"village": "Sukasari"}, "address.district"),
    ],
)
def test_one_flaw_is_named_and_the_person_still_found(change: dict[str, str], code: str) -> None:
    listed = replace(ONE, **change)
    assert code in codes(listed, ONE)
    assert score_pair(listed, ONE) > 0.95


def test_the_nik_of_a_relative_is_no_match() -> None:
    listed = replace(
        STRANGER, nik=ONE.nik, kk=ONE.kk, village=ONE.village, district=ONE.district, rt=ONE.rt, rw=ONE.rw
    )
    assert "nik.relative" in codes(listed, ONE)
    assert score_pair(listed, ONE) < 0.5


def test_twins_are_two_people() -> None:
    twin = replace(ONE, nik="3206131708850002", name="Agus Gunawan")
    assert score_pair(ONE, twin) < 0.5


def test_family_and_register_status_stand_among_the_reasons() -> None:
    found = replace(ONE, status="meninggal")
    told = [one.sentence for one in evidence(ONE, found, household=3)]
    assert "3 anggota keluarga lain padan ke KK yang sama." in told
    assert "Register mencatat orang ini sudah meninggal." in told


def test_differences_name_the_fields_that_are_written_differently() -> None:
    listed = replace(ONE, name="Asep Hermawann", rt="1", birth_place="", village="TARAJU")
    assert differences(listed, ONE) == {"name": "same_sound", "birth_place": "missing"}
    assert differences(ONE, ONE) == {}


def test_every_reason_is_a_short_sentence() -> None:
    for code, sentence in all_sentences().items():
        assert sentence.endswith(".")
        assert all(len(part.split()) <= 15 for part in sentence.split(". ")), code
    assert reason("household", count=2).sentence.startswith("2 ")


def test_every_level_that_can_come_up_has_weights() -> None:
    """A level without a weight would count as nothing in silence."""
    weights = load().model.weights
    for change in ({}, {"nik": ""}, {"kk": ""}, {"birth_date": ""}, {"sex": ""}, {"birth_place": ""}):
        levels = compare(replace(ONE, **change), ONE)
        assert f"nik.{levels.nik}" in weights
        assert f"birth.{levels.birth}" in weights
        assert f"name.{levels.name}" in weights


@given(st.floats(-30, 30), st.floats(-30, 30))
def test_the_calibration_curve_rises(one: float, other: float) -> None:
    model: Model = load().final
    low, high = sorted((one, other))
    assert 0.0 <= calibrated(low, model) <= calibrated(high, model) <= 1.0
