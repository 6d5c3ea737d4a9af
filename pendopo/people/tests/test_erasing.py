"""Erasing what the journal keeps of one person: by whom, with which words, and what stays."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from pendopo.kernel.actor import Actor, system_actor
from pendopo.kernel.errors import NotPermitted, Refusal
from pendopo.kernel.history import history_of, images_left
from pendopo.kernel.models import Erasure, JournalEntry
from pendopo.kernel.verify import verify
from pendopo.people.models import Person
from pendopo.people.operations.erasing import erase_history
from pendopo.people.operations.persons import correct_person
from pendopo.people.queries.erasing import rows_of_person
from pendopo.people.tests.crowd import person, write
from pendopo.places.operations import set_up_village
from tests.making import ELSEWHERE, TARAJU, officer

pytestmark = pytest.mark.django_db
JOB = system_actor("test")
NIK, OTHER = "3206131203800001", "3206131203800002"
WHY = "Permintaan tertulis warga, agenda 12/2026"
ComeAs = Callable[[Actor], Client]


@pytest.fixture
def encep() -> Person:
    """Somebody with a history, next to somebody else in the same entry."""
    set_up_village(JOB, code=TARAJU)
    rows = [
        person("Encep Qolbuwahid", nik=NIK, birth_date=date(1990, 3, 12)),
        person("Euis Zulqarnaen", nik=OTHER),
    ]
    write(rows)
    row = Person.objects.get(pk=rows[0].pk)
    correct_person(JOB, person=row, values={"name": "Encep Q"}, seen=row.last_entry, reason="KTP baru")
    return Person.objects.get(pk=row.pk)


def administrator(area: str = TARAJU) -> Actor:
    return officer("people.erase", "kernel.erase", "desk.open", area=area)


def test_found_by_number_read_masked_confirmed_and_gone(encep: Person, come_as: ComeAs) -> None:
    client = come_as(administrator())
    answer = client.post("/meja/penghapusan/", {"person": "3206 1312 0380 0001"})
    assert (answer.status_code, answer["Location"]) == (302, f"/meja/penghapusan/{encep.pk}/")
    page = client.get(answer["Location"]).content.decode()
    assert "E••• Q•••" in page
    assert NIK not in page
    assert "Encep" not in page
    assert "<dd>1990</dd>" in page
    rows = rows_of_person(encep)
    assert len(images_left(rows)) == 3  # twice the person, once the correction
    done = client.post(answer["Location"], {"reason": WHY, "sure": "on"}, follow=True)
    assert "3 salinan dihapus" in done.content.decode()
    assert images_left(rows) == []
    assert all(item.erased for item in history_of(encep.pk))
    assert Erasure.objects.filter(reason=WHY).count() == 3
    assert Person.objects.get(pk=encep.pk).nik == NIK
    other = Person.objects.get(name="Euis Zulqarnaen")
    assert len(images_left([other.pk])) == 1
    assert verify().ok
    again = client.get(answer["Location"]).content.decode()
    assert "Tidak ada lagi salinan" in again


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"reason": "", "sure": "on"}, "Alasan"),
        ({"reason": "minta", "sure": "on"}, "sedikitnya sepuluh huruf"),
        ({"reason": WHY}, "Centang ini"),
    ],
)
def test_without_reason_or_confirmation_nothing_goes(
    encep: Person, come_as: ComeAs, given: dict[str, str], says: str
) -> None:
    answer = come_as(administrator()).post(f"/meja/penghapusan/{encep.pk}/", given)
    assert (answer.status_code, says in answer.content.decode()) == (422, True)
    assert not Erasure.objects.exists()


@pytest.mark.parametrize("text", ["3206131203809999", "bukan nomor", "32061312038000", "0" * 60, "x" * 61])
def test_an_unknown_number_is_said_and_not_repeated(encep: Person, come_as: ComeAs, text: str) -> None:
    answer = come_as(administrator()).post("/meja/penghapusan/", {"person": text})
    assert answer.status_code == 422
    assert f'value="{text}"' not in answer.content.decode() or len(text) > 60


def test_by_the_number_of_the_journal(encep: Person, come_as: ComeAs) -> None:
    answer = come_as(administrator()).post("/meja/penghapusan/", {"person": str(encep.pk)})
    assert answer["Location"] == f"/meja/penghapusan/{encep.pk}/"


def test_another_village_finds_and_erases_nothing(encep: Person, come_as: ComeAs) -> None:
    client = come_as(administrator(ELSEWHERE))
    assert client.post("/meja/penghapusan/", {"person": NIK}).status_code == 422
    for ask in (client.get, lambda address: client.post(address, {"reason": WHY, "sure": "on"})):
        assert ask(f"/meja/penghapusan/{encep.pk}/").status_code == 404
    with pytest.raises(NotPermitted):
        erase_history(administrator(ELSEWHERE), person=encep, reason=WHY)
    assert not Erasure.objects.exists()
    refused = JournalEntry.objects.filter(operation="people.person.erase_history", outcome="refused")
    assert refused.count() == 1


def test_without_the_permission_there_is_no_page(encep: Person, come_as: ComeAs) -> None:
    client = come_as(officer("people.read", "people.correct", "desk.open"))
    assert client.get("/meja/penghapusan/").status_code == 404
    assert client.get(f"/meja/penghapusan/{encep.pk}/").status_code == 404


def test_the_operation_itself_asks_for_a_reason_and_for_something_to_erase(encep: Person) -> None:
    with pytest.raises(Refusal):
        erase_history(JOB, person=encep, reason="  minta  ")
    assert erase_history(JOB, person=encep, reason=WHY) == 3
    with pytest.raises(Refusal, match="Tidak ada lagi"):
        erase_history(JOB, person=encep, reason=WHY)


def test_after_an_erasure_the_person_s_history_goes_on(encep: Person) -> None:
    erase_history(JOB, person=encep, reason=WHY)
    row = Person.objects.get(pk=encep.pk)
    changed: Any = correct_person(
        JOB, person=row, values={"name": "Encep Qolbu"}, seen=row.last_entry, reason="KTP"
    )
    assert changed.name == "Encep Qolbu"
    assert verify().ok
