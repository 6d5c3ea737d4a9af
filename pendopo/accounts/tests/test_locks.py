"""Locks: no stranger closes them for somebody else, and one secret tried over many accounts is braked."""

import html
import json
import re
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from http.cookies import SimpleCookie
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from pendopo.accounts import operations, queries
from pendopo.accounts.models import LoginThrottle, ResidentAccount, SprayNotice, User
from pendopo.accounts.rules import pin
from pendopo.accounts.rules.permissions import ADMINISTER
from pendopo.accounts.tests import folk
from pendopo.accounts.tests.device import Device, text
from pendopo.accounts.tests.folk import KK, NIK, PASSWORD, PIN, TARAJU
from pendopo.accounts.tests.test_pages import strong
from pendopo.accounts.tests.test_passkeys import keep, question
from pendopo.accounts.views.known import COOKIE
from pendopo.kernel import clock
from pendopo.kernel.actor import ANONYMOUS
from pendopo.kernel.errors import Refusal
from pendopo.kernel.models import JournalEntry, Rule
from pendopo.kernel.tests.test_queue import WRITERS, file_database, together
from pendopo.kernel.worklist import waiting_for
from tests.making import make

pytestmark = pytest.mark.django_db
__all__ = ["file_database"]
WRONG = "864209"
BAD = "salah salah salah"


def later(**delta: float) -> Any:
    return time_machine.travel(clock.now() + timedelta(**delta), tick=False)


def nik(number: int) -> str:
    return f"32061301019{number:05}"


def again(client: Client, **given: Any) -> Client:
    """Answers the same browser on another day: its session is over, what it keeps is there."""
    fresh = Client(**given)
    if COOKIE in client.cookies:
        fresh.cookies = SimpleCookie({COOKIE: client.cookies[COOKIE].value})
    return fresh


def enters(client: Client, secret: str = PIN, identifier: str = NIK) -> bool:
    answer = client.post("/masuk/warga/", {"identifier": identifier, "secret": secret})
    return answer.status_code == 302


def many_networks(times: int = 50) -> None:
    """A stranger with many addresses tries one NIK."""
    for index in range(times):
        with suppress(Refusal):
            folk.sign_in(NIK, WRONG, f"10.{index}.0.1")


def same_network(times: int = 50) -> None:
    """A stranger behind the same mast tries NIK after NIK."""
    for index in range(times):
        with suppress(Refusal):
            folk.sign_in(nik(index), f"8642{index:02}", "127.0.0.1")


@pytest.fixture
def dadang() -> ResidentAccount:
    return folk.active_account(folk.resident())


# Residents


@pytest.mark.parametrize("attack", [many_networks, same_network])
def test_a_stranger_locks_no_resident_out(dadang: ResidentAccount, attack: Callable[[], None]) -> None:
    phone = Device()
    home = keep(phone)
    attack()
    assert not enters(Client())
    assert enters(again(home))
    borrowed = Client()
    answer = phone.use(question(borrowed, "/masuk/warga/kunci/"))
    assert borrowed.post("/masuk/warga/kunci/", {"answer": answer}).headers["Location"] == "/saya/"
    assert not enters(Client())


def test_a_known_browser_has_a_counter_of_its_own(dadang: ResidentAccount) -> None:
    home = folk.resident_browser()
    for _ in range(5):
        assert not enters(again(home), WRONG)
    assert not enters(again(home))
    # None of it was counted where strangers are.
    assert enters(Client())
    with later(minutes=16):
        assert enters(again(home))


def test_a_success_clears_the_browsers_own_counter(dadang: ResidentAccount) -> None:
    home = folk.resident_browser()
    for _round in range(2):
        for _ in range(4):
            assert not enters(again(home), WRONG)
        assert enters(again(home))


def _forged(home: Client) -> Client:
    client = again(home)
    device, proof = client.cookies[COOKIE].value.split(".")
    client.cookies[COOKIE] = f"{device}.{proof[:-4]}AAAA"
    return client


def _rubbish(home: Client) -> Client:
    client = again(home)
    client.cookies[COOKIE] = ".~..~99999999999~x" * 200
    return client


def _of_another(home: Client) -> Client:
    folk.resident(nik="3206135708870002", kk_number="3206131234560002", name="Iis")
    code = operations.activate_resident(
        folk.SETUP, area=TARAJU, nik="3206135708870002", kk_number="3206131234560002"
    ).code
    client = Client(REMOTE_ADDR="10.99.0.1")
    given = {"nik": "3206135708870002", "code": code, "secret": "975318", "again": "975318"}
    assert client.post("/masuk/warga/kode/", given).status_code == 302
    return again(client)


def _of_another_device(home: Client) -> Client:
    other = again(_of_another(home))
    device, _ = other.cookies[COOKIE].value.split(".")
    other.cookies[COOKIE] = f"{device}.{home.cookies[COOKIE].value.split('.')[1]}"
    return other


def _pin_changed(home: Client) -> Client:
    other = folk.resident_browser()
    other.post("/saya/pin/", {"old": PIN, "secret": "975318", "again": "975318"})
    other.post("/saya/pin/", {"old": "975318", "secret": PIN, "again": PIN})
    assert again(other).cookies
    return again(home)


def _locked_by_an_officer(home: Client) -> Client:
    operations.lock_account(folk.SETUP, account=ResidentAccount.objects.get(), reason="HP hilang")
    operations.unlock_account(folk.SETUP, account=ResidentAccount.objects.get())
    return again(home)


def _put_out_everywhere(home: Client) -> Client:
    assert folk.resident_browser().post(reverse("resident-sessions-end")).status_code == 302
    return again(home)


def _put_out(home: Client) -> Client:
    other = folk.resident_browser()
    session = queries.my_open_sessions(queries.actor_of_resident(ResidentAccount.objects.get()))[-1]
    assert other.post(reverse("resident-session-end", args=[session.pk])).status_code == 302
    return again(home)


def _new_code(home: Client) -> Client:
    code = operations.activate_resident(folk.SETUP, area=TARAJU, nik=NIK, kk_number=KK).code
    given = {"nik": NIK, "code": code, "secret": PIN, "again": PIN}
    assert Client().post("/masuk/warga/kode/", given).status_code == 302
    return again(home)


@pytest.mark.parametrize(
    "lose",
    [
        *(_forged, _rubbish, _of_another, _of_another_device, _pin_changed, _locked_by_an_officer),
        *(_put_out_everywhere, _put_out, _new_code),
    ],
)
def test_what_proves_nothing_opens_no_lock(dadang: ResidentAccount, lose: Callable[[Client], Client]) -> None:
    home = folk.resident_browser()
    client = lose(home)
    many_networks(5)
    assert not enters(client)


def test_an_old_proof_is_worth_nothing(dadang: ResidentAccount) -> None:
    home = folk.resident_browser()
    with later(days=181):
        many_networks(5)
        assert not enters(again(home))


def test_whoever_puts_the_others_out_stays_known(dadang: ResidentAccount) -> None:
    here = folk.resident_browser()
    here.post(reverse("resident-sessions-end"))
    many_networks(5)
    assert here.get("/saya/").status_code == 200
    assert enters(again(here))


def test_a_family_shares_one_telephone(dadang: ResidentAccount) -> None:
    shared = folk.resident_browser()
    shared.post("/keluar/")
    iis = folk.resident(nik="3206135708870002", kk_number="3206131234560002", name="Iis")
    code = operations.activate_resident(
        folk.SETUP, area=TARAJU, nik="3206135708870002", kk_number="3206131234560002"
    ).code
    given = {"nik": "3206135708870002", "code": code, "secret": "975318", "again": "975318"}
    assert shared.post("/masuk/warga/kode/", given).status_code == 302
    many_networks(5)
    assert enters(again(shared))
    kept = shared.cookies[COOKIE]
    assert (kept["httponly"], kept["samesite"], kept.value.count("~")) == (True, "Lax", 2)
    for secret in (NIK, str(dadang.pk), str(iis.pk), dadang.pk.hex):
        assert secret not in kept.value


def test_a_wrong_pin_from_a_known_browser_tells_no_more_than_to_a_stranger(dadang: ResidentAccount) -> None:
    def body(client: Client) -> str:
        page = client.post("/masuk/warga/", {"identifier": NIK, "secret": WRONG}).content.decode()
        return re.sub(r'csrfmiddlewaretoken" value="[^"]+', "", page)

    home = folk.resident_browser()
    assert body(again(home)) == body(Client())
    many_networks(5)
    assert body(again(home)) == body(Client())


def test_a_made_up_cookie_costs_the_same_whether_or_not_there_is_an_account(
    dadang: ResidentAccount, django_assert_num_queries: Any
) -> None:
    made_up = f"{'x' * 22}.{clock.today().toordinal()}~{'y' * 22}"
    with CaptureQueriesContext(connection) as known:
        queries.public_claim_by_secret(identifier=NIK, secret=WRONG, address="10.0.0.1", cookie=made_up)
    person = folk.resident(
        nik=nik(1), kk_number="3206131234560002", name="Iis"
    )  # a resident without an account
    assert not ResidentAccount.objects.filter(resident=person).exists()
    with django_assert_num_queries(len(known)):
        queries.public_claim_by_secret(identifier=nik(1), secret=WRONG, address="10.0.0.1", cookie=made_up)


def test_a_signed_in_resident_changes_his_pin_whatever_strangers_try(dadang: ResidentAccount) -> None:
    home = folk.resident_browser()
    many_networks(6)
    assert home.post("/saya/pin/", {"old": PIN, "secret": "975318", "again": "975318"}).status_code == 302
    for _ in range(5):
        home.post("/saya/pin/", {"old": WRONG, "secret": "135797", "again": "135797"})
    locked = home.post("/saya/pin/", {"old": "975318", "secret": "135797", "again": "135797"})
    assert "Terlalu banyak percobaan" in locked.content.decode()


def test_a_right_code_works_whatever_strangers_try() -> None:
    folk.resident()
    code = operations.activate_resident(folk.SETUP, area=TARAJU, nik=NIK, kk_number=KK).code
    wrong = {"nik": NIK, "code": "AAAAA-AAAAA", "secret": PIN, "again": PIN}
    for index in range(6):
        page = Client(REMOTE_ADDR=f"10.{index}.0.1").post("/masuk/warga/kode/", wrong)
    assert "Terlalu banyak percobaan" in page.content.decode()
    assert Client().post("/masuk/warga/kode/", {**wrong, "code": code}).status_code == 302


def test_wrong_passkeys_are_counted_apart(dadang: ResidentAccount) -> None:
    phone = Device()
    keep(phone)
    client = Client()
    for _ in range(42):  # forty keys that nobody has, and two more
        forged = Device().use(question(client, "/masuk/warga/kunci/"))
        client.post("/masuk/warga/kunci/", {"answer": forged})
    written = JournalEntry.objects.count()
    client.post("/masuk/warga/kunci/", {"answer": "{}"})
    assert JournalEntry.objects.count() == written
    assert enters(Client())
    answer = phone.use(question(client, "/masuk/warga/kunci/"))
    assert client.post("/masuk/warga/kunci/", {"answer": answer}).headers["Location"] == "/saya/"


# Officers


def knocks(client: Client, password: str = PASSWORD, name: str = "euis") -> bool:
    client.post("/masuk/petugas/", {"login": name, "password": password})
    return "_auth_user_id" in client.session


@pytest.fixture
def euis() -> User:
    return folk.officer("euis", "operator_desa")


def test_a_stranger_locks_no_officer_out(euis: User) -> None:
    office = folk.browser(euis)
    for index in range(50):
        knocks(Client(REMOTE_ADDR="127.0.0.1" if index % 2 else f"10.{index}.0.1"), f"{BAD} {index}")
    assert not knocks(Client())
    assert not knocks(Client(REMOTE_ADDR="10.77.0.1"))
    assert knocks(again(office))


def test_a_stranger_in_the_office_network_locks_no_officer_out(euis: User) -> None:
    office = folk.browser(euis)
    for index in range(50):
        page = Client().post("/masuk/petugas/", {"login": f"tiada{index}", "password": f"{BAD} {index}"})
    assert page.status_code == 429
    written = JournalEntry.objects.count(), LoginThrottle.objects.count()
    assert not knocks(Client())
    assert (JournalEntry.objects.count(), LoginThrottle.objects.count()) == written
    assert knocks(again(office))


def test_an_officers_browser_has_a_counter_of_its_own(euis: User) -> None:
    office = folk.browser(euis)
    for _ in range(5):
        assert not knocks(again(office), BAD)
    assert not knocks(again(office))
    assert knocks(Client())
    with later(minutes=16):
        assert knocks(again(office))


def test_a_second_factor_is_asked_of_a_known_browser_as_well(euis: User) -> None:
    admin = folk.officer("admin", "administrator")
    office = strong(admin)
    for index in range(8):
        knocks(Client(), f"{BAD} {index}", "admin")
    client = again(office)
    answer = client.post("/masuk/petugas/", {"login": "admin", "password": PASSWORD})
    assert answer.headers["Location"].startswith("/masuk/petugas/kode/")
    assert "Terlalu banyak" not in client.post("/masuk/petugas/kode/", {"code": "000000"}).content.decode()


def _password_changed(euis: User) -> None:
    operations.change_own_password(folk.actor(euis), user=euis, password="kopi pahit tanpa gula")
    operations.change_own_password(folk.actor(euis), user=euis, password=PASSWORD)


def _shut_and_opened(euis: User) -> None:
    operations.deactivate_officer(folk.SETUP, user=euis)
    operations.reactivate_officer(folk.SETUP, user=User.objects.get(pk=euis.pk))


def _others_put_out(euis: User) -> None:
    assert folk.browser(euis).post(reverse("my-sessions-end")).status_code == 302


@pytest.mark.parametrize("event", [_password_changed, _shut_and_opened, _others_put_out])
def test_an_officers_browser_is_forgotten(euis: User, event: Callable[[User], None]) -> None:
    office = folk.browser(euis)
    event(User.objects.get(pk=euis.pk))
    for _ in range(5):
        knocks(Client(), BAD)
    assert not knocks(again(office))


def test_an_officers_passkey_is_stopped_by_no_password(euis: User) -> None:
    here: dict[str, Any] = {"secure": True}
    client = Client()
    client.post("/masuk/petugas/", {"login": "euis", "password": PASSWORD}, **here)
    page = client.get("/meja/akun/keamanan/kunci/baru/", **here).content.decode()
    found = re.search(r'<script id="js_data" type="application/json">(.*?)</script>', page)
    assert found, page
    options = json.loads(html.unescape(found.group(1)))["creation_options"]
    key = Device("https://testserver")
    made = json.loads(key.make(options))
    kept = client.post(
        "/meja/akun/keamanan/kunci/baru/", {"name": "PC", "credential": json.dumps(made)}, **here
    )
    assert kept.status_code == 302, kept.content.decode()
    for index in range(46):
        knocks(Client(), f"{BAD} {index}", "euis" if index < 6 else f"tiada{index}")
    fresh = Client()
    for _ in range(12):
        fresh.post("/masuk/petugas/kunci/", {"credential": "{}"}, **here)
    asked = fresh.get("/masuk/petugas/kunci/", HTTP_ACCEPT="application/json", **here).json()[
        "request_options"
    ]
    answer = json.loads(key.use(asked))
    answer["response"]["userHandle"] = text(str(euis.pk).encode())
    came = fresh.post("/masuk/petugas/kunci/", {"credential": json.dumps(answer)}, **here)
    assert "_auth_user_id" in fresh.session, came.headers
    assert COOKIE in fresh.cookies


# One secret over many accounts


def spray(secret: str = PIN, accounts: int = 30) -> None:
    """A stranger with many addresses tries one PIN on NIK after NIK."""
    for index in range(accounts):
        with suppress(Refusal):
            assert folk.sign_in(nik(index), secret, f"10.{index}.0.1") is None


def test_one_pin_over_many_accounts_is_braked_in_the_words_of_a_wrong_one(dadang: ResidentAccount) -> None:
    home = folk.resident_browser()
    folk.resident(nik="3206135708870002", kk_number="3206131234560002", name="Iis")
    code = operations.activate_resident(
        folk.SETUP, area=TARAJU, nik="3206135708870002", kk_number="3206131234560002"
    ).code
    given = {"nik": "3206135708870002", "code": code, "secret": "975318", "again": "975318"}
    assert Client().post("/masuk/warga/kode/", given).status_code == 302
    spray()
    refused = Client(REMOTE_ADDR="10.200.0.1").post("/masuk/warga/", {"identifier": NIK, "secret": PIN})
    assert "Nomor dan PIN tidak cocok" in html.unescape(refused.content.decode())
    # Somebody with another PIN notices nothing, and whoever owns this one comes in at home.
    assert enters(Client(), "975318", "3206135708870002")
    assert enters(again(home))
    with later(minutes=61):
        assert enters(Client(REMOTE_ADDR="10.201.0.1"))


def test_a_braked_pin_costs_as_much_as_a_wrong_one(
    dadang: ResidentAccount, monkeypatch: pytest.MonkeyPatch
) -> None:
    spray()
    calls = list[int]()
    quick = pin.slow_hash

    def counted(secret: bytes, salt: bytes) -> bytes:
        calls.append(1)
        return quick(secret, salt)

    monkeypatch.setattr(pin, "slow_hash", counted)
    for secret in (PIN, WRONG):
        calls.clear()
        assert folk.sign_in(NIK, secret, "10.200.0.1") is None
        assert calls == [1]


def test_administrators_hear_of_it_and_nobody_else(dadang: ResidentAccount) -> None:
    admin, operator = folk.officer("admin", "administrator"), folk.officer("euis", "operator_desa")
    spray(accounts=9)
    assert list(waiting_for(folk.actor(admin))) == []
    spray()
    spray("975318")
    (item,) = [item for item in waiting_for(folk.actor(admin)) if item.url == "/meja/akun/percobaan/"]
    assert item.title == "Percobaan masuk pada banyak akun"
    assert list(waiting_for(folk.actor(operator))) == []
    client = strong(admin)
    page = client.get("/meja/akun/percobaan/").content.decode()
    assert "2 ditahan, sedikitnya 20 percobaan" in page and "PIN warga" in page
    for secret in (NIK, PIN, nik(3), "Dadang"):
        assert secret not in page
    notice = SprayNotice.objects.get()
    here = reverse("spray-notice-read", args=[notice.pk])
    stranger = folk.browser(operator)
    assert stranger.get("/meja/akun/percobaan/").status_code == 404
    assert stranger.post(here).status_code == 404
    assert client.post(here).status_code == 302
    assert [item for item in waiting_for(folk.actor(admin)) if "percobaan" in item.url] == []
    assert "dibaca Admin" in client.get("/meja/akun/percobaan/").content.decode()
    assert JournalEntry.objects.filter(operation="accounts.spray.note", outcome="done").count() == 2
    assert folk.actor(admin, strong=False).areas(ADMINISTER) == ()


def test_100_newer_notices_that_were_read_hide_none_that_was_not() -> None:
    admin, day = folk.officer("admin", "administrator"), clock.now()
    old = day - timedelta(days=9)
    make(SprayNotice, kind="pin", area_code="", first_at=old, last_at=old)
    for _number in range(100):
        make(SprayNotice, kind="pin", area_code="", first_at=day, last_at=day, read_by=admin, read_at=day)
    (item,) = waiting_for(folk.actor(admin), "accounts.spraying")
    assert item.since == clock.today() - timedelta(days=9)


def test_claims_checked_at_the_same_moment_do_not_outrun_the_brake(dadang: ResidentAccount) -> None:
    """Another process may count between a claim and its operation; the operation looks again under the row's lock."""
    claim = queries.public_claim_by_secret(identifier=NIK, secret=PIN, address="10.9.9.9")
    assert claim.account is not None
    spray()
    assert operations.sign_in_resident(ANONYMOUS, area="", claim=claim) is None


def test_twenty_processes_at_once_lose_no_count(file_database: None) -> None:
    """Each with its own connection and network, at the same moment, and with the same PIN."""

    def work(number: int) -> None:
        assert folk.sign_in(nik(number), PIN, f"10.{number}.0.1") is None

    make(
        Rule,
        key="accounts.spray_accounts",
        value=100,
        legal_basis="uji",
        valid_from=clock.today(),
        area_code="",
    )
    assert together(work) == []
    assert LoginThrottle.objects.get(kind="spray").failures == WRITERS


def test_honest_mistakes_brake_nobody(dadang: ResidentAccount) -> None:
    for index in range(40):  # one person, again and again
        with suppress(Refusal):
            folk.sign_in(NIK, WRONG, f"10.{index}.0.1")
    for index in range(9):  # nine within the hour, and more over the day
        with later(minutes=9 * index):
            assert folk.sign_in(nik(index), "975318", f"11.{index}.0.1") is None
    assert not SprayNotice.objects.exists()


def test_one_password_over_many_names_is_braked(euis: User) -> None:
    office = folk.browser(euis)
    for index in range(12):
        knocks(Client(REMOTE_ADDR=f"10.{index}.0.1"), PASSWORD, f"tiada{index}")
    client = Client(REMOTE_ADDR="10.99.0.1")
    page = client.post("/masuk/petugas/", {"login": "euis", "password": PASSWORD})
    assert page.status_code == 200
    assert "Nama pengguna dan kata sandi tidak cocok" in page.content.decode()
    assert SprayNotice.objects.get().kind == "officer"
    assert knocks(again(office))


def test_the_table_stays_small_under_a_flood_and_keeps_what_matters(dadang: ResidentAccount) -> None:
    make(
        Rule,
        key="accounts.throttle_rows",
        value=40,
        legal_basis="uji",
        valid_from=clock.today(),
        area_code="",
    )
    for index in range(4):
        assert folk.sign_in(NIK, WRONG, f"10.{index}.0.1") is None
    for index in range(50):
        assert folk.sign_in(nik(index), f"77{index:04}", f"11.{index}.0.1") is None
    assert LoginThrottle.objects.count() <= 44
    assert folk.sign_in(NIK, WRONG, "12.1.0.1") is None
    with pytest.raises(Refusal):
        folk.sign_in(NIK, PIN, "12.2.0.1")
