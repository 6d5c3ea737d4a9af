"""The probability that people see: nothing changes without answers, and answers move it to what they found."""

import random
from math import log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pendopo.matching.rules.calibration import (
    AS_SHIPPED,
    EQUAL,
    MISSING,
    NEAR,
    OTHER,
    STRATA,
    WITHIN,
    Answer,
    Line,
    fit,
    mean,
    recalibrated,
    stratum_of,
)

CHANCES = st.floats(0, 1)
GROUPS = st.dictionaries(
    st.sampled_from(STRATA), st.lists(st.builds(Answer, CHANCES, st.booleans()), max_size=30), max_size=5
)


def test_without_answers_the_shipped_probability_stands() -> None:
    lines = fit({})
    assert lines == dict.fromkeys(STRATA, AS_SHIPPED)
    assert recalibrated(0.731, lines[MISSING]) == 0.731


@given(GROUPS, CHANCES, CHANCES)
def test_order_inside_a_stratum_never_changes_and_every_number_is_a_chance(
    answers: dict[str, list[Answer]], low: float, high: float
) -> None:
    low, high = sorted((low, high))
    for line in fit(answers).values():
        shown = recalibrated(low, line), recalibrated(high, line)
        assert 0 <= shown[0] <= shown[1] <= 1


@given(GROUPS)
def test_the_answers_are_counted(answers: dict[str, list[Answer]]) -> None:
    for name, line in fit(answers).items():
        group = answers.get(name, [])
        assert (line.answers, line.same) == (len(group), sum(answer.same for answer in group))


def too_sure(count: int, seed: int) -> list[Answer]:
    """Pairs for which the engine is over-confident, as measured on data that were held out: .85 is .57, .65 is .46."""
    chance = random.Random(seed)
    made = []
    for _ in range(count):
        said = chance.uniform(0.3, 0.97)
        made.append(Answer(said, chance.random() < recalibrated(said, Line(-0.55, 0.5))))
    return made


def off(answers: list[Answer], line: Line) -> float:
    """Mean log loss of the answers."""
    total = 0.0
    for answer in answers:
        shown = recalibrated(answer.probability, line)
        total -= log(shown if answer.same else 1 - shown)
    return total / len(answers)


def test_hundreds_of_answers_bring_out_what_is_true_in_answers_not_seen() -> None:
    line = fit({MISSING: too_sure(400, seed=1)})[MISSING]
    fresh = too_sure(4000, seed=2)
    truth = sum(answer.same for answer in fresh) / len(fresh)
    said = mean(answer.probability for answer in fresh)
    shown = mean(recalibrated(answer.probability, line) for answer in fresh)
    assert abs(said - truth) > 0.12
    assert abs(shown - truth) < 0.03
    assert off(fresh, line) < off(fresh, AS_SHIPPED) - 0.05


def test_a_handful_of_answers_moves_little() -> None:
    line = fit({NEAR: [Answer(0.9, same=False), Answer(0.8, same=True)]})[NEAR]
    assert 0.5 < recalibrated(0.9, line) < 0.9


def test_one_slip_about_a_sure_pair_moves_no_sure_pair_and_fifty_do() -> None:
    sure = 0.9999
    line = fit({EQUAL: [Answer(sure, same=False)]})[EQUAL]
    assert recalibrated(sure, line) > 0.99
    line = fit({EQUAL: [Answer(sure, same=number % 2 == 0) for number in range(100)]})[EQUAL]
    assert 0.4 < recalibrated(sure, line) < 0.65


def test_strata_part_where_their_answers_differ_and_lean_on_each_other_where_they_have_none() -> None:
    lines = fit({MISSING: too_sure(300, 3), EQUAL: [Answer(0.9, same=True)] * 100})
    assert recalibrated(0.8, lines[MISSING]) < 0.7 < recalibrated(0.8, lines[EQUAL])
    assert recalibrated(0.8, lines[OTHER]) != 0.8  # as far as all answers together say
    assert lines[WITHIN] == AS_SHIPPED  # another model


@pytest.mark.parametrize("chance", [0.0, 1e-12, 1 - 1e-12, 1.0])
def test_certainty_is_met_with_finite_numbers(chance: float) -> None:
    lines = fit({EQUAL: [Answer(chance, same=True), Answer(chance, same=False)] * 50})
    assert 0 <= recalibrated(chance, lines[EQUAL]) <= 1


def test_a_result_belongs_to_a_stratum_by_its_number() -> None:
    assert stratum_of(["name.identical", "nik.one_digit"]) == NEAR
    assert stratum_of(["nik.relative"]) == OTHER
    assert stratum_of(["nik.equal"]) == EQUAL
    assert stratum_of(["nobody"]) == MISSING
    assert stratum_of(["nik.equal"], within=True) == WITHIN
