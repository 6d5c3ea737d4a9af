"""What every answer carries: nothing personal stays in the browser of a shared office PC."""

from typing import Any

import pytest
from django.test import Client

from pendopo.accounts.tests import folk
from pendopo.site.middleware import LOCAL, _note_address

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _quick_pin(monkeypatch: pytest.MonkeyPatch) -> None:
    from pendopo.accounts.rules import pin

    monkeypatch.setattr(pin, "slow_hash", lambda secret, salt: pin.keyed(salt, "test", secret.hex()))


@pytest.mark.parametrize("path", ["/meja/", "/meja/warga/", "/statistik/", "/meja/tidak-ada/", "/"])
def test_no_copy_of_what_an_officer_sees_is_kept(path: str) -> None:
    client = folk.browser(folk.officer("euis", "operator_desa"))
    assert {"private", "no-store"} <= set(client.get(path).headers["Cache-Control"].split(", "))


@pytest.mark.parametrize("path", ["/saya/", "/saya/data/", "/"])
def test_no_copy_of_what_a_resident_sees_is_kept(path: str) -> None:
    folk.active_account()
    client = folk.resident_browser()
    assert {"private", "no-store"} <= set(client.get(path).headers["Cache-Control"].split(", "))


@pytest.mark.parametrize("path", ["/meja/", "/saya/", "/masuk/", "/masuk/warga/", "/masuk/petugas/"])
def test_no_copy_of_the_way_in_is_kept(path: str) -> None:
    assert "no-store" in Client().get(path).headers["Cache-Control"]


def test_a_public_page_may_be_kept_by_a_browser() -> None:
    assert "no-store" not in Client().get("/statistik/").headers.get("Cache-Control", "")


def test_signing_in_ends_with_the_browser() -> None:
    client = folk.browser(folk.officer("euis", "operator_desa"))
    assert client.cookies["sessionid"]["max-age"] == "" and client.cookies["sessionid"]["expires"] == ""
    assert client.cookies["sessionid"]["httponly"] and client.cookies["sessionid"]["samesite"] == "Lax"


@pytest.mark.parametrize("query", ["q=a%00b", "sesudah=%00", "%00"])
def test_a_null_byte_in_an_address_finds_nothing(query: str) -> None:
    client = folk.browser(folk.officer("euis", "operator_desa"))
    assert client.get(f"/meja/warga/?{query}").status_code == 404
    assert client.get(f"/statistik/?{query}").status_code == 404


def test_an_endless_address_finds_nothing() -> None:
    assert Client().get(f"/{'x' * 5000}/").status_code == 404


def test_an_unknown_address_gets_the_right_one_without_a_cookie_and_one_line(
    client: Client, settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    _note_address.cache_clear()
    settings.ALLOWED_HOSTS = [".desa.id", *LOCAL]
    pages = [client.get(path, headers={"host": "evil.example"}) for path in ("/", "/masuk/warga", "/meja/")]
    assert {page.status_code for page in pages} == {400}
    assert "kantor desa" in pages[0].content.decode() and not pages[0].cookies
    assert [record.getMessage().count("'evil.example'") for record in caplog.records] == [1]
    settings.PENDOPO_PUBLIC_URL = "https://taraju.desa.id"
    assert 'href="https://taraju.desa.id/"' in client.get("/", headers={"host": "a b"}).content.decode()
