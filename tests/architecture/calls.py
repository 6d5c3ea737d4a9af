"""Operations called directly, past every page, with a row of somebody else."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from importlib import import_module
from types import SimpleNamespace
from typing import Any

from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.kernel.errors import NotFound, NotPermitted
from pendopo.kernel.operation import Operation
from pendopo.kernel.operations import erase_entry, erase_images
from pendopo.matching.operations import go_on, receive_list
from pendopo.matching.operations.runs import request_run
from pendopo.people.operations import transfers
from pendopo.people.operations.events import Newcomer, record_birth, record_move_in, reverse_event
from pendopo.people.operations.families import NewFamily, move_member
from pendopo.people.operations.importing import receive_file
from pendopo.people.operations.merging import merge_persons
from pendopo.people.operations.registering import register_person
from tests.architecture import cast as casting
from tests.architecture import registry
from tests.making import ELSEWHERE, TARAJU

Given = Callable[[SimpleNamespace], dict[str, Any]]

# Operations whose row belongs to one person: what another one would call them with.
OWNED: dict[str, Given] = {
    "accounts.resident.change_secret": lambda rows: {"account": rows.account, "claim": None, "session_id": None},
    "accounts.resident.end_session": lambda rows: {"session": rows.session},
    "accounts.resident.end_sessions": lambda rows: {"account": rows.account, "session_id": None},
    "accounts.resident.add_passkey": lambda rows: {
        "account": rows.account, "name": "x", "answer": "{}", "state": None, "origin": "http://testserver",
    },
    "accounts.resident.remove_passkey": lambda rows: {"passkey": rows.passkey},
    "letters.draft.answer": lambda rows: {"request": rows.draft, "answers": {}},
    "letters.draft.discard": lambda rows: {"request": rows.draft},
    "letters.paper.add": lambda rows: {"request": rows.draft, "papers": [("ktp", casting._paper())]},
    "letters.paper.reuse": lambda rows: {"request": rows.draft, "paper": rows.sent_paper},
    "letters.paper.remove": lambda rows: {"paper": rows.paper},
    "letters.request.send": lambda rows: {"request": rows.draft},
    "letters.request.complete": lambda rows: {"case": rows.returned},
    "letters.request.watch": lambda rows: {"case": rows.sent, "secret": "0" * 12},
    "letters.request.claim": lambda rows: {"case": rows.sent, "secret": "0" * 12},
    "disclosure.request.follow": lambda rows: {"case": rows.case, "secret": "0" * 12},
    "disclosure.request.claim": lambda rows: {"case": rows.case_unknown, "secret": "0" * 12},
    "district.request.follow": lambda rows: {"case": rows.district_asked, "secret": "0" * 12},
    "district.request.claim": lambda rows: {"case": rows.district_asked, "secret": "0" * 12},
    "district.request.complete": lambda rows: {"case": rows.district_returned},
    "district.request.withdraw": lambda rows: {"case": rows.district_asked},
    "letters.request.object": lambda rows: {"case": rows.refused_letter, "reason": "x"},
    "letters.request.resume": lambda rows: {"case": rows.objected_letter},
    "letters.request.withdraw": lambda rows: {"case": rows.sent},
    "vital.report.follow": lambda rows: {"case": rows.report, "secret": "0" * 12},
    "vital.report.claim": lambda rows: {"case": rows.report_unknown, "secret": "0" * 12},
    "vital.report.answer": lambda rows: {"case": rows.report_asked},
    "notices.message.read": lambda rows: {"notice": rows.notice},
    "notices.address.keep": lambda rows: {"person": rows.person, "channel": "email", "address": "a@contoh.id"},
    "notices.addresses.keep": lambda rows: {"person": rows.person, "addresses": {"email": "a@contoh.id"}},
    "accounts.officer.change_password": lambda rows: {"user": rows.operator, "password": "sawah hijau pagi ini"},
    "accounts.officer.sign_in": lambda rows: {"user": rows.operator},
    "accounts.officer.end_session": lambda rows: {"user": rows.users["head"], "session_id": rows.user_session.pk},
    "accounts.officer.end_sessions": lambda rows: {"user": rows.operator, "current": ""},
    "accounts.change.stop_own": lambda rows: {"user": rows.operator, "change": rows.change, "reason": "x"},
    "accounts.change.read": lambda rows: {"user": rows.operator, "change": rows.change},
}  # fmt: skip

NOT_ONESELF = "not_own_account"  # said to a colleague, who knows that the account is there
# Open to every resident, and about himself by what they are.
ABOUT_ONESELF = {
    "letters.draft.begin": "begins a request of whoever asks",
    "district.request.ask": "asks for whoever is signed in",
    "accounts.officer.sign_out": "written down by the sign-out about whoever signs out; no page names the officer",
    "accounts.factor.change": "written down about whoever is signed in; no page names the officer",
}


def _of_another(
    act: Callable[..., object], more: dict[str, Any], actor: Actor, rows: SimpleNamespace
) -> object:
    return act(actor, village=ELSEWHERE, transfer=rows.leaving, **more)


CHILD = {"name": "Ujang", "sex": 1, "birth_date": clock.today() - timedelta(days=3)}
# What an officer elsewhere does about his own rows with a row of this village beside them, and what asks before it is
# an operation. Rows of his own are called `other_...`.
CROSSED: dict[str, Callable[[Actor, SimpleNamespace], object]] = {
    "a birth with a mother from here": lambda actor, rows: record_birth(
        actor, family=rows.other_family, values=CHILD, mother=rows.member
    ),
    "a move into a family here": lambda actor, rows: record_move_in(
        actor, area=ELSEWHERE, on=clock.today(), newcomers=[Newcomer(CHILD, 4)], family=rows.family
    ),
    "a member for a family here": lambda actor, rows: move_member(
        actor, person=rows.other_person, family=rows.family, relation=4, on=clock.today()
    ),
    "a new resident in a family here": lambda actor, rows: register_person(
        actor, area=ELSEWHERE, values=CHILD, family=rows.family, relation=4
    ),
    "a merge with a resident from here": lambda actor, rows: merge_persons(
        actor, person=rows.other_person, other=rows.person, reason="x"
    ),
    **{
        f"a file from here that goes elsewhere: {act.__name__}": partial(_of_another, act, more)
        for act, more in (
            (transfers.open_transfer, {}),
            (transfers.ask_back, {"question": "x"}),
            (transfers.refuse_transfer, {"reason": "x"}),
            (
                transfers.accept_transfer,
                {"on": clock.today(), "relations": {}, "new_family": NewFamily(ELSEWHERE)},
            ),
        )
    },
    "an event from here taken back": lambda actor, rows: reverse_event(
        actor, person=rows.other_person, event=rows.event, reason="x"
    ),
    "a file of residents for here": lambda actor, rows: receive_file(
        actor, village=TARAJU, file_name="x.csv", content=b""
    ),
    "a list for here": lambda actor, rows: receive_list(
        actor, area=TARAJU, title="x", file_name="x.csv", content=b""
    ),
    "a run with a list from here": lambda actor, rows: request_run(
        actor, area=ELSEWHERE, kind="register", source=rows.ready
    ),
    "a run from here that goes on": lambda actor, rows: go_on(actor, run=rows.run),
    "an entry from here erased": lambda actor, rows: erase_entry(
        actor, area=ELSEWHERE, entry_id=rows.entry.pk, reason="x"
    ),
    "what the journal keeps of a row from here erased": lambda actor, rows: erase_images(
        actor, area=ELSEWHERE, row_id=rows.mail.pk, reason="x"
    ),
}


@dataclass(frozen=True)
class Call:
    """Something that somebody does who may not."""

    who: str
    what: str
    act: Callable[[], object]

    def __str__(self) -> str:
        return f"{self.who}: calls {self.what}"


def is_owned(entry: Operation) -> bool:
    """Says whether the row of an operation belongs to one person."""
    return entry.open_to == "resident" or entry.permission == "accounts.own"


def missing() -> list[str]:
    """Finds operations on somebody's own row that nobody else tries, and lines that no operation asks for."""
    asked = {entry.name for entry in registry.registered() if is_owned(entry)}
    return sorted(asked ^ (OWNED.keys() | ABOUT_ONESELF.keys()))


def calls(cast: casting.Cast) -> Iterator[Call]:
    """Answers every operation with somebody who may not: an officer elsewhere, another resident, a colleague."""
    subject = SimpleNamespace(pk=uuid.uuid4(), area_code=TARAJU)
    colleague = replace(cast.head, id=uuid.uuid4())
    away = cast.strangers["officer elsewhere"]
    for entry in registry.registered():
        if entry.open_to == "officer":
            yield _call("officer elsewhere", entry, away, {entry.subject: subject})
        if entry.name in OWNED:
            other = cast.strangers["other resident"] if entry.open_to == "resident" else colleague
            yield _call("another", entry, other, OWNED[entry.name](cast.rows))
    for what, crossed in CROSSED.items():
        yield Call("officer elsewhere", what, partial(crossed, away, cast.rows))


def _call(who: str, entry: Operation, actor: Actor, given: dict[str, Any]) -> Call:
    function = getattr(import_module(entry.module), entry.function)
    return Call(who, entry.name, partial(function, actor, **given))


def findings(call: Call) -> list[str]:
    """Calls and says what is wrong: anything but the answer that the row is not there or not his."""
    try:
        call.act()
    except (NotFound, NotPermitted):
        return []
    except Exception as trouble:
        if getattr(trouble, "code", "") == NOT_ONESELF:
            return []
        return [f"{call} and gets as far as {type(trouble).__name__}: {trouble}"]
    return [f"{call} and it is done"]
