"""A request for public information from asking to the superior's decision, with its clocks."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine

from pendopo.cases.models import Case
from pendopo.cases.operations import wind
from pendopo.cases.operations.refusals import CaseRefused
from pendopo.cases.queries.desk import cases_waiting
from pendopo.cases.queries.kinds import public_kind
from pendopo.cases.queries.own import own_case
from pendopo.cases.queries.receipts import public_case
from pendopo.cases.queries.standing import moves_for
from pendopo.disclosure.models import InformationRequest
from pendopo.disclosure.operations import ACTS
from pendopo.disclosure.rules import REQUEST
from pendopo.disclosure.tests.office import NAMED, TARAJU, WANTED, Office, open_office
from pendopo.kernel import clock
from pendopo.kernel.actor import ANONYMOUS, Actor, system_actor
from pendopo.kernel.errors import NotFound, NotPermitted
from pendopo.kernel.operations import confirm_clock
from pendopo.notices.queries import inbox
from tests.making import officer, resident

WEDNESDAY = date(2026, 8, 12)  # 17 and 25 August are holidays (handbook domain.md section 5)


def answered(office: Office, row: Case, **given: Any) -> InformationRequest:
    """The PPID answers."""
    done: InformationRequest = ACTS["answer"](
        given.pop("who", office.ppid), case=row, values={"granted": "all", "answer": "Terlampir."}, **given
    )
    return done


def may(row: Case, actor: Actor) -> set[str]:
    """What somebody may do now."""
    row.refresh_from_db()
    return {move.key for move in moves_for(actor, REQUEST, row)}


def waits_for(actor: Actor) -> list[str]:
    """What stands in an officer's work list."""
    return [item.subject for item in cases_waiting(actor, public_kind(REQUEST))]


@contextmanager
def on(office: Office, day: date) -> Iterator[None]:
    """Another day, on which somebody at the office has said that the clock is right."""
    with time_machine.travel(datetime.combine(day, time(9), ZoneInfo("Asia/Jakarta"))):
        confirm_clock(office.operator, area=TARAJU, day=day)
        yield


@contextmanager
def refused(code: str) -> Iterator[None]:
    """The operation says no, with this code."""
    with pytest.raises(CaseRefused) as said:
        yield
    assert said.value.code == code


@time_machine.travel(WEDNESDAY)
def test_the_clocks_are_those_of_the_law(db: None) -> None:
    office = open_office()
    row = office.ask()
    assert (row.step_due, row.due) == (date(2026, 8, 28), date(2026, 8, 28))  # ten working days
    row = ACTS["extend"](office.ppid, case=row, reason="Dokumen di kecamatan")
    assert (row.step_due, row.due) == (date(2026, 9, 8), date(2026, 9, 8))  # seventeen in all
    row = answered(office, row)
    assert row.answered_on == WEDNESDAY
    row = ACTS["object"](resident(office.person.pk), case=row, reason="Kurang", values={"ground": "d"})
    assert row.step_due == clock.count_working_days(WEDNESDAY, 30, frozenset()) == row.due


def test_each_desk_sees_its_own_and_the_owner_is_told(office: Office) -> None:
    row = office.ask()
    assert row.receipt.startswith("I")
    assert waits_for(office.ppid) == ["Dadang Suryana"]
    assert waits_for(office.head) == []
    assert may(row, office.head) == set()
    assert may(row, office.ppid) == {"answer", "extend", "return", "refuse"}
    assert may(row, resident(office.person.pk)) == {"withdraw"}
    answered(office, row)
    assert waits_for(office.ppid) == []
    assert [notice.subject for notice in inbox(resident(office.person.pk)).notices] == [
        f"Permohonan informasi {row.receipt} dijawab"
    ]
    assert may(row, resident(office.person.pk)) == {"object"}
    ACTS["object"](resident(office.person.pk), case=row, reason="Kurang", values={"ground": "d"})
    assert waits_for(office.head) == ["Dadang Suryana"]
    with pytest.raises(NotPermitted):
        ACTS["decide"](office.ppid, case=row, values={"outcome": "granted", "decision": "Diberikan."})
    done = ACTS["decide"](office.head, case=row, values={"outcome": "granted", "decision": "Diberikan."})
    assert done.state == "decided"
    assert may(row, office.head) == may(row, resident(office.person.pk)) == set()


def test_silence_moves_up_and_rejects_nothing(office: Office) -> None:
    row = office.ask()
    assert row.step_due
    with on(office, row.step_due + timedelta(days=1)):
        assert waits_for(office.head) == ["Dadang Suryana"]  # before the timer has written it down
        assert "object" in may(row, resident(office.person.pk))
        assert wind(REQUEST, InformationRequest, ACTS["climb"]) == 1
        row.refresh_from_db()
        assert (row.state, row.level) == ("asked", 1)
        assert row.step_due and row.due < row.step_due  # the old clock stays beside the new one
        before = row.last_entry
        assert wind(REQUEST, InformationRequest, ACTS["climb"]) == 0
        row.refresh_from_db()
        assert row.last_entry == before
        assert {"answer", "refuse"} <= may(row, office.head)
        assert answered(office, row, who=office.head).state == "answered"
    step = row.steps.get(move="climbed")
    assert (step.state, step.level, step.since) == ("asked", 0, row.asked_on)


def test_the_superior_does_nothing_before_his_time(office: Office) -> None:
    row = office.ask()
    with refused("case_moved"):
        answered(office, row, who=office.head)


def test_an_objection_has_thirty_days(office: Office) -> None:
    row = answered(office, office.ask())
    last = clock.count_working_days(row.step_since, 30, frozenset())
    me = resident(office.person.pk)
    with on(office, last):
        assert may(row, me) == {"object"}
    with on(office, last + timedelta(days=1)):
        assert may(row, me) == set()
        with refused("case_moved"):
            ACTS["object"](me, case=row, reason="Terlambat", values={"ground": "d"})


def test_put_right_in_place(office: Office) -> None:
    row, me = office.ask(), resident(office.person.pk)
    with refused("nothing_marked"):
        ACTS["return"](office.ppid, case=row)
    with refused("unknown_answer"):
        ACTS["return"](office.ppid, case=row, marked=("answer",))
    row = ACTS["return"](office.ppid, case=row, marked=("wanted",), reason="Sebutkan tahunnya")
    assert (row.marks, row.state, row.step_due) == ({"wanted": ""}, "returned", None)
    page = own_case(me, public_kind(REQUEST), row.pk)
    assert page.marked == ["Informasi yang Anda minta"]
    row = ACTS["complete"](me, case=row, values={"wanted": "APBDes 2025", "answer": "Saya jawab sendiri"})
    assert (str(row.wanted), row.answer, row.marks, row.state) == ("APBDes 2025", None, {}, "asked")
    assert row.step_due is not None


def test_ask_again_starts_with_everything_filled_in(office: Office) -> None:
    row = ACTS["refuse"](office.ppid, case=office.ask(), reason="Rahasia", values={"article": "h"})
    page = own_case(resident(office.person.pk), public_kind(REQUEST), row.pk)
    assert page.may_ask_again
    again = office.ask(again_of=row.pk)
    assert again.again_of == row.pk
    with pytest.raises(NotFound):
        office.ask(again_of=row.pk, who=resident(office.neighbour.pk))


def test_twice_is_one(office: Office) -> None:
    key = uuid.uuid4()
    assert office.ask(form_key=key).pk == office.ask(form_key=key).pk
    with pytest.raises(NotFound):
        office.ask(form_key=key, who=resident(office.neighbour.pk))
    row, move = InformationRequest.objects.get(), uuid.uuid4()
    answered(office, row, form_key=move)
    answered(office, row, form_key=move)  # the second click finds it done
    assert row.steps.filter(move="answer").count() == 1
    with refused("case_moved"):
        answered(office, row)


def test_a_move_without_what_it_asks_is_refused(office: Office) -> None:
    row = office.ask()
    for key, values in (("answer", {}), ("answer", {"granted": "all"}), ("refuse", {})):
        with refused("answer_missing"):
            ACTS[key](office.ppid, case=row, reason="x", values=values)
    assert may(row, office.ppid) >= {"answer", "refuse"}


def test_what_is_said_is_sealed(office: Office) -> None:
    answered(office, office.ask())
    stored = InformationRequest.objects.values("wanted", "answer").get()
    assert "APBDes" not in str(stored) and "Terlampir" not in str(stored)


def test_a_stranger_gets_nothing(office: Office) -> None:
    row, stranger = office.ask(), resident(office.neighbour.pk)
    with pytest.raises(NotFound):
        own_case(stranger, public_kind(REQUEST), row.pk)
    for key in ("withdraw", "object"):
        with pytest.raises(NotFound):
            ACTS[key](stranger, case=row, reason="x")
        with pytest.raises(NotFound):
            ACTS[key](
                ANONYMOUS, case=row, reason="x", secret=str(row.secret)
            )  # the code of a resident's own is no key
    elsewhere = officer("disclosure.read", "disclosure.answer", area="32.08.31.2011")
    assert waits_for(elsewhere) == []
    with pytest.raises(NotPermitted):
        answered(office, row, who=elsewhere)


def test_whom_the_register_does_not_know(office: Office) -> None:
    with refused("name_missing"):
        office.ask(who=ANONYMOUS)
    row = office.ask_unknown()
    assert (row.person, row.named["contact"], row.owner_name) == (None, NAMED["contact"], "Rina Wati")
    answered(office, row)
    page = public_case(ANONYMOUS, row.receipt, str(row.secret))
    assert "Terlampir." in str(page.facts)
    assert [move.key for move in page.moves] == ["object"]
    with pytest.raises(NotFound):
        public_case(ANONYMOUS, row.receipt, "0" * 12)
    with pytest.raises(NotFound):
        ACTS["object"](ANONYMOUS, case=row, reason="Kurang", values={"ground": "d"}, secret="0" * 12)
    done = ACTS["object"](
        ANONYMOUS, case=row, reason="Kurang", values={"ground": "d"}, secret=str(row.secret)
    )
    assert done.state == "objected"


def test_a_residents_receipt_names_nobody(office: Office) -> None:
    row = answered(office, office.ask())
    page = public_case(ANONYMOUS, row.receipt.lower().replace("-", " "), str(row.secret).lower())
    assert page.facts == [] and not page.moves
    assert "Terlampir" not in str(page.steps) and "Dadang" not in str(page.steps)


def test_a_case_is_claimed_by_who_holds_the_code(office: Office) -> None:
    row, me = office.ask_unknown(), resident(office.person.pk)
    with pytest.raises(NotFound):
        ACTS["claim"](me, case=row, secret="0" * 12)
    row = ACTS["claim"](me, case=row, secret=str(row.secret))
    assert own_case(me, public_kind(REQUEST), row.pk).row.person_id == office.person.pk
    with refused("owned_already"):
        ACTS["claim"](resident(office.neighbour.pk), case=row, secret=str(row.secret))
    with pytest.raises(NotFound):  # from now on the code opens nothing more than the status
        ACTS["withdraw"](ANONYMOUS, case=row, secret=str(row.secret))


def test_who_follows_is_told(office: Office) -> None:
    row, me = office.ask(), resident(office.neighbour.pk)
    with pytest.raises(NotFound):
        ACTS["follow"](me, case=row, secret="0" * 12)
    ACTS["follow"](me, case=row, secret=str(row.secret))
    answered(office, row)
    (notice,) = inbox(me).notices
    assert "Terlampir" not in notice.body and row.receipt in notice.subject
    ACTS["follow"](me, case=row, secret=str(row.secret))
    ACTS["object"](resident(office.person.pk), case=row, reason="Kurang", values={"ground": "d"})
    ACTS["decide"](office.head, case=row, values={"outcome": "upheld", "decision": "Tetap."})
    assert len(inbox(me).notices) == 1


def test_the_counter_writes_down(office: Office) -> None:
    given = {"village": TARAJU, "values": WANTED, "form_key": uuid.uuid4()}
    with pytest.raises(NotPermitted):
        ACTS["record"](resident(office.person.pk), person=office.person, **given)
    with refused("future_day"):
        ACTS["record"](
            office.operator, person=office.person, on_paper=clock.today() + timedelta(days=1), **given
        )
    came = clock.today() - timedelta(days=7)
    row = ACTS["record"](office.operator, person=office.person, on_paper=came, **given)
    assert (row.channel, row.asked_on, row.asked_by) == ("paper", came, office.operator.name)
    assert row.due == clock.count_working_days(came, 10, frozenset())  # the clock began when the paper came


def test_a_note_of_the_office_stays_there(office: Office) -> None:
    row = office.ask()
    with refused("note_empty"):
        ACTS["note"](office.ppid, case=row, text=" ")
    ACTS["note"](office.ppid, case=row, text="Tanya kaur keuangan")
    page = own_case(resident(office.person.pk), public_kind(REQUEST), row.pk)
    assert "kaur keuangan" not in str([page.steps, page.facts, page.notes])


def test_the_register_speaks_against_a_case(office: Office) -> None:
    from pendopo.cases.queries.desk import desk_case
    from pendopo.people.models import Person
    from pendopo.people.rules.codes import BasicStatus

    row = office.ask()
    assert desk_case(office.ppid, public_kind(REQUEST), row.pk).against == []
    from tests.making import changed

    changed(Person.objects.get(pk=office.person.pk), basic_status=BasicStatus.DEAD)
    (said,) = desk_case(office.ppid, public_kind(REQUEST), row.pk).against
    assert "Dadang Suryana" in said


def test_records_that_become_one_take_their_cases_along(office: Office) -> None:
    from pendopo.people.rules.references import person_reference

    row = office.ask()
    held = person_reference("disclosure.request")
    assert held is not None and held.point is not None
    assert held.held(office.person.pk) == [row.pk]
    held.point(system_actor("test"), [row.pk], office.neighbour.pk)
    assert held.held(office.neighbour.pk) == [row.pk]
