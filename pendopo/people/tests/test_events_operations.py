"""Every population event as an operation: what it writes, what it refuses, and how it is taken back."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from pendopo.kernel import clock
from pendopo.kernel.actor import system_actor
from pendopo.kernel.errors import Conflict, NotFound, NotPermitted
from pendopo.kernel.history import history_of
from pendopo.kernel.models import JournalEntry
from pendopo.kernel.operations import set_rule
from pendopo.kernel.verify import verify
from pendopo.people.models import EventKind, Family, PastMembership, Person, PopulationEvent
from pendopo.people.operations import families, persons
from pendopo.people.operations.events import (
    Newcomer,
    NewFamily,
    record_birth,
    record_death,
    record_leave,
    record_missing,
    record_move_in,
    record_move_out,
    record_return,
    reverse_event,
    split_family,
)
from pendopo.people.operations.refusals import PeopleRefused
from pendopo.people.operations.registering import register_person
from pendopo.people.rules.registering import CARD_DAYS
from pendopo.people.rules.stays import Turn
from pendopo.people.tests.event_people import (
    CIKUBANG,
    TARAJU,
    asep_and_euis,
    officer,
    settle,
    values,
    village,
)

pytestmark = pytest.mark.django_db


def days_ago(days: int) -> date:
    return clock.today() - timedelta(days=days)


def refused(code: str) -> Any:
    """Expect the refusal with this code."""
    return pytest.raises(PeopleRefused, check=lambda refusal: refusal.code == code)


def event_of(person: Person, kind: str) -> PopulationEvent:
    return PopulationEvent.objects.get(person=person, kind=kind, reverses=None)


@pytest.fixture
def home() -> tuple[Family, Person, Person, Person, Person]:
    return asep_and_euis(village()[0])


@pytest.fixture
def nagrak() -> str:
    return f"{TARAJU}.02.002.001"


def test_a_birth_adds_a_child_with_its_parents(home: Any) -> None:
    family, asep, euis, *_ = home
    child = record_birth(
        officer(),
        family=family,
        values=values("Ujang Saepudin", 1, days_ago(5), birth_place="Tasikmalaya"),
        mother=euis,
        father=asep,
        details={"weight_grams": 3100, "length_cm": 49},
    )
    child.refresh_from_db()
    assert (child.mother_name, child.father_name, child.mother_nik) == (euis.name, asep.name, euis.nik)
    assert (child.family_id, child.relation, child.present_from) == (family.pk, 4, days_ago(5))
    assert (child.area_code, child.name_key) == (family.area_code, "usang saipudin")
    event = event_of(child, EventKind.BIRTH)
    assert event.details["weight_grams"] == 3100
    assert "late_days" not in event.details


def test_a_late_birth_needs_a_reason_and_keeps_it_in_the_journal(home: Any) -> None:
    family, _asep, euis, *_ = home
    baby = values("Ujang Saepudin", 1, days_ago(61))
    with refused("late_needs_reason"):
        record_birth(officer(), family=family, values=baby, mother=euis)
    assert not Person.objects.filter(name="Ujang Saepudin").exists()
    assert JournalEntry.objects.filter(operation="people.birth.record", outcome="refused").count() == 1
    child = record_birth(officer(), family=family, values=baby, mother=euis, reason="Orang tua merantau.")
    assert event_of(child, EventKind.BIRTH).details["late_days"] == 1
    assert history_of(child.pk)[0].reason == "Orang tua merantau."


def test_sixty_days_are_in_time(home: Any) -> None:
    family, _asep, euis, *_ = home
    record_birth(officer(), family=family, values=values("Ujang", 1, days_ago(60)), mother=euis)


@pytest.mark.parametrize(
    ("child", "code"),
    [
        ({"birth_date": date(2999, 1, 1)}, "date_future"),
        ({"name": " "}, "name_missing"),
        ({"sex": None}, "sex_missing"),
        ({"birth_date": None}, "birth_date_missing"),
        ({"nik": "3206130403700001"}, "nik_taken"),
        ({"nik": "123"}, "bad_nik"),
        ({"religion": 12}, "bad_value"),
    ],
)
def test_a_wrong_birth_is_refused_and_leaves_nothing(home: Any, child: dict[str, Any], code: str) -> None:
    family, _asep, euis, *_ = home
    before = Person.objects.count(), PopulationEvent.objects.count()
    with refused(code):
        record_birth(
            officer(), family=family, values={**values("Ujang", 1, days_ago(3)), **child}, mother=euis
        )
    assert (Person.objects.count(), PopulationEvent.objects.count()) == before


def test_a_birth_needs_a_mother_and_a_plausible_one(home: Any) -> None:
    family, asep, _euis, _rina, dede = home
    baby = values("Ujang", 1, days_ago(3))
    with refused("mother_unknown"):
        record_birth(officer(), family=family, values=baby)
    with refused("mother_not_woman"):
        record_birth(officer(), family=family, values=baby, mother=asep)
    child = record_birth(officer(), family=family, values={**baby, "mother_name": "Nyi Iroh"})
    assert child.mother_name == "Nyi Iroh"
    assert dede.mother_name == ""


def test_the_same_birth_twice_is_stopped_until_there_is_a_reason(home: Any) -> None:
    family, _asep, euis, *_ = home
    baby = values("Ujang Saepudin", 1, days_ago(3))
    record_birth(officer(), family=family, values=baby, mother=euis)
    with refused("likely_duplicate"):
        record_birth(officer(), family=family, values={**baby, "name": "Oedjang Saepoedin"}, mother=euis)
    record_birth(officer(), family=family, values=baby, mother=euis, reason="Kembar, nama sama di akta.")


def test_a_death_ends_presence_widows_the_spouse_and_hands_the_family_on(home: Any) -> None:
    _family, asep, euis, rina, dede = home
    record_death(
        officer(),
        person=asep,
        on=days_ago(2),
        details={"place": "Rumah", "cause": "Sakit", "nonsense": "x"},
        successor=euis.pk,
        widowed=euis.pk,
    )
    for person in (asep, euis, rina, dede):
        person.refresh_from_db()
    assert (asep.basic_status, asep.present_until, asep.relation) == (2, days_ago(2), 1)
    assert (euis.relation, euis.marital_status) == (1, 4)
    assert (rina.relation, dede.relation) == (4, 4)
    details = event_of(asep, EventKind.DEATH).details
    assert details["cause"] == "Sakit" and "nonsense" not in details
    with refused("already_dead"):
        record_death(officer(), person=asep, on=days_ago(1))
    with refused("already_dead"):
        record_leave(officer(), person=asep, on=days_ago(1))


def test_a_late_death_needs_a_reason(home: Any) -> None:
    *_, dede = home
    with refused("late_needs_reason"):
        record_death(officer(), person=dede, on=days_ago(31))
    record_death(officer(), person=dede, on=days_ago(31), reason="Baru dilaporkan ketua RT.")


def test_a_successor_must_be_a_living_member(home: Any, nagrak: str) -> None:
    _family, asep, *_ = home
    other = settle(nagrak, Newcomer(values("Cucu", 1, date(1980, 1, 1)), 1))[0]
    with refused("not_a_member"):
        record_death(officer(), person=asep, on=days_ago(1), successor=other.pk)
    asep.refresh_from_db()
    assert asep.basic_status == 1


def test_a_death_is_taken_back_whole(home: Any) -> None:
    _family, asep, euis, rina, _dede = home
    record_death(officer(), person=asep, on=days_ago(2), successor=rina.pk, widowed=euis.pk)
    reverse_event(officer(), person=asep, event=event_of(asep, EventKind.DEATH), reason="Salah orang.")
    for person in (asep, euis, rina):
        person.refresh_from_db()
    assert (asep.basic_status, asep.present_until, asep.relation) == (1, None, 1)
    assert (euis.marital_status, euis.relation, rina.relation) == (2, 3, 4)
    with refused("already_reversed"):
        reverse_event(officer(), person=asep, event=event_of(asep, EventKind.DEATH), reason="Lagi.")
    assert verify().ok


def test_nothing_is_taken_back_while_something_builds_on_it(home: Any) -> None:
    _family, asep, euis, *_ = home
    record_death(officer(), person=asep, on=days_ago(9), successor=euis.pk)
    record_leave(officer(), person=euis, on=days_ago(3))
    with refused("built_upon"):
        reverse_event(officer(), person=asep, event=event_of(asep, EventKind.DEATH), reason="Salah.")
    reverse_event(officer(), person=euis, event=event_of(euis, EventKind.LEAVE), reason="Salah.")
    reverse_event(officer(), person=asep, event=event_of(asep, EventKind.DEATH), reason="Salah.")
    asep.refresh_from_db()
    assert asep.basic_status == 1


def test_a_reversal_needs_a_reason_and_the_right_to_correct(home: Any) -> None:
    *_, dede = home
    record_leave(officer(), person=dede, on=days_ago(3))
    event = event_of(dede, EventKind.LEAVE)
    with refused("reason_missing"):
        reverse_event(officer(), person=dede, event=event)
    with pytest.raises(NotPermitted):
        reverse_event(officer(TARAJU, "people.record"), person=dede, event=event, reason="Salah.")


def test_a_birth_taken_back_leaves_a_row_that_counts_no_more(home: Any) -> None:
    family, _asep, euis, *_ = home
    baby = values("Ujang", 1, days_ago(3), nik="3206130101260001")
    child = record_birth(officer(), family=family, values=baby, mother=euis)
    reverse_event(officer(), person=child, event=event_of(child, EventKind.BIRTH), reason="Salah keluarga.")
    child.refresh_from_db()
    assert (child.basic_status, child.family_id, child.nik) == (9, None, None)
    record_birth(officer(), family=family, values=baby, mother=euis)


def test_a_whole_family_moves_out_and_its_card_ends(home: Any) -> None:
    family, asep, euis, rina, dede = home
    leaving = record_move_out(
        officer(),
        person=asep,
        on=days_ago(1),
        together=[euis.pk, rina.pk, dede.pk],
        details={"destination": "Kota Bandung", "move_class": 4, "move_reason": 1},
    )
    family.refresh_from_db()
    assert len(leaving) == 4 and family.dissolved_on == days_ago(1)
    details = event_of(dede, EventKind.MOVE_OUT).details
    assert (details["move_kind"], len(details["together"])) == (2, 4)
    reverse_event(officer(), person=dede, event=event_of(dede, EventKind.MOVE_OUT), reason="Batal pindah.")
    family.refresh_from_db()
    asep.refresh_from_db()
    assert family.dissolved_on is None and asep.basic_status == 1 and asep.present_until is None
    assert PopulationEvent.objects.filter(reverses__isnull=False).count() == 4


@pytest.mark.parametrize(("who", "kind"), [(("Asep",), 1), (("Asep", "Dede"), 3), (("Rina", "Dede"), 4)])
def test_the_kind_of_a_move_follows_from_who_goes(home: Any, who: tuple[str, ...], kind: int) -> None:
    people = {person.name.split()[0]: person for person in home[1:]}
    first, *rest = [people[name] for name in who]
    record_move_out(officer(), person=first, on=days_ago(1), together=[one.pk for one in rest])
    assert event_of(first, EventKind.MOVE_OUT).details["move_kind"] == kind


def test_a_move_is_one_thing(home: Any) -> None:
    _family, asep, euis, *_ = home
    record_missing(officer(), person=euis, on=days_ago(5))
    with refused("already_missing"):
        record_move_out(officer(), person=asep, on=days_ago(1), together=[euis.pk])
    asep.refresh_from_db()
    assert asep.basic_status == 1
    with refused("bad_value"):
        record_move_out(officer(), person=asep, on=days_ago(1), details={"move_reason": 9})
    with refused("inside_village"):
        record_move_out(officer(), person=asep, on=days_ago(1), details={"move_class": 1})


def test_the_order_of_days_is_kept(home: Any) -> None:
    *_, dede = home
    record_leave(officer(), person=dede, on=days_ago(10))
    with refused("before_last_event"):
        record_return(officer(), person=dede, on=days_ago(11))
    with refused("date_future"):
        record_return(officer(), person=dede, on=days_ago(-1))
    record_return(officer(), person=dede, on=days_ago(9))
    dede.refresh_from_db()
    assert (dede.basic_status, dede.present_until) == (1, None)
    with refused("before_last_event"):
        record_death(officer(), person=dede, on=days_ago(20))
    with refused("before_birth"):
        record_death(officer(), person=dede, on=date(2014, 1, 1), reason="x")


def test_a_head_who_returns_after_another_took_over_needs_a_relation(home: Any) -> None:
    family, asep, euis, *_ = home
    record_move_out(officer(), person=asep, on=days_ago(20), successor=euis.pk)
    with refused("head_taken"):
        record_return(officer(), person=asep, on=days_ago(2))
    back = record_return(officer(), person=asep, on=days_ago(2), relation=2)
    assert (back.relation, back.present_from, back.basic_status) == (2, days_ago(2), 1)
    assert PopulationEvent.objects.filter(person=asep, kind=EventKind.MOVE_IN).count() == 2
    family.refresh_from_db()
    assert family.dissolved_on is None


def test_a_temporary_resident_moves_in_without_a_family(nagrak: str) -> None:
    village()
    guest = record_move_in(
        officer(),
        area=nagrak,
        on=days_ago(4),
        newcomers=[Newcomer(values("Made Wirawan", 1, date(1995, 2, 3)))],
        temporary=True,
        details={"origin": "Denpasar", "purpose": "Proyek jembatan", "host": "Pak Asep"},
    )[0]
    assert (guest.residence, guest.family_id, guest.present_from) == (2, None, days_ago(4))


def test_one_more_moves_into_a_family_that_has_a_head(home: Any) -> None:
    family, *_ = home
    aunt = values("Iis Sumiati", 2, date(1980, 1, 2))
    with refused("head_taken"):
        record_move_in(
            officer(), area=family.area_code, on=days_ago(4), newcomers=[Newcomer(aunt, 1)], family=family
        )
    with refused("relation_missing"):
        record_move_in(
            officer(), area=family.area_code, on=days_ago(4), newcomers=[Newcomer(aunt)], family=family
        )
    person = record_move_in(
        officer(), area=family.area_code, on=days_ago(4), newcomers=[Newcomer(aunt, 9)], family=family
    )[0]
    assert person.family_id == family.pk


def test_no_half_family_stays_when_one_newcomer_is_wrong(nagrak: str) -> None:
    village()
    with refused("sex_missing"):
        record_move_in(
            officer(),
            area=nagrak,
            on=days_ago(4),
            newcomers=[
                Newcomer(values("Tatang", 1, date(1980, 1, 1)), 1),
                Newcomer({"name": "Iis", "birth_date": date(1982, 1, 1)}, 3),
            ],
            new_family=NewFamily(area=nagrak),
        )
    assert not Family.objects.exists() and not Person.objects.exists()


def test_a_split_moves_members_to_a_card_of_their_own(home: Any, nagrak: str) -> None:
    family, asep, _euis, rina, dede = home
    made = split_family(
        officer(),
        family=family,
        chosen=[rina.pk, dede.pk],
        head=rina.pk,
        new_family=NewFamily(area=nagrak, address="Kp. Nagrak"),
        on=days_ago(1),
    )
    for person in (asep, rina, dede):
        person.refresh_from_db()
    assert (rina.family_id, rina.relation, rina.area_code) == (made.pk, 1, nagrak)
    assert (dede.family_id, dede.relation) == (made.pk, 9)
    assert (asep.family_id, asep.relation) == (family.pk, 1)
    past = PastMembership.objects.get(person=rina)
    assert (past.family_id, past.relation, past.valid_to) == (family.pk, 4, days_ago(1))
    reverse_event(officer(), person=rina, event=event_of(rina, EventKind.SPLIT), reason="Salah pilih.")
    rina.refresh_from_db()
    made.refresh_from_db()
    assert (rina.family_id, rina.relation, rina.area_code) == (family.pk, 4, family.area_code)
    assert made.dissolved_on is not None and not PastMembership.objects.exists()
    assert verify().ok


def test_a_split_reported_after_its_dated_limit_needs_a_reason(home: Any, nagrak: str) -> None:
    family, _asep, euis, rina, dede = home
    split: dict[str, Any] = {"family": family, "head": rina.pk, "new_family": NewFamily(area=nagrak)}
    today, law = clock.today(), "UU 23/2006 pasal 62"
    set_rule(system_actor("test"), area="", key=CARD_DAYS, value=10, legal_basis=law, valid_from=today)
    with refused("late_needs_reason"):
        split_family(officer(), **split, chosen=[rina.pk, dede.pk], on=days_ago(11))
    split_family(officer(), **split, chosen=[rina.pk, dede.pk], on=days_ago(11), reason="Baru pulang.")
    assert event_of(rina, EventKind.SPLIT).details["late_days"] == 1
    other = NewFamily(area=nagrak)
    split_family(officer(), family=family, chosen=[euis.pk], head=euis.pk, new_family=other, on=days_ago(10))
    assert "late_days" not in event_of(euis, EventKind.SPLIT).details


def test_a_split_that_takes_the_head_along_names_the_next(home: Any, nagrak: str) -> None:
    family, asep, euis, rina, dede = home
    new = NewFamily(area=nagrak)
    with refused("head_needed"):
        split_family(officer(), family=family, chosen=[asep.pk], head=asep.pk, new_family=new, on=days_ago(1))
    with refused("everybody_chosen"):
        split_family(
            officer(),
            family=family,
            chosen=[asep.pk, euis.pk, rina.pk, dede.pk],
            head=asep.pk,
            new_family=new,
            on=days_ago(1),
        )
    split_family(
        officer(),
        family=family,
        chosen=[asep.pk],
        head=asep.pk,
        new_family=new,
        on=days_ago(1),
        old_head=euis.pk,
    )
    euis.refresh_from_db()
    assert euis.relation == 1


def test_the_head_changes_and_every_relation_with_it(home: Any) -> None:
    family, asep, euis, rina, dede = home
    families.change_head(officer(), family=family, head=rina.pk)
    found = {person.name.split()[0]: person.relation for person in Person.objects.all()}
    assert found == {"Rina": 1, "Asep": 7, "Euis": 7, "Dede": 9}
    families.change_head(
        officer(), family=family, head=asep.pk, relations={euis.pk: 3, rina.pk: 4, dede.pk: 4}
    )
    found = {person.name.split()[0]: person.relation for person in Person.objects.all()}
    assert found == {"Asep": 1, "Euis": 3, "Rina": 4, "Dede": 4}
    with refused("head_taken"):
        families.change_head(officer(), family=family, head=asep.pk, relations={euis.pk: 1})


def test_a_member_moves_to_another_family(home: Any, nagrak: str) -> None:
    family, _asep, _euis, rina, _dede = home
    other = settle(nagrak, Newcomer(values("Cucu", 1, date(1980, 1, 1)), 1))[0].family
    assert other is not None
    with refused("head_taken"):
        families.move_member(officer(), person=rina, family=other, relation=1, on=days_ago(1))
    families.move_member(officer(), person=rina, family=other, relation=5, on=days_ago(1))
    rina.refresh_from_db()
    assert (rina.family_id, rina.relation, rina.area_code) == (other.pk, 5, nagrak)
    assert PastMembership.objects.get(person=rina).family_id == family.pk
    with refused("same_family"):
        families.move_member(officer(), person=rina, family=other, relation=5, on=days_ago(1))


def test_a_family_card_is_edited_with_its_members(home: Any, nagrak: str) -> None:
    family, asep, *_ = home
    family.refresh_from_db()
    seen = family.last_entry
    new: dict[str, Any] = {"kk_number": "3206130101150009", "address": "Kp. Nagrak", "area_code": nagrak}
    with refused("reason_missing"):
        families.edit_family(officer(), family=family, seen=seen, **new)
    families.edit_family(officer(), family=family, seen=seen, reason="KK baru.", **new)
    asep.refresh_from_db()
    assert asep.area_code == nagrak
    with pytest.raises(Conflict):
        families.edit_family(officer(), family=family, seen=seen, reason="Lagi.", **new)


def test_a_family_ends_only_when_it_is_empty(home: Any) -> None:
    family, *_ = home
    with refused("family_has_members"):
        families.dissolve_family(officer(), family=family, on=days_ago(1))


def test_a_correction_is_kept_and_the_second_officer_sees_a_conflict(home: Any) -> None:
    _family, asep, *_ = home
    asep.refresh_from_db()
    seen = asep.last_entry
    persons.correct_person(
        officer(), person=asep, values={"name": "Asep Soenarja", "religion": "1"}, seen=seen, reason="Akta."
    )
    asep.refresh_from_db()
    assert (asep.name, asep.religion, asep.name_key) == ("Asep Soenarja", 1, "asep sunarsa")
    assert event_of(asep, EventKind.CORRECTION).details == {"fields": ["name", "religion"]}
    with pytest.raises(Conflict):
        persons.correct_person(officer(), person=asep, values={"name": "Asep"}, seen=seen, reason="Akta.")
    with refused("reason_missing"):
        persons.correct_person(officer(), person=asep, values={"name": "Asep"}, seen=asep.last_entry)
    with refused("nothing_changed"):
        persons.correct_person(
            officer(), person=asep, values={"religion": 1}, seen=asep.last_entry, reason="Akta."
        )
    with pytest.raises(ValueError, match="basic_status"):
        persons.correct_person(
            officer(), person=asep, values={"basic_status": 2}, seen=asep.last_entry, reason="Akta."
        )


def test_a_corrected_birth_date_moves_the_presence_and_may_not_pass_an_event(home: Any) -> None:
    family, _asep, euis, *_ = home
    child = record_birth(officer(), family=family, values=values("Ujang", 1, days_ago(9)), mother=euis)
    child.refresh_from_db()
    fixed = persons.correct_person(
        officer(), person=child, values={"birth_date": days_ago(8)}, seen=child.last_entry, reason="Akta."
    )
    assert fixed.present_from == days_ago(8)
    record_leave(officer(), person=child, on=days_ago(7))
    child.refresh_from_db()
    with refused("birth_after_events"):
        persons.correct_person(
            officer(), person=child, values={"birth_date": days_ago(5)}, seen=child.last_entry, reason="Akta."
        )


def test_a_new_resident_is_registered_by_hand(nagrak: str) -> None:
    village()
    person = register_person(
        officer(), area=nagrak, values=values("  Nyi   Iroh ", 2, date(1940, 1, 1), residence=1)
    )
    assert (person.name, person.present_from, person.village_code) == ("Nyi Iroh", clock.today(), TARAJU)
    with refused("likely_duplicate"):
        register_person(officer(), area=nagrak, values=values("Hj. Iroh Nyi", 2, date(1940, 1, 1))) if (
            False
        ) else register_person(officer(), area=nagrak, values=values("Nji Iroh", 2, date(1940, 1, 1)))
    with refused("unknown_area"):
        register_person(officer(), area=f"{TARAJU}.09", values=values("Emed", 1, date(1940, 1, 1)))


def test_another_village_can_do_nothing_here(home: Any, nagrak: str) -> None:
    family, asep, euis, rina, _dede = home
    stranger = officer(CIKUBANG)
    asep.refresh_from_db()
    attempts: list[Callable[[], object]] = [
        lambda: record_death(stranger, person=asep, on=days_ago(1)),
        lambda: record_birth(stranger, family=family, values=values("U", 1, days_ago(1)), mother=euis),
        lambda: record_move_out(stranger, person=asep, on=days_ago(1)),
        lambda: record_missing(stranger, person=asep, on=days_ago(1)),
        lambda: record_leave(stranger, person=asep, on=days_ago(1)),
        lambda: families.change_head(stranger, family=family, head=rina.pk),
        lambda: register_person(stranger, area=nagrak, values=values("U", 1, days_ago(1))),
        lambda: persons.correct_person(
            stranger, person=asep, values={"name": "X"}, seen=asep.last_entry, reason="x"
        ),
    ]
    before = Person.objects.count(), PopulationEvent.objects.count()
    for attempt in attempts:
        with pytest.raises(NotPermitted):
            attempt()
    assert (Person.objects.count(), PopulationEvent.objects.count()) == before


def test_a_hamlet_officer_reaches_no_family_of_the_next_hamlet(home: Any, nagrak: str) -> None:
    _family, _asep, _euis, rina, _dede = home
    other = settle(nagrak, Newcomer(values("Cucu", 1, date(1980, 1, 1)), 1))[0].family
    assert other is not None
    with pytest.raises(NotFound):
        families.move_member(officer(f"{TARAJU}.01"), person=rina, family=other, relation=5, on=days_ago(1))
    record_leave(officer(f"{TARAJU}.01"), person=rina, on=days_ago(1))


def test_the_journal_holds_what_the_event_left(home: Any) -> None:
    _family, asep, *_ = home
    record_death(officer(), person=asep, on=days_ago(1))
    latest = history_of(asep.pk)[0]
    assert latest.operation == "people.death.record"
    assert latest.changes == {
        "basic_status": (1, 2),
        "present_until": (None, days_ago(1).isoformat()),
        "went_by": (0, Turn.DIED),
    }
    assert verify().ok


def test_a_number_taken_in_the_same_moment_is_refused_too(home: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    family, asep, euis, *_ = home
    monkeypatch.setattr(persons, "_check_nik_free", lambda person: None)
    monkeypatch.setattr(families, "_kk_number", lambda value, but=None: value)
    baby = values("Ujang", 1, days_ago(3), nik="3206130403700001")
    with refused("nik_taken"):
        record_birth(officer(), family=family, values=baby, mother=euis)
    euis.refresh_from_db()
    with refused("nik_taken"):
        persons.correct_person(
            officer(), person=euis, values={"nik": asep.nik}, seen=euis.last_entry, reason="Akta."
        )
    with refused("kk_taken"):
        split_family(
            officer(),
            family=family,
            chosen=[euis.pk],
            head=euis.pk,
            new_family=NewFamily(family.area_code, kk_number="3206130101150001"),
            on=days_ago(1),
        )
    monkeypatch.setattr(persons, "_check_relation", lambda family, relation: None)
    with refused("head_taken"):
        record_move_in(
            officer(),
            area=family.area_code,
            on=days_ago(1),
            newcomers=[Newcomer(values("Tatang", 1, date(1980, 1, 1)), 1)],
            family=family,
        )
    assert Person.objects.count() == 4 and Family.objects.count() == 1
