"""Cases of two villages and of two residents: asked, followed, joined, counted and read as whose they are."""

from __future__ import annotations

import uuid
from dataclasses import replace

import pytest
from django.conf import LazySettings

from pendopo.accounts.tests import folk
from pendopo.cases.models import Case
from pendopo.cases.queries.desk import cases_waiting, desk_case, desk_file, desk_list
from pendopo.cases.queries.figures import public_performance
from pendopo.cases.queries.kinds import public_cases_of, public_kind
from pendopo.cases.queries.own import own_case, own_cases
from pendopo.cases.queries.receipts import public_case
from pendopo.cases.queries.standing import moves_for
from pendopo.disclosure.operations import ACTS
from pendopo.disclosure.rules import ANSWER, READ, RECORD, REQUEST
from pendopo.disclosure.tests.office import WANTED, Office
from pendopo.kernel.actor import Actor, Power
from pendopo.kernel.errors import NotFound
from pendopo.people.models import Person
from pendopo.people.tests import crowd
from tests.making import TARAJU, officer, resident

pytestmark = pytest.mark.django_db
THERE = crowd.ELSEWHERE
KIND = public_kind(REQUEST)


@pytest.fixture
def elsewhere(office: Office) -> Person:
    """A resident of another village of the site."""
    crowd.village(THERE)
    return folk.resident(nik="3208313008900003", kk_number="3208311234560003", area=THERE, name="Tatang")


def asks(person: Person, **given: object) -> Case:
    who = resident(person.pk)
    row: Case = ACTS["ask"](who, village=person.village_code, form_key=uuid.uuid4(), values=WANTED, **given)
    return row


def follows(person: Person, row: Case) -> bool:
    return public_case(resident(person.pk), str(row.receipt), str(row.secret)).follows


def moves(actor: Actor, row: Case) -> set[str]:
    return {move.key for move in moves_for(actor, REQUEST, row)}


# Two residents


def test_each_follows_and_leaves_for_himself(office: Office) -> None:
    row = office.ask_unknown()
    assert not follows(office.person, row)
    for person in (office.person, office.neighbour):
        ACTS["follow"](resident(person.pk), case=row, secret=row.secret)
    assert follows(office.person, row) and follows(office.neighbour, row)
    ACTS["follow"](resident(office.neighbour.pk), case=row, secret=row.secret)
    assert [follows(person, row) for person in (office.person, office.neighbour)] == [True, False]


def test_a_case_is_its_owners(office: Office) -> None:
    row = office.ask()
    own, other = resident(office.person.pk), resident(office.neighbour.pk)
    assert own_case(own, KIND, row.pk).row == row and [page.row for page in own_cases(own, KIND)] == [row]
    assert own_cases(other, KIND) == []
    with pytest.raises(NotFound):
        own_case(other, KIND, row.pk)
    assert moves(own, row) and not moves(other, row)
    assert public_cases_of(KIND, office.person.pk) == [row.pk]
    assert public_cases_of(KIND, office.neighbour.pk) == []
    with pytest.raises(NotFound):
        asks(office.neighbour, again_of=row.pk)
    assert asks(office.person, again_of=row.pk).again_of == row.pk


# Two villages


def test_nobody_asks_or_claims_in_another_village(office: Office, elsewhere: Person) -> None:
    with pytest.raises(NotFound):
        office.ask(who=resident(elsewhere.pk))
    row = office.ask_unknown()
    with pytest.raises(NotFound):
        ACTS["claim"](resident(elsewhere.pk), case=row, secret=row.secret)
    assert ACTS["claim"](resident(office.neighbour.pk), case=row, secret=row.secret)


def test_cases_follow_a_person_within_one_village(office: Office, elsewhere: Person) -> None:
    row = office.ask()
    ACTS["join"](folk.SETUP, area=THERE, cases=[row.pk], person_id=elsewhere.pk)
    row.refresh_from_db()
    assert row.person_id == office.person.pk


def test_the_desk_holds_the_cases_of_its_village(office: Office, elsewhere: Person) -> None:
    ours, theirs = office.ask(), asks(elsewhere)
    there = officer(READ, RECORD, ANSWER, area=THERE)
    for actor, own, foreign in ((office.ppid, ours, theirs), (there, theirs, ours)):
        assert list(desk_list(actor, KIND).page) == [own]
        assert moves(actor, own) and not moves(actor, foreign)
        assert len(cases_waiting(actor, KIND)) == 1
        with pytest.raises(NotFound):
            desk_case(actor, KIND, foreign.pk)
    assert desk_case(there, KIND, theirs.pk).may_carry
    reader = officer(READ, area=THERE)
    assert not desk_case(reader, KIND, theirs.pk).may_carry and len(cases_waiting(reader, KIND)) == 0


def test_the_figures_count_the_sites_village(
    office: Office, elsewhere: Person, settings: LazySettings
) -> None:
    settings.PENDOPO_VILLAGE = TARAJU
    office.ask()
    before = public_performance()
    asks(elsewhere)
    assert public_performance() == before


def test_who_works_in_two_villages_takes_along_the_list_of_one(office: Office, elsewhere: Person) -> None:
    here, there = office.ask(), asks(elsewhere)
    powers = frozenset(Power(READ, area) for area in (TARAJU, THERE))
    both = replace(office.ppid, powers=powers)
    found = desk_file(both, KIND)
    assert len(found.rows) == 1 and found.rows[0].area_code == found.area
    assert {one.pk for one in desk_list(both, KIND).page.object_list} == {here.pk, there.pk}
