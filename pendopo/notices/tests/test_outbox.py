"""The outbox: what is in flight when a worker dies is never sent twice, and a telephone is never told the matter."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from demo.gateway import Gateway, Mood, open_gateway
from pendopo.accounts.tests import folk
from pendopo.kernel.actor import system_actor
from pendopo.kernel.models import JournalEntry, Rule
from pendopo.kernel.tests.steps import do
from pendopo.notices.channels import call as calling
from pendopo.notices.channels.sms import SMS
from pendopo.notices.formats.flight import FlightLog
from pendopo.notices.models import Notice, OutboxItem
from pendopo.notices.operations import decide, deliver_due, keep_address, send_notice
from pendopo.notices.operations.draining import ACTOR
from pendopo.notices.operations.messages import BadNumber
from pendopo.notices.operations.outbox import SettledMeanwhile, claim, settle
from pendopo.notices.operations.papers import telephone_text
from pendopo.notices.rules.numbers import mobile_number, sms_parts
from pendopo.notices.rules.sending import Fate, Outcome, next_day, quiet_until
from pendopo.people.models import Person
from tests.making import ELSEWHERE, TARAJU, officer, resident

pytestmark = pytest.mark.django_db
SENDER = system_actor("test")
NOON = datetime(2026, 12, 1, 12, 0, tzinfo=ZoneInfo("Asia/Jakarta"))
NIKS = (f"320613410790{n:04d}" for n in range(1, 9999))


@pytest.fixture(autouse=True)
def noon() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def gateway(settings: Any) -> Iterator[Gateway]:
    """A gateway on this machine, set in the site's options for SMS and WhatsApp."""
    with open_gateway() as opened:
        opened.mood = lambda to: Mood.TAKES
        settings.PENDOPO_SMS_URL, settings.PENDOPO_SMS_KEYS = opened.sms, False
        settings.PENDOPO_WHATSAPP_URL, settings.PENDOPO_WHATSAPP_TEMPLATE = opened.whatsapp, "kabar"
        settings.PENDOPO_PUBLIC_URL = "https://taraju.contoh.id"
        yield opened


def people(count: int, channel: str = "sms", area: str = TARAJU) -> list[Person]:
    """So many residents who want their news on a telephone."""
    found = []
    for number in range(count):
        nik = next(NIKS)
        person = folk.resident(nik=nik, kk_number=f"32061312345{nik[-5:]}", area=area)
        keep_address(resident(person.pk), person=person, channel=channel, address=f"0812 3456 7{number:02d}5")
        found.append(person)
    return found


def tell(persons: Sequence[Person]) -> list[Notice]:
    words = {"subject": "Surat keterangan tidak mampu selesai", "body": "Surat Dadang sudah ditandatangani."}
    return [send_notice(SENDER, person=one, **words) for one in persons]


def states() -> list[str]:
    return list(OutboxItem.objects.order_by("pk").values_list("state", flat=True))


@pytest.mark.parametrize("channel", ["sms", "whatsapp"])
def test_a_telephone_gets_whose_news_it_is_and_nothing_of_the_matter(channel: str, gateway: Gateway) -> None:
    tell(people(2, channel))
    assert (deliver_due().sent, states()) == (2, ["sent", "sent"])
    assert OutboxItem.objects.exclude(reference__startswith="wamid.").count() == 0
    assert {one.to for one in gateway.sent} == {"+6281234567005", "+6281234567015"}
    for one in gateway.sent:
        assert "https://taraju.contoh.id/saya/pesan/" in one.text
        assert not any(word in one.text for word in ("Dadang", "mampu", "Surat", "3206"))


def test_what_a_telephone_is_told_is_one_sms(settings: Any) -> None:
    for site in ("", "https://desa-dengan-nama-yang-panjang.kabupaten.go.id/d/32.06.13.2001"):
        assert sms_parts(telephone_text(TARAJU, site)) == 1


def test_a_whole_batch_leaves_two_entries(gateway: Gateway) -> None:
    tell(people(5))
    before = JournalEntry.objects.count()
    assert deliver_due().sent == 5
    assert JournalEntry.objects.count() - before == 2


@pytest.mark.parametrize(
    ("mood", "state", "attempts", "trouble"),
    [
        (Mood.REJECTS, "failed", 1, "http_400"),
        (Mood.BROKEN, "queued", 1, "http_503"),
        (Mood.TOO_MANY, "queued", 0, "http_429"),
        (Mood.DEAD_TOKEN, "queued", 0, "http_401"),
        (Mood.LOSES_ANSWER, "unknown", 1, "RemoteDisconnected"),
        (Mood.HANGS_UP, "unknown", 1, "RemoteDisconnected"),
    ],
)
def test_each_answer_of_a_gateway_has_its_state(
    mood: Mood, state: str, attempts: int, trouble: str, gateway: Gateway
) -> None:
    gateway.mood = lambda to: mood
    tell(people(1))
    deliver_due()
    item = OutboxItem.objects.get()
    assert (item.state, item.attempts, item.trouble) == (state, attempts, trouble)
    assert (item.next_at > NOON) == (state == "queued")


def test_a_gateway_that_sleeps_leaves_it_unknown(gateway: Gateway, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calling, "_SECONDS", 0.05)
    gateway.mood, gateway.sleep = lambda to: Mood.SLEEPS, 0.2
    tell(people(1))
    deliver_due()
    assert states() == ["unknown"]


def test_nobody_at_the_gateway_is_tried_again(gateway: Gateway, settings: Any) -> None:
    settings.PENDOPO_SMS_URL = "http://x@127.0.0.1:9/sms"
    tell(people(5))
    deliver_due()
    assert set(states()) == {"queued"} and not gateway.asked


def test_a_gateway_that_asks_to_wait_is_asked_nothing_more(gateway: Gateway, noon: Any) -> None:
    gateway.mood = lambda to: Mood.TOO_MANY
    tell(people(5))
    deliver_due()
    assert (gateway.asked, set(states())) == (1, {"queued"})
    gateway.mood = lambda to: Mood.TAKES
    deliver_due()
    assert gateway.asked == 1
    noon.shift(timedelta(seconds=121))
    assert deliver_due().sent == 5


def test_a_gateway_without_answers_is_left_alone_after_three(gateway: Gateway) -> None:
    gateway.mood = lambda to: Mood.HANGS_UP
    tell(people(6))
    deliver_due()
    assert sorted(states()) == ["queued"] * 3 + ["unknown"] * 3


def cut_off(item: OutboxItem, how_far: str) -> None:
    """A worker claims one message, calls the gateway or not, tells its file or not, and is killed."""
    batch = claim(ACTOR, area=TARAJU, items=[item.pk])
    with FlightLog(Path(settings.PENDOPO_DATA) / "outbox.flight") as log, SMS.line() as call:
        if how_far != "other machine":
            log.claimed(batch)
        if how_far in ("begun", "ended"):
            log.begun(item.pk)
        if how_far != "claimed":
            outcome = call("+6281234567005", "", "x", item.pk.hex)
        if how_far == "ended":
            log.ended(item.pk, outcome)


@pytest.mark.parametrize("keys", [False, True])
@pytest.mark.parametrize(
    ("how_far", "state"),
    [("claimed", "sent"), ("begun", "unknown"), ("ended", "sent"), ("other machine", "unknown")],
)
def test_what_was_cut_off_goes_out_again_only_where_it_cannot_be_doubled(
    keys: bool, how_far: str, state: str, gateway: Gateway, settings: Any
) -> None:
    settings.PENDOPO_SMS_KEYS = keys
    tell(people(2))
    first = OutboxItem.objects.order_by("pk").first()
    assert first is not None
    cut_off(first, how_far)
    deliver_due()
    deliver_due()
    assert states() == ["sent" if keys else state, "sent"]
    assert len(gateway.sent) == 2


def test_a_file_of_an_earlier_attempt_says_nothing_of_this_one(gateway: Gateway) -> None:
    tell(people(1))
    item = OutboxItem.objects.get()
    cut_off(item, "claimed")
    # the same message once more, claimed by another machine that dies in its call
    do(lambda: OutboxItem.objects.update(attempts=2))
    deliver_due()
    assert states() == ["unknown"]


def test_what_is_claimed_is_not_claimed_again_and_a_late_answer_counts(gateway: Gateway) -> None:
    tell(people(1))
    item = OutboxItem.objects.get()
    claim(ACTOR, area=TARAJU, items=[item.pk])
    assert claim(ACTOR, area=TARAJU, items=[item.pk]) == {}
    deliver_due()
    assert states() == ["unknown"]
    settle(ACTOR, area=TARAJU, outcomes={item.pk: Outcome(Fate.SENT)})
    assert states() == ["sent"]
    settle(ACTOR, area=TARAJU, outcomes={item.pk: Outcome(Fate.REFUSED)})
    assert states() == ["sent"], "a state never falls"


@pytest.mark.parametrize(
    ("decision", "state"), [("arrived", "sent"), ("again", "queued"), ("leave", "failed")]
)
def test_a_person_settles_what_nobody_knows(decision: str, state: str, gateway: Gateway) -> None:
    gateway.mood = lambda to: Mood.LOSES_ANSWER
    tell(people(1))
    deliver_due()
    deliver_due()
    (item,) = OutboxItem.objects.all()
    assert (item.state, gateway.asked) == ("unknown", 1), "no program sends it again"
    decide(officer("notices.outbox"), item=item, decision=decision)
    assert states() == [state]
    with pytest.raises(SettledMeanwhile):
        decide(officer("notices.outbox"), item=item, decision=decision)


def test_no_telephone_rings_at_night(gateway: Gateway, noon: Any) -> None:
    noon.move_to(datetime(2026, 12, 1, 21, 30, tzinfo=ZoneInfo("Asia/Jakarta")))
    tell(people(1))
    assert deliver_due().postponed == 1
    item = OutboxItem.objects.get()
    assert (item.state, item.trouble, item.attempts) == ("queued", "quiet_hours", 0)
    assert item.next_at == datetime(2026, 12, 2, 6, 0, tzinfo=ZoneInfo("Asia/Jakarta"))
    noon.move_to(item.next_at)
    assert deliver_due().sent == 1


def test_the_night_is_that_of_the_village(gateway: Gateway, noon: Any) -> None:
    noon.move_to(datetime(2026, 12, 1, 12, 30, tzinfo=UTC))  # 19.30 WIB, 21.30 WIT
    tell([*people(1, area="91.02.01.2001"), *people(1)])
    deliver_due()
    assert sorted(states()) == ["queued", "sent"]
    waiting = OutboxItem.objects.get(state="queued")
    assert waiting.next_at == datetime(2026, 12, 1, 21, 0, tzinfo=UTC)


def test_a_budget_that_is_used_up_in_the_middle_of_a_batch(gateway: Gateway, noon: Any) -> None:
    rule = Rule(
        key="notices.paid_a_day", value=2, legal_basis="uji", area_code=TARAJU, valid_from="2026-01-01"
    )
    do(rule.save)
    tell([*people(3), *people(3, area=ELSEWHERE)])
    deliver_due()
    assert (len(gateway.sent), OutboxItem.objects.filter(trouble="budget").count()) == (5, 1)
    deliver_due()
    assert len(gateway.sent) == 5
    noon.move_to(datetime(2026, 12, 2, 6, 0, tzinfo=ZoneInfo("Asia/Jakarta")))
    assert deliver_due().sent == 1


def test_a_number_is_checked_and_written_one_way() -> None:
    person = folk.resident()
    for text in ("0812 3456 7890", "+62 812-3456-7890", "6281234567890"):
        kept = keep_address(resident(person.pk), person=person, channel="sms", address=text)
        assert kept is not None and kept.address == "+6281234567890"
    for text in ("12345", "021 5550123", "+1 812 345 6789", "08123456789012345"):
        with pytest.raises(BadNumber):
            keep_address(resident(person.pk), person=person, channel="sms", address=text)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("a" * 306, 2),
        ("a" * 307, 3),
        ("\u2013" * 70, 1),
        ("\U0001f642" * 36, 2),
    ],
)
def test_what_an_sms_costs(text: str, parts: int) -> None:
    assert sms_parts(text) == parts


@given(st.integers(0, 23), st.integers(0, 23), st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1)))
def test_quiet_hours_end_when_they_say(begins: int, ends: int, moment: datetime) -> None:
    until = quiet_until(moment, begins, ends)
    if until is None:
        return
    assert moment < until <= moment + timedelta(days=1) and until.hour == ends
    assert quiet_until(until, begins, ends) is None
    assert next_day(moment, begins, ends).date() > moment.date()


def test_a_number_of_another_country_is_none() -> None:
    assert mobile_number("+60 12 345 6789") is None


def test_the_page_of_what_is_on_its_way_names_nobody_and_settles_what_is_unknown(gateway: Gateway) -> None:
    gateway.mood = lambda to: Mood.LOSES_ANSWER
    tell([*people(1), *people(1, area=ELSEWHERE)])
    deliver_due()
    desk = folk.browser(folk.officer("op", "operator_desa"))
    page = desk.get("/meja/kotak-keluar/").content.decode()
    assert page.count("Surat keterangan tidak mampu selesai") == 1, "the other one is of another village"
    assert "Belum pasti sampai" in page and "0812" not in page and "Dadang" not in page
    mine, theirs = OutboxItem.objects.order_by("pk")
    assert desk.get(f"/meja/kotak-keluar/{theirs.pk}/").status_code == 404
    assert "Pesan untuk Dadang" in desk.get(f"/meja/kotak-keluar/{mine.pk}/").content.decode()
    assert desk.post(f"/meja/kotak-keluar/{mine.pk}/", {}).status_code == 422
    assert desk.post(f"/meja/kotak-keluar/{mine.pk}/", {"decision": "arrived"}).status_code == 302
    assert states() == ["sent", "unknown"]
    assert desk.post(f"/meja/kotak-keluar/{mine.pk}/", {"decision": "again"}).status_code == 422
    assert "Tidak ada pesan di sini" in desk.get("/meja/kotak-keluar/?keadaan=unknown").content.decode()
