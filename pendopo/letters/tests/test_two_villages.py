"""Letters of two villages and of two residents of one site: none is asked for, seen or signed as the other's."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.conf import LazySettings

from pendopo.accounts.tests import folk
from pendopo.cases.queries.figures import public_performance
from pendopo.cases.queries.kinds import public_cases_of, public_kind
from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.kernel.errors import NotFound
from pendopo.kernel.models import Rule
from pendopo.letters.models import (
    LetterDocument,
    LetterKey,
    LetterRequest,
    LetterStep,
    LetterType,
    RequestPaper,
)
from pendopo.letters.operations.asking import begin_request
from pendopo.letters.operations.carrying import carry_over
from pendopo.letters.operations.desk import Asked, record_request
from pendopo.letters.operations.documents.keys import rotate_letter_key
from pendopo.letters.operations.issuing import letter_key
from pendopo.letters.operations.moves import ACTS
from pendopo.letters.operations.signing import sign_request
from pendopo.letters.operations.types import add_type, adopt_type, switch_type
from pendopo.letters.queries.authority import signatory_for
from pendopo.letters.queries.desk import desk_request
from pendopo.letters.queries.documents import (
    document_desk,
    document_of,
    own_document,
    prepared_page,
    waiting_remotely,
)
from pendopo.letters.queries.older import public_villages_as_before
from pendopo.letters.queries.requests import papers_page
from pendopo.letters.queries.types import public_type
from pendopo.letters.queries.unsigned import unsigned_letters
from pendopo.letters.rules.permissions import CHECK, READ, SIGN
from pendopo.letters.rules.request import REQUEST
from pendopo.letters.tests.office import (
    ANSWERS,
    SETUP,
    TARAJU,
    TYPE,
    Office,
    ask,
    checked,
    requests_waiting,
    resident_actor,
    seen,
    verified,
)
from pendopo.people.rules.permissions import RECORD
from pendopo.people.tests import crowd
from tests.making import changed, make

pytestmark = pytest.mark.django_db
THERE = crowd.ELSEWHERE


@pytest.fixture
def two(settings: LazySettings) -> None:
    """Two villages with nothing but their profiles."""
    for code in (THERE, TARAJU):
        crowd.village(code)


def without(actor: Actor, *permissions: str) -> Actor:
    """The same officer without some of his powers."""
    powers = frozenset(power for power in actor.powers if power.permission not in permissions)
    return Actor(kind="officer", id=actor.id, name=actor.name, powers=powers)


# Two villages


def test_a_key_is_made_and_ended_for_one_village(two: None) -> None:
    def in_use() -> dict[str, str]:
        return dict(LetterKey.objects.filter(until_on=None).values_list("area_code", "key_id"))

    for code in (THERE, TARAJU):
        rotate_letter_key(SETUP, area=code, reason="uji")
    before = in_use()
    rotate_letter_key(SETUP, area=TARAJU, reason="uji")
    assert in_use().keys() == before.keys() and in_use()[THERE] == before[THERE] != before[TARAJU]
    assert [letter_key(code, clock.today()).area_code for code in (TARAJU, THERE)] == [TARAJU, THERE]


def test_a_type_is_changed_and_added_in_one_village(two: None) -> None:
    for code in (THERE, TARAJU):
        adopt_type(SETUP, village=code, key=TYPE)
    switch_type(SETUP, village=TARAJU, key=TYPE, active=False, reason="uji")
    assert dict(LetterType.objects.values_list("area_code", "active")) == {THERE: True, TARAJU: False}
    assert public_type(THERE, TYPE).active
    with pytest.raises(NotFound):
        public_type(TARAJU, TYPE)
    for code in (THERE, TARAJU):
        own = add_type(SETUP, village=code, key="pengantar-panen", name="Pengantar panen", like="usaha")
        assert own.area_code == code


def test_nobody_asks_another_village(two: None) -> None:
    person = folk.resident(area=THERE)
    with pytest.raises(NotFound):
        begin_request(resident_actor(person), village=TARAJU, key=TYPE, form_key=uuid.uuid4())


def test_requests_follow_a_person_within_one_village(office: Office) -> None:
    row = ask(office)
    ACTS["join"](SETUP, area=THERE, cases=[row.pk], person_id=office.neighbour.pk)
    row.refresh_from_db()
    assert row.person_id == office.person.pk
    kind = public_kind(REQUEST)
    found = [public_cases_of(kind, one.pk) for one in (office.person, office.neighbour)]
    assert found == [[row.pk], []]


def test_a_village_says_how_long_its_own_requests_wait(office: Office) -> None:
    def said() -> tuple[int, int]:
        letters = next(one for one in public_performance().figures if one.title == "Permohonan surat")
        return letters.received, sum(desk.held for desk in letters.desks)

    row = ask(office)
    assert said() == (1, 1)
    changed(row, area_code=THERE)
    assert said() == (0, 0)


def test_what_an_older_program_wrote_is_carried_over_in_its_own_village(office: Office) -> None:
    def older(area: str) -> tuple[LetterStep, LetterRequest]:
        row = changed(checked(office, ask(office)), area_code=area, state="signed", signed_at=clock.now())
        row = changed(row, answered_on=None)
        step = changed(row.steps.get(move="check"), move="checked", state="", since=None)
        return step, row

    here, there = older(TARAJU), older(THERE)
    assert public_villages_as_before() == [TARAJU, THERE]
    carry_over(SETUP, area=TARAJU)
    for one in (*here, *there):
        one.refresh_from_db()
    assert (here[0].state, here[1].answered_on) == ("checking", clock.today())
    assert (there[0].state, there[1].answered_on) == ("", None)
    assert public_villages_as_before() == [THERE]


def test_an_earlier_paper_is_offered_to_who_gave_it_and_in_its_village(office: Office) -> None:
    def given(row: LetterRequest, digest: str) -> None:
        key = row.version.content["requirements"][0]["key"]
        make(RequestPaper, case=row, key=key, name="KTP", digest=digest, added_at=clock.now())

    def offered() -> list[str]:
        return [paper.digest for paper in papers_page(office.resident, now.pk).earlier.values()]

    now, earlier = ask(office), ask(office)
    given(earlier, "own")
    given(ask(office, who=resident_actor(office.neighbour)), "theirs")
    assert offered() == ["own"]
    folk.change(earlier, area_code=THERE)
    assert offered() == []


# Officers of one village


def test_a_form_sent_twice_is_one_only_for_the_officer_who_sent_it(office: Office) -> None:
    asked = Asked(TYPE, uuid.uuid4(), {**ANSWERS, "tinggal_sejak": "lahir"})
    row = record_request(office.operator, person=office.person, asked=asked)
    assert record_request(office.operator, person=office.person, asked=asked) == row
    with pytest.raises(NotFound):
        record_request(office.secretary, person=office.person, asked=asked)


def test_a_post_signs_nothing_without_the_power_to_sign(office: Office) -> None:
    assert signatory_for(office.head, village=TARAJU, signers=("head",)) is not None
    assert signatory_for(without(office.head, SIGN), village=TARAJU, signers=("head",)) is None
    row = verified(office)
    page = desk_request(office.operator, row.pk)
    assert (page.signatory, page.problem) == (None, "")  # it does not wait for him
    assert desk_request(office.head, row.pk).signatory is not None


def test_a_late_step_is_taken_over_by_who_signs(office: Office) -> None:
    row = ask(office)
    folk.change(row, step_due=clock.today() - timedelta(days=9), level=2)
    assert "take_over" in desk_request(office.head, row.pk).may
    assert "take_over" not in desk_request(office.operator, row.pk).may


def test_what_the_register_waits_for_is_shown_to_who_may_record_and_check(office: Office) -> None:
    row = ask(office, key="kematian")
    assert desk_request(office.operator, row.pk).event
    for missing in (CHECK, RECORD):
        assert not desk_request(without(office.operator, missing), row.pk).event


def test_nothing_waits_for_an_officer_who_may_not_read_it(office: Office) -> None:
    ask(office)
    assert len(requests_waiting(office.operator)) == 1
    assert len(requests_waiting(without(office.operator, READ))) == 0


# A letter that waits for a signature, and whose it is


@pytest.fixture
def unsigned(office: Office) -> LetterDocument:
    """A letter that has its number and waits for ink."""
    given: dict[str, Any] = {"key": "letters.sign_method", "value": "ink", "legal_basis": "-"}
    make(Rule, area="", **given, valid_from=clock.today(), area_code=TARAJU)
    row: LetterRequest = sign_request(office.head, case=seen(office))
    return LetterDocument.objects.get(request=row)


def test_an_unsigned_letter_is_the_offices(office: Office, unsigned: LetterDocument) -> None:
    assert document_of(office.operator, unsigned.request_id).content
    for ask_for in (document_of, own_document):
        with pytest.raises(NotFound):
            ask_for(office.resident, unsigned.request_id)
    folk.change(unsigned, signed_at=clock.now())
    assert own_document(office.resident, unsigned.request_id).content
    for other in (office.operator, resident_actor(office.neighbour)):
        with pytest.raises(NotFound):
            own_document(other, unsigned.request_id)


def test_a_scan_is_brought_by_who_checks(office: Office, unsigned: LetterDocument) -> None:
    assert document_desk(office.operator, unsigned.request_id).may_scan
    assert not document_desk(without(office.operator, CHECK), unsigned.request_id).may_scan


def test_a_letter_that_waits_for_a_passphrase_is_its_signatorys(
    office: Office, unsigned: LetterDocument
) -> None:
    head = office.head
    folk.change(unsigned, method="bsre")
    document = LetterDocument.objects.get(pk=unsigned.pk)
    mine = [head, office.secretary, without(head, SIGN)]
    assert [document_desk(actor, document.request_id).may_sign for actor in mine[:2]] == [True, False]
    assert [len(waiting_remotely(actor)) for actor in mine] == [1, 0, 0]
    assert [len(unsigned_letters(actor)) for actor in mine] == [1, 0, 0]
    assert prepared_page(head, document)
    for actor in mine[1:]:
        with pytest.raises(NotFound):
            prepared_page(actor, document)
