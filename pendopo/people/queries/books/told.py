"""What the lines of a book tell beside the person: the event of a change, a guest's arrival, since when who is here."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from pendopo.people.models import EventKind, PastMembership, Person, PopulationEvent
from pendopo.people.queries.books.changes import Change, Scope
from pendopo.people.queries.books.lines import Cell, Writer
from pendopo.people.queries.events import STANDING
from pendopo.people.queries.stays import BEGAN
from pendopo.people.rules.books import Month
from pendopo.people.rules.registering import TEMPORARY
from pendopo.people.rules.stays import BY_IMPORT, Turn, turn_of

_KINDS = {
    Turn.BORN: EventKind.BIRTH,
    Turn.ARRIVED: EventKind.MOVE_IN,
    Turn.RETURNED: EventKind.RETURN,
    Turn.DIED: EventKind.DEATH,
    Turn.MOVED: EventKind.MOVE_OUT,
    Turn.MISSING: EventKind.MISSING,
    Turn.AWAY: EventKind.LEAVE,
}
_SLICE = 500


def changed_lines(writer: Writer, changes: Sequence[Change], village: str) -> Iterator[list[Cell]]:
    """Yield the lines of B.2, each with what its event said."""
    for start in range(0, len(changes), _SLICE):
        part = changes[start : start + _SLICE]
        ids = {change.stay.person for change in part}
        people = Person.objects.in_bulk(ids)
        events = PopulationEvent.objects.filter(STANDING, person__in=ids, village_code=village).order_by("pk")
        said = {(event.person_id, event.kind): event for event in events.exclude(kind=EventKind.CORRECTION)}
        dated = {(event.person_id, event.kind, event.on): event for event in said.values()}
        dated |= {(event.person_id, event.kind, event.on): event for event in events}
        for change in part:
            who, kind = change.stay.person, _KINDS.get(change.turn, "")
            # A birth date that was corrected since stands on the person, not on the event.
            event = dated.get((who, kind, change.on)) or (
                said.get((who, kind)) if change.turn == Turn.BORN else None
            )
            yield writer.change(people[who], change, event.details if event else {})


def guests_of(scope: Scope, month: Month) -> QuerySet[Person, Person]:
    """Return whoever was here for a while in a month, also who has gone or stays for good since."""
    over = PastMembership.objects.annotate(began=BEGAN).filter(
        scope.holds(TEMPORARY), person=OuterRef("pk"), began__lte=month.last, valid_to__gt=month.before
    )
    own = scope.holds(TEMPORARY) & Q(present_from__lte=month.last)
    own &= Q(present_until__isnull=True) | Q(present_until__gt=month.before)
    rows = Person.objects.filter(own | Exists(over)).select_related("family")
    return rows.order_by("present_from", "name_key", "id")


def arrivals_of(village: str) -> dict[UUID, PopulationEvent]:
    """Return the last arrival of each guest."""
    rows = PopulationEvent.objects.filter(STANDING, village_code=village, kind=EventKind.MOVE_IN)
    rows = rows.filter(person__residence=TEMPORARY)
    return {event.person_id: event for event in rows.order_by("on")}


# A file, or whoever wrote somebody down by hand, did not say since when.
_UNTOLD = Q(came_by__gte=BY_IMPORT) | Q(came_by__in=[Turn.UNKNOWN, Turn.LISTED])


def began_unknown(village: str) -> frozenset[UUID]:
    """Return whose stays began nobody knows when, although the present one began on a day that is known."""
    rows = PastMembership.objects.filter(_UNTOLD, village_code=village, valid_to__gt=BEGAN)
    return frozenset(rows.values_list("person_id", flat=True))


def begins_known(person: Person) -> bool:
    """Say whether the register knows since when somebody lives here, as far as the present stay tells."""
    turn, by_import = turn_of(person.came_by)
    return not by_import and turn not in (Turn.UNKNOWN, Turn.LISTED)
