"""Nobody answers for, merges or takes apart records of himself or near kin."""

from collections.abc import Callable

import pytest

from pendopo.accounts.operations import identify_officer
from pendopo.accounts.tests import folk
from pendopo.kernel.actor import Actor
from pendopo.kernel.errors import Recused
from pendopo.matching import operations
from pendopo.matching.models import MatchResult
from pendopo.matching.tests.test_merge import double
from pendopo.people.models import Person
from pendopo.people.operations.merging import merge_persons

pytestmark = pytest.mark.django_db
__all__ = ["double"]


def sits_as(person: Person) -> Actor:
    user = folk.officer("sekdes", "sekretaris_desa")
    identify_officer(folk.SETUP, area=folk.TARAJU, officer=user, person=person)
    return folk.actor(user)


def pair(double: MatchResult) -> tuple[Person, Person]:
    assert double.person_id is not None and double.other_person_id is not None
    return Person.objects.get(pk=double.person_id), Person.objects.get(pk=double.other_person_id)


def test_nobody_decides_on_his_own_double(double: MatchResult) -> None:
    keep, other = pair(double)
    actor = sits_as(other)
    ways: list[Callable[[], object]] = [
        lambda: operations.merge_pair(actor, result=double, keep=keep.pk, reason="ganda"),
        lambda: operations.answer_pair(actor, result=double, answer="same"),
        lambda: operations.close_task(actor, result=double, reason="ganda"),
        lambda: merge_persons(actor, person=keep, other=other, reason="ganda"),
    ]
    for way in ways:
        with pytest.raises(Recused) as refusal:
            way()
        assert refusal.value.code == "about_himself"


def test_somebody_who_is_no_kin_decides(double: MatchResult) -> None:
    stranger = folk.resident(nik="3206130101900077", kk_number="3206131234567777", name="Jajang")
    done = operations.merge_pair(
        sits_as(stranger), result=double, keep=pair(double)[0].pk, reason="tercatat dua kali"
    )
    assert done.task_done_at is not None
