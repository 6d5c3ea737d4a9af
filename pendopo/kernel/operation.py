"""The one door: every change to the data goes through a registered operation."""

import functools
import inspect
from collections.abc import Callable, Collection
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, ParamSpec, TypeVar
from uuid import UUID

from django.db import transaction

from pendopo.kernel import capture, clock, journal, memo
from pendopo.kernel.actor import Actor
from pendopo.kernel.areas import Tier, contains, tier_of
from pendopo.kernel.errors import NotPermitted, Refusal, TierNotAllowed
from pendopo.kernel.guard import door
from pendopo.kernel.ids import uuid7

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True)
class Operation:
    """What the registry knows of an operation; the reference pages are generated from it."""

    name: str
    permission: str | None
    subject: str
    tiers: frozenset[Tier]
    replicates: bool
    open_to: str  # "officer", "resident" or "public"
    module: str
    function: str
    doc: str
    swallows: frozenset[str] = frozenset()
    subject_default: str | None = None


REGISTRY: dict[str, Operation] = {}
_cause: ContextVar[UUID | None] = ContextVar("pendopo_cause", default=None)


def operation(
    name: str,
    *,
    subject: str,
    permission: str | None = None,
    tiers: Collection[Tier] = frozenset(Tier),
    replicates: bool = True,
    resident: bool = False,
    public: bool = False,
) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Register a function as an operation; it takes the actor first and everything else by keyword.

    `subject` names the keyword whose value is the subject: a row with `pk` and `area_code`, or an area code.
    The wrapper checks the permission in the subject's area, opens the transaction, runs, and writes the
    journal entry in the same transaction. A Refusal rolls everything back and is journalled itself.
    """
    if (permission is None) == (not resident and not public):
        raise TypeError(f"{name}: name a permission, or say that it is open to residents or to the public")

    def register(function: Callable[P, R]) -> Callable[P, R]:
        parameters = inspect.signature(function).parameters
        entry = Operation(
            name=name,
            permission=permission,
            subject=subject,
            tiers=frozenset(tiers),
            replicates=replicates,
            open_to="public" if public else "resident" if resident else "officer",
            module=function.__module__,
            function=function.__name__,
            doc=inspect.getdoc(function) or "",
            swallows=frozenset({"reason", "evidence"} - set(parameters)),
            subject_default=_default_of(parameters.get(subject)),
        )
        _check_registration(entry, parameters)
        REGISTRY[name] = entry

        @functools.wraps(function)
        def run(*args: P.args, **kwargs: P.kwargs) -> R:
            (actor,) = args
            if not isinstance(actor, Actor):
                raise TypeError(f"{name}: the first argument is the actor")
            return _run(entry, function, actor, dict(kwargs))

        run.operation = entry  # type: ignore[attr-defined]
        return run

    return register


def _default_of(parameter: inspect.Parameter | None) -> str | None:
    return parameter.default if parameter is not None and isinstance(parameter.default, str) else None


def _check_registration(entry: Operation, parameters: Any) -> None:
    if entry.name in REGISTRY and REGISTRY[entry.name].module != entry.module:
        raise TypeError(f"{entry.name} is registered twice")
    if entry.subject not in parameters:
        raise TypeError(f"{entry.name}: the subject {entry.subject!r} is not one of its arguments")
    if not entry.doc:
        raise TypeError(f"{entry.name}: an operation says in one sentence what it does")


def _run(entry: Operation, function: Callable[..., R], actor: Actor, kwargs: dict[str, Any]) -> R:
    subject, area = _subject_of(entry, kwargs)
    words = {key: kwargs.get(key, "" if key == "reason" else ()) for key in ("reason", "evidence")}
    given = {key: value for key, value in kwargs.items() if key not in entry.swallows}
    cause = _cause.get()
    entry_id = uuid7()
    draft = functools.partial(
        journal.Draft,
        entry_id=entry_id,
        operation=entry.name,
        actor=actor,
        subject=subject,
        area=area,
        cause=cause,
        reason=str(words["reason"]),
        evidence=tuple(words["evidence"]),
    )
    try:
        _check_permission(entry, actor, area)
        with transaction.atomic(durable=cause is None), door(entry.name):
            now = capture.Capture(entry_id)
            held = capture._running.set(now)
            causing = _cause.set(entry_id)
            try:
                result = function(actor, **given)
            finally:
                capture._running.reset(held)
                _cause.reset(causing)
            journal.write(draft(changes=tuple(now.changes.values())), clock.now())
        memo.forget()
        return result
    except Refusal as refusal:
        # Its own transaction when outermost; inside an outer operation it stands or falls with that one.
        with transaction.atomic(), door(entry.name):
            journal.write(draft(outcome="refused", code=refusal.code), clock.now())
        raise


def _subject_of(entry: Operation, kwargs: dict[str, Any]) -> tuple[str, str]:
    subject = kwargs.get(entry.subject, entry.subject_default)
    if subject is None:
        raise TypeError(f"{entry.name}: the subject {entry.subject!r} is missing")
    if isinstance(subject, str):
        return subject, subject
    return str(subject.pk), subject.area_code


def _check_permission(entry: Operation, actor: Actor, area: str) -> None:
    if actor.kind == "system" or entry.open_to == "public":
        return
    if entry.open_to == "resident":
        if actor.kind != "resident" and actor.on_behalf_of is None:
            raise NotPermitted
        return
    assert entry.permission is not None
    held = [power for power in actor.areas(entry.permission) if contains(power, area)]
    if not held:
        raise NotPermitted
    if not any(tier_of(power) in entry.tiers for power in held):
        raise TierNotAllowed
