"""Every address is visited with a real row of somebody else, and by whoever may open it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest
from django.apps import apps
from django.db.models import Q
from django.forms import BaseForm
from django.http import HttpResponse
from django.urls import path

from pendopo.kernel.domains import SwitchState, parts_of
from pendopo.kernel.models import Journaled
from pendopo.kernel.older_images import OlderImages
from pendopo.kernel.operation import REGISTRY
from pendopo.kernel.switches import domain_of
from pendopo.kernel.tests.steps import do, leaving_out, tamper
from pendopo.kernel.verify import Walk, check_table, verify, walk_chains
from pendopo.kernel.widening import widen_journal
from pendopo.kernel.worklist import Queue, work_of
from pendopo.letters.models import LetterRequest
from tests.architecture import asked, calls, hand_edits, kinds, rebuilding, registry, samples
from tests.architecture import cast as casting
from tests.architecture.closing import SENTENCE, Closing, closable, own_addresses, refusals, switch, switched
from tests.architecture.sweep import (
    BELOW,
    BEYOND,
    NEXT_DOOR,
    WHO,
    Form,
    Sweep,
    Visit,
    addresses,
    body_of,
    prepared,
    taken_back,
    visited,
)
from tests.making import TARAJU
from tests.ordeal import assignment
from tests.ordeal.filled import filled

# the cast stands for all tests of this file, below the transaction of each; every visit is taken back
# (and for one worker only)
pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("cast")]
whole = pytest.mark.skipif(bool(BEYOND), reason="a page of any domain may lead there: run.py test")


@pytest.fixture(scope="module")
def sweep(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Sweep]:
    with django_db_blocker.unblock(), prepared(tmp_path_factory.mktemp("sweep")) as made:
        yield made


def test_every_part_of_an_address_has_a_row() -> None:
    assert not samples.unsampled(addresses())
    assert not samples.unused(addresses())


def test_an_address_without_a_row_is_named() -> None:
    planted = [
        (
            "baru/<uuid:parcel_id>/",
            path("baru/<uuid:parcel_id>/", lambda request: HttpResponse(), name="parcel"),
        )
    ]
    assert [line.split(":")[0] for line in samples.unsampled(planted)] == ["/baru/<uuid"]


@pytest.mark.parametrize("who", (*WHO, *NEXT_DOOR, BELOW))
def test_a_stranger_gets_nowhere(sweep: Sweep, who: str) -> None:
    findings = [each for visit in sweep.visits([who]) for each in sweep.findings(visit)]
    assert not findings, "\n" + "\n".join(findings)


def test_every_page_is_the_same_below_its_villages_form_and_keeps_to_it(sweep: Sweep) -> None:
    """Where a link is written by hand, and not by its name, it leads out of the village."""
    findings, form = [], f"/d/{TARAJU}"
    for _, entry in visited():
        # a tablet knows the form of its own office only; the list of villages names each in its own
        if str(entry.name).startswith("kiosk") or entry.name in ("places-villages", "places-office"):
            continue
        if getattr(entry.callback, "above_villages", False):
            continue  # of an office above the villages: leads out of the form
        page, _wrote = sweep.open(entry, "get", {}, form)
        if page.status_code != sweep.answers[entry.name].status:
            findings.append(f"{entry.name} answers {page.status_code}")
        read = Form(body_of(page) if page.status_code == 200 else "")
        findings += [
            f"{entry.name} leads to {one}" for one in read.links | read.frame if not one.startswith(form)
        ]
    assert not findings, "\n" + "\n".join(findings)


def test_whoever_may_open_an_address_gets_it(sweep: Sweep) -> None:
    """The sweep would prove nothing if nobody could open these pages."""
    findings = []
    for _, entry in visited():
        got, open_to = sweep.answers[entry.name], {200}
        status = got.status
        if status == 405:  # takes a form only: whatever it says of this one, the row is found
            status = sweep.open(entry, "post", samples.body(sweep.cast.rows))[0].status_code
            open_to = {200, 302, 400, 422}
        if (status in open_to) == (entry.name in samples.NOT_200):
            findings.append(f"{entry.name} answers {got.status} {got.location}, then {status}")
    assert not findings, "\n" + "\n".join(findings)
    seen = {word for got in sweep.answers.values() for word in got.seen}
    words = {word for word in casting.SECRET if not word.isdigit()}  # numbers are masked on every page
    assert BEYOND or not words - seen, "words that no page shows prove nothing"


# The short form of `run.py mutate`: the filter of these modules goes, and the sweep must see it at these addresses.
TAKEN_AWAY = {
    "pendopo.cases.queries.desk._here": "letters-desk",
    "pendopo.letters.queries.desk.in_areas": "letters-desk-request",
    "pendopo.mail.queries.in_areas": "mail-entry",
    "pendopo.people.queries.persons.in_areas": "people-person",
    "pendopo.people.queries.events.found.in_areas": "people-death",
    "pendopo.matching.queries.lists.in_areas": "matching-list",
    "pendopo.accounts.queries.officers.in_areas": "officer-edit",
}


@pytest.mark.parametrize("filter_", TAKEN_AWAY)
def test_a_filter_that_is_taken_away_turns_the_sweep_red(
    sweep: Sweep, monkeypatch: pytest.MonkeyPatch, filter_: str
) -> None:
    monkeypatch.setattr(filter_, lambda *_: Q())
    (entry,) = (each for _, each in addresses() if each.name == TAKEN_AWAY[filter_])
    assert sweep.findings(Visit("officer elsewhere", "get", entry))


def test_no_operation_lets_another_in_that_comes_past_the_pages(sweep: Sweep) -> None:
    assert not calls.missing()
    found = []
    for call in calls.calls(sweep.cast):
        with taken_back():
            found += calls.findings(call)
    assert not found, "\n" + "\n".join(found)


def test_no_query_tells_another_what_it_is_asked_past_the_pages(sweep: Sweep) -> None:
    assert not asked.missing(sweep.cast.rows)
    found = []
    for asking in asked.askings(sweep.cast):
        with taken_back():
            found += asked.findings(asking, sweep.cast)
    assert not found, "\n" + "\n".join(found)


# No page leads there without a look at the row before; a query that forgets to ask is heard all the same.
FORGOTTEN = {
    "pendopo.people.queries.linking.in_areas": "people.queries.linking.register_line",
    "pendopo.people.queries.persons.in_areas": "people.queries.persons.persons_visible_to",
}


@pytest.mark.parametrize("filter_", FORGOTTEN)
def test_a_query_that_forgets_whose_it_is_is_heard(
    sweep: Sweep, monkeypatch: pytest.MonkeyPatch, filter_: str
) -> None:
    monkeypatch.setattr(filter_, lambda *_: Q())
    (asking,) = (
        each
        for each in asked.askings(sweep.cast)
        if each.who == "officer elsewhere" and asked.name_of(each.query) == FORGOTTEN[filter_]
    )
    assert asked.findings(asking, sweep.cast)


def test_every_row_can_be_made_anew_from_its_image(sweep: Sweep) -> None:
    rebuilding.complete(sweep.cast)
    assert verify().ok
    images, travelling, found = rebuilding.last_images(), rebuilding.travelling(), list[str]()
    for table in rebuilding.journalled_tables():
        with taken_back():
            found += rebuilding.findings(table, images, travels=table._meta.db_table in travelling)
    assert not found, "\n" + "\n".join(found)


# Columns that hang together: the database takes no edit of one alone, in the rows that the cast has.
TOGETHER = {
    *("accounts.OfficerIdentity.lives_elsewhere", "accounts.OfficerIdentity.person_id"),
    *("accounts.ResidentAccount.code_hash", "disclosure.InformationRequest.owner_kind"),
    "district.DistrictRequest.owner_kind",
    *("letters.LetterDocument.revoked_at", "letters.LetterRequest.owner_kind", "mail.RegisterEntry.void_on"),
    *("people.Person.continued_as", "places.DomainSwitch.state"),
}


def _is_wrong(walk: Walk, model: type[Journaled], wanted: set[bytes]) -> bool:
    return check_table(walk, model, wanted) is not None


def test_every_column_edited_by_hand_is_noticed_or_says_why_not(sweep: Sweep) -> None:
    rebuilding.complete(sweep.cast)
    walk = walk_chains(OlderImages())
    expected, named, missed, refused = walk.expected(), set[str](), set[str](), set[str]()
    for model in rebuilding.journalled_tables():
        with taken_back():
            wanted = expected.get(model._meta.db_table, set())
            found = hand_edits.unseen(model, partial(_is_wrong, walk, model, wanted))
        missed, refused = missed | found[0], refused | found[1]
        named |= hand_edits.exceptions(model)
    assert refused == TOGETHER
    assert missed == named - TOGETHER


@pytest.mark.parametrize("name", ["form_key", "begun_at", "secret", "asked_on"])
def test_a_column_that_no_image_holds_turns_the_rebuilding_red(sweep: Sweep, name: str) -> None:
    images = rebuilding.last_images()
    for _entry, image in images.values():
        image.pop(name, None)
    with taken_back():
        assert list(rebuilding.findings(LetterRequest, images, travels=True))


# What an older program left out of its images and this one keeps.
CAME_LATER = {
    "places.OfficeHours": ("access",),
    "places.Locality": ("village_code", "parent_code"),
    "people.ImportBatch": ("late_refusals", "uploaded_at"),
    "people.FileAccess": ("at", "actor_name", "searched_in"),
    "accounts.User": ("device_epoch", "factors"),
    "accounts.ResidentAccount": ("device_epoch", "former"),
    "accounts.ResidentPasskey": ("credential_id", "credential", "sign_count", "last_used_at"),
    "accounts.ResidentSession": ("device",),
    "matching.PersonList": ("notes", "uploaded_at"),
    "matching.MatchRun": ("carried", "register_count", "started_at", "finished_at"),
    "matching.MatchResult": ("area_code", "reasons", "register_status", "person_mark"),
    "letters.LetterRequest": ("form_key", "secret", "begun_at", "asked_on", "step_since"),
    "kiosk.QueueTicket": ("form_key",),
    "notices.OutboxItem": ("reference",),
}


def _rewrite(model: type[Journaled]) -> None:
    """As an older program wrote each row last."""
    with leaving_out(model, *CAME_LATER[model._meta.label]):
        do(lambda: model.objects.all().update())


def test_a_site_of_an_older_program_is_whole_after_the_update(sweep: Sweep) -> None:
    tables = [apps.get_model(label) for label in CAME_LATER]
    with taken_back():
        for table in tables:
            _rewrite(table)
        assert not verify().ok, "the images lack columns that the rows hold"
        assert widen_journal() is None
        assert verify().ok
        images = rebuilding.last_images()
        found = [line for table in tables for line in rebuilding.findings(table, images, travels=False)]
        assert not found, "\n" + "\n".join(found)
        tamper("UPDATE letters_letterrequest SET asked_on = '2020-01-01'")
        broken = verify().broken
        assert broken is not None and "letters_letterrequest" in broken.problem


# Every domain that a village may close is closed in turn.


def test_every_domain_that_serves_people_has_a_switch() -> None:
    assert sorted(closable()) == [
        "disclosure",
        "district",
        "kiosk",
        "letters",
        "mail",
        "matching",
        "notices",
        "people",
        "vital",
    ]
    names = {entry.name for domain in closable() for entry in own_addresses(domain)} | set(REGISTRY)
    assert not {name for switch in closable().values() for name in switch.stays} - names


@whole
@pytest.mark.parametrize("domain", closable())
def test_a_closed_domain_leaves_no_link_and_says_why(sweep: Sweep, domain: str) -> None:
    assert sweep.answers
    with switched(domain, SwitchState.CLOSED):
        closing = Closing(sweep, domain)
        assert waiting_in(sweep, domain) == 0
        found = closing.links_left() + closing.silent()
        assert not found, "\n" + "\n".join(found)
        switch(domain, SwitchState.OPEN)
        assert closing.links_left(), "opened again, and no page leads there"
        assert closing.silent(most=1), "opened again, and still closed"


@whole
def test_a_link_that_asks_nobody_is_found(sweep: Sweep, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pendopo.ui.shell.standings_around", lambda _: {})
    with switched("notices", SwitchState.CLOSED):
        found = Closing(sweep, "notices").links_left()
    assert any("letters-mine leads to" in line for line in found), found


@whole
@pytest.mark.parametrize("domain", closable())
def test_a_domain_that_is_only_readable_refuses_every_operation_and_shows_every_page(
    sweep: Sweep, domain: str
) -> None:
    assert not refusals(sweep, domain)
    own = {entry.name for entry in registry.registered() if domain_of(entry.module) == domain}
    noting = [entry for entry in own_addresses(domain) if sweep.answers[entry.name].wrote]
    before = [sweep.open(entry, "get", {})[0].status_code for entry in noting]
    with switched(domain, SwitchState.READ_ONLY):
        refused = refusals(sweep, domain)
        assert own - set(refused) == own & closable()[domain].stays
        assert all(SENTENCE in words for words in refused.values())
        assert [sweep.open(entry, "get", {})[0].status_code for entry in noting] == before


def waiting_in(sweep: Sweep, domain: str) -> int:
    """Answers how much of a domain's queues the desk shows to whoever may see all."""
    names = {queue.name for name, queue in parts_of(Queue) if name == domain}
    return sum(waiting.count for queue, waiting in work_of(sweep.cast.head) if queue.name in names)


def test_no_page_of_a_kelurahan_says_what_only_a_desa_has(sweep: Sweep) -> None:
    """In English every sentence is read by `pendopo/places/tests/test_wording.py`."""
    findings: dict[str, str] = {}
    with kinds.as_kelurahan():
        for _, entry in visited():
            page, _wrote = sweep.open(entry, "get", {})
            said = [] if entry.name in kinds.LISTED else kinds.desa_words(kinds.texts(page))
            findings |= {text: entry.name for text in said}
    assert not findings, "\n" + "\n".join(f"{name}: {text}" for text, name in findings.items())


def test_a_form_that_hands_on_what_nobody_asked_for_is_found(
    sweep: Sweep, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of `run.py ordeal`, which judges each form so: one that is right, and the same with a fault planted."""
    (entry,) = (entry for _, entry in addresses() if entry.name == "officer-new")
    address, sent, told = filled(sweep, entry)
    assert (told, list(assignment.Judged(sweep, entry, address, sent).overloaded())) == ("", [])

    def handed_on(self: BaseForm) -> None:
        whole(self)
        self.cleaned_data |= {
            name: value for name, value in self.data.items() if name not in self.cleaned_data
        }

    whole = BaseForm.full_clean
    monkeypatch.setattr(BaseForm, "full_clean", handed_on)
    assert list(assignment.Judged(sweep, entry, address, sent).overloaded())
