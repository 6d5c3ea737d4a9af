"""One site, several villages: whose page an address is, where its links lead, and what an officer is on it."""

import re
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.core.signing import get_cookie_signer
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from pendopo.accounts.models import Grant
from pendopo.kernel.actor import Actor, system_actor
from pendopo.kernel.errors import TierNotAllowed
from pendopo.kernel.powers import DESK
from pendopo.kernel.village_pages import page_of_village, page_village, plain
from pendopo.kiosk.views.device import COOKIE, SALT
from pendopo.people.tests import crowd
from pendopo.places import operations, queries
from pendopo.places.models import SiteArea, VillageProfile
from pendopo.places.operations import PlaceRefused
from pendopo.places.rules.identity import Letterhead
from pendopo.places.rules.permissions import ADD_VILLAGE, EDIT_ADDRESS, EDIT_LOCALITIES, EDIT_PROFILE
from pendopo.site.opening import first_administrator_link
from tests.making import officer, proven_address, remove

pytestmark = pytest.mark.django_db
JOB = system_actor("test")
TARAJU, CIKUBANG, CIPADUNG = "32.06.13.2001", "32.06.13.2002", "32.73.25.1002"
HERE, THERE, WARD = (f"/d/{code}" for code in (TARAJU, CIKUBANG, CIPADUNG))
LINK = re.compile(r'(?:href|action)="(/[^"]*)"')
Come = Callable[[Actor], Client]


@pytest.fixture(autouse=True)
def several() -> None:
    """Jawa Barat with two desa and a kelurahan."""
    operations.serve_area(JOB, area="32")
    for code in (TARAJU, CIKUBANG, CIPADUNG):
        operations.add_village(JOB, code=code)


@pytest.fixture
def come_as(monkeypatch: pytest.MonkeyPatch) -> Come:
    def come(actor: Actor) -> Client:
        monkeypatch.setattr("pendopo.accounts.queries.resolve_actor", lambda request: actor)
        monkeypatch.setattr("pendopo.accounts.queries.second_factor_step", lambda request: "")
        return Client()

    return come


def links(page: Any) -> set[str]:
    return {one for one in LINK.findall(page.content.decode()) if not one.startswith("/static/")}


def text(page: Any) -> str:
    return str(page.content.decode())


PUBLIC = (
    "/",
    "/profil/",
    "/wilayah/",
    "/statistik/",
    "/kinerja/",
    "/surat/",
    "/informasi-publik/",
    "/masuk/",
    "/kode/",
)


@pytest.mark.parametrize("path", PUBLIC)
def test_every_link_of_a_villages_page_stays_in_its_form(client: Client, path: str) -> None:
    page = client.get(f"{THERE}{path}")
    assert page.status_code == 200
    assert "Desa Cikubang" in text(page)
    assert "Desa Taraju" not in text(page)
    assert {one for one in links(page) if not one.startswith(f"{THERE}/")} == set()


def test_a_kelurahan_speaks_of_itself_as_one(client: Client) -> None:
    page = text(client.get(f"{WARD}/"))
    assert "Kelurahan Cipadung" in page
    assert "Kota Bandung" in page


@pytest.mark.parametrize("path", ["/", "/profil/", "/statistik/umur/", "/kinerja/", "/surat/?cari=usaha"])
def test_a_bare_address_asks_for_the_village_and_keeps_the_path(client: Client, path: str) -> None:
    page = client.get(path)
    assert page.status_code == 200
    assert "no-store" in page["Cache-Control"]
    assert {f"{form}{path}" for form in (HERE, THERE, WARD)} <= links(page)
    assert "Provinsi Jawa Barat" in text(page)


def test_what_needs_no_village_stays_bare(client: Client) -> None:
    for path in ("/masuk/", "/kode/", "/verifikasi/"):
        page = client.get(path)
        assert page.status_code == 200
        assert not any(one.startswith("/d/") for one in links(page)), path


@pytest.mark.parametrize("code", ["32.06.13.2003", "32.06.13.9999", "99.99.99.9999"])
def test_a_village_that_is_not_here_is_not_found(client: Client, code: str) -> None:
    assert client.get(f"/d/{code}/").status_code == client.get(f"/d/{code}/profil/").status_code == 404


def test_the_form_is_only_taken_where_it_is_one(client: Client) -> None:
    assert client.get(f"/d/{TARAJU}")["Location"] == f"{HERE}/"
    assert client.get(f"/D/{TARAJU}/profil/").status_code == 200
    assert client.get(f"{HERE}/profil")["Location"] == f"{HERE}/profil/"
    for path in (f"{HERE}{THERE}/", f"/d/{TARAJU}.01/", "/d/", "/d/x/profil/"):
        assert client.get(path).status_code == 404, path


def test_the_form_ends_with_its_page(client: Client) -> None:
    for path in ("/profil/", "/tidak-ada/"):
        client.get(f"{HERE}{path}")
        assert (reverse("home"), page_village()) == ("/", "")


def test_a_host_of_its_own_needs_no_form(client: Client, settings: Any) -> None:
    settings.PENDOPO_VILLAGE_HOSTS = {"cikubang.desa.example": CIKUBANG}
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "cikubang.desa.example"]
    for host in ("cikubang.desa.example", "CIKUBANG.desa.example:8000"):
        page = client.get("/profil/", headers={"host": host})
        assert "Desa Cikubang" in text(page)
        assert not any(one.startswith("/d/") for one in links(page))


def test_an_option_gives_the_bare_addresses_to_one_village(client: Client, settings: Any) -> None:
    settings.PENDOPO_VILLAGE = CIKUBANG
    page = client.get("/profil/")
    assert "Desa Cikubang" in text(page)
    assert not any(one.startswith("/d/") for one in links(page))
    assert "Desa Taraju" in text(client.get(f"{HERE}/profil/"))


def test_what_is_printed_carries_the_villages_own_form(settings: Any) -> None:
    address = proven_address(TARAJU)
    village = queries.public_village(TARAJU)
    assert village is not None
    assert village.public_url == f"{address}{HERE}"
    with page_of_village(CIKUBANG, THERE):
        assert queries.public_address(TARAJU) == f"{address}{HERE}"
    settings.PENDOPO_VILLAGE_HOSTS = {address.partition("://")[2]: TARAJU}
    assert queries.public_address(TARAJU) == address
    assert plain(f"{HERE}/resi/1/2/") == plain("/resi/1/2/") == "/resi/1/2/"


def test_a_village_alone_on_its_site_is_reached_both_ways(client: Client) -> None:
    for code in (CIKUBANG, CIPADUNG):
        remove(VillageProfile.objects.get(area_code=code))
    for path in ("/profil/", f"{HERE}/profil/"):
        assert "Desa Taraju" in text(client.get(path))
    village = queries.public_village(TARAJU)
    assert village is not None
    assert village.form == ""


# Officers and residents


def test_an_officer_of_one_village_finds_it_at_the_bare_address(come_as: Come) -> None:
    client = come_as(officer(EDIT_PROFILE, DESK, area=CIKUBANG))
    page = client.get("/meja/desa/")
    assert "Desa Cikubang" in text(page)
    assert "Desa Taraju" not in text(page)
    assert f"{THERE}/meja/desa/profil/" in links(page)
    led = client.get(f"{HERE}/meja/desa/?a=1")
    assert (led.status_code, led["Location"]) == (302, f"{THERE}/meja/desa/?a=1")
    assert client.post(f"{HERE}/meja/desa/profil/", {}).status_code == 404


def test_nobody_is_led_in_a_circle(come_as: Come, settings: Any) -> None:
    settings.PENDOPO_VILLAGE_HOSTS = {"testserver": TARAJU}
    for area, end in ((CIKUBANG, 200), ("32.73.25", 404)):
        client = come_as(officer(EDIT_PROFILE, DESK, area=area))
        assert client.get("/meja/desa/", follow=True).status_code == end
    person = crowd.person("Dadang", village_code=CIKUBANG, area_code=CIKUBANG)
    crowd.write([person], area=CIKUBANG)
    client = come_as(Actor(kind="resident", id=uuid4(), name="Dadang", resident_id=person.pk))
    assert client.get("/saya/data/", follow=True).redirect_chain == [(f"{THERE}/saya/data/", 302)]
    settings.PENDOPO_VILLAGE_HOSTS = {}
    client = come_as(officer(EDIT_PROFILE, DESK, area="32.06"))
    assert client.get(f"{WARD}/meja/desa/", follow=True).redirect_chain == [("/meja/desa/", 302)]


def test_on_a_villages_page_an_officer_of_many_is_its_officer_only(come_as: Come) -> None:
    there = operations.add_hamlet(JOB, village=CIKUBANG, name="Sukasari")
    client = come_as(officer(EDIT_LOCALITIES, EDIT_PROFILE, DESK, area="32"))
    edit = f"/meja/desa/wilayah/{there.pk}/"
    assert client.get(f"{THERE}{edit}").status_code == 200
    assert client.get(f"{HERE}{edit}").status_code == 404
    assert "Sukasari" in text(client.get(f"{THERE}/meja/desa/"))
    assert "Sukasari" not in text(client.get(f"{HERE}/meja/desa/"))
    assert {f"{form}/meja/desa/" for form in (HERE, THERE, WARD)} <= links(client.get("/meja/desa/"))


def test_the_desk_of_a_tier_says_what_waits_by_village(come_as: Come) -> None:
    client = come_as(officer(EDIT_ADDRESS, DESK, ADD_VILLAGE, area="32.06"))
    page = client.get("/meja/")
    assert {f"{HERE}/meja/", f"{THERE}/meja/", "/meja/wilayah/"} <= links(page)
    assert f"{WARD}/meja/" not in links(page)
    work = page.context["work"]
    assert [one.waiting for one in work.villages.lines] == [1, 1]
    assert [one.url for one in work.page] == [f"{HERE}/meja/desa/alamat/", f"{THERE}/meja/desa/alamat/"]
    assert "Provinsi Jawa Barat" in text(page)
    assert client.get(f"{HERE}/meja/").context["work"].villages is None


def test_a_resident_is_led_to_the_pages_of_his_village(come_as: Come) -> None:
    person = crowd.person("Asep Sunarya")
    crowd.write([person])
    client = come_as(Actor(kind="resident", id=uuid4(), name="Asep", resident_id=person.pk))
    page = client.get("/surat/")
    assert "Desa Taraju" in text(page)
    assert f"{HERE}/profil/" in links(page)
    assert client.get(f"{THERE}/saya/")["Location"] == f"{HERE}/saya/"
    assert client.get(f"{THERE}/profil/").status_code == 200


def test_nobody_gains_by_coming_nearer() -> None:
    """Changing a village's profile asks for a power that is held in a village; nearer pages do not make it one."""
    profile = VillageProfile.objects.get(area_code=TARAJU)
    above = officer(EDIT_PROFILE, area="32.06").within(TARAJU)
    assert (above.may(EDIT_PROFILE, TARAJU), above.may(EDIT_PROFILE, CIKUBANG)) == (True, False)
    with pytest.raises(TierNotAllowed):
        operations.edit_profile(above, profile=profile, letterhead=Letterhead(name="Lain"))
    own = officer(EDIT_PROFILE, area=TARAJU).within(TARAJU)
    assert operations.edit_profile(own, profile=profile, letterhead=Letterhead(name="Lain")).name == "Lain"


def test_the_tablet_of_one_office_is_not_that_of_another() -> None:
    tablet = Client()
    signer = get_cookie_signer(salt=COOKIE + SALT)
    for mark, here, there in ((CIKUBANG, 403, 200), ("1", 403, 403)):
        tablet.cookies[COOKIE] = signer.sign(mark)
        assert tablet.get(f"{HERE}/anjungan/").status_code == here
        assert tablet.get(f"{THERE}/anjungan/").status_code == there


# The site and its villages


def test_a_village_outside_the_area_is_refused() -> None:
    for code, why in (("33.01.01.2001", "luar wilayah"), ("32.06.13", "tidak ada dalam daftar")):
        with pytest.raises(PlaceRefused, match=why):
            operations.add_village(JOB, code=code)


def test_a_site_of_one_village_takes_no_second(client: Client) -> None:
    remove(SiteArea.objects.get())
    for code in (CIKUBANG, CIPADUNG):
        remove(VillageProfile.objects.get(area_code=code))
    with pytest.raises(PlaceRefused, match="satu desa"):
        operations.add_village(JOB, code=CIKUBANG)
    operations.serve_area(JOB, area="32.06")
    operations.add_village(JOB, code=CIKUBANG)
    assert "Kabupaten Tasikmalaya" in text(client.get("/"))


def test_an_area_never_leaves_out_what_it_held() -> None:
    with pytest.raises(PlaceRefused, match="memuat semuanya"):
        operations.serve_area(JOB, area="32.06")
    assert [row.area_code for row in SiteArea.objects.all()] == ["32"]


def test_who_may_adds_a_village_in_his_area_and_nowhere_else(come_as: Come) -> None:
    client = come_as(officer(ADD_VILLAGE, DESK, area="32.06"))
    found = client.get("/meja/wilayah/", {"q": "Deudeul"})
    assert [one.code for one in found.context["page"].found] == ["32.06.13.2003"]
    assert client.get("/meja/wilayah/", {"q": "32.73.25.1001"}).context["page"].found == []
    done = client.post("/meja/wilayah/", {"code": "32.06.13.2003"})
    assert (done.status_code, done["Location"]) == (302, "/meja/wilayah/")
    assert client.get("/d/32.06.13.2003/").status_code == 200
    assert client.post("/meja/wilayah/", {"code": "32.73.25.1001"}).status_code == 404
    assert client.get("/d/32.73.25.1001/").status_code == 404


def test_the_first_administrator_administers_the_whole_area() -> None:
    page = Client().get(first_administrator_link())
    assert page.status_code == 200  # asks for a password, and for no village
    assert [row.area_code for row in Grant.objects.all()] == ["32"]


def test_a_villages_home_costs_no_query_more_beside_many(client: Client) -> None:
    cost = [_cost(client, f"{HERE}/")]
    for row in queries.public_area_children("32.06.14"):
        operations.add_village(JOB, code=row.code)
    cost.append(_cost(client, f"{HERE}/"))
    for neighbour in VillageProfile.objects.exclude(area_code=TARAJU):
        remove(neighbour)
    assert cost == [_cost(client, "/")] * 2


def _cost(client: Client, path: str) -> int:
    client.get(path)  # what is counted once for each state of the register
    with CaptureQueriesContext(connection) as asked:
        client.get(path)
    return len(asked)
