"""Findings about operations on somebody's matter that do not ask whether the officer stands too near it."""

import inspect
import typing
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module

from django.db import models

from pendopo.kernel.operation import Operation
from pendopo.kernel.recusal import Matter
from pendopo.people.models import Family, Person

# Officers' operations on somebody's matter that everybody may do, himself and kin included: a reason each.
OPEN_TO_ALL = {
    "accounts.on_behalf.open": "acts with the resident's own right, and somebody else decides what is asked",
    "accounts.on_behalf.close": "ends what the officer opened",
    "accounts.officer.identify": "the person is who the officer is; nobody says it of himself, by a rule of its own",
    "district.request.record": "asks with the resident's own right; others look and sign",
    "district.request.hand_over": "hands over what others decided and signed",
    "vital.report.record": "writes down what somebody reports; others check and enter it",
    "disclosure.request.record": "asks with the resident's own right; others answer",
    "letters.request.event": "notes what the register says; the event itself asks",
    "letters.request.hand_over": "hands over what others decided and signed",
    "letters.request.look": "reads, and gives nothing",
    "letters.request.record": "asks for a letter with the resident's own right; others check and sign it",
    "letters.draft.expire": "the clock's own step, which no officer chooses",
    "matching.pair.open": "reads, and gives nothing",
    "matching.pair.withdraw": "takes back only what the officer himself answered",
    "notices.message.send": "writes to a resident, and decides nothing",
    "notices.outbox.decide": "notes what became of a message",
    "notices.code.sent": "notes what became of a message",
    "people.search.found": "reads, masked, and is itself in the journal",
    "people.transfer.hand_over": "the site's own half of what an officer of the other village did, and asked there",
    "people.transfer.step": "the site's own half of what an officer of the other village did, and asked there",
    "people.file.open": "reads, and is itself in the journal",
}
# Arguments that hold a resident or a matter by name, where the type is a protocol.
_NAMED = {"person", "other", "resident", "family", "request"}
_STEPS = 2  # a paper leads to its request, and the request to the resident


def unasked(entries: Iterable[Operation]) -> list[str]:
    """Finds officers' operations that take somebody's matter and do not name it in `recuse=`, nor stand in the list."""
    found = []
    for entry in entries:
        if entry.open_to == "officer" and entry.name not in OPEN_TO_ALL:
            matters = {
                name for name, kinds in _arguments(entry) if any(_is_about_somebody(one) for one in kinds)
            }
            if matters and not entry.recuse:
                found.append(f"{entry.name}: takes {', '.join(sorted(matters))} and has no recuse=")
    return found


def needless(entries: Iterable[Operation]) -> list[str]:
    """Finds names in the list of exceptions that take nobody's matter any more, or that ask by now."""
    by_name = {entry.name: entry for entry in entries}
    asks = {name for name, entry in by_name.items() if entry.recuse}
    about = {name for name, entry in by_name.items() if _matters(entry)}
    return sorted(name for name in OPEN_TO_ALL if name in asks or name not in about)


def _matters(entry: Operation) -> set[str]:
    return {
        name
        for name, kinds in _arguments(entry)
        if name in _NAMED or any(_is_about_somebody(kind) for kind in kinds)
    }


def _arguments(entry: Operation) -> Iterator[tuple[str, list[type]]]:
    function: Callable[..., object] = inspect.unwrap(getattr(import_module(entry.module), entry.function))
    hints = typing.get_type_hints(function)
    for name in list(inspect.signature(function).parameters)[1:]:
        hint = hints.get(name)
        yield name, [one for one in (hint, *typing.get_args(hint)) if isinstance(one, type)]


def _is_about_somebody(kind: type, steps: int = _STEPS) -> bool:
    if issubclass(kind, Person | Family) or _says_whom(kind):
        return True
    if not issubclass(kind, models.Model) or steps == 0:
        return False
    targets = (field.related_model for field in kind._meta.concrete_fields if field.is_relation)
    return any(isinstance(target, type) and _is_about_somebody(target, steps - 1) for target in targets)


def _says_whom(kind: type) -> bool:
    return isinstance(getattr(kind, "concerned", None), property) and kind is not Matter
