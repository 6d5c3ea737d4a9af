"""What a village closes: from which day, with which words, for whom, and what goes on all the same."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from pendopo.kernel import clock
from pendopo.kernel.actor import ANONYMOUS, Actor, Power, system_actor
from pendopo.kernel.domains import SwitchState
from pendopo.kernel.errors import DomainNotOpen, NotPermitted
from pendopo.kernel.memo import one_request
from pendopo.kernel.models import JournalEntry
from pendopo.kernel.switches import domain_of, require_open, standings_around
from pendopo.places import operations, queries
from pendopo.places.models import DomainSwitch
from pendopo.places.operations import PlaceRefused, set_switch
from pendopo.places.rules.permissions import SET_SWITCH
from pendopo.places.rules.switches import Setting
from tests.making import ELSEWHERE, TARAJU, officer

pytestmark = pytest.mark.django_db
WHY = "Tutup sampai Senin karena kantor pindah."
MODULE = "pendopo.letters.operations.desk"


@pytest.fixture(autouse=True)
def taraju(settings: Any) -> str:
    settings.PENDOPO_VILLAGE = TARAJU
    for code in (TARAJU, ELSEWHERE):
        operations.set_up_village(system_actor("test"), code=code)
    return TARAJU


def head() -> Actor:
    return officer(SET_SWITCH, "letters.read")


def put(state: SwitchState, *, days: int = 0, sentence: str = WHY, domain: str = "letters") -> DomainSwitch:
    setting = Setting(state, sentence, clock.today() + timedelta(days=days))
    return set_switch(head(), village=TARAJU, domain=domain, setting=setting)


def tries(area: str = TARAJU, operation: str = "letters.request.check", actor: Actor | None = None) -> None:
    require_open(operation, MODULE, actor or head(), area)


@pytest.mark.parametrize("state", [SwitchState.READ_ONLY, SwitchState.CLOSED])
def test_what_is_not_open_refuses_with_the_villages_words_and_a_next_step(state: SwitchState) -> None:
    tries()
    put(state)
    with pytest.raises(DomainNotOpen, match="Tutup sampai Senin") as refused:
        tries(area=f"{TARAJU}.01.002")
    assert "kantor desa" in str(refused.value)
    require_open("people.death.record", "pendopo.people.operations.events", head(), TARAJU)
    tries(area=ELSEWHERE)
    tries(area=TARAJU[:8])
    put(SwitchState.OPEN, sentence="tidak dipakai")
    tries()
    assert DomainSwitch.objects.get().sentence == ""


def test_deadlines_and_what_was_declared_go_on() -> None:
    put(SwitchState.CLOSED)
    tries(actor=system_actor("clock"))
    tries(operation="letters.request.follow")


def test_a_day_that_comes_closes_by_itself_and_the_past_stays() -> None:
    put(SwitchState.CLOSED, days=3)
    put(SwitchState.OPEN, days=10)
    tries()
    with time_machine.travel(clock.now() + timedelta(days=3), tick=False):
        with pytest.raises(DomainNotOpen):
            tries()
        page = queries.services_page(head())
        line = next(line for line in page.lines if line.domain == "letters")
        assert line.now and not line.now.is_open and [one.is_open for one in line.planned] == [True]
        with pytest.raises(PlaceRefused, match="sudah lewat"):
            put(SwitchState.OPEN, days=-1)
    with time_machine.travel(clock.now() + timedelta(days=10), tick=False):
        tries()
    assert [row.state for row in DomainSwitch.objects.order_by("from_day")] == ["closed", "open"]


def test_the_day_is_the_villages_own() -> None:
    with time_machine.travel("2026-11-30T16:30:00+00:00", tick=False):  # 23.30 in Taraju
        put(SwitchState.CLOSED, days=1)
        tries()
    with time_machine.travel("2026-11-30T17:30:00+00:00", tick=False), pytest.raises(DomainNotOpen):
        assert clock.today() == date(2026, 12, 1)
        tries()


def test_the_same_day_is_set_again_and_both_stand_in_the_journal() -> None:
    put(SwitchState.CLOSED)
    put(SwitchState.READ_ONLY, sentence="  Buku   sedang dibetulkan. ")
    assert [(row.state, row.sentence) for row in DomainSwitch.objects.all()] == [
        ("read_only", "Buku sedang dibetulkan.")
    ]
    assert JournalEntry.objects.filter(operation="places.switch.set", outcome="done").count() == 2


@pytest.mark.parametrize(
    ("domain", "sentence", "code"),
    [
        ("accounts", WHY, "switch_fixed"),
        ("unheard", WHY, "switch_fixed"),
        ("letters", " ", "switch_sentence_missing"),
    ],
)
def test_what_cannot_be_closed_and_how(domain: str, sentence: str, code: str) -> None:
    with pytest.raises(PlaceRefused) as refused:
        put(SwitchState.CLOSED, domain=domain, sentence=sentence)
    assert refused.value.code == code


def test_another_villages_officer_closes_nothing_here() -> None:
    setting = Setting(SwitchState.CLOSED, WHY, clock.today())
    for other in (officer(SET_SWITCH, area=ELSEWHERE), officer("places.profile.edit")):
        with pytest.raises(NotPermitted):
            set_switch(other, village=TARAJU, domain="letters", setting=setting)


def test_a_village_that_is_not_set_up_closes_nothing() -> None:
    setting = Setting(SwitchState.CLOSED, WHY, clock.today())
    with pytest.raises(PlaceRefused) as refused:
        set_switch(system_actor("test"), village=f"{TARAJU[:-1]}9", domain="letters", setting=setting)
    assert refused.value.code == "village_not_set_up"


def test_two_villages_keep_their_own_on_the_same_day() -> None:
    put(SwitchState.CLOSED)
    other = officer(SET_SWITCH, "letters.read", area=ELSEWHERE)
    setting = Setting(SwitchState.READ_ONLY, "Buku sedang dibetulkan.", clock.today())
    for domain in ("letters", "matching"):
        set_switch(other, village=ELSEWHERE, domain=domain, setting=setting)
    here, there = (
        {name: standing.state.value for name, standing in standings_around(one).items()}
        for one in (head(), other)
    )
    assert (here, there) == ({"letters": "closed"}, {"letters": "read_only", "matching": "read_only"})
    lines = {line.domain: line.history for line in queries.services_page(head()).lines}
    assert [one.state.value for one in lines["letters"]] == ["closed"] and not lines["matching"]


def test_whose_pages_are_closed() -> None:
    put(SwitchState.CLOSED)
    elsewhere = officer("letters.read", area=ELSEWHERE)
    regency = Actor("officer", powers=frozenset({Power("letters.read", TARAJU[:5])}))
    assert [bool(standings_around(one)) for one in (ANONYMOUS, head(), regency, elsewhere)] == [
        True,
        True,
        True,
        False,
    ]


def test_a_request_asks_the_table_once(django_assert_num_queries: Any) -> None:
    with one_request():
        standings_around(head())
        with django_assert_num_queries(0):
            standings_around(head())
            tries()


def test_where_nothing_was_ever_switched_nothing_is_asked(django_assert_num_queries: Any) -> None:
    put(SwitchState.CLOSED)
    with one_request():
        queries.public_site_village()
        queries.public_village(ELSEWHERE)
        with django_assert_num_queries(0):
            tries(area=ELSEWHERE)


def test_a_module_names_its_domain() -> None:
    assert [domain_of(name) for name in (MODULE, "pendopo.ui", "allauth.mfa.views", "letters")] == [
        "letters",
        "ui",
        "",
        "",
    ]


def sent(**given: str) -> dict[str, str]:
    today = f"{clock.today():%d-%m-%Y}"
    return {"state": "closed", "sentence": WHY, "from_day": today, **given}


def test_the_head_of_the_village_closes_and_opens_on_the_page(as_actor: Callable[[Actor], Client]) -> None:
    client, page = as_actor(head()), "/meja/desa/layanan/letters/"
    assert client.get("/meja/desa/layanan/").content.decode().count("Atur") >= 4
    for wrong, words in (({"sentence": ""}, "mengapa ditutup"), ({"from_day": "01-01-2020"}, "sudah lewat")):
        answer = client.post(page, sent(**wrong))
        assert answer.status_code == 422 and words in answer.content.decode()
    asked = client.post(page, sent()).content.decode()
    assert WHY in asked and "Ya, atur begitu" in asked and not DomainSwitch.objects.exists()
    assert client.post(page, sent(sure="on")).status_code == 302
    assert WHY in client.get("/meja/desa/layanan/").content.decode()
    public = as_actor(ANONYMOUS)
    for answer in (public.get("/surat/"), public.post("/surat/status/"), public.get("/meja/surat/")):
        assert answer.status_code == 200 and WHY in answer.content.decode()
        assert "no-store" in answer.headers["Cache-Control"]
    assert 'href="/surat/"' not in public.get("/").content.decode()
    assert public.get("/verifikasi/").status_code == 200
    as_actor(head()).post(page, sent(state="open", sure="on"))
    public = as_actor(ANONYMOUS)
    assert WHY not in public.get("/surat/").content.decode()
    assert 'href="/surat/"' in public.get("/").content.decode()
    assert as_actor(head()).get("/meja/desa/layanan/accounts/").status_code == 404


def test_what_is_only_readable_says_so_above_every_page(as_actor: Callable[[Actor], Client]) -> None:
    put(SwitchState.READ_ONLY)
    page = as_actor(ANONYMOUS).get("/surat/").content.decode()
    assert WHY in page and "hanya dapat dibaca" in page
    assert WHY not in as_actor(ANONYMOUS).get("/verifikasi/").content.decode()
