"""Operations called directly, past every page, with a row of somebody else."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from importlib import import_module
from types import SimpleNamespace
from typing import Any

from pendopo.kernel.actor import Actor
from pendopo.kernel.errors import NotFound, NotPermitted
from pendopo.kernel.operation import Operation
from tests.architecture import cast as casting
from tests.architecture import registry
from tests.making import TARAJU

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
    "letters.paper.add": lambda rows: {"request": rows.draft, "key": "ktp", "paper": casting._paper()},
    "letters.paper.remove": lambda rows: {"paper": rows.paper},
    "letters.request.send": lambda rows: {"request": rows.draft},
    "letters.request.complete": lambda rows: {"request": rows.returned},
    "letters.request.withdraw": lambda rows: {"request": rows.sent},
    "notices.message.read": lambda rows: {"notice": rows.notice},
    "notices.address.keep": lambda rows: {"person": rows.person, "channel": "email", "address": "a@contoh.id"},
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
    "accounts.officer.sign_out": "written down by the sign-out about whoever signs out; no page names the officer",
    "accounts.factor.change": "written down about whoever is signed in; no page names the officer",
}


@dataclass(frozen=True)
class Call:
    """One operation that somebody calls who may not."""

    entry: Operation
    who: str
    actor: Actor
    given: dict[str, Any]

    def __str__(self) -> str:
        return f"{self.who}: calls {self.entry.name}"


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
    for entry in registry.registered():
        if entry.open_to == "officer":
            away = cast.strangers["officer elsewhere"]
            yield Call(entry, "officer elsewhere", away, {entry.subject: subject})
        if entry.name in OWNED:
            other = cast.strangers["other resident"] if entry.open_to == "resident" else colleague
            yield Call(entry, "another", other, OWNED[entry.name](cast.rows))


def findings(call: Call) -> list[str]:
    """Calls and says what is wrong: anything but the answer that the row is not there or not his."""
    function = getattr(import_module(call.entry.module), call.entry.function)
    try:
        function(call.actor, **call.given)
    except (NotFound, NotPermitted):
        return []
    except Exception as trouble:
        if getattr(trouble, "code", "") == NOT_ONESELF:
            return []
        return [f"{call} and gets as far as {type(trouble).__name__}: {trouble}"]
    return [f"{call} and it is done"]
