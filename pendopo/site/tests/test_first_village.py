"""A new site gets its village by web: the holder of the printed one-time link chooses it, nobody else."""

import urllib.request
from typing import Any

import pytest
from django.test import Client

from pendopo.accounts import operations, queries
from pendopo.accounts.models import Grant, User
from pendopo.accounts.tests.folk import TARAJU
from pendopo.kernel.actor import ANONYMOUS, system_actor
from pendopo.kernel.errors import Refusal
from pendopo.kernel.models import JournalEntry
from pendopo.places import queries as places
from pendopo.places.operations import set_up_village
from pendopo.site.opening import first_administrator_link
from tests.sites import Site

PASSWORD = "kebun teh di Taraju pagi"


@pytest.fixture
def address() -> str:
    """The one-time link that `pendopo serve` prints for an empty site."""
    return first_administrator_link()


def steps(client: Client, address: str, *codes: str) -> Any:
    page = client.get(address, follow=True)
    for code in codes:
        here = page.request["PATH_INFO"], page.request["QUERY_STRING"]
        above = here[1].removeprefix("dari=")
        page = client.get(here[0], {"dari": above, "di": code}, follow=True)
    return page


@pytest.mark.django_db
def test_from_province_to_village_and_on_to_the_password(client: Client, address: str) -> None:
    page = steps(client, address)
    assert b"Jawa Barat" in page.content
    page = steps(client, address, "32", "32.06", "32.06.13", TARAJU)
    text = page.content.decode()
    assert all(name in text for name in ("Jawa Barat", "Tasikmalaya", "Taraju"))
    assert not places.public_village_codes()
    page = client.post(f"{address}desa/", {"kode": TARAJU}, follow=True)
    assert page.request["PATH_INFO"] == address
    village = places.public_site_village()
    assert village is not None
    assert village.code == TARAJU
    page = client.post(address, {"password": PASSWORD, "again": PASSWORD})
    assert page.status_code == 302
    user = User.objects.get()
    assert (user.area_code, user.has_usable_password()) == (TARAJU, True)
    held = [(row.role, row.area) for row in queries.roles_held(system_actor("test"), user)]
    assert held == [("administrator", TARAJU)]
    assert client.get("/").status_code == 200
    assert "belum punya desa" not in client.get("/").content.decode()


@pytest.mark.django_db
def test_nothing_chosen_and_nonsense_are_asked_again(client: Client, address: str) -> None:
    page = client.get(f"{address}desa/", {"dari": "32", "di": ""})
    assert "Pilih salah satu" in page.content.decode()
    page = client.get(f"{address}desa/", {"dari": "32", "di": "33.01"})
    assert "Pilih salah satu" in page.content.decode()
    for code in ("99", "32.06.13.9999", "32.06.13.2001.01", "x' --", "32."):
        assert client.get(f"{address}desa/", {"dari": code}).status_code == 404, code
        assert client.post(f"{address}desa/", {"kode": code}).status_code == 404, code
    # a district is no village, and not taken whole unless somebody said so
    client.post(f"{address}desa/", {"kode": "32.06.13"})
    assert not places.public_village_codes() and not places.public_site_area()


@pytest.mark.django_db
def test_an_office_of_several_villages_takes_its_whole_area_and_then_ticks_them(
    client: Client, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = client.get(f"{address}desa/", {"dari": "32.06.13"}).content.decode()
    assert "?dari=32.06.13&amp;seluruh=1" in page
    page = client.get(f"{address}desa/", {"dari": "32.06.13", "seluruh": "1"}).content.decode()
    assert "Pakai seluruh wilayah ini" in page and not places.public_site_area()
    client.post(f"{address}desa/", {"kode": "32.06.13", "seluruh": "1"})
    assert places.public_site_area() == "32.06.13" and not places.public_village_codes()
    client.post(address, {"password": PASSWORD, "again": PASSWORD})
    user = User.objects.get()
    held = [(row.role, row.area) for row in queries.roles_held(system_actor("test"), user)]
    assert held == [("administrator", "32.06.13")]
    assert client.get("/kantor/32.06.13/").status_code == 200
    manager = queries.actor_of_user(user, strong=True)
    monkeypatch.setattr("pendopo.accounts.queries.resolve_actor", lambda request: manager)
    offered = client.get("/meja/wilayah/")
    assert len(offered.context["page"].found) == 9  # every village of Kecamatan Taraju
    assert client.post("/meja/wilayah/", {"code": []}).status_code == 422
    client.post("/meja/wilayah/", {"code": [TARAJU, "32.06.13.2002"]})
    assert places.public_village_codes() == [TARAJU, "32.06.13.2002"]
    client.post("/meja/wilayah/", {"code": ["32.06.13.2003", "32.06.14.2001"]})  # all of them, or none
    assert places.public_village_codes() == [TARAJU, "32.06.13.2002"]


@pytest.mark.django_db
def test_without_the_link_nobody_chooses(client: Client, address: str) -> None:
    token = address.split("/")[-2]
    for wrong in (token[:-1] + ("a" if token[-1] != "a" else "b"), "x", token + "x"):
        answer = client.post(f"/masuk/tautan/{wrong}/desa/", {"kode": TARAJU})
        assert answer.status_code == 410
    link = queries.public_link(token)
    assert link is not None
    with pytest.raises(Refusal):
        operations.choose_site_village(ANONYMOUS, link=link, token="another", code=TARAJU)
    assert not places.public_village_codes()
    refused = JournalEntry.objects.filter(operation="accounts.site.choose_village", outcome="refused")
    assert refused.count() == 1


@pytest.mark.django_db
def test_another_officer_s_link_never_chooses(client: Client, address: str) -> None:
    _user, token = operations.create_officer(system_actor("test"), area="32.06", username="lain", name="Lain")
    assert client.post(f"/masuk/tautan/{token}/desa/", {"kode": TARAJU}).status_code == 302
    assert client.get(f"/masuk/tautan/{token}/").status_code == 200
    assert not places.public_village_codes()
    link = queries.public_link(token)
    assert link is not None
    with pytest.raises(Refusal):
        operations.choose_site_village(ANONYMOUS, link=link, token=token, code=TARAJU)
    assert not places.public_village_codes()


@pytest.mark.django_db
def test_the_choice_is_made_once(client: Client, address: str) -> None:
    token = address.split("/")[-2]
    client.post(f"{address}desa/", {"kode": TARAJU})
    again = client.post(f"{address}desa/", {"kode": "32.06.13.2002"})
    assert (again.status_code, again["Location"]) == (302, address)
    link = queries.public_link(token)
    assert link is not None
    with pytest.raises(Refusal, match="sudah dipilih"):
        operations.choose_site_village(ANONYMOUS, link=link, token=token, code="32.06.13.2002")
    assert places.public_village_codes() == [TARAJU]
    assert Grant.objects.filter(area_code=TARAJU).count() == 1


@pytest.mark.django_db
def test_no_password_before_the_village(client: Client, address: str) -> None:
    page = client.post(address, {"password": PASSWORD, "again": PASSWORD})
    assert page["Location"] == f"{address}desa/"
    assert not User.objects.get().has_usable_password()


@pytest.mark.django_db
def test_a_site_with_a_village_never_asks(client: Client) -> None:
    set_up_village(system_actor("test"), code=TARAJU)
    address = first_administrator_link()
    assert client.get(address).status_code == 200
    assert client.get(f"{address}desa/")["Location"] == address


@pytest.mark.django_db
def test_a_used_link_is_spent(client: Client, address: str) -> None:
    client.post(f"{address}desa/", {"kode": TARAJU})
    client.post(address, {"password": PASSWORD, "again": PASSWORD})
    assert client.get(f"{address}desa/").status_code == 410


def test_serve_prints_the_link_with_the_port_it_got(no_site: Site) -> None:
    process = no_site.start("serve", "--port", "0")
    lines = []
    assert process.stdout is not None
    for line in process.stdout:
        lines.append(line)
        if line.startswith("ready "):
            break
    try:
        ready = lines[-1].split()[1]
        told = next(line for line in lines if line.startswith("pengelola pertama: buka "))
        link = told.split()[3]
        assert link.startswith(f"{ready}masuk/tautan/")
        assert ":0/" not in "".join(lines)
        with urllib.request.urlopen(link, timeout=60) as page:
            assert b"Jawa Barat" in page.read()
    finally:
        process.terminate()
        process.communicate(timeout=60)
