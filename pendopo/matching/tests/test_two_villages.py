"""Two villages of one site match each for itself: lists, runs, answers and their lines are never the other's."""

from typing import Any
from uuid import UUID

import pytest

from pendopo.kernel import clock
from pendopo.kernel.actor import system_actor
from pendopo.matching import operations
from pendopo.matching.models import Calibration, MatchResult, MatchRun, PersonList, Review
from pendopo.matching.operations.refusals import MatchingRefused
from pendopo.matching.operations.runs import request_run
from pendopo.matching.queries.calibration import calibration_page, latest_model, review_labels
from pendopo.matching.queries.lists import list_page, preview_page
from pendopo.matching.queries.review import pair_page
from pendopo.matching.queries.waiting import reviews_waiting
from pendopo.matching.rules.calibration import STRATA
from pendopo.matching.rules.permissions import MERGE, READ, REVIEW
from pendopo.matching.tests.neighbours import officer
from pendopo.people.tests import crowd
from tests.making import ELSEWHERE, TARAJU, make

pytestmark = pytest.mark.django_db
HERE, THERE = officer(), officer("Pak Lain", area=ELSEWHERE)


def ready(area: str, title: str = "Penerima BLT") -> PersonList:
    given = {"file_name": "blt.csv", "file_hash": "0" * 64, "state": "ready", "uploaded_at": clock.now()}
    made: PersonList = make(PersonList, area=area, area_code=area, title=title, **given)
    return made


def search(area: str, **values: Any) -> MatchRun:
    given = {"kind": "within", "state": "done", "started_at": clock.now(), "model_version": "kelahiran"}
    made: MatchRun = make(MatchRun, area=area, area_code=area, **{**given, **values})
    return made


def double(run: MatchRun, **values: Any) -> MatchResult:
    given = {"verdict": "ganda", "final": "ganda", "probability": 0.8, "area_code": run.area_code}
    made: MatchResult = make(MatchResult, area=run.area_code, run=run, **{**given, **values})
    return made


def decided(run: MatchRun) -> None:
    result = double(run, stage="decided")
    given = {"officer_id": HERE.id, "actor_name": "Bu Ai", "number": 1, "answer": "same", "at": clock.now()}
    make(Review, area=run.area_code, result=result, **given)


@pytest.fixture
def runs() -> dict[str, MatchRun]:
    """A search for doubles in each village with one decided pair; the other village's is the newer one."""
    found = {TARAJU: search(TARAJU), ELSEWHERE: search(ELSEWHERE)}
    for run in found.values():
        decided(run)
    return found


def test_the_answers_of_one_village_say_nothing_of_the_other(runs: dict[str, MatchRun]) -> None:
    assert [label.run for label in review_labels(HERE, area="")] == [str(runs[TARAJU].pk)]
    everybody = system_actor("tests")
    assert [label.run for label in review_labels(everybody, area=ELSEWHERE)] == [str(runs[ELSEWHERE].pk)]
    assert calibration_page(HERE).answers == 1
    search(ELSEWHERE, model_version="lain")
    assert (latest_model(HERE), latest_model(THERE)) == ("kelahiran", "lain")


def test_to_fit_one_village_leaves_the_lines_of_the_other(runs: dict[str, MatchRun]) -> None:
    operations.calibrate(THERE, area=ELSEWHERE)
    theirs = list(Calibration.objects.order_by("pk").values())
    assert calibration_page(HERE).fresh == 1  # their line has used up none of our answers
    operations.calibrate(HERE, area=TARAJU)
    assert list(Calibration.objects.filter(area_code=ELSEWHERE).order_by("pk").values()) == theirs
    assert Calibration.objects.filter(area_code=TARAJU).count() == len(STRATA)


def test_a_list_is_offered_the_lists_and_runs_of_its_own_village() -> None:
    source, ours = ready(TARAJU), ready(TARAJU, "DTKS")
    ready(ELSEWHERE)
    run = search(TARAJU, kind="register", source=source)
    search("32.06", kind="register", source=source)  # the regency compared it too
    assert preview_page(HERE, source.pk).others == [ours]
    page = list_page(HERE, source.pk)
    assert (page.runs, page.others) == ([run], [ours])


def test_a_search_in_one_village_waits_for_none_in_another() -> None:
    search(ELSEWHERE)
    search(ELSEWHERE, state="running")
    made = request_run(HERE, area=TARAJU, kind="within")
    assert (made.previous, made.area_code) == (None, TARAJU)


def test_the_desk_counts_the_tasks_of_its_own_village(runs: dict[str, MatchRun]) -> None:
    double(runs[ELSEWHERE], task="visit")
    assert [len(reviews_waiting(one)) for one in (HERE, THERE)] == [0, 1]


def persons(area: str) -> list[UUID]:
    rows = [crowd.person(name, village_code=area, area_code=area) for name in ("Ujang", "Ujang S.")]
    crowd.write(rows, area=area)
    return [row.pk for row in rows]


def test_who_may_not_merge_is_offered_no_merge(runs: dict[str, MatchRun]) -> None:
    one, other = persons(TARAJU)
    pair = double(runs[TARAJU], task="merge", stage="decided", person_id=one, other_person_id=other)
    assert not pair_page(officer("Bu Ai", READ, REVIEW), pair.pk).may_merge
    assert pair_page(officer("Bu Ai", READ, REVIEW, MERGE), pair.pk).may_merge


def test_that_another_has_looked_lets_nobody_answer(runs: dict[str, MatchRun]) -> None:
    one, other = persons(TARAJU)
    pair = double(runs[TARAJU], stage="first", person_id=one, other_person_id=other)
    operations.open_pair(officer("Pak Udin"), result=pair)
    with pytest.raises(MatchingRefused, check=lambda refusal: refusal.code == "not_opened"):
        operations.answer_pair(HERE, result=pair, answer="same")
