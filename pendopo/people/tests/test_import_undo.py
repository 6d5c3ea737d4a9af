"""Undo puts the register back byte by byte, and only while nothing is built on the import."""

from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pendopo.kernel import clock
from pendopo.kernel.actor import system_actor
from pendopo.kernel.errors import NotPermitted, Refusal
from pendopo.kernel.sealed import SealedTextField
from pendopo.kernel.tests.steps import do
from pendopo.kernel.verify import verify
from pendopo.people.models import Family, FileAccess, ImportState, Person
from pendopo.people.operations.erasing import erase_history
from pendopo.people.operations.events import record_birth, record_death
from pendopo.people.operations.importing import confirm_import, receive_file, undo_import, write_chunk
from pendopo.people.operations.importing.undo import BuiltOn, UndoTooLate
from pendopo.people.operations.opening import open_file
from pendopo.people.operations.persons import correct_person
from pendopo.people.tests.crowd import clear
from pendopo.people.tests.import_files import (
    CHILD,
    CLERK,
    FATHER,
    MOTHER,
    TARAJU,
    VILLAGE,
    WIDOW,
    counts,
    kk,
    nik,
    person,
    rows,
    set_up,
    sheet,
    take_in,
)
from pendopo.people.tests.recount import figures_hold
from tests.making import ELSEWHERE, officer

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _village(db: None, settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "uploads"
    set_up()


def test_a_first_import_goes_without_a_trace_in_the_register() -> None:
    before = rows()
    batch, _ = take_in(sheet(VILLAGE))
    assert undo_import(CLERK, batch=batch).state == ImportState.UNDONE
    assert rows() == before
    assert verify().ok
    # and the same file can come again
    again, _ = take_in(sheet(VILLAGE))
    assert counts(again) == (4, 0, 0, 0)
    assert verify().ok


CHANGES = {
    "names and a NIK": [{**FATHER, "nama": "H. Asep Sodikin"}, {**CHILD, "nik": nik("411124", 5)}],
    "another RT and address": [{**p, "rt": "9", "alamat": "Kp. Nagrak"} for p in (FATHER, MOTHER, CHILD)],
    "head and wife change places": [{**FATHER, "kk_level": "11"}, {**MOTHER, "kk_level": "1"}],
    "two heads change families": [{**FATHER, "no_kk": kk(2)}, {**WIDOW, "no_kk": kk(1)}],
    "the head dies and his wife follows": [{**FATHER, "status_dasar": "2"}, {**MOTHER, "kk_level": "1"}],
    "the head leaves for a new family and a newcomer takes his place": [
        {**FATHER, "no_kk": kk(8)},
        {**FATHER, "nik": nik("170885", 9), "nama": "Ujang"},
    ],
    "a new member of an old family": [{**CHILD, "nama": "Dede", "nik": nik("411124", 6)}],
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_changed_rows_become_what_they_were(change: list[Any]) -> None:
    take_in(sheet(VILLAGE))
    before = rows()
    batch, _ = take_in(sheet(change))
    assert batch.rejected == 0
    assert batch.created + batch.updated > 0
    assert rows() != before
    undo_import(CLERK, batch=batch)
    assert rows() == before
    assert verify().ok


PEOPLE = st.lists(
    st.fixed_dictionaries(
        {
            "who": st.integers(1, 6),
            "no_kk": st.sampled_from(["", kk(1), kk(2), kk(3)]),
            "kk_level": st.sampled_from(["", "1", "3", "4"]),
            "status_dasar": st.sampled_from(["", "1", "2", "3"]),
            "rt": st.sampled_from(["1", "2"]),
            "nama": st.sampled_from(["Asep", "Ujang", "Dede"]),
        }
    ),
    min_size=1,
    max_size=8,
)


def _people(drawn: list[dict[str, Any]]) -> bytes:
    people = [{**FATHER, **one, "nik": nik("170885", one["who"])} for one in drawn]
    return sheet(people)


@given(first=PEOPLE, second=PEOPLE)
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_any_two_files_keep_the_rules_and_the_second_can_be_undone(first: Any, second: Any) -> None:
    clear_all()
    nothing = rows()
    one, _ = take_in(_people(first))
    before = rows()
    figures_hold(TARAJU, clock.today())
    batch, _ = take_in(_people(second))
    figures_hold(TARAJU, clock.today())
    if batch.state == ImportState.DONE:
        undo_import(CLERK, batch=batch)
        assert rows() == before
        figures_hold(TARAJU, clock.today())
        if one.state == ImportState.DONE:
            undo_import(CLERK, batch=one)
            assert rows() == nothing
            take_in(_people(first))
        take_in(_people(second))
    settled = rows()
    take_in(_people(second))
    assert rows() == settled


def clear_all() -> None:
    from pendopo.kernel.tests.steps import do
    from pendopo.people.models import PastMembership

    do(lambda: PastMembership.objects.all().delete())
    clear()


def test_two_imports_are_undone_in_their_order_only() -> None:
    before = rows()
    first, _ = take_in(sheet(VILLAGE))
    between = rows()
    second, _ = take_in(sheet([{**FATHER, "nama": "H. Asep Sodikin"}]))
    with pytest.raises(BuiltOn):
        undo_import(CLERK, batch=first)
    undo_import(CLERK, batch=second)
    assert rows() == between
    assert between != before
    # the second has gone whole: every row is again as the first left it
    undo_import(CLERK, batch=first)
    assert rows() == before
    assert verify().ok


def test_a_change_beside_the_undone_second_import_keeps_the_first() -> None:
    first, _ = take_in(sheet(VILLAGE))
    second, _ = take_in(sheet([{**FATHER, "nama": "H. Asep Sodikin"}]))
    undo_import(CLERK, batch=second)
    row = person("Asep Sodikin")
    correct_person(CLERK, person=row, values={"birth_place": "Garut"}, seen=row.last_entry, reason="akta")
    with pytest.raises(BuiltOn):
        undo_import(CLERK, batch=first)
    assert person("Asep Sodikin").birth_place == "Garut"
    assert verify().ok


def test_new_sealing_keys_build_on_nothing() -> None:
    before = rows()
    first, _ = take_in(sheet(VILLAGE))
    for table in ("people_family", "people_person"):
        do(partial(touch_all, table))
    undo_import(CLERK, batch=first)
    assert rows() == before


def touch_all(table: str) -> None:
    """Seal every row anew, as `pendopo keys rotate` does it."""
    for model in (Person, Family):
        if model._meta.db_table == table:
            for row in model.objects.all():
                for name in [f.attname for f in model._meta.fields if isinstance(f, SealedTextField)]:
                    opened = getattr(row, name)
                    row.__dict__.pop("_sealed_" + name, None)
                    setattr(row, name, opened)
                row.save()


def test_what_was_erased_from_the_journal_cannot_be_put_back() -> None:
    take_in(sheet(VILLAGE))
    second, _ = take_in(sheet([{**FATHER, "nama": "H. Asep Sodikin"}]))
    erase_history(CLERK, person=person("H. Asep Sodikin"), reason="permintaan tertulis warga")
    with pytest.raises(BuiltOn):
        undo_import(CLERK, batch=second)
    assert person("H. Asep Sodikin")


def test_who_builds_on_it_keeps_it() -> None:
    batch, _ = take_in(sheet(VILLAGE))
    record_death(system_actor("test"), person=person("Ai Rokayah"), on=date.today(), details={})
    before = rows()
    with pytest.raises(BuiltOn):
        undo_import(CLERK, batch=batch)
    assert rows() == before
    assert verify().ok


def test_a_birth_in_an_imported_family_keeps_it() -> None:
    batch, _ = take_in(sheet(VILLAGE))
    family = person("Asep Sodikin").family
    assert family is not None
    values = {"name": "Bayi", "sex": 1, "birth_date": date.today()}
    record_birth(system_actor("test"), family=family, values=values, mother=person("Euis Komariah"))
    before = rows()
    with pytest.raises(BuiltOn):
        undo_import(CLERK, batch=batch)
    assert rows() == before


def test_who_only_looks_does_not() -> None:
    before = rows()
    batch, _ = take_in(sheet(VILLAGE))
    open_file(officer("people.read"), person=person("Ai Rokayah"), purpose="memeriksa impor")
    undo_import(CLERK, batch=batch)
    assert rows() == before
    assert not FileAccess.objects.exists()
    assert verify().ok


def test_after_24_hours_it_stays() -> None:
    batch, _ = take_in(sheet(VILLAGE))
    with time_machine.travel(timezone.now() + timedelta(hours=24, minutes=1)), pytest.raises(UndoTooLate):
        undo_import(CLERK, batch=batch)
    with time_machine.travel(timezone.now() + timedelta(hours=23, minutes=50)):
        undo_import(CLERK, batch=batch)
    assert not Person.objects.exists()


def test_only_a_finished_import_only_once_and_only_by_its_village() -> None:
    batch, plan = receive_file(CLERK, village=TARAJU, file_name="w.csv", content=sheet(VILLAGE))
    batch = confirm_import(CLERK, batch=batch, plan=plan)
    with pytest.raises(Refusal, match="sudah selesai"):
        undo_import(CLERK, batch=batch)
    batch = write_chunk(CLERK, batch=batch, plan=plan)
    with pytest.raises(NotPermitted):
        undo_import(officer("people.import", area=ELSEWHERE), batch=batch)
    undo_import(officer("people.import"), batch=batch)
    with pytest.raises(Refusal, match="sudah selesai"):
        undo_import(CLERK, batch=batch)
