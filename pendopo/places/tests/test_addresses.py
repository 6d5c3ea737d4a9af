"""The address of the site: nothing is printed that nobody has opened from outside."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from pendopo.kernel.actor import ANONYMOUS, Actor, Power, system_actor
from pendopo.kernel.worklist import waiting_for
from pendopo.places import operations, queries
from pendopo.places.models import VillageProfile
from pendopo.places.operations import PlaceRefused
from pendopo.places.rules.addresses import leads_home, origin_of, stays_inside
from tests.making import ELSEWHERE, TARAJU, proven_address

SYSTEM = system_actor("tests")
SITE = "https://taraju.contoh.id"


@pytest.mark.parametrize(
    ("typed", "origin"),
    [
        (" HTTPS://Taraju.Desa.ID/ ", "https://taraju.desa.id"),
        ("http://192.168.1.5:8000", "http://192.168.1.5:8000"),
        ("https://taraju.desa.id:443", "https://taraju.desa.id"),
        ("http://[fd00::5]:8000/", "http://[fd00::5]:8000"),
        *((bad, "") for bad in ("", "taraju.desa.id", "ftp://x.id", "https://x.id/desa", "https://a@x.id")),
        *(
            (bad, "")
            for bad in ("https://x.id?a=1", "https://x y.id", "https://x.id:99999", "javascript:alert(1)")
        ),
        *((bad, "") for bad in ("https://", "https://tarajú.id", "http://[::1", "https://x.id#a")),
    ],
)
def test_one_spelling_of_an_address(typed: str, origin: str) -> None:
    assert origin_of(typed) == origin


def test_addresses_that_lead_home_or_stay_in_the_office() -> None:
    home = (
        "http://127.0.0.1:8000",
        "http://localhost",
        "http://a.localhost",
        "http://[::1]",
        "http://0.0.0.0",
    )
    inside = (
        "http://192.168.1.5:8000",
        "http://10.0.0.1",
        "http://kantor.local",
        "http://kantor",
        "http://[fd00::5]",
    )
    assert all(map(leads_home, home)) and not any(map(leads_home, (*inside, SITE)))
    assert all(map(stays_inside, inside)) and not any(map(stays_inside, (SITE, "http://103.1.2.3")))


@pytest.fixture
def village(db: None, settings: Any) -> VillageProfile:
    settings.ALLOWED_HOSTS = ["taraju.contoh.id", "192.168.1.5", "testserver"]
    return operations.set_up_village(SYSTEM, code=TARAJU)


def secretary(area: str = TARAJU, *permissions: str) -> Actor:
    held = permissions or ("places.address.edit", "places.profile.edit", "desk.open")
    return Actor(
        kind="officer", name="Bu Ai", powers=frozenset(Power(name, area) for name in held), strong=True
    )


@pytest.fixture
def sign_in(monkeypatch: pytest.MonkeyPatch) -> Callable[[Actor], Client]:
    def inner(actor: Actor) -> Client:
        monkeypatch.setattr("pendopo.accounts.queries.resolve_actor", lambda request: actor)
        return Client()

    return inner


def test_one_person_names_the_address_and_another_opens_it(
    village: VillageProfile, sign_in: Callable[[Actor], Client]
) -> None:
    desk = sign_in(secretary())
    assert "Tetapkan alamat situs" in [item.title for item in waiting_for(secretary())]
    saved = desk.post(reverse("places-address"), {"address": f"{SITE}/"})
    assert saved.status_code == 302
    page = desk.get(reverse("places-address"))
    link = page.context["page"].trial_link
    assert link.startswith(f"{SITE}/alamat-situs/") and "Menunggu diuji" in page.content.decode()
    assert [item.title for item in waiting_for(secretary())] == ["Uji alamat situs"]
    assert queries.public_address() == ""

    path, phone = link.removeprefix(SITE), sign_in(ANONYMOUS)
    other = phone.post(path, HTTP_HOST="192.168.1.5")
    assert other.status_code == 422 and "lewat alamat lain" in other.content.decode()
    plain = phone.post(path, HTTP_HOST="taraju.contoh.id")  # http, while https was named
    assert plain.status_code == 422
    assert queries.public_address() == ""
    opened = phone.get(path, HTTP_HOST="taraju.contoh.id", secure=True)
    assert "Ya, alamat ini bekerja" in opened.content.decode() and queries.public_address() == ""
    done = phone.post(path, HTTP_HOST="taraju.contoh.id", secure=True)
    assert done.status_code == 200 and "sekarang dipakai" in done.content.decode()
    assert queries.public_address() == SITE
    assert list(waiting_for(secretary())) == []
    assert phone.post(path, HTTP_HOST="taraju.contoh.id", secure=True).status_code == 404
    assert f"{SITE}/" in sign_in(ANONYMOUS).get("/").content.decode()  # the foot of a printed page


def test_the_address_in_use_stays_until_the_new_one_is_proven(village: VillageProfile) -> None:
    proven_address(address=SITE)
    again = operations.name_address(SYSTEM, profile=village, address="http://192.168.1.5")
    assert queries.public_address() == SITE
    with pytest.raises(PlaceRefused) as refused:
        operations.prove_address(ANONYMOUS, profile=again, code="x" * 20, opened="http://192.168.1.5")
    assert refused.value.code == "address_trial_over"
    operations.prove_address(ANONYMOUS, profile=again, code=again.trial_code, opened="http://192.168.1.5/")
    assert queries.public_address() == "http://192.168.1.5"


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("taraju", "address_unreadable"),
        ("http://127.0.0.1:8000", "address_leads_home"),
        ("https://lain.contoh.id", "address_not_answered"),
    ],
)
def test_an_address_that_cannot_work_is_refused_at_its_field(
    village: VillageProfile, sign_in: Callable[[Actor], Client], address: str, code: str
) -> None:
    with pytest.raises(PlaceRefused) as refused:
        operations.name_address(SYSTEM, profile=village, address=address)
    assert refused.value.code == code
    page = sign_in(secretary()).post(reverse("places-address"), {"address": address})
    assert page.status_code == 422
    assert address in page.content.decode() and "address" in page.context["form"].errors


def test_an_address_of_the_options_counts_once_it_was_opened(village: VillageProfile, settings: Any) -> None:
    proven_address(address=SITE)
    settings.PENDOPO_PUBLIC_URL = "http://192.168.1.5/"
    found = queries.public_village(TARAJU)
    assert found is not None and found.public_url == ""
    with pytest.raises(PlaceRefused) as refused:
        operations.name_address(SYSTEM, profile=village, address=SITE)
    assert refused.value.code == "address_fixed"
    proven_address(address="http://192.168.1.5")
    found = queries.public_village(TARAJU)
    assert found is not None and found.public_url == "http://192.168.1.5"


def test_strangers_get_nowhere(village: VillageProfile, sign_in: Callable[[Actor], Client]) -> None:
    for actor in (secretary(ELSEWHERE), secretary(TARAJU, "places.profile.edit")):
        assert sign_in(actor).get(reverse("places-address")).status_code == 404
    for code in ("x", ""):
        assert sign_in(ANONYMOUS).get(f"/alamat-situs/{code}/").status_code == 404
