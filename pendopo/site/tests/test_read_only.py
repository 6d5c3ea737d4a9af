"""A page of a domain that is only readable offers nothing that would be refused, and everything that goes on."""

import pytest
from django.conf import LazySettings
from django.test import Client

from pendopo.kernel import clock
from pendopo.kernel.actor import system_actor
from pendopo.kernel.domains import SwitchState
from pendopo.people.tests import crowd
from pendopo.places.operations import set_switch
from pendopo.places.rules.switches import Setting
from tests.making import TARAJU, officer

pytestmark = pytest.mark.django_db
WHY = "Buku sedang dibetulkan."
CLERK = officer(
    *("desk.open", "people.read", "people.record", "people.import", "people.export"),
    *("mail.read", "mail.write"),
)


@pytest.fixture
def clerk(client: Client, monkeypatch: pytest.MonkeyPatch, settings: LazySettings) -> Client:
    settings.PENDOPO_VILLAGE = TARAJU
    crowd.village()
    monkeypatch.setattr("pendopo.accounts.queries.resolve_actor", lambda request: CLERK)
    monkeypatch.setattr("pendopo.accounts.queries.second_factor_step", lambda request: "")
    return client


def main_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode().partition("<main")[2].partition("</main>")[0]


def read_only(domain: str) -> None:
    setting = Setting(SwitchState.READ_ONLY, WHY, clock.today())
    set_switch(system_actor("test"), village=TARAJU, domain=domain, setting=setting)


@pytest.mark.parametrize(
    ("domain", "address", "door"),
    [
        ("people", "/meja/peristiwa/", "Catat peristiwa</a>"),
        ("people", "/meja/warga/impor/", "Unggah dan periksa\n</button>"),
        ("mail", "/meja/surat/masuk/", "Catat surat masuk</a>"),
        ("mail", "/meja/surat/masuk/catat/incoming/", "</button>"),
    ],
)
def test_what_would_be_refused_is_not_offered(clerk: Client, domain: str, address: str, door: str) -> None:
    squeezed = door.replace("\n", "")
    assert squeezed in main_of(clerk, address).replace("\n", "")
    read_only(domain)
    page = main_of(clerk, address)
    assert WHY in page and squeezed not in page.replace("\n", "")


def test_what_goes_on_is_offered_as_before(clerk: Client) -> None:
    one = crowd.person("Asep Sunandar")
    crowd.write([one])
    read_only("people")
    assert "Cari</button>" in main_of(clerk, "/meja/warga/").replace("\n", "")
    assert "</button>" in main_of(clerk, f"/meja/warga/{one.pk}/")  # names a purpose: a note of who read what
    assert "</button>" in main_of(clerk, "/meja/warga/unduh/")
    assert "</button>" in main_of(clerk, "/meja/warga/ekspor/")
    assert clerk.post("/meja/warga/unduh/", {"format": "csv", "purpose": "Rapat"}).status_code == 200
    assert "</button>" in clerk.get("/meja/warga/").content.decode().partition("</main>")[2]  # the language
