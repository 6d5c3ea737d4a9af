"""Writes in one part of a village, and in one of two villages: nothing of the other moves or stands in the way."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import NamedTuple

import pytest
from django.conf import LazySettings

from pendopo.kernel import clock
from pendopo.kernel.errors import NotFound, NotPermitted
from pendopo.people.models import Family, FileAccess, Person, PopulationEvent
from pendopo.people.operations.events import (
    Newcomer,
    NewFamily,
    record_death,
    record_leave,
    record_move_in,
    reverse_event,
    split_family,
)
from pendopo.people.operations.families import move_member
from pendopo.people.operations.importing import confirm_import, receive_file, undo_import
from pendopo.people.operations.merging import merge_persons, undo_merge
from pendopo.people.operations.opening import open_file
from pendopo.people.operations.persons import correct_person
from pendopo.people.operations.refusals import PeopleRefused
from pendopo.people.rules.permissions import CORRECT, IMPORT, MERGE, RECORD
from pendopo.people.tests import crowd
from pendopo.people.tests.event_people import (
    CIKUBANG,
    SYSTEM,
    TARAJU,
    asep_and_euis,
    officer,
    settle,
    values,
    village,
)
from pendopo.people.tests.import_files import FATHER, VILLAGE, sheet, take_in

pytestmark = pytest.mark.django_db
YESTERDAY = clock.today() - timedelta(days=1)


class Places(NamedTuple):
    """Two neighbourhoods of one village, and one of the next."""

    here: str
    there: str
    next: str


@pytest.fixture
def places() -> Places:
    here, there = village()
    return Places(here, there, village(CIKUBANG)[0])


@contextmanager
def refused(code: str) -> Iterator[None]:
    with pytest.raises(PeopleRefused, check=lambda refusal: refusal.code == code):
        yield


def household(area: str, name: str = "Ujang Permana") -> tuple[Person, Family]:
    head = settle(area, Newcomer(values(name, 1, date(1980, 1, 2)), 1))[0]
    assert head.family is not None
    return head, head.family


@pytest.mark.parametrize("area", ["there", "next"])
def test_nobody_moves_into_a_family_elsewhere(places: Places, area: str) -> None:
    _head, home = household(getattr(places, area))
    actor = officer(places.here, RECORD) if area == "there" else SYSTEM  # who may, in both villages
    child = Newcomer(values("Dede", 1, date(2016, 1, 2)), 4)
    with pytest.raises(NotFound):
        record_move_in(actor, area=places.here, on=YESTERDAY, newcomers=[child], family=home)
    assert home.members.count() == 1


def test_nobody_joins_a_family_of_another_village(places: Places) -> None:
    head, _home = household(places.here)
    _other, target = household(places.next, "Tatang")
    with refused("other_village"):
        move_member(SYSTEM, person=head, family=target, relation=4, on=YESTERDAY)


def test_a_place_outside_the_own_part_is_given_to_nobody(places: Places) -> None:
    alone = crowd.person("Ujang", area_code=places.here)
    crowd.write([alone])
    seen = Person.objects.get().last_entry
    to = partial(correct_person, person=alone, values={"area_code": places.there}, seen=seen, reason="pindah")
    with pytest.raises(NotFound):
        to(officer(places.here, CORRECT))
    assert to(officer(TARAJU, CORRECT))


def test_an_event_that_reaches_another_part_is_taken_back_by_who_may_in_both(places: Places) -> None:
    family, asep, euis, *_ = asep_and_euis(places.here)
    card = NewFamily(area=places.there)
    split_family(
        SYSTEM, family=family, chosen=[asep.pk], head=asep.pk, new_family=card, on=YESTERDAY, old_head=euis.pk
    )
    asep.refresh_from_db()
    event = PopulationEvent.objects.get(person=asep, kind="split")
    with pytest.raises(NotFound):
        reverse_event(officer(places.there, CORRECT), person=asep, event=event, reason="salah")
    assert reverse_event(officer(TARAJU, CORRECT), person=asep, event=event, reason="salah")


def test_what_happens_to_others_keeps_no_event_standing(places: Places) -> None:
    _family, asep, euis, *_ = asep_and_euis(places.here)
    neighbour, _home = household(places.here)
    record_death(SYSTEM, person=asep, on=YESTERDAY, successor=euis.pk)
    event = PopulationEvent.objects.get(person=asep, kind="death")
    record_leave(SYSTEM, person=neighbour, on=YESTERDAY)
    asep.refresh_from_db()
    assert reverse_event(SYSTEM, person=asep, event=event, reason="salah")


# Two records made one


@pytest.fixture
def merged(places: Places) -> tuple[Person, PopulationEvent]:
    """One record of this neighbourhood that took in another one of the next."""
    rows = [
        crowd.person(name, area_code=area) for name, area in zip(("Rina", "Rina M."), places, strict=False)
    ]
    crowd.write(rows)
    return rows[0], merge_persons(SYSTEM, person=rows[0], other=rows[1], reason="dua kali")


def test_a_merge_is_taken_apart_by_who_may_in_both_parts(
    places: Places, merged: tuple[Person, PopulationEvent]
) -> None:
    kept, event = merged
    with pytest.raises(NotFound):
        undo_merge(officer(places.here, MERGE), person=kept, event=event, reason="salah")
    neighbour, _home = household(places.here)
    record_leave(SYSTEM, person=neighbour, on=YESTERDAY)  # builds on nothing of it
    assert undo_merge(officer(TARAJU, MERGE), person=kept, event=event, reason="salah")


def test_a_merge_is_taken_apart_through_the_person_it_made(
    places: Places, merged: tuple[Person, PopulationEvent]
) -> None:
    stranger, _home = household(places.here)
    with refused("not_reversible"):
        undo_merge(SYSTEM, person=stranger, event=merged[1], reason="salah")


# Files


@pytest.fixture
def files(settings: LazySettings, tmp_path: Path, places: Places) -> None:
    settings.MEDIA_ROOT = tmp_path / "uploads"


def test_a_running_import_is_handed_to_nobody_of_another_village(files: None) -> None:
    content = sheet(VILLAGE)
    batch, plan = receive_file(SYSTEM, village=TARAJU, file_name="w.csv", content=content)
    confirm_import(SYSTEM, batch=batch, plan=plan)
    with pytest.raises(NotPermitted):
        receive_file(officer(CIKUBANG, IMPORT), village=TARAJU, file_name="w.csv", content=content)
    own, _plan = receive_file(officer(CIKUBANG, IMPORT), village=CIKUBANG, file_name="w.csv", content=content)
    assert own.pk != batch.pk and own.village_code == CIKUBANG


def test_a_namesake_of_another_village_is_not_who_a_row_means(files: None) -> None:
    row = {**FATHER, "nik": "", "no_kk": "", "kk_level": ""}
    take_in(sheet([row]), village=CIKUBANG)
    batch, _plan = take_in(sheet([row]))
    assert batch.created == 1
    assert sorted(Person.objects.values_list("village_code", flat=True)) == [TARAJU, CIKUBANG]


def test_an_undone_import_forgets_who_looked_at_its_own_people_only(files: None, places: Places) -> None:
    head, _home = household(places.next)
    open_file(SYSTEM, person=head, purpose="surat")
    batch, _plan = take_in(sheet(VILLAGE))
    open_file(SYSTEM, person=Person.objects.get(name=FATHER["nama"]), purpose="surat")
    undo_import(SYSTEM, batch=batch)
    assert [row.person_id for row in FileAccess.objects.all()] == [head.pk]
