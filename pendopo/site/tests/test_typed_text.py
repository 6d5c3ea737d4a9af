"""Text typed behind an ended session comes back to the one who typed it, and to nobody else."""

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.forms import Form, PasswordInput
from django.test import Client
from django.urls import reverse

from pendopo.accounts.models import ResidentSession, User
from pendopo.accounts.tests import folk
from pendopo.kernel import clock
from pendopo.people.models import PopulationEvent
from pendopo.places.models import Locality
from pendopo.places.operations import set_up_village
from pendopo.ui import drafts

pytestmark = pytest.mark.django_db

FORM = "/meja/desa/dusun/tambah/"
TYPED = {"name": "Dusun Cikupa", "head_name": "Ibu Rohaeti", "seen": ""}
LONG = "Rohaeti " * 1500  # 12 KB: three cookies would not hold it


@pytest.fixture(autouse=True)
def _quick_pin(monkeypatch: pytest.MonkeyPatch) -> None:
    from pendopo.accounts.rules import pin

    monkeypatch.setattr(pin, "slow_hash", lambda secret, salt: pin.keyed(salt, "test", secret.hex()))


@pytest.fixture
def euis() -> Client:
    """The browser of the office, in which Euis has a form open."""
    set_up_village(folk.SETUP, code=folk.TARAJU)
    client = folk.browser(folk.officer("euis", "operator_desa"))
    assert client.get(FORM).status_code == 200
    return client


def end_session(client: Client) -> None:
    Session.objects.all().delete()
    client.cookies.pop("sessionid", None)


def sign_in(client: Client, username: str, to: str) -> Any:
    return client.post(
        "/masuk/petugas/", {"login": username, "password": folk.PASSWORD, "next": to}, follow=True
    )


def text_of(page: Any) -> str:
    return str(page.content.decode())


def test_an_officers_text_comes_back_after_sign_in_and_is_not_sent_by_itself(euis: Client) -> None:
    end_session(euis)
    refused = euis.post(FORM, {**TYPED, "head_name": LONG}, follow=True)
    assert refused.redirect_chain == [(f"/masuk/?next={FORM.replace('/', '%2F')}", 302)]
    assert "Tulisan Anda tersimpan" in text_of(refused)
    page = sign_in(euis, "euis", FORM)
    assert 'value="Dusun Cikupa"' in text_of(page)
    assert LONG.strip() in text_of(page)
    assert "Periksa, lalu kirim" in text_of(page)
    assert not Locality.objects.exists()
    assert 'value="Dusun Cikupa"' in text_of(euis.get(FORM))  # also after a reload
    assert euis.post(FORM, TYPED).status_code == 302
    assert Locality.objects.exists()
    assert "Dusun Cikupa" not in text_of(euis.get(FORM))


def test_another_officer_of_the_same_browser_sees_nothing_of_it(euis: Client) -> None:
    folk.officer("yayan", "operator_desa")
    end_session(euis)
    euis.post(FORM, TYPED)
    page = sign_in(euis, "yayan", FORM)
    assert page.status_code == 200
    assert "Cikupa" not in text_of(page)
    assert "Periksa, lalu kirim" not in text_of(page)


def test_what_waits_in_the_session_and_the_cookie_is_sealed(euis: Client) -> None:
    end_session(euis)
    euis.post(FORM, {**TYPED, "head_name": folk.NIK})
    held = Session.objects.get().get_decoded()
    assert drafts.KEPT in held
    for word in ("Cikupa", folk.NIK, "head_name", "euis"):
        assert word not in str(held)
    assert str(User.objects.get(username="euis").pk) not in str(euis.cookies[drafts.WRITER])
    assert euis.cookies[drafts.WRITER]["httponly"]


def test_a_forged_or_moved_seal_shows_nothing(euis: Client) -> None:
    end_session(euis)
    euis.post(FORM, TYPED)
    session = euis.session
    kept = session[drafts.KEPT]
    for forged in ("", "AAAA", kept["sealed"][:-8] + "AAAAAAA=", euis.cookies[drafts.WRITER].value):
        session[drafts.KEPT] = {**kept, "sealed": forged}
        session.save()
        page = sign_in(euis, "euis", FORM)
        assert page.status_code == 200
        assert "Cikupa" not in text_of(page)
        euis.post("/keluar/")
        session = euis.session


@pytest.mark.parametrize("cookie", ["", "AAAA", "not base64 at all"])
def test_without_a_true_writer_nothing_is_kept(euis: Client, cookie: str) -> None:
    end_session(euis)
    euis.cookies[drafts.WRITER] = cookie
    euis.post(FORM, TYPED)
    assert drafts.KEPT not in euis.session
    assert "Cikupa" not in text_of(sign_in(euis, "euis", FORM))


def test_a_stranger_cannot_fill_the_session_store() -> None:
    Client().post(FORM, TYPED)
    assert not Session.objects.exists()


def test_after_half_an_hour_it_is_gone(euis: Client) -> None:
    end_session(euis)
    euis.post(FORM, TYPED)
    with time_machine.travel(clock.now() + drafts.TIME + timedelta(minutes=1), tick=False):
        assert "Cikupa" not in text_of(sign_in(euis, "euis", FORM))
        assert drafts.KEPT not in euis.session


def test_it_shows_on_its_own_page_only(euis: Client) -> None:
    end_session(euis)
    euis.post(FORM, TYPED)
    assert "Cikupa" not in text_of(sign_in(euis, "euis", "/meja/"))
    assert "Cikupa" in text_of(euis.get(FORM))


def test_a_wizard_goes_on_where_it_was_and_saves_nothing_by_itself() -> None:
    set_up_village(folk.SETUP, code=folk.TARAJU)
    client = folk.browser(folk.officer("euis", "operator_desa"))
    father = folk.resident()
    url = reverse("people-death", args=[father.pk])
    day = (clock.today() - timedelta(days=2)).strftime("%d-%m-%Y")
    answers = {
        "kematian-on": day,
        "kematian-reporter": "Pak RT Dedi",
        "kematian-place": "Rumah",
        "kematian-ada": "1",
        "keluarga-ada": "1",
        "ke": "simpan",
    }
    client.get(url)
    end_session(client)
    client.post(url, answers)
    page = sign_in(client, "euis", url)
    assert page.status_code == 200
    assert "Pak RT Dedi" in text_of(page)
    assert not PopulationEvent.objects.exists()


def test_a_residents_text_comes_back_too(settings: Any) -> None:
    settings.PENDOPO_SMTP_URL, settings.PENDOPO_SMTP_FROM = "smtp://localhost:1", "desa@contoh.id"
    folk.active_account()
    client = folk.resident_browser()
    client.get("/saya/pesan/")
    folk.change(ResidentSession.objects.latest("pk"), ended_at=clock.now())
    client.post("/saya/pesan/", {"email": "dadang@warga.id"})
    wanted = {"identifier": folk.NIK, "secret": folk.PIN, "next": "/saya/pesan/"}
    assert 'value="dadang@warga.id"' in text_of(client.post("/masuk/warga/", wanted, follow=True))


def test_a_form_drawn_before_a_resident_signed_in_is_not_taken_for_his() -> None:
    folk.active_account()
    client = Client(enforce_csrf_checks=True)
    entrance = text_of(client.get("/masuk/warga/"))
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', entrance)[1]  # type: ignore[index]
    given = {"identifier": folk.NIK, "secret": folk.PIN, "csrfmiddlewaretoken": token}
    assert client.post("/masuk/warga/", given).status_code == 302
    assert client.post("/saya/pesan/", {"email": "a@b.id", "csrfmiddlewaretoken": token}).status_code == 403


def test_a_form_that_stands_on_another_page_comes_back_there(euis: Client) -> None:
    end_session(euis)
    came = {"referer": f"http://testserver{FORM}?dari=meja"}
    answer = euis.post("/meja/akun/keluar-semua/tidak-ada/", TYPED, headers=came)
    assert answer.status_code == 404  # an address that nobody serves keeps nothing
    locality = reverse("places-locality-close", args=["018f0000-0000-7000-8000-000000000000"])
    answer = euis.post(locality, TYPED, headers=came)
    assert answer.headers["Location"].endswith("next=%2Fmeja%2Fdesa%2Fdusun%2Ftambah%2F%3Fdari%3Dmeja")
    assert "Cikupa" in text_of(sign_in(euis, "euis", FORM))


@pytest.mark.parametrize("referer", ["https://jahat.example/meja/", "//jahat.example/", "nonsense"])
def test_a_foreign_page_is_no_way_back(euis: Client, referer: str) -> None:
    end_session(euis)
    assert (
        euis.post(FORM, TYPED, headers={"referer": referer})
        .headers["Location"]
        .endswith(FORM.replace("/", "%2F"))
    )


def test_no_password_is_ever_kept() -> None:
    def below(kind: type[Form]) -> set[type[Form]]:
        return {kind}.union(*(below(each) for each in kind.__subclasses__()))

    names = {
        name
        for kind in below(Form)
        if kind.__module__.startswith("pendopo.")
        for name, field in getattr(kind, "base_fields", {}).items()
        if isinstance(field.widget, PasswordInput)
    }
    assert names
    assert names <= drafts.SECRETS
