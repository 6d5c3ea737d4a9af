"""Messages: into the resident's own inbox, out by e-mail where that is set, tried again, and nobody else's business."""

import socketserver
import threading
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from pendopo.accounts.tests import folk
from pendopo.kernel import clock
from pendopo.kernel.actor import system_actor
from pendopo.kernel.errors import NotFound, NotPermitted
from pendopo.notices.models import ContactAddress, Notice, OutboxItem
from pendopo.notices.operations import deliver_due, keep_address, mark_read, send_notice
from pendopo.notices.operations.messages import BadAddress, follow_person
from pendopo.notices.queries import (
    contact_for_code,
    inbox,
    my_notice,
    public_addresses_of,
    public_notices_of,
)
from pendopo.notices.rules.sending import pause_after
from pendopo.people.models import Person
from tests.making import ELSEWHERE, TARAJU, officer, resident

pytestmark = pytest.mark.django_db
SENDER = system_actor("test")


@pytest.fixture
def person() -> Person:
    return folk.resident()


def send(person: Person, **changed: str) -> Notice:
    """The office tells a resident something."""
    given = {"subject": "Surat Anda selesai", "body": "Unduh suratnya.", "link": "/surat/saya/", **changed}
    return send_notice(SENDER, person=person, **given)


class _Letters(socketserver.StreamRequestHandler):
    """As much of SMTP as a client needs, and what it was given."""

    def handle(self) -> None:
        self.say("220 tes")
        for raw in self.rfile:
            word = raw.decode().strip().upper()
            if word.startswith("DATA"):
                self.say("354 tulis")
                lines = iter(self.rfile.readline, b".\r\n")
                self.server.letters.append(b"".join(lines).decode())  # type: ignore[attr-defined]
                self.say("250 diterima")
            elif word.startswith("QUIT"):
                self.say("221 selesai")
                return
            elif word.startswith("RCPT") and self.server.refuses:  # type: ignore[attr-defined]
                self.say("550 penuh: warga@contoh.id")
            else:
                self.say("250 ya")

    def say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())


@pytest.fixture
def post_office(settings: Any) -> Iterator[Any]:
    """A mail server on this machine, set in the site's options."""
    server: Any = socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Letters)
    server.letters, server.refuses, server.daemon_threads = [], False, True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.PENDOPO_SMTP_URL = f"smtp://127.0.0.1:{server.server_address[1]}"
    settings.PENDOPO_SMTP_FROM = "desa@contoh.id"
    settings.PENDOPO_PUBLIC_URL = "https://taraju.contoh.id/"
    yield server
    server.shutdown()
    server.server_close()


def test_a_message_waits_in_the_inbox_until_its_owner_reads_it(person: Person) -> None:
    notice = send(person)
    owner = resident(person.pk)
    assert inbox(owner).unread == 1
    mark_read(owner, notice=my_notice(owner, notice.pk))
    assert inbox(owner).unread == 0
    assert not OutboxItem.objects.exists()


def test_somebody_elses_message_is_not_found(person: Person) -> None:
    notice = send(person)
    other = folk.resident(nik="3206134107900002", kk_number="3206131234560002", name="Neneng")
    stranger = resident(other.pk)
    with pytest.raises(NotFound):
        my_notice(stranger, notice.pk)
    with pytest.raises(NotFound):
        mark_read(stranger, notice=notice)
    with pytest.raises(NotPermitted):
        send_notice(officer(), person=person, subject="x", body="y")


def test_an_officer_who_acts_for_him_leaves_it_unread(person: Person) -> None:
    from dataclasses import replace

    notice = send(person)
    acting = replace(officer("accounts.act_on_behalf"), resident_id=person.pk, on_behalf_of=person.pk)
    mark_read(acting, notice=notice)
    assert inbox(resident(person.pk)).unread == 1
    with pytest.raises(NotFound):
        keep_address(acting, person=person, channel="email", address="petugas@contoh.id")


def test_without_a_mail_server_nothing_waits_to_be_sent(person: Person, settings: Any) -> None:
    settings.PENDOPO_SMTP_URL = ""
    keep_address(resident(person.pk), person=person, channel="email", address="warga@contoh.id")
    send(person)
    assert not OutboxItem.objects.exists() and tuple(deliver_due()) == (0, 0)


def test_an_e_mail_goes_out_with_the_address_of_the_page(person: Person, post_office: Any) -> None:
    keep_address(resident(person.pk), person=person, channel="email", address="warga@contoh.id")
    send(person)
    assert tuple(deliver_due()) == (1, 0)
    assert tuple(deliver_due()) == (0, 0)
    (letter,) = post_office.letters
    assert "To: warga@contoh.id" in letter and "https://taraju.contoh.id/surat/saya/" in letter
    assert OutboxItem.objects.get().state == "sent"


def test_a_refused_e_mail_is_tried_again_and_at_last_given_up(
    person: Person, post_office: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep_address(resident(person.pk), person=person, channel="email", address="warga@contoh.id")
    send(person)
    post_office.refuses = True
    at = clock.now()
    for attempt in range(1, 6):
        assert tuple(deliver_due()) == (0, 1), attempt
        assert tuple(deliver_due()) == (0, 0)  # not before its time
        at += timedelta(days=2)
        monkeypatch.setattr(clock, "now", lambda at=at: at)
    item = OutboxItem.objects.get()
    assert (item.state, item.attempts) == ("failed", 5)
    assert "warga" not in item.trouble
    assert tuple(deliver_due()) == (0, 0)


def test_a_silent_server_loses_nothing(person: Person, settings: Any) -> None:
    settings.PENDOPO_SMTP_URL, settings.PENDOPO_SMTP_FROM = "smtp://127.0.0.1:9", "desa@contoh.id"
    keep_address(resident(person.pk), person=person, channel="email", address="warga@contoh.id")
    send(person)
    assert tuple(deliver_due()) == (0, 1)
    assert inbox(resident(person.pk)).unread == 1


def test_the_pauses_grow() -> None:
    pauses = [pause_after(attempt) for attempt in range(1, 5)]
    assert None not in pauses and pauses == sorted(pause for pause in pauses if pause)
    assert pause_after(0) is None and pause_after(5) is None


def test_the_address_is_checked_sealed_and_ended(person: Person) -> None:
    from django.db import connection

    owner = resident(person.pk)
    with pytest.raises(BadAddress):
        keep_address(owner, person=person, channel="email", address="bukan alamat")
    keep_address(owner, person=person, channel="email", address="warga@contoh.id")
    with connection.cursor() as cursor:
        cursor.execute("SELECT address FROM notices_contactaddress")
        assert b"warga" not in bytes(cursor.fetchone()[0])
    keep_address(owner, person=person, channel="email", address=" ")
    assert not ContactAddress.objects.exists()


def test_the_page_of_messages(person: Person, post_office: Any) -> None:
    folk.active_account(person)
    phone = folk.resident_browser()
    notice = send(person)
    page = phone.get("/saya/pesan/").content.decode()
    assert "Surat Anda selesai" in page and "1 pesan belum dibaca" in page
    assert phone.post("/saya/pesan/", {"email": "bukan"}).status_code == 422
    assert phone.post("/saya/pesan/", {"email": "warga@contoh.id"}).status_code == 302
    assert "warga@contoh.id" in phone.get("/saya/pesan/").content.decode()
    opened = phone.post(f"/saya/pesan/{notice.pk}/")
    assert opened["Location"] == "/surat/saya/"
    assert "0 pesan belum dibaca" in phone.get("/saya/pesan/").content.decode()
    away = send(person, link="https://jahat.example/")
    assert phone.post(f"/saya/pesan/{away.pk}/")["Location"] == "/saya/pesan/"


def test_two_residents_share_neither_address_nor_message(person: Person, post_office: Any) -> None:
    other = folk.resident(nik="3206134107900002", kk_number="3206131234560002", area=ELSEWHERE)
    mine = keep_address(resident(person.pk), person=person, channel="email", address="warga@contoh.id")
    assert mine is not None
    activates = officer("accounts.resident.activate")
    assert contact_for_code(activates, other.pk) is None
    assert contact_for_code(activates, person.pk) == mine
    unheard = send(other)
    assert not OutboxItem.objects.exists()
    theirs = keep_address(resident(other.pk), person=other, channel="email", address="lain@contoh.id")
    assert theirs is not None and theirs.pk != mine.pk
    heard = send(other)
    assert tuple(deliver_due()) == (1, 0)
    assert "To: lain@contoh.id" in post_office.letters[-1]
    assert public_notices_of(person.pk) == [] and public_notices_of(other.pk) == [unheard.pk, heard.pk]
    assert public_addresses_of(person.pk) == [mine.pk]
    assert inbox(resident(other.pk)).addresses == {"email": "lain@contoh.id"}
    follow_person(SENDER, area=TARAJU, notices=[heard.pk], person_id=person.pk)
    heard.refresh_from_db()
    assert heard.person_id == other.pk, "a message of another village follows nobody here"
