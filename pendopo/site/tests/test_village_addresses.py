"""A page names its one lasting address; text for the wrong village waits in the right one; who may widen the site."""

import re
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from pendopo.kernel.actor import Actor, system_actor
from pendopo.kernel.powers import DESK
from pendopo.places import operations
from pendopo.places.models import SiteArea
from pendopo.places.rules.permissions import ADD_VILLAGE, EDIT_PROFILE
from tests.making import officer, proven_address, resident

pytestmark = pytest.mark.django_db
JOB = system_actor("test")
TARAJU, CIKUBANG = "32.06.13.2001", "32.06.13.2002"
HERE, THERE = f"/d/{TARAJU}", f"/d/{CIKUBANG}"
CANONICAL = re.compile(r'<link rel="canonical" href="([^"]*)"')
Come = Callable[[Actor], Client]


@pytest.fixture(autouse=True)
def several() -> None:
    """A district with two villages."""
    operations.serve_area(JOB, area="32.06.13")
    for code in (TARAJU, CIKUBANG):
        operations.add_village(JOB, code=code)


@pytest.fixture
def come_as(monkeypatch: pytest.MonkeyPatch) -> Come:
    def come(actor: Actor) -> Client:
        monkeypatch.setattr("pendopo.accounts.queries.resolve_actor", lambda request: actor)
        monkeypatch.setattr("pendopo.accounts.queries.second_factor_step", lambda request: "")
        return Client()

    return come


def canonical(client: Client, path: str) -> list[str]:
    return CANONICAL.findall(client.get(path).content.decode())


def test_every_form_of_a_public_page_names_the_same_address(client: Client, settings: Any) -> None:
    own = f"http://testserver{THERE}/profil/"
    assert canonical(client, f"{THERE}/profil/") == canonical(client, f"{THERE.upper()}/profil/?a=1") == [own]
    # A choice between villages, and what belongs to one person, name none.
    assert canonical(client, "/profil/") == canonical(client, f"{THERE}/masuk/") == []
    settings.PENDOPO_VILLAGE = CIKUBANG
    for path in ("/profil/", f"{THERE}/profil/"):
        assert canonical(client, path) == ["http://testserver/profil/"]
    assert canonical(client, f"{HERE}/profil/") == [f"http://testserver{HERE}/profil/"]


def test_a_page_of_one_resident_names_none_and_prints_no_code(come_as: Come, settings: Any) -> None:
    settings.PENDOPO_VILLAGE = TARAJU
    client = come_as(resident(uuid4()))
    assert canonical(client, "/surat/") and "qr-foot" in client.get("/surat/").content.decode()
    assert canonical(client, "/surat/saya/") == []
    own = client.get("/surat/saya/")
    assert own.status_code == 200 and "qr-foot" not in own.content.decode()


def test_an_address_that_was_proven_is_the_one_that_is_named(client: Client, settings: Any) -> None:
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "cikubang.example"]
    proven_address(CIKUBANG, "http://cikubang.example")
    assert canonical(client, f"{THERE}/profil/") == [f"http://cikubang.example{THERE}/profil/"]


def test_text_for_the_wrong_village_waits_in_the_right_one(come_as: Come) -> None:
    client = come_as(officer(EDIT_PROFILE, DESK, area=CIKUBANG))
    typed = {"name": "Cikubang Raya", "address": "Jl. Raya 1"}
    led = client.post(f"{HERE}/meja/desa/profil/", typed)
    assert (led.status_code, led["Location"]) == (302, f"{THERE}/meja/desa/profil/")
    # Nothing was done, and nobody else finds it.
    stranger = come_as(officer(EDIT_PROFILE, DESK, area=CIKUBANG))
    stranger.cookies = client.cookies
    assert "Cikubang Raya" not in stranger.get(led["Location"]).content.decode()


def test_the_form_of_the_right_village_holds_what_was_typed(come_as: Come) -> None:
    client = come_as(officer(EDIT_PROFILE, DESK, area=CIKUBANG))
    given = dict.fromkeys(
        ("name", "kode_bps", "address", "postal_code", "phone", "email", "website", "seen"), ""
    )
    where = f"{THERE}/meja/desa/profil/"
    fields = set(client.get(where).context["form"].fields)
    client.post(f"{HERE}/meja/desa/profil/", {**given, **dict.fromkeys(fields, ""), "name": "Cikubang Raya"})
    page = client.get(where).content.decode()
    assert "Cikubang Raya" in page and "sudah diisikan lagi" in page


def test_whoever_administers_one_village_is_told_who_adds_others(come_as: Come) -> None:
    page = come_as(officer(ADD_VILLAGE, DESK, area=TARAJU)).get(f"{HERE}/meja/wilayah/").content.decode()
    assert "Anda mengelola satu desa" in page and "pendopo init --tier kabupaten --area 32.06" in page
    assert 'name="q"' not in page
    page = come_as(officer(ADD_VILLAGE, DESK, area="32.06.13")).get("/meja/wilayah/").content.decode()
    assert 'name="q"' in page and "Anda mengelola satu desa" not in page and "/perluas/" not in page


def test_the_site_is_widened_by_whoever_administers_the_wider_area_only(come_as: Come) -> None:
    near = come_as(officer(ADD_VILLAGE, DESK, area="32.06.13"))
    assert near.post("/meja/wilayah/perluas/", {"wider": "32.06"}).status_code == 404
    wide = come_as(officer(ADD_VILLAGE, DESK, area="32.06"))
    assert "Kabupaten Tasikmalaya (32.06)" in wide.get("/meja/wilayah/").content.decode()
    assert wide.post("/meja/wilayah/perluas/", {"wider": "32"}).status_code == 404
    assert wide.post("/meja/wilayah/perluas/", {"wider": "32.06"}).status_code == 302
    assert [row.area_code for row in SiteArea.objects.all()] == ["32.06"]
    assert "/perluas/" not in wide.get("/meja/wilayah/").content.decode()
