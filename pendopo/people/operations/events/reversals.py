"""Taking back an event that was written down by mistake."""

from collections.abc import Sequence

from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.kernel.errors import NotFound
from pendopo.kernel.operation import operation
from pendopo.people.models import EventKind, Family, PastMembership, Person, PopulationEvent
from pendopo.people.operations.events.shared import _check_lives_here
from pendopo.people.operations.ledger import Ledger, Line, Row, _put_back, _rows_of, _still_as_left
from pendopo.people.operations.persons import DESKS, _lock_person
from pendopo.people.operations.refusals import PeopleRefused
from pendopo.people.operations.staying import _home_again, _withdraw
from pendopo.people.queries.events import STANDING
from pendopo.people.rules.codes import BasicStatus
from pendopo.people.rules.permissions import CORRECT


@operation("people.event.reverse", "Peristiwa dibatalkan", CORRECT, "person", tiers=DESKS, recuse="person")
def reverse_event(
    actor: Actor, *, person: Person, event: PopulationEvent, reason: str = ""
) -> list[PopulationEvent]:
    """Take back an event, with those of the people who went along, while nothing builds on it.

    The event stays readable; a second one beside it says that it was taken back.
    """
    if not reason.strip():
        raise PeopleRefused("reason_missing")
    fresh = _lock_person(person)
    found = PopulationEvent.objects.select_for_update().filter(pk=event.pk, person=fresh).first()
    if found is None:
        raise NotFound
    _check_reversible(found)
    together = _same_event(found)
    _check_live_here(together)
    lines: list[Line] = found.details["undo"]
    rows = _rows_of(lines)
    if not _still_as_left(lines, rows) or _has_later(together, rows):
        raise PeopleRefused("built_upon")
    if not all(
        actor.may(CORRECT, row.area_code) for row in rows.values() if not isinstance(row, PastMembership)
    ):
        raise NotFound
    for row in _put_back(lines, rows):
        _take_out(row)
    for member in (row for row in rows.values() if isinstance(row, Person)):
        _home_again(Ledger(), member, clock.today())
    return [_reversal_of(one) for one in together]


def _check_reversible(event: PopulationEvent) -> None:
    if event.reverses_id is not None or event.kind == EventKind.CORRECTION or "undo" not in event.details:
        raise PeopleRefused("not_reversible")
    if PopulationEvent.objects.filter(reverses=event).exists():
        raise PeopleRefused("already_reversed")
    if "transfer" in event.details:
        raise PeopleRefused("transfer_arrived")


def _check_live_here(together: Sequence[PopulationEvent]) -> None:
    for one in together:
        _check_lives_here(one.person)


def _same_event(event: PopulationEvent) -> list[PopulationEvent]:
    """Find the events of those who moved or split together: they were written by one operation."""
    rows = PopulationEvent.objects.filter(
        STANDING, village_code=event.village_code, on=event.on, kind=event.kind, last_entry=event.last_entry
    )
    return list(rows.select_related("person").order_by("pk"))


def _has_later(together: Sequence[PopulationEvent], rows: dict[str, Row]) -> bool:
    people = {row.pk for row in rows.values() if isinstance(row, Person)} | {
        one.person_id for one in together
    }
    newest = max(one.pk for one in together)
    later = PopulationEvent.objects.filter(STANDING, person_id__in=people, pk__gt=newest)
    # A corrected name does not hang on the event; what does hang on it is compared value by value.
    if later.exclude(kind=EventKind.CORRECTION).exists():
        return True
    made = [line["id"] for line in together[0].details["undo"] if line["before"] is None]
    # A record that the event made has no value to compare: merged since, it would live again with its merge undone.
    if any(row.basic_status == BasicStatus.INVALID for row in _people(rows, made)) or any(
        "merge" in one.details for one in later.filter(person_id__in=made)
    ):
        return True
    joined_since = Person.objects.filter(family_id__in=made).exclude(pk__in=people)
    return joined_since.exclude(basic_status=BasicStatus.INVALID).exists()


def _people(rows: dict[str, Row], ids: Sequence[str]) -> list[Person]:
    return [row for key in ids if isinstance(row := rows[key], Person)]


def _take_out(row: Row) -> None:
    """Withdraw a row that the event had made: nobody's history is deleted, but it counts no more."""
    if isinstance(row, PastMembership):
        row.delete()
    elif isinstance(row, Family):
        row.dissolved_on, row.kk_number = clock.today(), None
        row.save()
    else:
        row.nik = None
        _withdraw(Ledger(), row, family_id=None, relation=None, family_since=None)


def _reversal_of(event: PopulationEvent) -> PopulationEvent:
    return PopulationEvent.objects.create(
        person=event.person,
        village_code=event.village_code,
        kind=event.kind,
        on=event.on,
        reported_on=clock.today(),
        details={},
        reverses=event,
    )
