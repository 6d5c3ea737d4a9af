"""Reviewers' answers correct the probabilities that people see; verdicts and stored numbers stay."""

import io
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from pendopo.kernel.actor import Actor
from pendopo.kernel.errors import NotPermitted
from pendopo.kernel.models import JournalEntry
from pendopo.kernel.verify import verify
from pendopo.matching import operations
from pendopo.matching.models import Calibration, MatchResult
from pendopo.matching.operations.refusals import MatchingRefused
from pendopo.matching.queries.calibration import calibration_page, lines_for, stratum_for
from pendopo.matching.queries.downloads import results_file
from pendopo.matching.queries.review import pair_page
from pendopo.matching.rules.calibration import AS_SHIPPED, STRATA, recalibrated
from pendopo.matching.tests import neighbours
from pendopo.matching.tests.neighbours import TARAJU, change_row, line, officer, upload, village

pytestmark = pytest.mark.django_db


@pytest.fixture
def pairs(db: None) -> list[MatchResult]:
    """Twelve pairs, each half sure to the engine, that wait for one person."""
    members, actor = village(8), officer()
    done = neighbours.run(actor, upload(actor, [line(one, n) for n, one in enumerate(members[:12], 1)]))
    found = list(done.results.filter(person_id__isnull=False).order_by("id"))
    for result in found:
        change_row(result, stage="first", needed=1, probability=0.8, verdict="perlu_diperiksa")
    return found


def answer(pairs: list[MatchResult], *, same: int) -> None:
    """The first `same` are one person, the others are not."""
    actor = officer("Bu Ai")
    for number, result in enumerate(pairs):
        operations.open_pair(actor, result=result)
        said = "same" if number < same else "different"
        operations.answer_pair(actor, result=result, answer=said, why="sudah dicek")


def test_answers_lower_a_probability_that_was_too_sure_and_no_verdict_moves(pairs: list[MatchResult]) -> None:
    answer(pairs, same=4)
    before = list(MatchResult.objects.order_by("id").values_list("probability", "final", "stage"))
    operations.calibrate(officer(), area=TARAJU)
    fitted = lines_for(TARAJU, pairs[0].run.model_version)[stratum_for(pairs[0])]
    assert (fitted.answers, fitted.same) == (12, 4)
    assert 0.33 < recalibrated(0.8, fitted) < 0.6
    assert list(MatchResult.objects.order_by("id").values_list("probability", "final", "stage")) == before
    assert Calibration.objects.count() == len(STRATA)
    assert JournalEntry.objects.filter(operation="matching.calibration.fit", outcome="done").count() == 1
    assert verify().ok


def test_a_second_fit_takes_the_place_of_the_first(pairs: list[MatchResult]) -> None:
    answer(pairs[:6], same=0)
    operations.calibrate(officer(), area=TARAJU)
    low = recalibrated(0.8, lines_for(TARAJU, pairs[0].run.model_version)[stratum_for(pairs[0])])
    answer(pairs[6:], same=6)
    assert calibration_page(officer()).fresh == 6
    operations.calibrate(officer(), area=TARAJU)
    assert Calibration.objects.count() == len(STRATA)
    assert calibration_page(officer()).fresh == 0
    assert recalibrated(0.8, lines_for(TARAJU, pairs[0].run.model_version)[stratum_for(pairs[0])]) > low


def test_the_nearest_area_counts_and_another_version_does_not(pairs: list[MatchResult]) -> None:
    answer(pairs, same=0)
    operations.calibrate(officer(), area=TARAJU)
    version = pairs[0].run.model_version
    assert lines_for(f"{TARAJU}.01", version) == lines_for(TARAJU, version)
    assert set(lines_for("32.06", version).values()) == {AS_SHIPPED}
    assert set(lines_for(TARAJU, "lain").values()) == {AS_SHIPPED}


def test_without_answers_it_says_what_to_do_and_elsewhere_it_is_not_for_this_officer() -> None:
    with pytest.raises(MatchingRefused, match="Jawab dulu"):
        operations.calibrate(officer(), area=TARAJU)
    with pytest.raises(NotPermitted):
        operations.calibrate(officer(), area="32.08.31.2011")


def test_the_page_and_the_file_show_what_was_found(
    pairs: list[MatchResult], come_as: Callable[[Actor], Client]
) -> None:
    client = come_as(officer())
    assert "Belum ada pasangan" in client.get(reverse("matching-calibration")).content.decode()
    answer(pairs, same=4)
    page = client.get(reverse("matching-calibration")).content.decode()
    assert "12 jawaban belum dipakai" in page
    assert "33%" in page
    assert client.post(reverse("matching-adjust")).status_code == 302
    page = client.get(reverse("matching-calibration")).content.decode()
    assert "Semua jawaban sudah dipakai" in page
    come_as(officer("Pak Lain", area="32.08.31.2011"))
    assert "Belum ada pasangan" in client.get(reverse("matching-calibration")).content.decode()
    client.post(reverse("matching-adjust"), {"area": TARAJU})
    assert set(Calibration.objects.values_list("area_code", flat=True)) == {TARAJU}
    made = results_file(officer(), pairs[0].run_id, format="csv", full=False)
    text = io.TextIOWrapper(made.content, encoding="utf-8-sig").read()
    assert "0.800" not in text
    shown = {float(row.split(";")[7]) for row in text.splitlines()[1:]}
    assert all(0.33 < one < 0.6 for one in shown), shown


def test_a_reviewer_sees_the_probability_after_the_answer_only(pairs: list[MatchResult]) -> None:
    assert pair_page(officer(), pairs[0].pk).probability is None
    answer(pairs[:1], same=0)
    assert pair_page(officer(), pairs[0].pk).probability == 0.8
    operations.calibrate(officer(), area=TARAJU)
    shown = pair_page(officer(), pairs[0].pk).probability
    assert shown is not None
    assert shown < 0.8
