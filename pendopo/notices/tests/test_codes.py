"""A resident's one-time code goes out by e-mail where the resident has an address, and is kept nowhere."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from pendopo.accounts.rules import pin
from pendopo.accounts.tests import folk
from pendopo.accounts.tests.folk import KK, NIK, PIN, TARAJU
from pendopo.kernel.images import unpack_images
from pendopo.kernel.models import JournalEntry
from pendopo.notices.channels.mail import MailLine
from pendopo.notices.operations import keep_address
from pendopo.notices.rules.sending import Fate, Outcome
from pendopo.places.operations import set_up_village
from tests.making import ELSEWHERE, resident

pytestmark = pytest.mark.django_db
OPEN = "/meja/akun/warga/buka/"
GIVEN = {"nik": NIK, "kk_number": KK}


@pytest.fixture
def sent(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[tuple[str, str, str]]]:
    """A mail server that keeps what it is given."""
    cache.clear()
    settings.PENDOPO_SMTP_URL, settings.PENDOPO_SMTP_FROM = "smtp://localhost:1", "desa@contoh.id"
    monkeypatch.setattr(pin, "slow_hash", lambda secret, salt: pin.keyed(salt, "test", secret.hex()))
    kept: list[tuple[str, str, str]] = []

    def send(self: MailLine, address: str, subject: str, text: str, key: str) -> Outcome:
        kept.append((address, subject, text))
        return Outcome(Fate.SENT)

    monkeypatch.setattr(MailLine, "send", send)
    set_up_village(folk.SETUP, code=TARAJU)
    yield kept


@pytest.fixture
def counter() -> Client:
    return folk.browser(folk.officer("euis", "operator_desa"))


def with_address() -> Any:
    person = folk.resident()
    keep_address(resident(person.pk), person=person, channel="email", address="dadang@contoh.id")
    return person


def written() -> bytes:
    held = b""
    for entry in JournalEntry.objects.select_related("journalbody"):
        held += bytes(entry.header) + bytes(entry.journalbody.body)
        held += b"".join(image.content for image in unpack_images(bytes(entry.journalbody.images)) if image)
    return held


def test_the_code_goes_to_the_address_and_opens_the_account(sent: list[Any], counter: Client) -> None:
    with_address()
    page = counter.post(OPEN, {**GIVEN, "send": "on"}).content.decode()
    assert "d•••@contoh.id" in page
    assert "dadang@contoh.id" not in page
    ((address, _subject, text),) = sent
    assert address == "dadang@contoh.id"
    found = re.search(r"[A-Z0-9]{5}-[A-Z0-9]{5}", text)
    assert found
    assert f"<b>{found.group()}</b>" in page
    assert NIK not in text
    assert "Dadang" not in text
    assert "/masuk/warga/kode/" in text
    used = {"nik": NIK, "code": found.group(), "secret": PIN, "again": PIN}
    assert Client().post("/masuk/warga/kode/", used).headers["Location"] == "/saya/"
    plain = found.group().replace("-", "").encode()
    assert plain not in written().replace(b"-", b"")
    assert JournalEntry.objects.filter(operation="notices.code.sent", outcome="done").count() == 1


def test_without_an_address_the_paper_remains(sent: list[Any], counter: Client) -> None:
    folk.resident()
    page = counter.post(OPEN, {**GIVEN, "send": "on"}).content.decode()
    assert "belum mencatat alamat surel" in page
    assert re.search(r"<b>[A-Z0-9]{5}-[A-Z0-9]{5}</b>", page)
    assert sent == []


def test_nothing_is_sent_unless_it_was_asked_for(sent: list[Any], counter: Client) -> None:
    with_address()
    assert "dikirim" not in counter.post(OPEN, GIVEN).content.decode()
    assert sent == []


def test_a_silent_mail_server_loses_nothing(
    sent: list[Any], counter: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: MailLine, address: str, subject: str, text: str, key: str) -> Outcome:
        return Outcome(Fate.NO_ANSWER, "TimeoutError")

    monkeypatch.setattr(MailLine, "send", refuse)
    with_address()
    page = counter.post(OPEN, {**GIVEN, "send": "on"}).content.decode()
    assert "Surel tidak terkirim" in page
    assert re.search(r"<b>[A-Z0-9]{5}-[A-Z0-9]{5}</b>", page)
    assert not JournalEntry.objects.filter(operation="notices.code.sent").exists()


def test_a_site_without_a_mail_server_does_not_offer_it(
    sent: list[Any], counter: Client, settings: Any
) -> None:
    assert 'name="send"' in counter.get(OPEN).content.decode()
    settings.PENDOPO_SMTP_URL = ""
    assert 'name="send"' not in counter.get(OPEN).content.decode()
    with_address()
    counter.post(OPEN, {**GIVEN, "send": "on"})
    assert sent == []


def test_an_officer_of_another_village_reaches_no_address(sent: list[Any]) -> None:
    from pendopo.notices.queries import contact_for_code
    from tests.making import officer

    person = with_address()
    assert contact_for_code(officer("accounts.resident.activate", area=ELSEWHERE), person.pk) is None
    assert contact_for_code(officer("accounts.resident.activate"), person.pk) is not None
