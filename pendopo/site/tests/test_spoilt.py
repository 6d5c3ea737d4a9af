"""One spoilt cell says so in its place, and every page lives: each sealed column of each table is damaged by hand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, models
from django.test import Client

from pendopo.kernel import clock
from pendopo.kernel.actor import Actor, Power
from pendopo.kernel.errors import DamagedRow
from pendopo.kernel.models import Journaled
from pendopo.kernel.sealed import SealedTextField, SealedValue, Unreadable
from pendopo.kernel.tests.steps import key, tamper
from pendopo.letters.models import LetterFile
from pendopo.letters.operations.signing import hand_over, sign_request
from pendopo.letters.tests import office as at
from pendopo.mail.operations.register import give_disposition, receive_mail, send_mail
from pendopo.mail.tests.test_mail import mail, outgoing
from pendopo.people.models import Person
from pendopo.people.operations.opening import open_file
from pendopo.people.operations.persons import correct_person

pytestmark = pytest.mark.django_db
LINK = re.compile(r'href="(/[^"#?]*)')
LEFT_ALONE = ("/keluar/", "/static/", "/bahasa/")


def sealed_columns() -> Iterator[tuple[type[models.Model], SealedTextField]]:
    for model in apps.get_models():
        if issubclass(model, Journaled):
            for column in model._meta.concrete_fields:
                if isinstance(column, SealedTextField):
                    yield model, column


def spoil() -> int:
    """Changes the last byte of every sealed cell there is, as a failing disk or a curious hand would."""
    count = 0
    for model, column in sealed_columns():
        for pk, held in list(model._base_manager.values_list("pk", column.attname)):
            if held is None:
                continue
            assert isinstance(held, SealedValue)
            broken = held[:-1] + bytes([held[-1] ^ 1])
            count += tamper(
                f"UPDATE {model._meta.db_table} SET {column.column} = %s WHERE id = %s", broken, key(pk)
            )
    return count


@pytest.fixture
def office(settings: Any, tmp_path: Any) -> at.Office:
    """A village with a signed letter, one that waits, mail, a disposition and a delivery."""
    settings.MEDIA_ROOT = tmp_path / "uploads"
    office = at.open_office()
    signed = sign_request(office.head, case=at.seen(office))
    hand_over(office.operator, case=signed, received_by="Dadang")
    at.seen(office)
    at.checked(office, at.ask(office))
    at.ask(office, who=at.resident_actor(office.neighbour))
    entry = receive_mail(office.operator, village=at.TARAJU, mail=mail())
    send_mail(office.operator, village=at.TARAJU, mail=outgoing())
    give_disposition(
        office.head, entry=entry, position="Sekretaris Desa", instruction="Hadiri", due=clock.today()
    )
    for actor in (office.operator, office.secretary):
        for person in (office.person, office.neighbour):
            open_file(actor, person=person, purpose="memeriksa data")
    return office


def crawl(monkeypatch: pytest.MonkeyPatch, actor: Actor, start: str) -> dict[str, tuple[int, str]]:
    """Answers the first 70 pages that links lead to from some addresses, with status and text."""
    monkeypatch.setattr("pendopo.accounts.queries.resolve_actor", lambda request: actor)
    client, waiting = Client(raise_request_exception=False), start.split()
    found: dict[str, tuple[int, str]] = {}
    while waiting and len(found) < 70:
        path = waiting.pop(0)
        if path in found or path.startswith(LEFT_ALONE):
            continue
        answer = client.get(path)
        text = answer.content.decode(errors="replace") if not answer.streaming else ""
        found[path] = (answer.status_code, text)
        if "html" in answer.headers.get("Content-Type", ""):
            waiting += [link for link in LINK.findall(text) if link not in found]
    return found


def test_every_page_lives_with_every_sealed_cell_spoilt(
    office: at.Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    tables = {model._meta.db_table for model, _column in sealed_columns()}
    assert {"people_person", "people_family", "letters_letterrequest", "letters_registerentry"} <= tables
    assert spoil() > 12
    unreadable: set[str] = set()
    officers = (office.operator, office.secretary, office.head, administrator())
    walks = [(actor, "/meja/warga/ /meja/surat/agenda/ /meja/") for actor in officers]
    for actor, start in (*walks, (office.resident, "/saya/data/"), (office.resident, "/surat/saya/")):
        pages = crawl(monkeypatch, actor, start)
        assert len(pages) > 5, (actor.name, start)
        broken = {path: status for path, (status, _text) in pages.items() if status >= 500}
        assert not broken
        unreadable |= {path for path, (_status, text) in pages.items() if "tidak terbaca" in text}
    shown = " ".join(unreadable)
    for place in ("/meja/warga/", "/meja/surat/agenda/", "/saya/data/"):
        assert place in shown, unreadable


def administrator() -> Actor:
    held = (
        "desk.open",
        "accounts.read",
        "kernel.journal.read",
        "kernel.rules.edit",
        "people.erase",
        "kernel.erase",
    )
    return Actor(
        kind="officer",
        name="Pengelola",
        powers=frozenset(Power(name, at.TARAJU) for name in held),
        strong=True,
    )


@pytest.mark.parametrize("written", [b"", b"x", "a text", 12345, "3206131708850001"])
def test_whatever_a_hand_writes_into_a_sealed_cell_is_said_to_be_unreadable(
    office: at.Office, monkeypatch: pytest.MonkeyPatch, written: Any
) -> None:
    if connection.vendor == "postgresql" and not isinstance(written, bytes):
        pytest.skip("PostgreSQL keeps its types")
    tamper("UPDATE people_person SET nik = %s", written)
    assert {person.nik for person in Person.objects.all()} == {"tidak terbaca"}
    monkeypatch.setattr("pendopo.accounts.queries.resolve_actor", lambda request: office.operator)
    page = Client().get(f"/meja/warga/{office.person.pk}/")
    assert page.status_code == 200 and "tidak terbaca" in page.content.decode()


def test_nothing_is_signed_over_a_spoilt_number_and_it_can_be_typed_anew(office: at.Office) -> None:
    person = Person.objects.get(pk=office.person.pk)
    whole = str(person.nik)
    row = at.seen(office)
    spoil()
    person = Person.objects.get(pk=person.pk)
    assert isinstance(person.nik, Unreadable) and whole not in person.nik
    stored = Person._base_manager.values_list("nik", flat=True).get(pk=person.pk)
    with pytest.raises(DamagedRow) as refused:
        sign_request(office.head, case=row)
    assert "pembetulan" in str(refused.value)
    assert Person._base_manager.values_list("nik", flat=True).get(pk=person.pk) == stored, "kept as evidence"
    fixed = correct_person(
        office.secretary, person=person, values={"nik": whole}, seen=person.last_entry, reason="sel rusak"
    )
    assert Person.objects.get(pk=fixed.pk).nik == whole


def test_a_spoilt_file_is_said_in_words_and_is_no_failure_of_the_site(
    office: at.Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = LetterFile.objects.first()
    assert file is not None
    tamper(
        f"UPDATE {LetterFile._meta.db_table} SET content = %s WHERE id = %s",
        bytes(file.content)[:-1] + b"x",
        key(file.pk),
    )
    monkeypatch.setattr("pendopo.accounts.queries.resolve_actor", lambda request: office.operator)
    from django.urls import reverse

    answer = Client().get(reverse("letters-document-desk", args=[file.document.request_id]))
    assert answer.status_code == 422
    assert "tidak terbaca" in answer.content.decode()
