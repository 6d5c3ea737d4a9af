"""What every population event has to check before it is written down."""

from datetime import date
from typing import Final
from uuid import UUID

from django.db.models import Max

from pendopo.kernel import clock
from pendopo.kernel.queries import rule_value
from pendopo.people.models import EventKind, Person, PopulationEvent
from pendopo.people.operations.families import _check_merged
from pendopo.people.operations.refusals import PeopleRefused
from pendopo.people.queries.events import STANDING
from pendopo.people.rules.codes import BasicStatus
from pendopo.people.rules.registering import days_late, event_problem
from pendopo.people.rules.transfers import ON_THE_WAY

# These events neither begin nor end a presence, so they do not order what may follow them.
_UNORDERED: Final = (EventKind.CORRECTION, EventKind.SPLIT)


def _last_event_on(person: Person) -> date | None:
    events = PopulationEvent.objects.filter(STANDING, person=person).exclude(kind__in=_UNORDERED)
    found: date | None = events.aggregate(last=Max("on"))["last"]
    return found


def _check_event(kind: str, person: Person, on: date, reported_on: date | None = None) -> date:
    """Refuse an event that cannot have happened; answers the day of the report."""
    today = clock.today()
    _check_lives_here(person)
    problem = event_problem(
        kind,
        on=on,
        today=today,
        basic_status=person.basic_status,
        birth_date=person.birth_date,
        last_event_on=_last_event_on(person),
    )
    if problem is not None:
        raise PeopleRefused(problem)
    _check_merged(person, on)
    reported = reported_on or today
    if not on <= reported <= today:
        raise PeopleRefused("date_future")
    return reported


def _check_lives_here(person: Person) -> None:
    """Refuse what would bring somebody to life again who lives, or is about to live, in another village of the site."""
    if person.continued_as is not None:
        raise PeopleRefused("transfer_accepted")
    if (
        person.basic_status == BasicStatus.MOVED
        and person.travels.filter(transfer__state__in=ON_THE_WAY).exists()
    ):
        raise PeopleRefused("transfer_open")


def _check_in_time(key: str, on: date, reported_on: date, *, area: str, reason: str) -> int:
    """Ask for a reason when the report misses its dated limit; answers by how many days."""
    late = days_late(on, reported_on, int(rule_value(key, on=reported_on, area=area)))
    if late and not reason.strip():
        raise PeopleRefused("late_needs_reason")
    return late


def _choose(members: list[Person], chosen: frozenset[UUID]) -> list[Person]:
    picked = [member for member in members if member.pk in chosen]
    if not picked:
        raise PeopleRefused("nobody_chosen")
    if len(picked) != len(chosen):
        raise PeopleRefused("not_a_member")
    return picked
