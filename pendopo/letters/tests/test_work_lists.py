"""Whose a letter is now is asked before anything is cut: what waits at other desks hides nobody's own work."""

import functools
import re
import uuid
from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from pendopo.accounts.rules.roles import ROLES
from pendopo.cases.queries.desk import desk_list, held_by
from pendopo.cases.queries.kinds import public_kind
from pendopo.cases.rules.moves import Standing, desks_now
from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.kernel.ids import uuid7
from pendopo.kernel.operation import operation
from pendopo.kernel.worklist import WorkList, waiting_for
from pendopo.letters.models import LetterDocument, LetterKey, LetterRequest
from pendopo.letters.operations.signing import look_at
from pendopo.letters.queries.unsigned import unsigned_letters
from pendopo.letters.queries.waiting import signing_page
from pendopo.letters.rules.request import REQUEST
from pendopo.letters.rules.states import RequestState
from pendopo.letters.tests.office import SETUP, TARAJU, Office, ask, requests_waiting, verified
from pendopo.mail.models import Disposition, RegisterEntry
from pendopo.mail.queries import dispositions_waiting
from tests.making import ELSEWHERE, officer

pytestmark = pytest.mark.django_db
OTHERS, OWN = 200, 52
ROOT = reverse("letters-desk-request", args=[uuid.UUID(int=0)]).partition("0000")[0]


@functools.cache
def _door() -> Callable[..., Any]:
    @operation("test.letters.write", "test.letters.write", "test.make", "area")
    def write_rows(actor: Actor, *, area: str, rows: list[Any]) -> None:
        """Write rows of one table for a test."""
        type(rows[0]).objects.bulk_create(rows)

    return write_rows


def write(rows: Iterable[Any]) -> list[Any]:
    made = list(rows)
    _door()(SETUP, area=TARAJU, rows=made)
    return made


def copies(row: LetterRequest, count: int, **changed: Any) -> list[LetterRequest]:
    """Requests like this one, under receipts of their own."""
    fields = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    made = []
    for _number in range(count):
        own = {"id": uuid7(), "form_key": uuid.uuid4(), "receipt": uuid.uuid4().hex[:20]}
        made.append(LetterRequest(**{**fields, **own, **changed}))
    return write(made)


def days(number: int) -> Any:
    return clock.today() + timedelta(days=number)


def links(page: str) -> set[str]:
    """The requests to which a page leads."""
    return set(re.findall(rf'href="{ROOT}([0-9a-f-]{{36}})/"', page))


@pytest.fixture
def crowded(office: Office) -> Office:
    """200 older requests wait for the secretary, 60 for another village, 52 for the operator."""
    row = ask(office)
    copies(row, OTHERS, state="verifying", step_due=days(0), due=days(0))
    copies(row, 60, area_code=ELSEWHERE, step_due=days(0), due=days(0))
    copies(row, OWN - 1, step_due=days(2), due=days(2))
    return office


def test_200_older_requests_of_other_desks_hide_none_of_an_officers_own(
    crowded: Office, as_actor: Callable[[Actor], Client]
) -> None:
    desk = as_actor(crowded.operator)
    first = desk.get("/meja/").content.decode()
    assert f"{OWN} pekerjaan menunggu Anda" in first and "1–25 dari 52" in first
    found: set[str] = set()
    for number, expected in (("1", 25), ("2", 25), ("3", 2)):
        page = desk.get("/meja/", {"halaman": number}).content.decode()
        shown = links(page)
        assert len(shown) == expected
        found |= shown
    own = LetterRequest.objects.filter(state="checking", area_code=TARAJU)
    assert found == {str(pk) for pk in own.values_list("pk", flat=True)}


def test_each_sees_his_own_steps_and_another_village_only_its_own(crowded: Office) -> None:
    assert len(requests_waiting(crowded.secretary)) == OTHERS + OWN  # he may check as well
    assert len(requests_waiting(crowded.head)) == 0
    assert len(requests_waiting(officer("letters.read", "letters.verify"))) == OTHERS
    stranger = officer("letters.read", "letters.check", "letters.verify", "letters.sign", area=ELSEWHERE)
    assert len(requests_waiting(stranger)) == 60
    theirs = LetterRequest.objects.filter(held_by(stranger, public_kind(REQUEST), clock.today()))
    assert {row.area_code for row in theirs} == {ELSEWHERE}


def test_a_queue_has_its_count_and_can_be_looked_at_alone(
    crowded: Office, as_actor: Callable[[Actor], Client]
) -> None:
    entry = _entry(1)
    write([entry])
    write(_disposition(entry, number) for number in range(3))
    desk = as_actor(crowded.operator)
    page = desk.get("/meja/").content.decode()
    for words in (
        "Semua (55)",
        "Permohonan surat (52)",
        "Disposisi surat masuk (3)",
        "55 pekerjaan menunggu",
    ):
        assert words in page
    alone = desk.get("/meja/", {"antrean": "mail.dispositions"}).content.decode()
    assert (
        alone.count("Disposisi untuk Sekretaris Desa,") + alone.count("Disposisi untuk Sekretaris Desa<") == 3
    )
    assert links(alone) == set()
    second = desk.get("/meja/", {"antrean": "letters.request", "halaman": "2"}).content.decode()
    assert "antrean=letters.request&amp;halaman=3" in second and "26–50 dari 52" in second
    assert "Semua (55)" in desk.get("/meja/", {"antrean": "nothing", "halaman": "x"}).content.decode()


def test_the_desk_asks_the_database_as_often_for_300_as_for_3(
    office: Office, as_actor: Callable[[Actor], Client]
) -> None:
    row = ask(office)
    copies(row, 2)
    desk = as_actor(office.operator)
    desk.get("/meja/")  # what is remembered for good is read once
    copies(row, 1)  # from here on each look asks what was written since
    with CaptureQueriesContext(
        connection,
    ) as few:
        desk.get("/meja/")
    copies(row, 300)
    with CaptureQueriesContext(connection) as many:
        assert "304 pekerjaan" in desk.get("/meja/?halaman=9").content.decode()
    assert len(many) == len(few) <= 30


def test_database_and_rule_agree_on_every_state_level_clock_and_role(office: Office) -> None:
    row = ask(office)
    for state in RequestState:
        for level in range(4):
            for due in (None, days(-1), days(0), days(1)):
                copies(row, 1, state=state.value, level=level, step_due=due)
    today, rows = clock.today(), list(LetterRequest.objects.all())
    held = 0
    for role in ROLES:
        for area in (TARAJU, ELSEWHERE, "32.06"):
            who = officer(*role.all_permissions, area=area)
            said = {
                one.pk
                for one in rows
                for now in [Standing(one.state, one.level, one.step_due, today, lambda _permission: False)]
                if one.state in REQUEST.at_office
                and any(who.may(desk.permission, one.area_code) for desk in desks_now(REQUEST, now))
            }
            found = LetterRequest.objects.filter(held_by(who, public_kind(REQUEST), today)).values_list(
                "pk", flat=True
            )
            assert sorted(found) == sorted(said), (role.key, area)
            held += len(said)
    assert held > 100


def _entry(number: int, **changed: Any) -> RegisterEntry:
    given = {"area_code": TARAJU, "book": "incoming", "counter": "incoming", "year": 2026, "number": number}
    given |= {"text": str(number), "on": clock.today(), "summary": "Undangan", "party": "Camat"}
    return RegisterEntry(**{**given, **changed})


def _disposition(entry: RegisterEntry, late: int = 0) -> Disposition:
    return Disposition(
        entry=entry, given_by="Kepala", given_at=clock.now(), position="Sekretaris Desa", due=days(late)
    )


def test_every_open_disposition_is_counted_and_found(office: Office) -> None:
    here, there = write([_entry(1), _entry(1, area_code=ELSEWHERE)])
    write(_disposition(there, -9) for _number in range(210))
    own = write(_disposition(here, number % 7) for number in range(210))
    waiting = dispositions_waiting(office.operator)
    assert len(waiting) == len(list(waiting)) == len(own)
    assert {str(there.pk) in item.url for item in waiting} == {False}
    assert [item.due for item in WorkList([waiting])[200:]] == [days(6)] * 10


def test_every_letter_that_waits_for_ink_or_for_his_passphrase_is_found(office: Office) -> None:
    rows = copies(ask(office), 215, state="inking")
    entries = write(_entry(number, request_id=row.pk, book="service") for number, row in enumerate(rows, 1))
    (key,) = write([LetterKey(area_code=TARAJU, key_id="k", public="p", since_on=clock.today())])
    method = {"ink": (0, 205), "bsre": (205, 215)}
    write(
        LetterDocument(
            request=row,
            entry=entry,
            area_code=TARAJU,
            token=uuid.uuid4().hex,
            key=key,
            title="Surat",
            number=entry.text,
            issued_on=days(-1),
            method=name,
            signatory_id=(office.head if place % 2 else office.secretary).id,
        )
        for name, (start, stop) in method.items()
        for place, (row, entry) in enumerate(zip(rows[start:stop], entries[start:stop], strict=True))
    )
    waiting = unsigned_letters(office.operator)
    assert len(waiting) == len(list(waiting)) == 205
    assert len(unsigned_letters(office.head)) == 5
    assert len(waiting_for(office.operator, "letters.unsigned")) == 205


def test_who_signs_reaches_the_letter_behind_200_that_he_skipped(office: Office) -> None:
    row = verified(office)
    older = copies(row, 205, due=days(-1))
    page = signing_page(office.head)
    assert (page.left, page.now.row.due if page.now else None) == (205, days(-1))
    last = signing_page(office.head, skipped=frozenset(one.pk for one in older))
    assert last.now is not None and last.now.row.pk == row.pk and last.left == 0
    look_at(office.head, request=row)
    assert [line.id for line in signing_page(office.head).seen] == [row.pk]


def test_the_list_of_requests_counts_and_pages_its_own_village(crowded: Office) -> None:
    kind = public_kind(REQUEST)
    page = desk_list(crowded.operator, kind, number="11")
    assert page.page.paginator.count == OTHERS + OWN and len(page.page.object_list) == 2
    assert (page.counts["checking"], page.counts["verifying"]) == (OWN, OTHERS)
    assert len(desk_list(crowded.operator, kind, shown="checking", number="3").page.object_list) == 2
