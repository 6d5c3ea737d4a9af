"""A pair inside the register that two people found to be one: the secretary merges it, and can take it apart again."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from pendopo.kernel.actor import Actor
from pendopo.matching import operations
from pendopo.matching.models import MatchResult
from pendopo.matching.operations.refusals import MatchingRefused
from pendopo.matching.tests import neighbours
from pendopo.matching.tests.neighbours import officer, village
from pendopo.matching.tests.test_review import says
from pendopo.people.models import Person
from pendopo.people.rules.codes import BasicStatus
from pendopo.people.tests import crowd

pytestmark = pytest.mark.django_db


def secretary() -> Actor:
    return officer("Pak Sekdes", *neighbours.ALL, "matching.merge", "people.merge", "people.read")


@pytest.fixture
def double() -> MatchResult:
    """Two records of one person that two officers have recognised."""
    first = village(6)[4]
    second = crowd.person(first.name, sex=first.sex, birth_date=first.birth_date, area_code=first.area_code)
    crowd.write([second])
    done = neighbours.run(officer(), None, "within")
    found = done.results.get(person_id=min(first.pk, second.pk), other_person_id=max(first.pk, second.pk))
    for name in ("A", "B"):
        found.refresh_from_db()
        if found.stage != "decided":
            says(officer(name), found, "same")
    found.refresh_from_db()
    return found


def test_a_decided_double_waits_for_the_secretary(double: MatchResult) -> None:
    assert (double.stage, double.final, double.task) == ("decided", "ganda", "merge")
    assert Person.objects.filter(basic_status=BasicStatus.INVALID).count() == 0


def test_the_secretary_merges_by_the_page_and_takes_it_apart_again(
    double: MatchResult, come_as: Callable[[Actor], Client]
) -> None:
    client, address = come_as(secretary()), reverse("matching-merge", args=[double.pk])
    page = client.get(address)
    assert page.status_code == 200
    assert client.post(address, {"reason": "ganda"}).status_code == 422
    chosen = {name: "first" for name in page.context["form"].fields if name not in ("keep", "reason")}
    sent = client.post(address, {**chosen, "keep": str(double.person_id), "reason": "tercatat dua kali"})
    assert sent.status_code == 302
    assert double.other_person_id is not None
    gone = Person.objects.get(pk=double.other_person_id)
    assert gone.basic_status == BasicStatus.INVALID
    double.refresh_from_db()
    assert double.merge_event_id is not None
    assert "Batalkan penggabungan" in client.get(address).content.decode()
    assert client.get(reverse("matching-pair", args=[double.pk])).status_code == 200
    back = client.post(address, {"reason": "ternyata keliru"})
    assert back.status_code == 302
    gone.refresh_from_db()
    double.refresh_from_db()
    assert gone.basic_status == BasicStatus.ALIVE
    fresh = MatchResult.objects.get(pk=double.pk)
    assert fresh.merge_event_id is None
    assert (fresh.task, fresh.task_done_at) == ("merge", None)


def test_nobody_else_merges(double: MatchResult, come_as: Callable[[Actor], Client]) -> None:
    address = reverse("matching-merge", args=[double.pk])
    assert come_as(officer()).get(address).status_code == 404
    elsewhere = officer("Lain", "matching.merge", "people.merge", area="32.08.31.2011")
    assert come_as(elsewhere).post(address, {"reason": "x"}).status_code == 404
    assert not Person.objects.filter(basic_status=BasicStatus.INVALID).exists()


def test_a_pair_that_is_not_decided_cannot_be_merged(double: MatchResult) -> None:
    neighbours.change_row(double, task="")
    with pytest.raises(MatchingRefused) as refused:
        assert double.person_id is not None
        operations.merge_pair(secretary(), result=double, keep=double.person_id, reason="x")
    assert refused.value.code == "no_task"


def test_an_answer_cannot_be_taken_back_once_the_records_are_one(double: MatchResult) -> None:
    assert double.person_id is not None
    operations.merge_pair(secretary(), result=double, keep=double.person_id, reason="ganda")
    last = double.reviews.order_by("-number").first()
    assert last is not None
    reviewer = Actor(kind="officer", id=last.officer_id, powers=officer().powers)
    with pytest.raises(MatchingRefused) as refused:
        operations.withdraw_answer(reviewer, result=double)
    assert refused.value.code == "not_yours"
