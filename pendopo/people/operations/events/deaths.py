"""Deaths, and what a death changes for those who stay."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from pendopo.kernel.actor import Actor
from pendopo.kernel.operation import operation
from pendopo.people.models import EventKind, Person
from pendopo.people.operations.events.shared import _check_event, _check_in_time
from pendopo.people.operations.families import _appoint_head, _dissolve_if_empty, _lock_at_home, _members
from pendopo.people.operations.ledger import Ledger
from pendopo.people.operations.persons import DESKS
from pendopo.people.operations.refusals import PeopleRefused
from pendopo.people.operations.staying import _end
from pendopo.people.rules.codes import BasicStatus, MaritalStatus
from pendopo.people.rules.permissions import RECORD
from pendopo.people.rules.registering import DEATH_DAYS
from pendopo.people.rules.stays import Turn

_DETAILS = ("time", "place", "cause", "determined_by", "reporter", "certificate")


@operation("people.death.record", "Kematian dicatat", RECORD, "person", tiers=DESKS, recuse="person")
def record_death(
    actor: Actor,
    *,
    person: Person,
    on: date,
    details: Mapping[str, object] | None = None,
    successor: UUID | None = None,
    widowed: UUID | None = None,
    reported_on: date | None = None,
    reason: str = "",
) -> Person:
    """Write a death down, with a new head of the family and a widowed spouse if chosen.

    A report after the limit needs a reason.
    """
    fresh = _lock_at_home(person)
    reported = _check_event("death", fresh, on, reported_on)
    late = _check_in_time(DEATH_DAYS, on, reported, area=fresh.village_code, reason=reason)
    ledger = Ledger()
    _end(ledger, fresh, on, BasicStatus.DEAD, Turn.DIED)
    if fresh.family is not None:
        _after_death(ledger, fresh, on, successor, widowed)
    said = {name: value for name, value in (details or {}).items() if name in _DETAILS}
    ledger.event(
        fresh, EventKind.DEATH, on=on, reported_on=reported, details={**said, "late_days": late or None}
    )
    return fresh


def _after_death(
    ledger: Ledger, person: Person, on: date, successor: UUID | None, widowed: UUID | None
) -> None:
    assert person.family is not None
    members = _members(person.family)
    if widowed is not None:
        spouse = next((member for member in members if member.pk == widowed), None)
        if spouse is None or spouse.marital_status != MaritalStatus.MARRIED:
            raise PeopleRefused("not_a_member")
        ledger.change(spouse, marital_status=int(MaritalStatus.WIDOWED))
    if successor is not None:
        _appoint_head(ledger, members, successor, on)
    _dissolve_if_empty(ledger, person.family, on)
