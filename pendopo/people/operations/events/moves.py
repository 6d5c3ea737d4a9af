"""Moves: out of the village, into it, and into a new family of one's own."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.kernel.areas import village_of
from pendopo.kernel.errors import NotFound
from pendopo.kernel.operation import operation
from pendopo.people.models import EventKind, Family, Person
from pendopo.people.operations.events.shared import _check_event, _choose
from pendopo.people.operations.families import (
    NewFamily,
    _appoint_head,
    _dissolve_if_empty,
    _lock_at_home,
    _lock_family,
    _members,
    _new_family,
)
from pendopo.people.operations.ledger import Ledger
from pendopo.people.operations.persons import DESKS, _check_area, _new_person
from pendopo.people.operations.refusals import PeopleRefused
from pendopo.people.operations.staying import _end
from pendopo.people.queries.events import _as_member
from pendopo.people.rules.codes import BasicStatus, Relation
from pendopo.people.rules.permissions import RECORD
from pendopo.people.rules.registering import (
    INSIDE_VILLAGE,
    MOVE_CLASSES,
    MOVE_REASONS,
    PERMANENT,
    TEMPORARY,
    move_kind,
)
from pendopo.people.rules.stays import Turn


@dataclass(frozen=True)
class Newcomer:
    """Somebody who moves in: the data of the person and the relation in the family."""

    values: Mapping[str, object] = field(default_factory=dict)
    relation: int | None = None


_OUT_DETAILS = ("destination", "move_class", "move_reason", "letter_number", "reporter")
_IN_DETAILS = ("origin", "letter_number", "move_reason", "purpose", "host", "expected_leave", "reporter")


def _check_codes(details: Mapping[str, object]) -> None:
    for name, table in (("move_class", MOVE_CLASSES), ("move_reason", MOVE_REASONS)):
        if details.get(name) not in (None, "") and details[name] not in table:
            raise PeopleRefused("bad_value")
    if details.get("move_class") == INSIDE_VILLAGE:
        raise PeopleRefused("inside_village")


@operation(
    "people.move_out.record",
    "Pindah keluar dicatat",
    RECORD,
    "person",
    tiers=DESKS,
    recuse=("person", "together"),
)
def record_move_out(
    actor: Actor,
    *,
    person: Person,
    on: date,
    together: Collection[UUID] = (),
    details: Mapping[str, object] | None = None,
    successor: UUID | None = None,
    reported_on: date | None = None,
    reason: str = "",
) -> list[Person]:
    """Write down that a person, and chosen members of the family, moved out of the village."""
    first = _lock_at_home(person)
    said = {name: value for name, value in (details or {}).items() if name in _OUT_DETAILS}
    _check_codes(said)
    family, chosen = first.family, frozenset({first.pk, *together})
    members = _household(first)
    leaving = _choose(members, chosen)
    kind = move_kind([_as_member(member) for member in members], chosen)
    reports = [_check_event("move_out", member, on, reported_on) for member in leaving]
    ledger = Ledger()
    for member in leaving:
        _end(ledger, member, on, BasicStatus.MOVED, Turn.MOVED)
    if family is not None:
        if successor is not None:
            _appoint_head(ledger, _members(family), successor, on)
        _dissolve_if_empty(ledger, family, on)
    ids = [str(member.pk) for member in leaving]
    for member in leaving:
        ledger.event(
            member,
            EventKind.MOVE_OUT,
            on=on,
            reported_on=reports[0],
            details={**said, "move_kind": kind, "together": ids if len(ids) > 1 else None},
        )
    return leaving


def _household(person: Person) -> list[Person]:
    members = [] if person.family is None else _members(person.family)
    return members if person.pk in {member.pk for member in members} else [*members, person]


@operation("people.move_in.record", "Pindah datang dicatat", RECORD, "area", tiers=DESKS, recuse="family")
def record_move_in(
    actor: Actor,
    *,
    area: str,
    on: date,
    newcomers: Sequence[Newcomer],
    family: Family | None = None,
    new_family: NewFamily | None = None,
    details: Mapping[str, object] | None = None,
    temporary: bool = False,
    reported_on: date | None = None,
    reason: str = "",
) -> list[Person]:
    """Add people who moved into the village: a family, members of one, or temporary residents."""
    reported = reported_on or clock.today()
    if not newcomers:
        raise PeopleRefused("nobody_chosen")
    if not on <= reported <= clock.today():
        raise PeopleRefused("date_future")
    said = {name: value for name, value in (details or {}).items() if name in _IN_DETAILS}
    _check_codes(said)
    _check_area(actor, RECORD, area, village=village_of(area))
    ledger = Ledger()
    home = _home(actor, ledger, newcomers, family, new_family, village=village_of(area), on=on)
    residence, start = TEMPORARY if temporary else PERMANENT, (on, Turn.ARRIVED)
    arrived = []
    for newcomer in sorted(newcomers, key=lambda found: found.relation != Relation.HEAD):
        values = {**newcomer.values, "residence": residence}
        person = _new_person(
            actor, values, family=home, relation=newcomer.relation, start=start, area=area, reason=reason
        )
        if person.birth_date is not None and on < person.birth_date:
            raise PeopleRefused("before_birth")
        ledger.made(person)
        arrived.append(person)
    for person in arrived:
        ledger.event(person, EventKind.MOVE_IN, on=on, reported_on=reported, details=said)
    return arrived


def _home(
    actor: Actor,
    ledger: Ledger,
    newcomers: Sequence[Newcomer],
    family: Family | None,
    new_family: NewFamily | None,
    *,
    village: str,
    on: date,
) -> Family | None:
    if family is not None:
        home = _lock_family(family)
        if not actor.may(RECORD, home.area_code) or home.village_code != village:
            raise NotFound
        return home
    if new_family is None:
        return None
    if [newcomer.relation for newcomer in newcomers].count(Relation.HEAD) != 1:
        raise PeopleRefused("head_needed")
    made = _new_family(actor, new_family, village=village, on=on)
    ledger.made(made)
    return made
