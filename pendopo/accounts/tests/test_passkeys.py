"""Residents' passkeys, with a device in software: kept, used once per question, and worthless elsewhere."""

import html
import json
import re
from typing import Any

import pytest
from django.test import Client

from pendopo.accounts.models import ResidentPasskey
from pendopo.accounts.tests import folk
from pendopo.accounts.tests.device import Device
from pendopo.accounts.tests.folk import NIK

pytestmark = pytest.mark.django_db


def question(client: Client, path: str) -> dict[str, Any]:
    page = client.get(path).content.decode()
    found = re.search(r'data-options="([^"]+)"', page)
    assert found, page
    asked: dict[str, Any] = json.loads(html.unescape(found.group(1)))
    return asked


def keep(device: Device) -> Client:
    """Signs the resident in with the PIN and keeps a passkey of the device."""
    client = folk.resident_browser()
    answer = device.make(question(client, "/saya/kunci/"))
    assert client.post("/saya/kunci/", {"name": "HP Ibu", "answer": answer}).headers["Location"] == "/saya/"
    return client


@pytest.fixture
def device() -> Device:
    folk.active_account(folk.resident())
    return Device()


def test_a_passkey_is_kept_and_opens_the_account(device: Device) -> None:
    client = keep(device)
    assert "HP Ibu" in client.get("/saya/").content.decode()
    fresh = Client()
    answer = device.use(question(fresh, "/masuk/warga/kunci/"))
    assert fresh.post("/masuk/warga/kunci/", {"answer": answer}).headers["Location"] == "/saya/"
    assert "Dadang Suryana" in fresh.get("/saya/").content.decode()
    assert NIK not in fresh.get("/saya/").content.decode()


def test_an_answer_fits_its_own_question_only(device: Device) -> None:
    keep(device)
    one, two = Client(), Client()
    answer = device.use(question(one, "/masuk/warga/kunci/"))
    question(two, "/masuk/warga/kunci/")
    for client in (two, Client()):
        assert (
            client.post("/masuk/warga/kunci/", {"answer": answer}).headers["Location"]
            == "/masuk/warga/kunci/"
        )
        assert client.get("/saya/").status_code == 302
    assert one.post("/masuk/warga/kunci/", {"answer": answer}).headers["Location"] == "/saya/"


def test_a_copied_key_is_noticed_by_its_counter(device: Device) -> None:
    keep(device)
    client = Client()
    client.post("/masuk/warga/kunci/", {"answer": device.use(question(client, "/masuk/warga/kunci/"))})
    device.count = 0
    copy = Client()
    copy.post("/masuk/warga/kunci/", {"answer": device.use(question(copy, "/masuk/warga/kunci/"))})
    assert copy.get("/saya/").status_code == 302


def test_the_device_must_have_been_unlocked(device: Device) -> None:
    keep(device)
    client = Client()
    client.post(
        "/masuk/warga/kunci/", {"answer": device.use(question(client, "/masuk/warga/kunci/"), flags=0x01)}
    )
    assert client.get("/saya/").status_code == 302


@pytest.mark.parametrize(
    "origin", ["https://testserver.jahat.example", "https://testserver", "http://lain.testserver"]
)
def test_an_answer_from_another_address_is_refused(device: Device, origin: str) -> None:
    keep(device)
    device.origin = origin
    client = Client()
    client.post("/masuk/warga/kunci/", {"answer": device.use(question(client, "/masuk/warga/kunci/"))})
    assert client.get("/saya/").status_code == 302
    owner = folk.resident_browser()
    stranger = Device(origin)
    owner.post("/saya/kunci/", {"name": "palsu", "answer": stranger.make(question(owner, "/saya/kunci/"))})
    assert ResidentPasskey.objects.count() == 1


def test_a_removed_or_foreign_passkey_opens_nothing(device: Device) -> None:
    client = keep(device)
    held = ResidentPasskey.objects.get()
    assert client.post(f"/saya/kunci/{held.pk}/hapus/").status_code == 302
    for asked in (device, Device()):
        fresh = Client()
        fresh.post("/masuk/warga/kunci/", {"answer": asked.use(question(fresh, "/masuk/warga/kunci/"))})
        assert fresh.get("/saya/").status_code == 302


def test_a_locked_account_stays_shut_for_its_passkey(device: Device) -> None:
    keep(device)
    from pendopo.accounts import operations

    operations.lock_account(folk.SETUP, account=ResidentPasskey.objects.get().account, reason="HP hilang")
    client = Client()
    client.post("/masuk/warga/kunci/", {"answer": device.use(question(client, "/masuk/warga/kunci/"))})
    assert client.get("/saya/").status_code == 302
