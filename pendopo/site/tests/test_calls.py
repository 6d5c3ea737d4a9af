"""What waits for a resident is said where he comes in; a receipt finds its page from the first page on."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.test.utils import CaptureQueriesContext

from pendopo.kernel.actor import Actor
from pendopo.letters.operations.moves import ACTS
from pendopo.letters.operations.signing import sign_request
from pendopo.letters.tests.office import Office, ask, open_office, resident_actor, seen

pytestmark = pytest.mark.django_db
RETURNED, DONE = "Perlu diperbaiki", "Surat Anda selesai, unduh"


@pytest.fixture
def office(db: None) -> Office:
    """A village with its officials and two families."""
    return open_office()


@pytest.fixture
def as_actor(monkeypatch: pytest.MonkeyPatch) -> Callable[[Actor], Client]:
    """Signs somebody in without the sign-in page."""

    def sign_in(actor: Actor) -> Client:
        monkeypatch.setattr("pendopo.accounts.queries.resolve_actor", lambda request: actor)
        return Client()

    return sign_in


def test_what_waits_is_said_on_home_header_and_account(
    office: Office, as_actor: Callable[[Actor], Client]
) -> None:
    returned, signed = ask(office), sign_request(office.head, case=seen(office))
    ACTS["return"](office.operator, case=returned, marked={"keperluan": "Untuk apa?"})
    phone = as_actor(office.resident)
    for where in ("/", "/saya/"):
        page = phone.get(where).content.decode()
        for row, words in ((returned, RETURNED), (signed, DONE)):
            assert words in page and f"/surat/permohonan/{row.pk}/" in page
    assert '<span class="tag wait">2' in phone.get("/surat/").content.decode()
    for other in (resident_actor(office.neighbour), office.operator):
        page = as_actor(other).get("/").content.decode()
        assert RETURNED not in page and DONE not in page


def test_the_first_page_stays_small_and_cheap(office: Office) -> None:
    from django.db import connection

    Client().get("/")
    with CaptureQueriesContext(
        connection,
    ) as asked:
        page = Client().get("/")
    assert len(page.content) <= 12 * 1024 and len(asked) <= 5, (len(page.content), len(asked))
    assert 'action="/resi/"' in page.content.decode()


def test_a_number_leads_to_the_form_and_a_broken_link_too(office: Office) -> None:
    row = ask(office)
    assert f'value="{row.receipt}"' in Client().get(f"/resi/?nomor={row.receipt}").content.decode()
    for receipt, secret in ((row.receipt, "0" * 12), ("S2611-AAAAAA", str(row.secret))):
        lost = Client().get(f"/resi/{receipt}/{secret}/")
        assert lost.status_code == 404 and "tidak cocok dengan resi mana pun" in lost.content.decode()
        assert str(row.secret) not in lost.content.decode().replace(f"/resi/{receipt}/{secret}/", "")


def test_the_text_that_she_sends_herself_names_nobody(office: Office) -> None:
    row = ask(office)
    page = Client().get(f"/resi/{row.receipt}/{row.secret}/").content.decode()
    for start in ("sms:?", "https://wa.me/?text="):
        text = page.split(start)[1].split('"')[0]
        assert str(row.receipt) in text and str(row.secret) in text
        assert "Dadang" not in text and "omisili" not in text and str(office.person.nik) not in text


def test_whoever_had_a_request_on_his_desk_stands_among_those_who_read(
    office: Office, as_actor: Callable[[Actor], Client]
) -> None:
    row = sign_request(office.head, case=seen(office))
    page = as_actor(office.resident).get("/saya/").content.decode()
    for officer in (office.operator, office.secretary, office.head):
        assert officer.name in page
    assert f"{row.receipt}: Syarat lengkap" in page
    assert str(row.receipt) not in as_actor(resident_actor(office.neighbour)).get("/saya/").content.decode()
