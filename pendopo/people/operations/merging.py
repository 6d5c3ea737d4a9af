"""Two records of one person become one; it can be taken back whole.

The record that goes stays readable and counts no more. Identity numbers change places between the two records, so
that neither is lost and taking back means changing them back; they never pass through the ledger.
"""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db.models import F

from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.kernel.errors import NotFound
from pendopo.kernel.operation import operation
from pendopo.people.models import EventKind, Family, PastMembership, Person, PopulationEvent
from pendopo.people.operations.families import _dissolve_if_empty
from pendopo.people.operations.ledger import Ledger, _put_back, _rows_of, _still_as_left
from pendopo.people.operations.persons import DESKS, _save_unique
from pendopo.people.operations.refusals import PeopleRefused
from pendopo.people.operations.staying import _follow_birth, _home_again, _place, _withdraw
from pendopo.people.queries.events import STANDING
from pendopo.people.queries.merging import MERGEABLE, NUMBERS
from pendopo.people.rules.codes import BasicStatus
from pendopo.people.rules.permissions import MERGE
from pendopo.people.rules.references import person_reference, person_references


@operation(
    "people.person.merge", "Dua data warga digabung", MERGE, "person", tiers=DESKS, recuse=("person", "other")
)
def merge_persons(
    actor: Actor, *, person: Person, other: Person, take: frozenset[str] = frozenset(), reason: str = ""
) -> PopulationEvent:
    """Make two records of one person into one: `person` stays, with the columns in `take` and
    every empty number taken from `other`, which is marked as not valid; rows of other domains follow.

    Nobody loses anything: what the other record said stays readable, and the merge can be taken back whole.
    """
    if not reason.strip():
        raise PeopleRefused("reason_missing")
    kept, gone = _lock_both(actor, person, other)
    moved = _check_references(gone)
    ledger, today, home = Ledger(), clock.today(), gone.family
    place = _place_of(gone)
    first = _first_stay(gone)
    _withdraw(ledger, gone, family_id=None, relation=None, family_since=None)
    swapped = _swap(kept, gone, [name for name in NUMBERS if _takes_number(kept, gone, name, take)])
    _take_values(ledger, kept, gone, take)
    if first is not None:
        _take_first_stay(ledger, kept, first[0], first[1])
    if home is not None and (kept.family_id is None or "family_id" in take):
        former = kept.family
        _place(ledger, kept, today, **place)
        if former is not None:
            _dissolve_if_empty(ledger, former, today)
    elif home is not None:
        _dissolve_if_empty(ledger, home, today)
    for name, ids in moved.items():
        _point(actor, name, ids, kept.pk)
    return _note(kept, gone, ledger, swapped, moved, take, today)


@operation(
    "people.person.unmerge",
    "Penggabungan data warga dibatalkan",
    MERGE,
    "person",
    tiers=DESKS,
    recuse="person",
)
def undo_merge(actor: Actor, *, person: Person, event: PopulationEvent, reason: str = "") -> PopulationEvent:
    """Take a merge back whole, while nothing builds on it: both records are as they were."""
    if not reason.strip():
        raise PeopleRefused("reason_missing")
    found = PopulationEvent.objects.select_for_update().filter(pk=event.pk, person=person).first()
    taken_back = PopulationEvent.objects.filter(reverses_id=event.pk).exists()
    if found is None or taken_back or "merge" not in found.details:
        raise PeopleRefused("not_reversible")
    said = found.details["merge"]
    families = [line["id"] for line in said["lines"] if line["table"] == "family"]
    list(Family.objects.select_for_update().filter(pk__in=families).order_by("pk"))
    rows = _rows_of(said["lines"])
    pair = Person.objects.select_for_update().filter(pk__in=[person.pk, UUID(said["other"])]).order_by("pk")
    people = {row.pk: rows.setdefault(str(row.pk), row) for row in pair}
    kept, gone = people[person.pk], people[UUID(said["other"])]
    if not isinstance(kept, Person) or not isinstance(gone, Person) or not actor.may(MERGE, gone.area_code):
        raise NotFound
    if not _still_as_left(said["lines"], rows) or _has_later(found, kept, gone, said["swapped"]):
        raise PeopleRefused("built_upon")
    for row in _put_back(said["lines"], rows):
        assert isinstance(row, PastMembership)  # nothing else is made by a merge
        row.delete()
    _swap(kept, gone, said["swapped"])
    for name, ids in said["moved"].items():
        _point(actor, name, [UUID(one) for one in ids], gone.pk)
    for row in (kept, gone):
        _home_again(Ledger(), row, clock.today())
    return PopulationEvent.objects.create(
        person=kept,
        village_code=kept.village_code,
        kind=EventKind.CORRECTION,
        on=found.on,
        reported_on=clock.today(),
        details={},
        reverses=found,
    )


def _lock_both(actor: Actor, person: Person, other: Person) -> tuple[Person, Person]:
    """Lock families before persons, always in one order, so that two officers never wait for each other."""
    if person.pk == other.pk:
        raise PeopleRefused("same_person")
    ids = [person.pk, other.pk]
    homes = Person.objects.filter(pk__in=ids, family__isnull=False).values_list("family_id", flat=True)
    list(Family.objects.select_for_update().filter(pk__in=list(homes)).order_by("pk"))
    rows = {row.pk: row for row in Person.objects.select_for_update().filter(pk__in=ids).order_by("pk")}
    if len(rows) < len(ids) or not actor.may(MERGE, rows[other.pk].area_code):
        raise NotFound
    kept, gone = rows[person.pk], rows[other.pk]
    if BasicStatus.INVALID in (kept.basic_status, gone.basic_status):
        raise PeopleRefused("record_invalid")
    if kept.village_code != gone.village_code:
        raise PeopleRefused("merge_other_village")
    return kept, gone


def _check_references(gone: Person) -> dict[str, list[UUID]]:
    held = {reference: reference.held(gone.pk) for reference in person_references()}
    if any(rows and reference.point is None for reference, rows in held.items()):
        raise PeopleRefused("reference_stays")
    return {reference.name: rows for reference, rows in held.items() if rows}


def _place_of(gone: Person) -> dict[str, object]:
    return {
        "family_id": gone.family_id,
        "relation": gone.relation,
        "family_since": gone.family_since,
        "area_code": gone.area_code,
        "village_code": gone.village_code,
    }


def _takes_number(kept: Person, gone: Person, name: str, take: frozenset[str]) -> bool:
    mine, theirs = getattr(kept, name), getattr(gone, name)
    return bool(theirs) and mine != theirs and (not mine or name in take)


def _swap(kept: Person, gone: Person, names: Sequence[str]) -> list[str]:
    """Let numbers change places; the one that goes gives its up first, for a NIK stands once in the register."""
    if not names:
        return []
    values = {name: (getattr(kept, name), getattr(gone, name)) for name in names}
    for row in (gone, kept):
        for name in names:
            setattr(row, name, None)
        row.save()
    for name, (mine, theirs) in values.items():
        setattr(kept, name, theirs)
        setattr(gone, name, mine)
    _save_unique(kept)
    _save_unique(gone)
    return list(names)


def _take_values(ledger: Ledger, kept: Person, gone: Person, take: frozenset[str]) -> None:
    if not take <= MERGEABLE | set(NUMBERS) | {"family_id"}:
        raise PeopleRefused("bad_value")
    values = {name: getattr(gone, name) for name in MERGEABLE if name in take or not getattr(kept, name)}
    if "name" in values:
        values["name_key"] = gone.name_key
    if "mother_name" in values:
        values["mother_key"] = gone.mother_key
    born = kept.birth_date
    ledger.change(kept, **values)
    _follow_birth(ledger, kept, born)


def _first_stay(person: Person) -> tuple[date, int, PastMembership | None] | None:
    """Return since when a person was ever here, how that began, and the stay if it is over."""
    stays = PastMembership.objects.select_for_update().filter(person=person, valid_to__gt=F("valid_from"))
    past = stays.exclude(village_code="").order_by("valid_from").first()
    if past is not None and past.valid_from is not None:
        return past.valid_from, past.came_by, past
    start = person.here_since or person.present_from
    there = person.present_until is None or person.present_until > start
    return (start, person.came_by, None) if there else None


def _take_first_stay(ledger: Ledger, kept: Person, since: date, came_by: int) -> None:
    """Let the record that stays have been here since the day on which either of the two was, but not unborn."""
    mine, since = _first_stay(kept), max(since, kept.birth_date or since)
    if mine is None or since >= mine[0]:
        return
    if mine[2] is not None:
        ledger.change(mine[2], valid_from=since, came_by=came_by)
    elif kept.here_since is not None:
        ledger.change(kept, here_since=since, came_by=came_by)
    else:
        ledger.change(kept, came_by=came_by)
    ledger.change(kept, present_from=min(since, kept.present_from))


def _point(actor: Actor, name: str, ids: Sequence[UUID], person_id: UUID) -> None:
    reference = person_reference(name)
    if reference is None or reference.point is None:
        raise PeopleRefused("reference_stays")
    reference.point(actor, ids, person_id)


def _note(
    kept: Person,
    gone: Person,
    ledger: Ledger,
    swapped: list[str],
    moved: dict[str, list[UUID]],
    take: frozenset[str],
    today: date,
) -> PopulationEvent:
    said = {
        "other": str(gone.pk),
        "lines": ledger.lines,
        "swapped": swapped,
        "moved": {name: [str(one) for one in ids] for name, ids in moved.items()},
    }
    return PopulationEvent.objects.create(
        person=kept,
        village_code=kept.village_code,
        kind=EventKind.CORRECTION,
        on=today,
        reported_on=today,
        details={"fields": sorted({*take, *swapped}), "merge": said},
    )


def _has_later(event: PopulationEvent, kept: Person, gone: Person, swapped: Sequence[str]) -> bool:
    later = PopulationEvent.objects.filter(STANDING, person__in=[kept, gone], pk__gt=event.pk)
    # A stay that ended since was told with since when the merged record was here.
    ended = PastMembership.objects.filter(person__in=[kept, gone], pk__gt=event.pk).exclude(village_code="")
    if later.exclude(kind=EventKind.CORRECTION).exists() or ended.exists():
        return True
    # A number that was corrected since would go to the wrong record.
    corrected = later.filter(kind=EventKind.CORRECTION)
    return any(
        "merge" in one.details or set(one.details.get("fields", ())) & set(swapped) for one in corrected
    )
