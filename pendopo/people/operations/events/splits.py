"""Splitting a family card in two."""

from collections.abc import Collection, Mapping
from datetime import date
from uuid import UUID

from pendopo.kernel.actor import Actor
from pendopo.kernel.operation import operation
from pendopo.people.models import EventKind, Family, Person
from pendopo.people.operations.events.shared import _check_event, _check_in_time, _choose
from pendopo.people.operations.families import (
    NewFamily,
    _appoint_head,
    _check_joined,
    _join_family,
    _lock_family,
    _members,
    _new_family,
)
from pendopo.people.operations.ledger import Ledger
from pendopo.people.operations.persons import DESKS
from pendopo.people.operations.refusals import PeopleRefused
from pendopo.people.rules.codes import BasicStatus, Relation
from pendopo.people.rules.permissions import RECORD
from pendopo.people.rules.registering import CARD_DAYS


@operation("people.family.split", "Pecah KK dicatat", RECORD, "family", tiers=DESKS, recuse="family")
def split_family(
    actor: Actor,
    *,
    family: Family,
    chosen: Collection[UUID],
    head: UUID,
    new_family: NewFamily,
    on: date,
    relations: Mapping[UUID, int] | None = None,
    old_head: UUID | None = None,
    reason: str = "",
) -> Family:
    """Move chosen members to a new family card with a head of its own.

    The members that stay keep their head; if the head goes along, `old_head` names the next one.
    """
    old = _lock_family(family)
    if old.dissolved_on is not None:
        raise PeopleRefused("family_closed")
    members = _members(old)
    leaving = _choose(members, frozenset(chosen))
    staying = [member for member in members if member.pk not in chosen]
    _check_split(leaving, staying, head, old_head)
    reported = max(_check_event("split", member, on) for member in leaving)
    _check_joined(leaving, on)
    late = _check_in_time(CARD_DAYS, on, reported, area=old.village_code, reason=reason)
    ledger = Ledger()
    made = _new_family(actor, new_family, village=old.village_code, on=on)
    ledger.made(made)
    was = {member.pk: member.relation for member in leaving}
    _move_over(ledger, leaving, made, on, head, relations)
    if staying and old_head is not None:
        _appoint_head(ledger, staying, old_head, on)
    for member in leaving:
        said = {"from_family": old.pk, "to_family": made.pk, "relation_before": was[member.pk]}
        if late:
            said["late_days"] = late
        ledger.event(member, EventKind.SPLIT, on=on, reported_on=reported, details=said)
    return made


def _move_over(
    ledger: Ledger,
    leaving: list[Person],
    family: Family,
    on: date,
    head: UUID,
    relations: Mapping[UUID, int] | None,
) -> None:
    for member in leaving:
        # The present head keeps that place for a moment; the others get theirs below.
        relation = member.relation if member.relation is not None else Relation.OTHER
        _join_family(ledger, member, family, relation, on)
    _appoint_head(ledger, leaving, head, on, relations)


def _check_split(leaving: list[Person], staying: list[Person], head: UUID, old_head: UUID | None) -> None:
    if not staying:
        raise PeopleRefused("everybody_chosen")
    heads = {member.pk: member for member in leaving}
    if head not in heads or heads[head].basic_status != BasicStatus.ALIVE:
        raise PeopleRefused("head_needed")
    head_leaves = any(member.relation == Relation.HEAD for member in leaving)
    if head_leaves and old_head is None and any(m.basic_status == BasicStatus.ALIVE for m in staying):
        raise PeopleRefused("head_needed")
