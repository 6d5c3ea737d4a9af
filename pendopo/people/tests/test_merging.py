"""Two records of one person become one, and can be taken apart again whole."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.kernel.domains import DOMAINS, Domain
from pendopo.kernel.errors import NotFound, NotPermitted
from pendopo.kernel.models import JournalEntry
from pendopo.kernel.sealed import blind_index
from pendopo.people.models import Family, PastMembership, Person, PopulationEvent
from pendopo.people.operations.events import record_death
from pendopo.people.operations.merging import merge_persons, undo_merge
from pendopo.people.operations.persons import correct_person
from pendopo.people.operations.refusals import PeopleRefused
from pendopo.people.queries.merging import merge_page
from pendopo.people.rules.codes import BasicStatus
from pendopo.people.rules.references import PersonReference
from pendopo.people.tests import crowd
from pendopo.people.tests.event_people import CIKUBANG, TARAJU, asep_and_euis, officer, village

pytestmark = pytest.mark.django_db
POWERS = ("people.read", "people.merge", "people.correct", "people.record")


def clerk(area: str = TARAJU) -> Actor:
    return officer(area, *POWERS)


@pytest.fixture
def pair() -> tuple[Person, Person]:
    """Rina of the family card, and the same Rina once more without one."""
    area = village()[0]
    _, _, _, rina, _ = asep_and_euis(area)
    double = crowd.person(
        "Rina Marlinah",
        nik="3206134707980003",
        sex=2,
        birth_date=date(1998, 7, 8),
        birth_place="Tasikmalaya",
        area_code=area,
        present_from=date(2010, 1, 1),
        mother_name="Euis Kartini",
    )
    crowd.write([double])
    return rina, double


def picture() -> dict[str, Any]:
    """Everything that the register says, except which entry said it."""
    found: dict[str, Any] = {}
    for table in (Family, Person, PastMembership):
        for row in table.objects.order_by("pk"):
            fields = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
            fields.pop("last_entry")
            found[f"{table.__name__} {row.pk}"] = {
                name: bytes(value) if isinstance(value, memoryview) else value
                for name, value in fields.items()
            }
    return found


def test_the_kept_record_takes_the_number_and_the_empty_columns_of_the_other(
    pair: tuple[Person, Person],
) -> None:
    rina, double = pair
    merge_persons(clerk(), person=rina, other=double, reason="tercatat dua kali")
    kept, gone = Person.objects.get(pk=rina.pk), Person.objects.get(pk=double.pk)
    assert (kept.nik, kept.name, kept.birth_place) == ("3206134707980003", "Rina Marlina", "Tasikmalaya")
    assert kept.present_from == date(2010, 1, 1)
    assert (gone.basic_status, gone.nik, gone.family_id) == (BasicStatus.INVALID, None, None)
    assert gone.present_until == gone.present_from
    assert Person.objects.get(nik_index=blind_index("nik", "3206134707980003")).pk == rina.pk


def test_chosen_columns_come_from_the_other_record(pair: tuple[Person, Person]) -> None:
    rina, double = pair
    merge_persons(clerk(), person=rina, other=double, take=frozenset({"name"}), reason="ejaan di KTP")
    kept = Person.objects.get(pk=rina.pk)
    assert (kept.name, kept.name_key) == ("Rina Marlinah", double.name_key)


def test_whoever_has_no_family_takes_the_place_of_the_other(pair: tuple[Person, Person]) -> None:
    rina, double = pair
    merge_persons(clerk(), person=double, other=rina, reason="NIK ada di data ini")
    kept = Person.objects.get(pk=double.pk)
    assert (kept.family_id, kept.relation, kept.area_code) == (rina.family_id, rina.relation, rina.area_code)
    assert rina.family is not None
    assert rina.family.members.count() == 4


@pytest.mark.parametrize("turned", [False, True])
def test_a_merge_is_taken_back_whole(pair: tuple[Person, Person], turned: bool) -> None:
    rina, double = pair[::-1] if turned else pair
    before = picture()
    event = merge_persons(clerk(), person=rina, other=double, take=frozenset({"name", "nik"}), reason="ganda")
    assert picture() != before
    undo_merge(clerk(), person=rina, event=event, reason="ternyata bukan orang yang sama")
    assert picture() == before
    with pytest.raises(PeopleRefused) as refused:
        undo_merge(clerk(), person=rina, event=event, reason="lagi")
    assert refused.value.code == "not_reversible"


def test_a_head_who_goes_and_comes_back_heads_the_family_again(pair: tuple[Person, Person]) -> None:
    asep = Person.objects.get(name="Asep Sunarya")
    double = crowd.person("Asep Sunarya", sex=1, birth_date=asep.birth_date, area_code=asep.area_code)
    crowd.write([double])
    before = picture()
    event = merge_persons(clerk(), person=double, other=asep, reason="ganda")
    assert Person.objects.get(pk=double.pk).nik == asep.nik
    undo_merge(clerk(), person=double, event=event, reason="keliru")
    assert picture() == before


def test_nothing_is_taken_back_when_something_builds_on_it(pair: tuple[Person, Person]) -> None:
    rina, double = pair
    event = merge_persons(clerk(), person=rina, other=double, reason="ganda")
    record_death(clerk(), person=Person.objects.get(pk=rina.pk), on=clock.today(), reason="terlambat")
    with pytest.raises(PeopleRefused) as refused:
        undo_merge(clerk(), person=rina, event=event, reason="keliru")
    assert refused.value.code == "built_upon"


def test_a_number_corrected_since_stays_where_it_is(pair: tuple[Person, Person]) -> None:
    rina, double = pair
    event = merge_persons(clerk(), person=rina, other=double, reason="ganda")
    kept = Person.objects.get(pk=rina.pk)
    correct_person(
        clerk(), person=kept, values={"nik": "3206134807980004"}, seen=kept.last_entry, reason="KTP"
    )
    with pytest.raises(PeopleRefused) as refused:
        undo_merge(clerk(), person=rina, event=event, reason="keliru")
    assert refused.value.code == "built_upon"


def test_what_cannot_be_merged_is_refused_in_words(pair: tuple[Person, Person]) -> None:
    rina, double = pair
    cases: tuple[tuple[dict[str, Any], str], ...] = (
        ({"other": double, "reason": " "}, "reason_missing"),
        ({"other": rina, "reason": "x"}, "same_person"),
        ({"other": double, "reason": "x", "take": frozenset({"family"})}, "bad_value"),
    )
    for given, code in cases:
        with pytest.raises(PeopleRefused) as refused:
            merge_persons(clerk(), person=rina, **given)
        assert refused.value.code == code
    elsewhere = crowd.person("Rina Marlina", sex=2, village_code=CIKUBANG, area_code=CIKUBANG)
    crowd.write([elsewhere])
    with pytest.raises(NotFound):
        merge_persons(clerk(), person=rina, other=elsewhere, reason="x")
    both = Actor(kind="officer", powers=clerk().powers | clerk(CIKUBANG).powers)
    with pytest.raises(PeopleRefused) as refused:
        merge_persons(both, person=rina, other=elsewhere, reason="x")
    assert refused.value.code == "merge_other_village"


def test_another_village_and_a_clerk_without_the_power_can_do_nothing(pair: tuple[Person, Person]) -> None:
    rina, double = pair
    before = picture()
    for actor in (clerk(CIKUBANG), officer(TARAJU, "people.correct")):
        with pytest.raises(NotPermitted):
            merge_persons(actor, person=rina, other=double, reason="ganda")
        with pytest.raises(NotFound):
            merge_page(actor, rina.pk, double.pk)
    assert picture() == before


def test_the_page_shows_where_the_records_differ_and_masks_numbers(pair: tuple[Person, Person]) -> None:
    page = merge_page(clerk(), pair[0].pk, pair[1].pk)
    fields = {field.name: (field.first, field.second) for field in page.fields}
    assert fields["name"] == ("Rina Marlina", "Rina Marlinah")
    assert fields["nik"][1].startswith("32•")
    assert "3206134707980003" not in page.describe(page.second)


@pytest.fixture
def letters(monkeypatch: pytest.MonkeyPatch) -> dict[UUID, UUID]:
    """Rows of an upper domain that name a person."""
    rows: dict[UUID, UUID] = {}

    def point(actor: Actor, ids: Any, person: UUID) -> None:
        rows.update(dict.fromkeys(ids, person))

    def held(person: UUID) -> list[UUID]:
        return [row for row, owner in rows.items() if owner == person]

    reference = PersonReference("letters.test", "surat", held, point)
    monkeypatch.setitem(DOMAINS, "trial", Domain("trial", "", (reference,)))
    return rows


def test_rows_of_other_domains_follow_and_come_back(
    pair: tuple[Person, Person], letters: dict[UUID, UUID]
) -> None:
    rina, double = pair
    theirs, own = UUID(int=1), UUID(int=2)
    letters.update({theirs: double.pk, own: rina.pk})
    event = merge_persons(clerk(), person=rina, other=double, reason="ganda")
    assert set(letters.values()) == {rina.pk}
    undo_merge(clerk(), person=rina, event=event, reason="keliru")
    assert letters == {theirs: double.pk, own: rina.pk}


def test_rows_that_cannot_move_decide_who_stays(
    pair: tuple[Person, Person], monkeypatch: pytest.MonkeyPatch
) -> None:
    rina, double = pair
    own = PersonReference("accounts.test", "akun", lambda person: [person] if person == double.pk else [])
    monkeypatch.setitem(DOMAINS, "trial", Domain("trial", "", (own,)))
    with pytest.raises(PeopleRefused) as refused:
        merge_persons(clerk(), person=rina, other=double, reason="ganda")
    assert refused.value.code == "reference_stays"
    merge_persons(clerk(), person=double, other=rina, reason="ganda")


def test_a_merge_is_journalled_with_its_reason(pair: tuple[Person, Person]) -> None:
    rina, double = pair
    merge_persons(clerk(), person=rina, other=double, reason="tercatat dua kali")
    assert JournalEntry.objects.filter(operation="people.person.merge", outcome="done").count() == 1
    event = PopulationEvent.objects.get(person=rina, kind="correction")
    text = str(event.details)
    assert "3206134707980003" not in text
