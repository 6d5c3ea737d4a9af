"""Two officers at the same moment: one answer counts, one merge happens, one run begins."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connections

from pendopo.kernel.errors import Refusal
from pendopo.matching import operations
from pendopo.matching.models import MatchResult, MatchRun, Review
from pendopo.matching.operations.runs import request_run
from pendopo.matching.tests import neighbours
from pendopo.matching.tests.neighbours import TARAJU, change_row, line, officer, upload, village
from pendopo.people.models import Person
from pendopo.people.operations.merging import merge_persons
from pendopo.people.operations.refusals import PeopleRefused
from pendopo.people.tests import crowd

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]


def together(*steps: Callable[[], Any]) -> list[str]:
    """Runs steps in threads that start at once; answers "done" or the code of the refusal."""
    gate, answers = threading.Barrier(len(steps)), []

    def walk(step: Callable[[], Any]) -> None:
        gate.wait()
        try:
            step()
            answers.append("done")
        except Refusal as refusal:
            answers.append(refusal.code)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=walk, args=(step,)) for step in steps]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return sorted(answers)


def test_two_answers_to_a_pair_that_needs_one() -> None:
    people = village(3)
    result = neighbours.run(officer(), upload(officer(), [line(people[0])])).results.get()
    change_row(result, stage="first", needed=1, verdict="perlu_diperiksa", final="perlu_diperiksa")
    reviewers = officer("A"), officer("B")
    for one in reviewers:
        operations.open_pair(one, result=result)
    said = together(
        *(lambda one=one: operations.answer_pair(one, result=result, answer="same") for one in reviewers)
    )
    assert said == ["done", "not_waiting"]
    assert Review.objects.count() == 1
    assert MatchResult.objects.get(pk=result.pk).final == "padan"


def test_two_clicks_begin_one_run() -> None:
    village(1)
    actor = officer()
    said = together(*[lambda: request_run(actor, area=TARAJU, kind="within")] * 2)
    assert said == ["already_running", "done"]
    assert MatchRun.objects.count() == 1


def test_two_merges_of_one_pair_happen_once_whichever_way_round() -> None:
    one = village(1)[0]
    other = crowd.person(one.name, sex=one.sex, birth_date=one.birth_date, area_code=one.area_code)
    crowd.write([other])
    actor = officer("Sekdes", "people.merge")
    said = together(
        lambda: merge_persons(actor, person=one, other=other, reason="ganda"),
        lambda: merge_persons(actor, person=other, other=one, reason="ganda"),
    )
    assert said == ["done", "record_invalid"]
    assert Person.objects.filter(basic_status=9).count() == 1
    with pytest.raises(PeopleRefused):
        merge_persons(actor, person=one, other=other, reason="lagi")
