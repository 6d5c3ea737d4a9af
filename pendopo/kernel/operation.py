"""The one door: every change to the data goes through a registered operation."""

import functools
import inspect
from collections.abc import Callable, Collection, Mapping
from contextvars import ContextVar
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, ParamSpec, TypeVar, get_args
from uuid import UUID

from django.db import transaction
from django.utils.functional import Promise

from pendopo.kernel import capture, clock, journal, memo
from pendopo.kernel.actor import Actor
from pendopo.kernel.areas import Tier, contains, tier_of
from pendopo.kernel.errors import NotPermitted, Refusal, TierNotAllowed
from pendopo.kernel.guard import door
from pendopo.kernel.ids import uuid7
from pendopo.kernel.recusal import require_distance
from pendopo.kernel.switches import require_open

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True)
class Operation:
    """What the registry knows of an operation; the reference pages are generated from it."""

    name: str
    title: str  # in Indonesian; the catalogue collects it
    permission: str | None
    subject: str
    tiers: frozenset[Tier]
    replicates: bool
    open_to: str  # "officer", "resident" or "public"
    module: str
    function: str
    doc: str
    recuse: tuple[str, ...] = ()
    swallows: frozenset[str] = frozenset()
    subject_default: str | None = None
    about: str | Promise = ""  # what the subject is, where it is no area
    # Permissions that do as well: those of the desks to which silence moves the matter up.
    also: tuple[str, ...] = ()
    savepoint: bool = True


# Who may run an operation that asks for no permission.
RESIDENT, PUBLIC = _OPEN = ("resident", "public")

REGISTRY: dict[str, Operation] = {}
# Names that stand in older journals, and the operation that does it today.
FORMER: dict[str, str] = {}


@dataclass(frozen=True)
class _Frame:
    """One running operation; the entries of nested ones wait in one list for the end of the outermost."""

    entry_id: UUID
    drafts: list[tuple[journal.Draft, datetime]]


_current: ContextVar[_Frame | None] = ContextVar("pendopo_operation", default=None)


def operation(
    name: str,
    title: str,
    permission: str,
    subject: str,
    *,
    tiers: Collection[Tier] = frozenset(Tier),
    replicates: bool = True,
    about: str = "",
    formerly: Collection[str] = (),
    recuse: str | tuple[str, ...] = (),
    also: tuple[str, ...] = (),
    savepoint: bool = True,
) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Register a function as an operation; it takes the actor first and everything else by keyword.

    `title` is for the journal's pages. `permission` is one of the domain's (each of `also` does as well), RESIDENT or
    PUBLIC; `formerly`: names in older journals. `subject` names the keyword whose value is the subject, a row with `pk`
    and `area_code` or an area code; `recuse` those that say whom it is about (`kernel/recusal.py`). The wrapper checks,
    opens the transaction, runs and writes the entry in it; a Refusal rolls back and is journalled. `savepoint=False`:
    one that refuses inside another ends that one too.
    """

    def register(function: Callable[P, R]) -> Callable[P, R]:
        parameters = inspect.signature(function).parameters
        held = None if permission in _OPEN else permission
        entry = Operation(
            *(name, title, held, subject, frozenset(tiers), replicates),
            *(permission if held is None else "officer", function.__module__, function.__name__),
            doc=inspect.getdoc(function) or "",
            recuse=(recuse,) if isinstance(recuse, str) else recuse,
            swallows=frozenset({"reason", "evidence"} - set(parameters)),
            subject_default=_default_of(parameters.get(subject)),
            about=about or _called(function, subject),
            also=also,
            savepoint=savepoint,
        )
        return _through_the_door(_kept(entry, parameters, formerly), function)

    return register


def _through_the_door(entry: Operation, function: Callable[P, R]) -> Callable[P, R]:
    @functools.wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        (actor,) = args
        if not isinstance(actor, Actor):
            raise TypeError(f"{entry.name}: the first argument is the actor")
        with memo.one_request():
            return _run(entry, function, actor, dict(kwargs))

    run.operation = entry  # type: ignore[attr-defined]
    return run


def _default_of(parameter: inspect.Parameter | None) -> str | None:
    return parameter.default if parameter is not None and isinstance(parameter.default, str) else None


def _called(function: Callable[..., object], subject: str) -> str | Promise:
    """What an operation is about, in the words of the table whose row its own signature asks for."""
    kind = inspect.get_annotations(function).get(subject)
    named = (getattr(one, "called", "") for one in (kind, *get_args(kind)))
    return next((words for words in named if words), "")


def operation_called(name: str) -> Operation | None:
    """Return the operation that has this name, or had it formerly."""
    return REGISTRY.get(FORMER.get(name, name))


def names_of(name: str) -> list[str]:
    """Return every name under which entries of an operation stand in journals."""
    return [name, *(old for old, new in FORMER.items() if new == name)]


def _kept(
    entry: Operation, parameters: Mapping[str, inspect.Parameter], formerly: Collection[str]
) -> Operation:
    _check_registration(entry, parameters)
    REGISTRY[entry.name] = entry
    FORMER.update(dict.fromkeys(formerly, entry.name))
    return entry


def _check_registration(entry: Operation, parameters: Mapping[str, inspect.Parameter]) -> None:
    if entry.name in REGISTRY and REGISTRY[entry.name].module != entry.module:
        raise TypeError(f"{entry.name} is registered twice")
    if (entry.permission is None) == (entry.open_to == "officer"):
        raise TypeError(
            f"{entry.name}: name a permission, or say that it is open to residents or to the public"
        )
    if entry.subject not in parameters:
        raise TypeError(f"{entry.name}: the subject {entry.subject!r} is not one of its arguments")
    if not set(entry.recuse) <= set(parameters):
        raise TypeError(f"{entry.name}: {entry.recuse} are not all arguments of it")
    if not entry.doc:
        raise TypeError(f"{entry.name}: an operation says in one sentence what it does")


def _run(entry: Operation, function: Callable[..., R], actor: Actor, kwargs: dict[str, Any]) -> R:
    outer = _current.get()
    frame = _Frame(uuid7(), outer.drafts if outer else [])
    before = len(frame.drafts)
    draft = _draft_of(entry, actor, kwargs, frame.entry_id, outer.entry_id if outer else None)
    given = {key: value for key, value in kwargs.items() if key not in entry.swallows}
    try:
        _check_permission(entry, actor, draft.area)
        require_open(entry.name, entry.module, actor, draft.area)
        # Before the door: inside it a spoilt cell stops everything, and its correction too.
        matters = [kwargs.get(name) for name in entry.recuse]
        require_distance(actor, _used(entry, actor, draft.area), draft.area, matters)
        savepoint = outer is None or entry.savepoint
        with transaction.atomic(savepoint=savepoint, durable=outer is None), door(entry.name):
            result, changes = _perform(frame, function, actor, given)
            frame.drafts.append((replace(draft, changes=changes), clock.now()))
            if outer is None:
                # Last of all, and for all at once: on PostgreSQL the feed is locked from here to the commit.
                journal.write(frame.drafts)
        if outer is None:
            memo.forget()
        return result
    except BaseException as trouble:
        memo.forget()  # what was read meanwhile may be what was taken back
        del frame.drafts[before:]
        if isinstance(trouble, Refusal):
            _journal_refusal(replace(draft, outcome="refused", code=trouble.code), frame, outer is None)
        raise


def _draft_of(
    entry: Operation, actor: Actor, kwargs: dict[str, Any], entry_id: UUID, cause: UUID | None
) -> journal.Draft:
    subject, area = _subject_of(entry, kwargs)
    return journal.Draft(
        entry_id=entry_id,
        operation=entry.name,
        actor=actor,
        subject=subject,
        area=area,
        cause=cause,
        reason=str(kwargs.get("reason", "")),
        evidence=tuple(kwargs.get("evidence", ())),
    )


def _perform(
    frame: _Frame, function: Callable[..., R], actor: Actor, given: dict[str, Any]
) -> tuple[R, tuple[capture.Change, ...]]:
    now, around = capture.Capture(frame.entry_id), capture.running()
    held, current = capture._running.set(now), _current.set(frame)
    try:
        result = function(actor, **given)
    except BaseException:
        now.forget()
        raise
    finally:
        capture._running.reset(held)
        _current.reset(current)
    if around is not None:
        now.hand_over(around)
    return result, tuple(now.changes.values())


def _journal_refusal(draft: journal.Draft, frame: _Frame, outermost: bool) -> None:
    # Its own transaction when outermost; inside an outer operation it stands or falls with that one.
    if not outermost:
        frame.drafts.append((draft, clock.now()))
        return
    with transaction.atomic(), door(draft.operation):
        journal.write([(draft, clock.now())])


def _subject_of(entry: Operation, kwargs: dict[str, Any]) -> tuple[str, str]:
    subject = kwargs.get(entry.subject, entry.subject_default)
    if subject is None:
        raise TypeError(f"{entry.name}: the subject {entry.subject!r} is missing")
    if isinstance(subject, str):
        return subject, subject
    return str(subject.pk), subject.area_code


def _used(entry: Operation, actor: Actor, area: str) -> str:
    """The permission with which this actor acts."""
    named = (entry.permission or "", *entry.also)
    return next((one for one in named if actor.may(one, area)), named[0])


def _check_permission(entry: Operation, actor: Actor, area: str) -> None:
    if actor.kind == "system" or entry.open_to == "public":
        return
    if entry.open_to == "resident":
        if actor.kind != "resident" and actor.on_behalf_of is None:
            raise NotPermitted
        return
    assert entry.permission is not None
    held = [
        power
        for one in (entry.permission, *entry.also)
        for power in actor.areas(one)
        if contains(power, area)
    ]
    if not held:
        raise NotPermitted
    if not any(tier_of(power) in entry.tiers for power in held):
        raise TierNotAllowed
