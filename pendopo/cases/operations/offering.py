"""The operations of a kind of case, one a move and those that every kind has; each is registered for its own domain."""

import inspect
import sys
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial, wraps
from types import MappingProxyType
from typing import Any, TypeVar, cast
from uuid import UUID

from pendopo.cases.formats.papers import Paper
from pendopo.cases.models import Case
from pendopo.cases.operations import besides, coming_in, on_paper
from pendopo.cases.operations.moving import Said, lock, made_before, make_move, require_unchanged
from pendopo.cases.rules.flow import OWNER, Flow, Move
from pendopo.documents.rules import same_code
from pendopo.kernel.actor import Actor
from pendopo.kernel.operation import PUBLIC, RESIDENT, operation

Act = Callable[..., Any]
Acts = Mapping[str, Act]
F = TypeVar("F", bound=Callable[..., Any])
_ = str  # marks a text for the catalogue


def operations_of(
    flow: Flow,
    model: type[Case],
    module: str,
    *,
    own: Mapping[str, Act] = MappingProxyType({}),
    names: Mapping[str, str] = MappingProxyType({}),
    without: Collection[str] = (),
) -> Acts:
    """Register and return the operations of a kind of case by their short names; `module` is the domain's own.

    `own` are those that the domain has written by hand, `without` those that it has no use for, and `names` says what
    one is called in the registry, where the journal knows it by another name.
    """
    asks = PUBLIC if flow.open_to_all else RESIDENT
    made: list[tuple[Act, str, str, str]] = [
        (coming_in.ask, _("Permohonan diajukan"), asks, "village"),
        (coming_in.record, _("Permohonan dicatat di loket"), flow.record, "village"),
        (besides.climb, _("Permohonan naik karena lewat waktu"), flow.clock, "case"),
        (besides.note, _("Catatan kantor ditulis"), flow.read, "case"),
        (besides.follow, _("Permohonan diikuti warga"), RESIDENT, "case"),
        (besides.claim, _("Permohonan diakui pemiliknya"), RESIDENT, "case"),
        (besides.join, _("Permohonan ikut ke catatan warga yang digabung"), flow.join, "area"),
        (besides.hand_out, _("Daftar permohonan diunduh"), flow.read, "area"),
        (on_paper.carry, _("Permohonan disampaikan di atas kertas"), flow.record, "case"),
        (on_paper.key_in, _("Jawaban di atas kertas disalin"), flow.record, "case"),
    ]
    acts: dict[str, Act] = {}
    for function, title, permission, subject in made:
        if function.__name__ in without:
            continue
        given: dict[str, Any] = {"about": flow.title, "recuse": "case"} if subject == "case" else {}
        if permission == flow.record:
            given["tiers"] = flow.counters
        act = partial(function, flow, model)
        name = names.get(function.__name__, function.__name__)
        acts[function.__name__] = _registered(flow, name, act, title, permission, subject, given, module)
    rest = (move for move in flow.moves if move.key not in {*own, *without})
    return {**acts, **{move.key: _move(flow, move, module) for move in rest}, **own}


def _registered(
    flow: Flow,
    key: str,
    act: Any,
    title: str,
    permission: str,
    subject: str,
    given: dict[str, Any],
    module: str,
) -> Act:
    name = f"{flow.name.rpartition('.')[2]}_{key}"
    act.__doc__, act.__annotations__ = act.func.__doc__, act.func.__annotations__
    act.__module__, act.__name__, act.__qualname__ = module, name, name
    made: Act = operation(f"{flow.name}.{key}", title, permission, subject, **given)(act)
    setattr(sys.modules[module], name, made)  # where the registry says that it stands
    return made


def by_hand(flow: Flow, key: str, title: str) -> Callable[[F], F]:
    """Register a move that a domain writes itself, with the maker, tiers and recusal that its flow says."""
    permission, given = _given(flow, flow.move(key))

    def registered(function: F) -> F:
        taken = inspect.signature(function).parameters

        @wraps(function)
        def once(actor: Actor, *, case: Case, seen: str = "", **said: Any) -> Any:
            if made_before(case, key, said.get("form_key")):
                return case  # the second of two clicks
            if seen:
                require_unchanged(lock(case), seen)
            # A form of the frame says all that a move can be asked; this one takes what it asks.
            return function(actor, case=case, **{name: one for name, one in said.items() if name in taken})

        return cast(F, operation(f"{flow.name}.{key}", title, permission, "case", **given)(once))

    return registered


def _move(flow: Flow, move: Move, module: str) -> Act:
    permission, given = _given(flow, move)
    act = partial(_make, flow, move.key)
    return _registered(flow, move.key, act, move.done, permission, "case", given, module)


def _given(flow: Flow, move: Move) -> tuple[str, dict[str, Any]]:
    """Return the permission that a move needs, and what else its operation is registered with."""
    given: dict[str, Any] = {"about": flow.title}
    permission = PUBLIC if flow.open_to_all else RESIDENT
    if move.by != OWNER:
        permission = move.by
        desks = [desk for state in flow.states if state.key in move.source for desk in state.desk]
        given["tiers"] = flow.counters | {desk.tier for desk in desks}
        given["also"] = tuple(dict.fromkeys(desk.permission for desk in desks if desk.permission != move.by))
        given["recuse"] = "case" if move.recuse else ()
    return permission, given


def _make(
    flow: Flow,
    key: str,
    actor: Actor,
    *,
    case: Case,
    form_key: UUID | None = None,
    reason: str = "",
    values: Mapping[str, object] | None = None,
    marked: Mapping[str, str] | Sequence[str] = (),
    seen: str = "",
    secret: str = "",
    paper: Paper | None = None,
) -> Case:
    """Make one move of a case, if it is open to the actor now: see its flow."""
    by_code = bool(secret) and same_code(str(case.secret or ""), secret)
    marks = dict(marked) if isinstance(marked, Mapping) else dict.fromkeys(marked, "")
    said = Said(form_key, reason, values or {}, marks, paper=paper, seen=seen)
    return make_move(flow, actor, case, key, said, by_code=by_code)
