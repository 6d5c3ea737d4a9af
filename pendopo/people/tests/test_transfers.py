"""Residents who move from one village of the site to another: one living row, two journals, and everybody is told."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.conf import LazySettings
from django.db import IntegrityError

from pendopo.kernel.errors import NotFound, NotPermitted, Refusal
from pendopo.kernel.models import JournalEntry
from pendopo.people.models import EventKind, Family, Person, PopulationEvent
from pendopo.people.operations import transfers
from pendopo.people.operations.events import record_return, reverse_event
from pendopo.people.operations.families import NewFamily
from pendopo.people.queries import books
from pendopo.people.rules.books import B2, B3
from pendopo.people.rules.permissions import CORRECT, READ, RECORD
from pendopo.people.rules.transfers import TransferState
from pendopo.people.tests import crowd
from pendopo.people.tests.crowd import TARAJU
from pendopo.people.tests.movers import (
    CAME,
    CHILD,
    HEAD,
    HERE,
    KK,
    NEXT,
    NIK,
    SON,
    SPOUSE,
    THERE,
    THIRD,
    TODAY,
    WENT,
    WIFE,
    accepted,
    open_site,
    sent,
    write_household,
)
from tests.making import changed, officer

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _site(settings: LazySettings, monkeypatch: pytest.MonkeyPatch) -> None:
    open_site(settings, monkeypatch)


@pytest.fixture
def household() -> list[Person]:
    return write_household()


def code_of(refused: pytest.ExceptionInfo[Refusal]) -> str:
    return refused.value.code


def living(nik: str) -> list[str]:
    return [row.village_code for row in Person.objects.filter(basic_status=1) if row.nik == nik]


def test_a_whole_family_arrives_with_card_and_numbers_and_leaves_stubs(household: list[Person]) -> None:
    file = sent(household, 1, 2)
    assert living(NIK) == []
    arrived = accepted(file, household)
    assert [living(nik) for nik in (NIK, WIFE, CHILD)] == [[NEXT], [NEXT], [NEXT]]
    assert [(row.name, row.relation, row.birth_date) for row in arrived] == [
        (row.name, row.relation, row.birth_date) for row in household
    ]
    home = arrived[0].family
    assert home is not None and home.kk_number == KK and home.village_code == NEXT
    for stub, new in zip(household, arrived, strict=True):
        stub.refresh_from_db()
        assert (stub.nik, stub.basic_status, stub.village_code) == (None, 3, TARAJU)
        assert (stub.continued_as, stub.present_until) == (new.pk, WENT)
        assert new.present_from == CAME
    old = Family.objects.get(village_code=TARAJU)
    assert (old.dissolved_on, old.kk_number) == (WENT, None)


def test_a_head_moves_alone_and_somebody_heads_the_family(household: list[Person]) -> None:
    file = sent(household, successor=household[1].pk)
    card = crowd.family(village_code=NEXT, area_code=NEXT)
    crowd.write([card])
    (new,) = transfers.accept_transfer(
        THERE, village=NEXT, transfer=file, on=CAME, relations={household[0].pk: HEAD}, family=card
    )
    assert new.family == card
    household[1].refresh_from_db()
    assert (household[1].relation, household[1].basic_status) == (HEAD, 1)
    # Those who stay keep the card and its number.
    assert Family.objects.get(village_code=TARAJU).kk_number == KK


def test_both_villages_have_it_in_their_journals_and_their_books(household: list[Person]) -> None:
    file = sent(household, 1, 2)
    transfers.ask_back(THERE, village=NEXT, transfer=file, question="Alamatnya?")
    transfers.answer_question(HERE, transfer=file, answer="Kp. Baru")
    accepted(file, household)
    entries = JournalEntry.objects.filter(operation__startswith="people.transfer.")
    said = {(entry.operation.rpartition(".")[2], entry.feed.area_code) for entry in entries}
    assert said == {
        *(("send", TARAJU), ("tell", NEXT), ("ask", NEXT), ("step", TARAJU)),
        *(("answer", TARAJU), ("accept", NEXT), ("hand_over", TARAJU)),
    }
    events = PopulationEvent.objects.exclude(kind=EventKind.CORRECTION)
    assert (
        sorted(events.values_list("village_code", "kind"))
        == [(TARAJU, "move_out")] * 3 + [(NEXT, "move_in")] * 3
    )
    out, came = (events.filter(kind=kind).first() for kind in ("move_out", "move_in"))
    assert out is not None and "Cikubang" in out.details["destination"]
    assert came is not None and came.details["origin"] == "Desa Taraju"


@pytest.mark.parametrize(
    ("made", "code"),
    [
        ({"to": "32.06.13.2009"}, "transfer_unknown"),
        ({"to": TARAJU}, "transfer_here"),
        ({"consent": ""}, "consent_missing"),
    ],
)
def test_what_cannot_be_sent(household: list[Person], made: dict[str, Any], code: str) -> None:
    with pytest.raises(Refusal) as refused:
        sent(household, **made)
    assert code_of(refused) == code
    assert living(NIK) == [TARAJU]


def test_a_second_click_arrives_nobody_twice(household: list[Person]) -> None:
    file = sent(household, 1, 2)
    accepted(file, household)
    with pytest.raises(Refusal) as refused:
        accepted(file, household)
    assert code_of(refused) == "transfer_accepted"
    assert Person.objects.filter(village_code=NEXT).count() == 3


def test_a_village_that_is_not_reached_does_not_know_of_the_file(household: list[Person]) -> None:
    file = sent(household)
    third = officer(READ, RECORD, CORRECT, area=THIRD)
    for village, actor in ((THIRD, third), (NEXT, third), (TARAJU, HERE)):
        with pytest.raises((NotFound, NotPermitted)):
            transfers.open_transfer(actor, village=village, transfer=file)
        with pytest.raises((NotFound, NotPermitted)):
            transfers.accept_transfer(
                actor, village=village, transfer=file, on=CAME, relations={household[0].pk: HEAD},
                new_family=NewFamily(village),
            )  # fmt: skip
    with pytest.raises(NotPermitted):
        transfers.take_back(THERE, transfer=file, reason="x")
    with pytest.raises(NotPermitted):
        transfers.answer_question(THERE, transfer=file, answer="x")


def test_a_refused_file_is_put_back_and_everybody_lives_here_as_before(household: list[Person]) -> None:
    file = sent(household, 1, 2)
    transfers.refuse_transfer(THERE, village=NEXT, transfer=file, reason="Bukan warga kami")
    with pytest.raises(Refusal) as refused:
        accepted(file, household)
    assert code_of(refused) == "transfer_refused"
    transfers.take_back(HERE, transfer=file, reason="Ditolak")
    for row in household:
        row.refresh_from_db()
    assert [(row.basic_status, row.present_until) for row in household] == [(1, None)] * 3
    assert Family.objects.get(village_code=TARAJU).dissolved_on is None
    file.refresh_from_db()
    assert file.refusal == "Bukan warga kami"


def test_nobody_accepts_what_was_taken_back(household: list[Person]) -> None:
    file = sent(household)
    transfers.take_back(HERE, transfer=file, reason="Batal pindah")
    with pytest.raises(Refusal) as refused:
        transfers.accept_transfer(
            THERE, village=NEXT, transfer=file, on=CAME, relations={household[0].pk: HEAD},
            new_family=NewFamily(NEXT),
        )  # fmt: skip
    assert code_of(refused) == "transfer_taken_back"
    assert living(NIK) == [TARAJU]


@pytest.mark.parametrize("status", [2, 6])
def test_nobody_arrives_who_died_or_was_merged_meanwhile(household: list[Person], status: int) -> None:
    file = sent(household, 1, 2)
    household[2].refresh_from_db()
    changed(household[2], basic_status=status)
    with pytest.raises(Refusal) as refused:
        accepted(file, household)
    assert code_of(refused) == "transfer_changed"
    assert not Person.objects.filter(village_code=NEXT).exists()


def test_no_way_of_the_old_village_brings_a_second_living_row(household: list[Person]) -> None:
    file = sent(household, 1, 2)
    event = PopulationEvent.objects.get(person=household[0])
    ways: list[Callable[[], object]] = [
        lambda: record_return(HERE, person=household[0], on=TODAY, relation=11),
        lambda: reverse_event(HERE, person=household[0], event=event, reason="Keliru"),
    ]
    for code in ("transfer_open", "transfer_accepted"):
        for way in ways:
            with pytest.raises(Refusal) as refused:
                way()
            assert code_of(refused) == code
        if code == "transfer_open":
            accepted(file, household)
    assert living(NIK) == [NEXT]
    household[0].refresh_from_db()
    with pytest.raises(IntegrityError):
        changed(household[0], basic_status=1)


def test_the_arrival_is_not_taken_back_but_sent_back(household: list[Person]) -> None:
    new = accepted(sent(household, 1, 2), household)
    event = PopulationEvent.objects.get(person=new[0])
    with pytest.raises(Refusal) as refused:
        reverse_event(THERE, person=new[0], event=event, reason="Keliru")
    assert code_of(refused) == "transfer_arrived"
    back = transfers.send_transfer(
        THERE, person=new[0], on=TODAY, to=TARAJU, consent="self", together=[new[1].pk, new[2].pk]
    )
    relations = {row.pk: place for row, place in zip(new, (HEAD, SPOUSE, SON), strict=True)}
    transfers.accept_transfer(
        HERE, village=TARAJU, transfer=back, on=TODAY, relations=relations,
        new_family=NewFamily(TARAJU, "", KK), reason="Kembali",
    )  # fmt: skip
    assert living(NIK) == [TARAJU]


def test_who_opens_a_file_stands_in_it_and_in_the_journal_of_the_village_that_was_left(
    household: list[Person],
) -> None:
    file = sent(household, 1)
    transfers.open_transfer(THERE, village=NEXT, transfer=file)
    assert [row.accesses.count() for row in household] == [1, 1, 0]
    assert JournalEntry.objects.filter(operation="people.transfer.tell", feed__area_code=TARAJU).count() == 1


def test_only_the_site_itself_makes_stubs(household: list[Person]) -> None:
    file = sent(household)
    from pendopo.people.operations.transfers import beside

    with pytest.raises(NotPermitted):
        beside.hand_over(HERE, transfer=file, kk_number=None, reason="x")
    with pytest.raises(NotPermitted):
        beside.note_step(HERE, transfer=file, state=TransferState(file.state), said={}, reason="x")
    with pytest.raises(NotPermitted):
        beside.tell_village(HERE, village=TARAJU, reason="x")


def test_an_unknown_relation_or_no_head_refuses_and_leaves_all_as_it_was(household: list[Person]) -> None:
    file = sent(household, 1, 2)
    for relations in ({}, {row.pk: SON for row in household}):
        with pytest.raises(Refusal):
            accepted(file, household, relations=relations)
    household[0].refresh_from_db()
    assert (household[0].nik, household[0].continued_as) == (NIK, None)


def test_a_double_in_the_new_village_asks_for_a_reason(household: list[Person]) -> None:
    crowd.write(
        [crowd.person("Asep Sunarya", birth_date=date(1980, 3, 4), village_code=NEXT, area_code=NEXT)]
    )
    file = sent(household, 1, 2)
    with pytest.raises(Refusal) as refused:
        accepted(file, household)
    assert code_of(refused) == "likely_duplicate"
    accepted(file, household, reason="Orang lain")
    assert living(NIK) == [NEXT]


def test_the_books_of_both_villages_have_each_move_once_and_count_it(household: list[Person]) -> None:
    accepted(sent(household, 1, 2), household)
    lines, sums = {}, {}
    for actor, village in ((HERE, TARAJU), (THERE, NEXT)):
        lines[village] = books.book_page(actor, B2.slug, year=2026, month=10).rows
        sums[village] = books.book_page(actor, B3.slug, year=2026, month=10).sums
    assert [(row[1], row[8], row[9]) for row in lines[TARAJU]] == [
        (person.name, "Desa Cikubang, Kecamatan Taraju", "05-10-2026") for person in household
    ]
    assert [(row[1], row[6], row[7]) for row in lines[NEXT]] == [
        (person.name, "Desa Taraju", "12-10-2026") for person in household
    ]
    # B.3: people at the start, men and women who came, men and women who left, people at the end.
    counted = {
        village: (row[8], tuple(row[15:17]), tuple(row[23:25]), row[31]) for village, row in sums.items()
    }
    assert counted == {TARAJU: (3, (0, 0), (2, 1), 0), NEXT: (0, (2, 1), (0, 0), 3)}
