"""The kiosk: a queue that gives each number once, and a session that leaves nothing behind."""

import html
import re
import uuid
from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import urljoin

import pytest
import time_machine
from django.core.signing import get_cookie_signer
from django.test import Client

from pendopo.accounts.models import ResidentSession
from pendopo.accounts.tests import folk
from pendopo.kernel import clock
from pendopo.kernel.actor import ANONYMOUS, system_actor
from pendopo.kernel.clock_watch import doubt_about_clock
from pendopo.kernel.domains import SwitchState
from pendopo.kernel.errors import NotPermitted
from pendopo.kiosk import operations
from pendopo.kiosk.models import QueueTicket
from pendopo.kiosk.operations import MOST_TICKETS, QueueFull, call_next, take_ticket
from pendopo.kiosk.rules import KioskSession, read_session
from pendopo.kiosk.views.device import COOKIE, SALT
from pendopo.letters.models import LetterRequest
from pendopo.letters.tests.office import TARAJU, TYPE, Office, ask
from pendopo.people.tests import crowd
from pendopo.places.operations.switches import set_switch
from pendopo.places.rules.switches import Setting
from tests.making import ELSEWHERE, officer

pytestmark = pytest.mark.django_db


@pytest.fixture
def device() -> Client:
    """The office's tablet, made a kiosk by an officer before."""
    client = Client()
    client.cookies[COOKIE] = get_cookie_signer(salt=COOKIE + SALT).sign("1")
    return client


@pytest.fixture
def tablet(office: Office, device: Client) -> Client:
    """The tablet, with the resident signed in."""
    folk.active_account(office.person)
    client = device
    answer = client.post("/anjungan/masuk/", {"identifier": folk.NIK, "secret": folk.PIN})
    assert answer.status_code == 302 and answer["Location"] == "/anjungan/surat/", answer.content.decode()
    return client


def test_a_ticket_is_given_once_and_the_day_begins_at_one(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = uuid.uuid4()
    first = take_ticket(ANONYMOUS, village=TARAJU, form_key=key)
    assert take_ticket(ANONYMOUS, village=TARAJU, form_key=key).pk == first.pk
    second = take_ticket(ANONYMOUS, village=TARAJU, form_key=uuid.uuid4())
    assert (first.number, second.number) == (1, 2)
    tomorrow = clock.today() + timedelta(days=1)
    monkeypatch.setattr(clock, "today", lambda: tomorrow)
    assert take_ticket(ANONYMOUS, village=TARAJU, form_key=uuid.uuid4()).number == 1


def test_nobody_types_a_pin_when_every_task_is_closed(office: Office, device: Client) -> None:
    assert device.get("/anjungan/masuk/").status_code == 200
    setting = Setting(SwitchState.CLOSED, "Surat tutup sampai besok.", clock.today())
    set_switch(system_actor("test"), village=TARAJU, domain="letters", setting=setting)
    home = device.get("/anjungan/").content.decode()
    assert "Ambil nomor antrean" in home and "Minta surat" not in home and "Cek permohonan" not in home
    assert device.get("/anjungan/masuk/")["Location"] == "/anjungan/"
    assert "Surat tutup sampai besok." in device.get("/anjungan/surat/").content.decode()


def test_two_villages_have_a_queue_each(office: Office) -> None:
    crowd.village(ELSEWHERE)
    for _ in range(3):
        take_ticket(ANONYMOUS, village=ELSEWHERE, form_key=uuid.uuid4())
    assert take_ticket(ANONYMOUS, village=TARAJU, form_key=uuid.uuid4()).number == 1
    called = call_next(office.operator, village=TARAJU)
    assert called is not None and called.area_code == TARAJU
    assert call_next(office.operator, village=TARAJU) is None


def test_the_queue_goes_on_under_a_doubtful_clock(office: Office) -> None:
    with time_machine.travel(datetime(2036, 1, 1, tzinfo=UTC), tick=False):
        assert doubt_about_clock() is not None
        assert take_ticket(ANONYMOUS, village=TARAJU, form_key=uuid.uuid4()).number == 1


def test_a_number_that_somebody_took_at_the_same_moment_is_not_given_twice(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    take_ticket(ANONYMOUS, village=TARAJU, form_key=uuid.uuid4())
    late = iter((0, 0, 1))  # what the last number was, as seen a moment too early
    monkeypatch.setattr(operations, "_last", lambda village, day: next(late))
    assert take_ticket(ANONYMOUS, village=TARAJU, form_key=uuid.uuid4()).number == 2


def test_two_counters_call_two_numbers(office: Office) -> None:
    for _ in range(2):
        take_ticket(ANONYMOUS, village=TARAJU, form_key=uuid.uuid4())
    called = [call_next(office.operator, village=TARAJU) for _ in range(3)]
    assert [ticket.number for ticket in called if ticket] == [1, 2] and called[2] is None
    with pytest.raises(NotPermitted):
        call_next(officer("kiosk.serve", area=ELSEWHERE), village=TARAJU)


def test_the_queue_has_an_end(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(operations, "MOST_TICKETS", 1)
    assert MOST_TICKETS > 1
    take_ticket(ANONYMOUS, village=TARAJU, form_key=uuid.uuid4())
    with pytest.raises(QueueFull) as refusal:
        take_ticket(ANONYMOUS, village=TARAJU, form_key=uuid.uuid4())
    assert refusal.value.code == "queue_full"


def test_the_ticket_page_and_the_counter(office: Office, device: Client, settings: Any) -> None:
    tablet = device
    page = tablet.get("/anjungan/").content.decode()
    key = re.search(r'name="form_key" value="([^"]+)"', page).group(1)  # type: ignore[union-attr]
    places = {tablet.post("/anjungan/antrean/", {"form_key": key})["Location"] for _ in range(2)}
    assert len(places) == 1
    shown = tablet.get(places.pop())
    assert (
        '<p class="kiosk-number">1</p>' in shown.content.decode() and shown["Refresh"] == "20;url=/anjungan/"
    )
    settings.PENDOPO_DEMO = True
    counter = folk.browser(office.users["operator"])
    assert "1 menunggu" in counter.get("/meja/antrean/").content.decode()
    said = counter.post("/meja/antrean/panggil/", follow=True).content.decode()
    assert "Nomor 1 dipanggil" in said
    assert '<p class="kiosk-number">1</p>' in device.get("/anjungan/layar/").content.decode()


def test_a_letter_is_asked_for_at_the_kiosk(tablet: Client) -> None:
    listed = tablet.get("/anjungan/surat/?tema=tinggal")
    assert f"/anjungan/surat/{TYPE}/" in listed.content.decode()
    sent = tablet.post(f"/anjungan/surat/{TYPE}/", {"form_key": str(uuid.uuid4())})
    row = LetterRequest.objects.get()
    assert row.channel == "kiosk"
    for field in row.version.content["fields"]:
        value = field["choices"][0][0] if field["choices"] else "membuka rekening"
        value = {"number": "3", "date": "02-11-2026"}.get(field["kind"], value)
        page = tablet.get(sent["Location"])
        assert "no-store" in page["Cache-Control"]
        assert (
            '<noscript><meta http-equiv="refresh" content="180;url=/anjungan/selesai/"></noscript>'
            in page.content.decode()
        )
        sent = tablet.post(sent["Location"], {field["key"]: value})
        assert sent.status_code == 302, page.content.decode()
    assert sent["Location"].endswith("/periksa/")
    done = tablet.post(sent["Location"])
    row.refresh_from_db()
    assert str(row.receipt) in tablet.get(done["Location"]).content.decode()


def test_after_three_minutes_nothing_of_the_former_user_remains(
    tablet: Client, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = ask(office)
    receipt = f"/anjungan/permohonan/{row.pk}/tanda-terima/"
    assert str(row.receipt) in tablet.get(receipt).content.decode()
    later = clock.now() + timedelta(seconds=181)
    from pendopo.kiosk.views import visit

    monkeypatch.setattr(visit, "now", lambda: later)
    gone = tablet.get(receipt)
    assert gone.status_code == 302 and gone["Location"] == "/anjungan/"
    assert ResidentSession.objects.latest("opened_at").ended_at is not None
    for path in (receipt, "/anjungan/surat/", f"/anjungan/surat/{TYPE}/"):
        answer = tablet.get(path)
        assert answer.status_code == 302 and answer["Location"] == "/anjungan/masuk/"
    assert office.person.name not in tablet.get("/anjungan/").content.decode()
    assert not dict(tablet.session.items())


def test_each_step_keeps_the_session_alive(tablet: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    from pendopo.kiosk.views import visit

    start = clock.now()
    for seconds in (170, 340, 510):
        monkeypatch.setattr(visit, "now", lambda seconds=seconds: start + timedelta(seconds=seconds))
        assert tablet.get("/anjungan/surat/").status_code == 200
    monkeypatch.setattr(visit, "now", lambda: start + timedelta(seconds=340))  # a clock that was set back
    assert tablet.get("/anjungan/surat/").status_code == 302


def test_what_was_left_in_the_middle_is_not_there_for_whoever_comes_next(
    tablet: Client, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The next person sends what still stands on the screen: nothing of it is kept, nobody's name is shown."""
    sent = tablet.post(f"/anjungan/surat/{TYPE}/", {"form_key": str(uuid.uuid4())})
    question, row = sent["Location"], LetterRequest.objects.get()
    # Without a script the button keeps the session and what was typed, and answers nothing yet.
    kept = tablet.post(question, {row.version.content["fields"][0]["key"]: "RT 009 rahasia", "tambah": "-"})
    assert kept.status_code == 200 and "RT 009 rahasia" in kept.content.decode()
    row.refresh_from_db()
    assert row.answers == {}
    from pendopo.kiosk.views import visit

    start = clock.now()
    for seconds, answer in ((170, 204), (340, 204), (530, 410)):
        monkeypatch.setattr(visit, "now", lambda seconds=seconds: start + timedelta(seconds=seconds))
        assert tablet.get("/anjungan/masih-di-sini/").status_code == answer
    tablet.cookies["django_language"] = "en"
    late = tablet.post(question, {row.version.content["fields"][0]["key"]: "RT 009 rahasia"})
    assert late["Location"] == "/anjungan/" and not late.cookies["django_language"].value
    row.refresh_from_db()
    assert row.answers == {}
    monkeypatch.undo()
    folk.active_account(office.neighbour, nik="3206134107900002", kk_number="3206131234560002")
    tablet.post("/anjungan/masuk/", {"identifier": "3206134107900002", "secret": folk.PIN})
    assert tablet.get("/anjungan/surat/").status_code == 200
    for path in ("/anjungan/surat/", f"/anjungan/surat/{TYPE}/"):
        page = tablet.get(path).content.decode()
        assert "rahasia" not in page and office.person.name not in page and "Lanjutkan isian" not in page
    assert tablet.get(question).status_code == 404


def test_no_link_of_the_kiosk_leads_out_of_it(tablet: Client, office: Office) -> None:
    """Walks every link and form from the first page on; out leads only the language, which comes back."""
    sent = ask(office)
    tablet.post(f"/anjungan/surat/{TYPE}/", {"form_key": str(uuid.uuid4())})
    draft = LetterRequest.objects.get(receipt=None)
    ticket = take_ticket(ANONYMOUS, village=TARAJU, form_key=uuid.uuid4())
    here, ends = "/anjungan/permohonan", {"/anjungan/", "/anjungan/selesai/"}
    waiting = [
        *("/anjungan/surat/?q=usaha", "/anjungan/resi/", "/anjungan/masuk/", "/anjungan/layar/"),
        *(
            f"{here}/{draft.pk}/isi/keperluan/",
            f"{here}/{draft.pk}/periksa/",
            f"{here}/{sent.pk}/tanda-terima/",
        ),
        f"/anjungan/antrean/{ticket.pk}/",
    ]
    receipt = {"receipt": str(sent.receipt), "secret": str(sent.secret)}
    pages = {"a receipt": tablet.post("/anjungan/resi/", receipt).content.decode()}
    assert str(sent.receipt) in pages["a receipt"]
    while waiting:
        path = waiting.pop()
        pages[path] = tablet.get(path).content.decode()
        found = [urljoin(path, link) for link in _led_to(pages[path])]
        waiting += [link for link in set(found) - set(pages) - set(waiting) - ends if "antrean" not in link]
    # The first page ends the session that all others need.
    pages["/anjungan/"] = tablet.get("/anjungan/", follow=True).content.decode()
    assert "Selamat datang" in pages["/anjungan/"]
    for path, page in pages.items():
        for link in _led_to(page):
            assert link.startswith(("/anjungan/", "#", "?")) or link == "/bahasa/", (path, link)
    assert len(pages) > 45, sorted(pages)


def _led_to(page: str) -> list[str]:
    """Where the links and forms of a page lead; what stands in a frame of its own would be one more."""
    assert "<iframe" not in page and 'target="' not in page
    return [
        html.unescape(link)
        for link in re.findall(r'<(?:a|form)\b[^>]*?\b(?:href|action|formaction)="([^"]+)"', page)
    ]


def test_letters_stand_by_theme_and_are_found(tablet: Client) -> None:
    first = tablet.get("/anjungan/surat/").content.decode()
    assert 'href="?tema=nikah"' in first and f"/anjungan/surat/{TYPE}/" not in first
    assert f"/anjungan/surat/{TYPE}/" in tablet.get("/anjungan/surat/?tema=tinggal").content.decode()
    found = tablet.get("/anjungan/surat/?q=sktm").content.decode()
    assert "/anjungan/surat/tidak-mampu/" in found and f"/anjungan/surat/{TYPE}/" not in found
    nothing = tablet.get("/anjungan/surat/?q=xyzzy").content.decode()
    assert "Tidak ada surat dengan kata itu" in nothing and "Semua kelompok" in nothing
    assert "perjalanan-dinas" not in tablet.get("/anjungan/surat/?q=perjalanan").content.decode()


def test_a_wrong_receipt_at_the_kiosk_stays_there(office: Office, device: Client) -> None:
    answer = device.post("/anjungan/resi/", {"receipt": "S2611-AAAAAA", "secret": "X" * 12})
    assert answer.status_code == 422 and "tidak cocok" in answer.content.decode()
    assert Client().get("/anjungan/resi/").status_code == 403


def test_the_kiosk_opens_no_other_page_of_the_site(tablet: Client, office: Office) -> None:
    row = ask(office)
    for path in ("/saya/", "/saya/pesan/", "/surat/saya/", f"/surat/permohonan/{row.pk}/"):
        answer = tablet.get(path)
        assert answer.status_code == 302 and "/masuk/" in answer["Location"], path


def test_leaving_ends_the_session_at_once(tablet: Client) -> None:
    assert tablet.post("/anjungan/selesai/")["Location"] == "/anjungan/"
    assert tablet.get("/anjungan/surat/")["Location"] == "/anjungan/masuk/"
    assert ResidentSession.objects.latest("opened_at").ended_at is not None


def test_somebody_elses_request_is_not_found_at_the_kiosk(tablet: Client, office: Office) -> None:
    from pendopo.letters.tests.office import resident_actor

    row = ask(office, who=resident_actor(office.neighbour))
    assert tablet.get(f"/anjungan/permohonan/{row.pk}/tanda-terima/").status_code == 404
    assert tablet.get(f"/anjungan/permohonan/{row.pk}/isi/keperluan/").status_code == 404


def test_a_wrong_pin_opens_nothing(office: Office, device: Client) -> None:
    folk.active_account(office.person)
    client = device
    answer = client.post("/anjungan/masuk/", {"identifier": folk.NIK, "secret": "000000"})
    assert answer.status_code == 422
    assert client.get("/anjungan/surat/")["Location"] == "/anjungan/masuk/"


def test_forged_session_contents_are_no_session() -> None:
    assert read_session(None) is None
    assert read_session({"session": "x", "seen": "y"}) is None
    assert read_session({"session": str(uuid.uuid4())}) is None
    held = KioskSession(uuid.uuid4(), clock.now())
    assert read_session(held.kept(clock.now())) is not None


def test_only_a_device_that_an_officer_opened_is_a_kiosk(office: Office, settings: Any) -> None:
    stranger = Client()
    for path in ("/anjungan/", "/anjungan/masuk/", "/anjungan/layar/"):
        assert stranger.get(path).status_code == 403
    assert stranger.post("/anjungan/antrean/", {"form_key": str(uuid.uuid4())}).status_code == 403
    stranger.cookies[COOKIE] = "1"
    assert stranger.get("/anjungan/").status_code == 403
    assert not QueueTicket.objects.exists()
    settings.PENDOPO_DEMO = True
    browser = folk.browser(office.users["operator"])
    settings.PENDOPO_DEMO = False
    opened = browser.post("/meja/antrean/anjungan/")
    assert opened["Location"] == "/anjungan/"
    assert browser.get("/anjungan/").status_code == 200
    assert browser.get("/meja/").status_code == 302  # the officer is signed out there


def test_tickets_of_other_days_are_not_shown(
    office: Office, device: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    ticket = take_ticket(ANONYMOUS, village=TARAJU, form_key=uuid.uuid4())
    assert QueueTicket.objects.count() == 1
    monkeypatch.setattr(clock, "today", lambda: date(2030, 1, 1))
    assert device.get(f"/anjungan/antrean/{ticket.pk}/").status_code == 404
