"""Missing, leaving for a while, and coming back."""

from collections.abc import Mapping
from datetime import date

from pendopo.kernel.actor import Actor
from pendopo.kernel.operation import operation
from pendopo.people.models import EventKind, Person
from pendopo.people.operations.events.shared import _check_event
from pendopo.people.operations.families import _living_head_but, _lock_at_home
from pendopo.people.operations.ledger import Ledger
from pendopo.people.operations.persons import DESKS
from pendopo.people.operations.refusals import PeopleRefused
from pendopo.people.operations.staying import _begin_again, _end, _home_again, _left_after
from pendopo.people.rules.codes import TABLES, BasicStatus, Relation
from pendopo.people.rules.permissions import RECORD
from pendopo.people.rules.stays import ENDED_BY, Turn

_DETAILS = (
    "place",
    "destination",
    "purpose",
    "expected_return",
    "police_number",
    "reporter",
    "origin",
    "note",
)


def _record_absence(
    kind: str,
    status: BasicStatus,
    person: Person,
    on: date,
    details: Mapping[str, object],
    reported: date | None,
) -> Person:
    fresh = _lock_at_home(person)
    reported_on = _check_event(kind, fresh, on, reported)
    ledger = Ledger()
    _end(ledger, fresh, on, status, ENDED_BY[status])
    said = {name: value for name, value in details.items() if name in _DETAILS}
    ledger.event(fresh, kind, on=on, reported_on=reported_on, details=said)
    return fresh


@operation("people.missing.record", "Warga hilang dicatat", RECORD, "person", tiers=DESKS, recuse="person")
def record_missing(
    actor: Actor,
    *,
    person: Person,
    on: date,
    details: Mapping[str, object] | None = None,
    reported_on: date | None = None,
    reason: str = "",
) -> Person:
    """Write down that a person is missing."""
    return _record_absence(EventKind.MISSING, BasicStatus.MISSING, person, on, details or {}, reported_on)


@operation(
    "people.leave.record", "Kepergian sementara dicatat", RECORD, "person", tiers=DESKS, recuse="person"
)
def record_leave(
    actor: Actor,
    *,
    person: Person,
    on: date,
    details: Mapping[str, object] | None = None,
    reported_on: date | None = None,
    reason: str = "",
) -> Person:
    """Write down that a person left for a while without moving."""
    return _record_absence(EventKind.LEAVE, BasicStatus.AWAY, person, on, details or {}, reported_on)


@operation("people.return.record", "Warga kembali dicatat", RECORD, "person", tiers=DESKS, recuse="person")
def record_return(
    actor: Actor,
    *,
    person: Person,
    on: date,
    relation: int | None = None,
    details: Mapping[str, object] | None = None,
    reported_on: date | None = None,
    reason: str = "",
) -> Person:
    """Write down that somebody who was missing, away or moved is back in the village.

    Who had moved gets a new presence from that day; a head whose place was taken needs another relation.
    """
    fresh = _lock_at_home(person)
    had_moved = fresh.basic_status == BasicStatus.MOVED
    reported = _check_event("return", fresh, on, reported_on)
    if _left_after(fresh, on):  # an import said so, and no event did
        raise PeopleRefused("before_last_event")
    ledger = Ledger()
    place = _place_again(fresh, relation)
    turn = Turn.ARRIVED if had_moved else Turn.RETURNED
    _begin_again(ledger, fresh, on, turn, moved=had_moved, relation=place)
    _home_again(ledger, fresh, on)
    said = {name: value for name, value in (details or {}).items() if name in _DETAILS}
    kind = EventKind.MOVE_IN if had_moved else EventKind.RETURN
    ledger.event(fresh, kind, on=on, reported_on=reported, details={**said, "again": had_moved or None})
    return fresh


def _place_again(person: Person, relation: int | None) -> int | None:
    if person.family is None:
        return person.relation
    wanted = relation if relation is not None else person.relation
    if wanted is not None and wanted not in TABLES["kk_level"]:
        raise PeopleRefused("relation_missing")
    if wanted == Relation.HEAD and _living_head_but(person) is not None:
        raise PeopleRefused("head_taken")
    return wanted
