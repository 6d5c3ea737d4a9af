"""Two records of a resident become one: requests and messages follow, and come back with the merge undone."""

import pytest

from pendopo.accounts.operations import identify_officer
from pendopo.letters.models import LetterRequest
from pendopo.letters.operations.signing import sign_request
from pendopo.letters.tests.office import SETUP, TARAJU, Office, ask, seen
from pendopo.notices.models import Notice
from pendopo.people.models import Person, PopulationEvent
from pendopo.people.operations.merging import merge_persons, undo_merge
from pendopo.people.operations.refusals import PeopleRefused
from pendopo.people.tests import crowd

pytestmark = pytest.mark.django_db


def holders(office: Office) -> set[object]:
    return {
        *LetterRequest.objects.values_list("person_id", flat=True),
        *Notice.objects.values_list("person_id", flat=True),
    }


@pytest.fixture
def double(office: Office) -> Person:
    """The neighbour's second record, under which a letter was asked for and signed."""
    sign_request(office.head, case=seen(office, ask(office)))
    row = crowd.person(office.neighbour.name, sex=office.neighbour.sex, area_code=office.neighbour.area_code)
    crowd.write([row])
    return row


def test_requests_and_messages_follow_a_merge_and_come_back(office: Office, double: Person) -> None:
    first, second = office.person, double
    assert holders(office) == {first.pk}
    merge_persons(office.secretary, person=second, other=first, reason="tercatat dua kali")
    assert holders(office) == {second.pk}
    event = PopulationEvent.objects.get(person=second, kind="correction")
    undo_merge(office.secretary, person=second, event=event, reason="keliru")
    assert holders(office) == {first.pk}


def test_the_record_of_an_officer_can_only_be_the_one_that_stays(office: Office, double: Person) -> None:
    identify_officer(SETUP, area=TARAJU, officer=office.users["head"], person=office.person)
    with pytest.raises(PeopleRefused) as refused:
        merge_persons(office.secretary, person=double, other=office.person, reason="tercatat dua kali")
    assert refused.value.code == "reference_stays"
