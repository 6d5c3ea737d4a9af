"""Reads behind the events: who may be the same person, a history in words, what waits, what is out of sight."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.kernel.columns import journalled
from pendopo.kernel.errors import NotFound
from pendopo.people.models import EventKind, Family, Person, PopulationEvent
from pendopo.people.operations import families, persons
from pendopo.people.operations.events import (
    Newcomer,
    record_birth,
    record_death,
    record_leave,
    record_move_in,
    record_move_out,
    reverse_event,
)
from pendopo.people.operations.registering import register_person
from pendopo.people.queries import events
from pendopo.people.queries.events.timeline import _SILENT, _label
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


@pytest.fixture
def home() -> Any:
    return asep_and_euis(village()[0])


def alike(name: str, born: date | None, mother: str = "", actor: Actor | None = None) -> list[str]:
    found = events.likely_duplicates(
        actor or officer(), name=name, birth_date=born, mother_name=mother, village=TARAJU
    )
    return [one.name for one in found]


def test_likely_duplicates_forgive_spelling_and_swapped_days() -> None:
    area = village()[0]
    register_person(
        officer(), area=area, values=values("Muhammad Yusuf", 1, date(1980, 3, 4), mother_name="Siti Aisyah")
    )
    assert alike("Moch. Joesoef", date(1980, 3, 4)) == ["Muhammad Yusuf"]
    assert alike("Muhamad Yusup", date(1980, 3, 4)) == ["Muhammad Yusuf"]
    assert alike("M. Yusuf, S.Pd", date(1980, 4, 3)) == ["Muhammad Yusuf"]
    assert alike("Muhammad Yusuf", date(1981, 1, 1)) == []
    assert alike("Muhammad Yusuf", date(1981, 1, 1), "St. Aisah") == ["Muhammad Yusuf"]
    assert alike("Muhammad Yusuf", None) == []
    assert alike("", date(1980, 3, 4)) == []


def test_a_duplicate_out_of_sight_is_named_without_its_data() -> None:
    area = village()[0]
    register_person(officer(), area=area, values=values("Nyi Iroh", 2, date(1950, 3, 4), mother_name="Ijah"))
    found = events.likely_duplicates(
        officer(f"{TARAJU}.02"),
        name="Nyi Iroh",
        birth_date=date(1950, 3, 4),
        mother_name="Ijah",
        village=TARAJU,
    )
    assert [(one.name, one.visible, one.birth_date, one.mother_name, one.area_code) for one in found] == [
        ("Nyi Iroh", False, None, "", "")
    ]


def test_the_search_for_duplicates_uses_the_index() -> None:
    village()
    with CaptureQueriesContext(
        connection,
    ) as caught:
        events.likely_duplicates(
            officer(),
            name="Nyi Iroh",
            birth_date=date(1950, 3, 4),
            mother_name="",
            village=TARAJU,
            resembling=False,
        )
    assert len(caught) == 1
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(
                "EXPLAIN QUERY PLAN SELECT id FROM people_person"
                " WHERE village_code = 'x' AND name_key = 'y' AND NOT basic_status = 9 ORDER BY id LIMIT 500"
            )
            assert "person_by_name" in str(cursor.fetchall())


def test_a_history_in_words(home: Any) -> None:
    _family, asep, euis, *_ = home
    record_leave(officer(), person=asep, on=days_ago(9), details={"destination": "Jakarta"})
    event = PopulationEvent.objects.get(person=asep, kind=EventKind.LEAVE)
    reverse_event(officer(), person=asep, event=event, reason="Salah orang.")
    record_death(officer(), person=asep, on=days_ago(2), details={"place": "Puskesmas"}, successor=euis.pk)
    asep.refresh_from_db()
    persons.correct_person(
        officer(),
        person=asep,
        values={"religion": 1, "birth_place": "Garut", "nik": "3206130403700009", "disability": 7},
        seen=asep.last_entry,
        reason="Akta kematian.",
    )
    told = events.timeline(officer(), asep)
    words = [entry.sentence for entry in told]
    assert "Meninggal di Puskesmas." in words and "Pergi ke Jakarta." in words
    assert [entry.reversed for entry in told if entry.sentence == "Pergi ke Jakarta."] == [True]
    fixed = next(entry for entry in told if "NIK diubah" in entry.sentence)
    assert "Agama diisi: Islam." in fixed.sentence and "Tempat lahir diisi: Garut." in fixed.sentence
    assert "Disabilitas diubah." in fixed.sentence
    assert "Akta kematian." in fixed.note and "Bu Ai" in fixed.note
    assert "3206130403700" not in " ".join(entry.sentence + entry.note for entry in told)
    assert [entry.on for entry in told] == sorted((entry.on for entry in told), reverse=True)


def test_a_history_tells_of_changed_families(home: Any) -> None:
    _family, _asep, _euis, rina, _dede = home
    other = settle(f"{TARAJU}.02.002.001", Newcomer(values("Cucu", 1, date(1980, 1, 1)), 1))[0].family
    assert other is not None
    families.move_member(officer(), person=rina, family=other, relation=5, on=days_ago(1))
    words = " ".join(entry.sentence for entry in events.timeline(officer(), rina))
    assert "Keluarga diubah dari keluarga Asep" in words
    assert "menjadi keluarga Cucu." in words
    assert "Hubungan dalam keluarga diubah dari Anak menjadi Menantu." in words
    assert "RT 001 RW 002 Dusun Nagrak" in words


def test_a_history_is_only_for_the_area_and_the_person(home: Any) -> None:
    asep = home[1]
    with pytest.raises(NotFound):
        events.timeline(officer(CIKUBANG), asep)
    assert events.timeline(Actor(kind="resident", resident_id=asep.pk), asep)
    with pytest.raises(NotFound):
        events.timeline(Actor(kind="resident", resident_id=home[2].pk), asep)


def test_a_family_without_a_head_waits_until_somebody_heads_it(home: Any) -> None:
    family, asep, euis, *_ = home
    assert list(events.heads_waiting(officer())) == []
    record_death(officer(), person=asep, on=days_ago(5))
    (item,) = events.heads_waiting(officer())
    assert item.subject == "Keluarga Asep Sunarya" and item.since == days_ago(5)
    assert item.due == days_ago(5) + timedelta(days=30)
    assert str(family.pk) in item.url
    assert list(events.heads_waiting(officer(CIKUBANG))) == []
    families.change_head(officer(), family=family, head=euis.pk)
    assert list(events.heads_waiting(officer())) == []


def test_a_head_who_is_only_away_leaves_nothing_waiting(home: Any) -> None:
    record_leave(officer(), person=home[1], on=days_ago(5))
    assert list(events.heads_waiting(officer())) == []


def guest(leave: date) -> Person:
    return record_move_in(
        officer(),
        area=f"{TARAJU}.02.002.001",
        on=days_ago(40),
        newcomers=[Newcomer(values(f"Made {leave:%d}", 1, date(1990, 1, 1)))],
        temporary=True,
        details={"origin": "Denpasar", "expected_leave": leave},
    )[0]


def test_a_guest_who_stays_on_waits_at_the_desk() -> None:
    village()
    late, _early = guest(days_ago(1)), guest(days_ago(-9))
    (item,) = events.guests_waiting(officer())
    assert (item.subject, item.due) == (late.name, days_ago(1))
    record_move_out(officer(), person=late, on=days_ago(0))
    assert list(events.guests_waiting(officer())) == []


def test_what_lies_outside_the_area_does_not_exist(home: Any) -> None:
    family, asep, *_ = home
    event = PopulationEvent.objects.filter(person=asep)[0]
    inside, outside = officer(f"{TARAJU}.01"), officer(f"{TARAJU}.02")
    assert events.person_for(inside, asep.pk, "people.record") == asep
    assert events.family_for(inside, family.pk, "people.record") == family
    assert events.event_for(inside, event.pk, "people.correct") == event
    for stranger in (outside, officer(CIKUBANG), officer("32.06.13.200"), officer(TARAJU, "people.read")):
        with pytest.raises(NotFound):
            events.person_for(stranger, asep.pk, "people.record")
        with pytest.raises(NotFound):
            events.family_for(stranger, family.pk, "people.record")
        with pytest.raises(NotFound):
            events.event_for(stranger, event.pk, "people.record")
    for asker, found in ((inside, [family]), (outside, [])):
        assert [
            one for one, _ in events.families_matching(asker, "3206130101150001", "people.record")
        ] == found
    assert events.families_matching(outside, "asep", "people.record") == []


def test_areas_offered_are_the_smallest_ones_in_reach() -> None:
    village()
    offered = dict(events.area_choices(officer(), TARAJU, "people.record"))
    assert offered == {
        f"{TARAJU}.01.001.001": "RT 001 RW 001 Dusun Cibolang",
        f"{TARAJU}.02.002.001": "RT 001 RW 002 Dusun Nagrak",
    }
    assert len(events.area_choices(officer(f"{TARAJU}.02"), TARAJU, "people.record")) == 1
    assert events.area_choices(officer(CIKUBANG), TARAJU, "people.record") == []
    assert events.village_for(officer(f"{TARAJU}.02"), "people.record") == TARAJU
    with pytest.raises(NotFound):
        events.village_for(officer("11.01"), "people.record")


def test_the_list_shows_an_event_once_and_says_when_it_was_taken_back(home: Any) -> None:
    family, _asep, euis, *_ = home
    child = record_birth(officer(), family=family, values=values("Ujang", 1, days_ago(3)), mother=euis)
    event = PopulationEvent.objects.get(person=child)
    reverse_event(officer(), person=child, event=event, reason="Salah keluarga.")
    page = events.events_in(officer(), kind="birth")
    assert [(line.name, line.reversed, line.label) for line in page.lines] == [("Ujang", True, "Lahir")]
    with CaptureQueriesContext(connection) as caught:
        events.events_in(officer())
    assert len(caught) <= 3


def test_a_person_desk_needs_few_queries(home: Any) -> None:
    asep = home[1]
    with CaptureQueriesContext(connection) as caught:
        events.person_desk(officer(), asep.pk, "people.record")
    assert len(caught) <= 10, [query["sql"][:80] for query in caught]
    assert Family.objects.count() == 1


def test_every_column_that_the_history_tells_has_a_name_for_people() -> None:
    told = set(journalled(Person)) - _SILENT
    assert len(told) > 30
    assert sorted(name for name in told if _label(name) == name) == []
