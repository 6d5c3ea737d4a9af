"""An officer acts for a resident who is present: for half an hour, with a purpose, and the resident can read it."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine

from pendopo.accounts import operations, queries
from pendopo.accounts.models import OnBehalfSession, User
from pendopo.accounts.tests import folk
from pendopo.accounts.tests.folk import ELSEWHERE, NIK, TARAJU
from pendopo.kernel import clock
from pendopo.kernel.errors import NotFound, NotPermitted, Refusal
from pendopo.kernel.models import JournalEntry
from pendopo.people.models import Person

pytestmark = pytest.mark.django_db


def refused(code: str) -> Any:
    return pytest.raises(Refusal, check=lambda refusal: refusal.code == code)


@pytest.fixture
def euis() -> User:
    return folk.officer("euis", "operator_desa")


@pytest.fixture
def dadang() -> Person:
    return folk.resident()


def begin(user: User, person: Person, purpose: str = "surat usaha") -> OnBehalfSession:
    return operations.open_on_behalf(folk.actor(user), resident=person, purpose=purpose)


def test_the_officer_becomes_the_residents_hand_and_remains_himself(euis: User, dadang: Person) -> None:
    session = begin(euis, dadang)
    actor = queries.actor_on_behalf(folk.actor(euis), session)
    assert (actor.kind, actor.id) == ("officer", euis.pk)
    assert (actor.resident_id, actor.on_behalf_of) == (dadang.pk, dadang.pk)
    assert JournalEntry.objects.filter(operation="accounts.on_behalf.open", outcome="done").count() == 1


def test_it_ends_after_half_an_hour(euis: User, dadang: Person) -> None:
    session = begin(euis, dadang)
    actor = folk.actor(euis)
    assert queries.current_on_behalf(actor, session.pk) is not None
    with time_machine.travel(clock.now() + timedelta(minutes=29), tick=False):
        assert queries.current_on_behalf(actor, session.pk) is not None
    with time_machine.travel(clock.now() + timedelta(minutes=30, seconds=1), tick=False):
        assert queries.current_on_behalf(actor, session.pk) is None


def test_it_ends_by_hand_with_the_next_and_with_the_role(euis: User, dadang: Person) -> None:
    actor = folk.actor(euis)
    first, second = begin(euis, dadang), begin(euis, dadang, "yang lain")
    assert queries.current_on_behalf(actor, first.pk) is None
    assert queries.current_on_behalf(actor, second.pk) is not None
    operations.close_on_behalf(actor, session=second)
    assert queries.current_on_behalf(actor, second.pk) is None
    third = begin(euis, dadang)
    folk.change(euis.grants.get(), valid_to=clock.today())
    assert queries.current_on_behalf(folk.actor(euis), third.pk) is None


def test_another_officer_cannot_use_or_close_it(euis: User, dadang: Person) -> None:
    session = begin(euis, dadang)
    other = folk.actor(folk.officer("wati", "operator_desa"))
    assert queries.current_on_behalf(other, session.pk) is None
    with pytest.raises(NotFound):
        operations.close_on_behalf(other, session=session)


def test_it_needs_a_purpose_a_permission_and_a_living_resident_of_the_area(
    euis: User, dadang: Person
) -> None:
    with refused("purpose_missing"):
        begin(euis, dadang, "  ")
    with pytest.raises(NotPermitted):
        begin(folk.officer("asep", "kepala_desa"), dadang)
    far = folk.officer("jauh", "operator_desa", area=ELSEWHERE)
    with pytest.raises(NotPermitted):
        begin(far, dadang)
    for actor, nik in ((folk.actor(far), NIK), (folk.actor(euis), "3206130101990009")):
        with pytest.raises(NotFound):
            queries.present_resident(actor, nik=nik, permission="accounts.act_on_behalf")
    folk.change(dadang, basic_status=2)
    with pytest.raises(NotFound):
        queries.present_resident(folk.actor(euis), nik=NIK, permission="accounts.act_on_behalf")


def test_the_resident_reads_who_acted_and_why(euis: User, dadang: Person) -> None:
    begin(euis, dadang, "mengajukan surat usaha")
    account = folk.active_account(dadang)
    lines = queries.on_behalf_history(queries.actor_of_resident(account))
    assert [(line.officer, line.purpose) for line in lines] == [("Euis", "mengajukan surat usaha")]
    page = folk.resident_browser().get("/saya/").content.decode()
    assert "Euis" in page
    assert "mengajukan surat usaha" in page


def test_the_whole_way_in_the_browser(euis: User, dadang: Person) -> None:
    client = folk.browser(euis)
    assert client.get("/saya/").status_code == 404
    answer = client.post("/meja/atas-nama/", {"nik": NIK, "purpose": "surat usaha"})
    assert answer.status_code == 302, answer.content.decode()
    page = client.get("/saya/").content.decode()
    assert "Dadang Suryana" in page
    assert "Anda bertindak untuk Dadang Suryana sampai" in page
    assert NIK not in page
    # His devices, keys and PIN are not in reach of the officer.
    folk.active_account(dadang)
    for path in ("/saya/pin/", "/saya/kunci/"):
        assert client.get(path).status_code == 404
    assert (
        client.post("/saya/pin/", {"old": folk.PIN, "secret": "975318", "again": "975318"}).status_code == 404
    )
    assert client.post("/meja/atas-nama/akhiri/").status_code == 302
    assert client.get("/saya/").status_code == 404
    assert OnBehalfSession.objects.get().area_code == TARAJU
