"""The measures of matching on cases that can be counted by hand, and their laws on any."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pendopo.matching.rules import measures
from pendopo.matching.rules.measures import Judged, wilson


def judged(
    score: float = 0.9, *, right: bool = True, linked: bool = True, present: bool = True, proposed: bool = True,
    waiting: bool = False, bad: bool = False,
) -> Judged:  # fmt: skip
    return Judged(score, proposed, right and present, linked, waiting, present, bad)


def lost(score: float = 0.0) -> Judged:
    return judged(score, right=False, linked=False, proposed=score > 0)


@pytest.mark.parametrize(
    ("hits", "of", "low", "high"),
    [(0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0), (81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605)],
)
def test_wilson_gives_the_published_intervals(hits: int, of: int, low: float, high: float) -> None:
    """The last two are the examples of Newcombe (1998), method 3."""
    share = wilson(hits, of)
    assert share.value == hits / of
    assert share.low == pytest.approx(low, abs=5e-5)
    assert share.high == pytest.approx(high, abs=5e-5)


def test_nothing_counted_is_no_value() -> None:
    assert wilson(0, 0).value is None
    assert measures.quality(0, 0, 0).f1.value is None


def test_a_link_to_a_wrong_row_costs_precision_and_recall() -> None:
    rows = [*[judged()] * 6, judged(right=False), judged(present=False), lost()]
    quality = measures.decided(rows)
    assert (quality.precision.hits, quality.precision.of) == (6, 8)
    assert (quality.recall.hits, quality.recall.of) == (6, 8)
    assert quality.f1.value == pytest.approx(2 * 6 / (8 + 8))


@given(st.integers(0, 500), st.integers(0, 500), st.integers(0, 500))
def test_f1_is_the_harmonic_mean_and_lies_in_its_interval(right: int, wrong: int, missed: int) -> None:
    quality = measures.quality(right, right + wrong, right + missed)
    if right:
        p, r = quality.precision.value, quality.recall.value
        assert p is not None and r is not None
        assert quality.f1.value == pytest.approx(2 * p * r / (p + r))
    if quality.f1.of:
        assert quality.f1.low is not None and quality.f1.high is not None and quality.f1.value is not None
        assert 0 <= quality.f1.low <= quality.f1.value <= quality.f1.high <= 1


def test_people_of_one_score_stand_and_fall_together() -> None:
    """Else a matcher that says 1.0 to everybody could be given the perfect order afterwards."""
    rows = [*[judged(1.0)] * 9, judged(1.0, right=False)]
    ranking = measures.ranked(rows)
    assert ranking.steps == [(10, 9, 1.0)]
    assert measures.recall_at(ranking, 10, 0.999).recall.hits == 0
    assert measures.recall_at(ranking, 10, 0.9).recall.hits == 9


def test_recall_at_a_precision_may_pass_an_early_mistake() -> None:
    rows = [judged(1.0, right=False), *[judged(0.9)] * 999, judged(0.1, right=False)]
    reach = measures.recall_at(measures.ranked(rows), 1001, 0.999)
    assert (reach.recall.hits, reach.threshold) == (999, 0.9)


def test_the_best_threshold_leaves_the_wrong_ones_out() -> None:
    rows = [*[judged(0.9)] * 50, *[judged(0.2, right=False, present=False)] * 50]
    quality, threshold = measures.best(measures.ranked(rows), 50)
    assert (quality.f1.value, threshold) == (1.0, 0.9)


def test_without_any_proposal_there_is_no_threshold() -> None:
    assert measures.best(measures.ranked([]), 5) == (measures.quality(0, 0, 5), None)
    assert measures.recall_at(measures.ranked([]), 5, 0.999).recall.value == 0


def test_reviewers_walk_down_until_enough_are_found() -> None:
    sure = [judged(0.99)] * 95
    doubtful = [judged(0.5, right=False), judged(0.4), judged(0.3), judged(0.2), judged(0.1), judged(0.05)]
    load = measures.review_load(101, measures.ranked([*sure, *doubtful]), 100, wanted=0.98, sure=0.9995)
    assert (load.accepted, load.reviews) == (95, 4)
    assert load.share == pytest.approx(4 / 101)
    assert load.ceiling == 1.0


def test_a_recall_that_no_review_reaches_is_said_so() -> None:
    load = measures.review_load(10, measures.ranked([judged(0.9)] * 8), 10, wanted=0.99, sure=0.9995)
    assert (load.reviews, load.share, load.ceiling) == (None, None, 0.8)


def test_wrongly_linked_people_are_counted_among_the_absent_alone() -> None:
    rows = [
        *[judged(right=False, present=True)] * 5,
        judged(0.95, present=False),
        judged(0.3, present=False, linked=False),
        *[judged(0.0, present=False, linked=False, proposed=False)] * 2,
    ]
    assert (measures.wrongly_linked(rows).hits, measures.wrongly_linked(rows).of) == (1, 4)
    assert measures.wrongly_linked(rows, 0.2).hits == 2


def test_said_and_true_probability_are_held_together() -> None:
    rows = [*[judged(0.9)] * 8, *[judged(0.9, right=False)] * 2, judged(1.0)]
    low, high = measures.reliability(rows, (0.0, 0.5, 0.95, 1.0))
    assert (low[0], low[1], low[2].value) == (0.5, 0.95, 0.8)
    assert low[3] == pytest.approx(0.9)
    assert (high[2].hits, high[2].of) == (1, 1)


def test_a_gap_between_groups_is_named_and_chance_is_not() -> None:
    gap = {
        ("name", "single"): (900, 1000),
        ("name", "more"): (3900, 4000),
        ("sex", "L"): (990, 1000),
        ("sex", "P"): (985, 1000),
    }
    found = measures.gaps(gap, "recall")
    assert [(each.dimension, each.group) for each in found] == [("name", "single")]
    assert (found[0].value, found[0].others) == (0.9, 0.975)


def test_a_gap_too_small_to_matter_is_no_finding_however_sure() -> None:
    many = {("sex", "L"): (999_000, 1_000_000), ("sex", "P"): (997_000, 1_000_000)}
    assert measures.gaps(many, "recall", least=0.005) == []
    assert [each.group for each in measures.gaps(many, "recall", least=0.001)] == ["P"]


def test_many_groups_of_pure_chance_rarely_make_a_finding() -> None:
    chance = random.Random(5)
    alarms = 0
    for _ in range(60):
        counts = {
            ("area", str(at)): (sum(chance.random() < 0.97 for _ in range(300)), 300) for at in range(30)
        }
        alarms += bool(measures.gaps(counts, "recall"))
    assert alarms <= 8
