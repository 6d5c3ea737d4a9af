"""Writes of one person's own data: what every new row is checked for, and corrections."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final
from uuid import UUID

from django.db import IntegrityError, transaction

from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.kernel.areas import Tier, village_of
from pendopo.kernel.errors import Conflict, NotFound
from pendopo.kernel.operation import operation
from pendopo.kernel.sealed import blind_index, damage_allowed
from pendopo.people.models import EventKind, Family, Person, PopulationEvent
from pendopo.people.operations.ledger import Ledger
from pendopo.people.operations.refusals import PeopleRefused
from pendopo.people.operations.staying import _follow_birth, _place
from pendopo.people.queries.events import STANDING, likely_duplicates
from pendopo.people.rules.codes import TABLES, BasicStatus, Relation
from pendopo.people.rules.names import clean_name, name_key
from pendopo.people.rules.nik import clean_identity
from pendopo.people.rules.permissions import CORRECT
from pendopo.people.rules.problems import Problem
from pendopo.people.rules.registering import FIELD_TABLES, IDENTITIES
from pendopo.people.rules.searching import key_of_mother
from pendopo.people.rules.stays import DATED, Turn
from pendopo.places import queries as places

_TAKEN: Final = {
    "kk_number_index": "kk_taken",
    "nik_index": "nik_taken",
    "one_head_per_family": "head_taken",
    "person.family_id": "head_taken",
}

DESKS: Final = frozenset({Tier.VILLAGE, Tier.HAMLET, Tier.RW, Tier.RT})

# Every column that a person's data can give; status, presence and family move by events only.
WRITABLE: Final = frozenset(
    {
        *("area_code", "nik", "name", "sex", "birth_place", "birth_date", "religion", "education"),
        *("education_current", "occupation", "marital_status", "citizenship", "father_nik", "father_name"),
        *("mother_nik", "mother_name", "blood_group", "birth_certificate", "passport", "passport_expires_on"),
        *("kitas", "marriage_certificate", "married_on", "divorce_certificate", "divorced_on", "disability"),
        *("contraception", "pregnant", "eid", "eid_status", "current_address", "residence", "ethnicity"),
        *("card_tag", "insurance", "insurance_number", "lat", "lng"),
    }
)


def _apply_person(person: Person, values: Mapping[str, object]) -> tuple[str, ...]:
    """Set columns of a person from plain values, with what hangs on them; answers the names that changed.

    The one place where a name, and the mother's, gets its search key. Nothing is saved here.
    """
    changed = []
    for name, value in values.items():
        if name not in WRITABLE:
            raise ValueError(f"{name} is no column that can be given")
        clean = _clean(name, value)
        if getattr(person, name) != clean:
            setattr(person, name, clean)
            changed.append(name)
    if "name" in changed or not person.name_key:
        person.name_key = name_key(person.name)
    if "mother_name" in changed:
        person.mother_key = key_of_mother(person.mother_name)
    if "area_code" in changed:
        person.village_code = village_of(person.area_code)
    return tuple(changed)


def _clean(name: str, value: object) -> object:
    if name in IDENTITIES:
        return _identity(value)
    if name in FIELD_TABLES:
        return _code(name, value)
    if isinstance(value, str):
        value = clean_name(value)
        limit = Person._meta.get_field(name).max_length  # type: ignore[union-attr]
        return value[:limit] if limit else value
    return value


def _identity(value: object) -> str | None:
    found = clean_identity(value)
    if isinstance(found, Problem):
        raise PeopleRefused("bad_nik")
    return found


def _code(name: str, value: object) -> int | None:
    if value in (None, ""):
        return None
    code = int(str(value))
    if code not in FIELD_TABLES[name]:
        raise PeopleRefused("bad_value")
    return code


def _lock_person(person: Person) -> Person:
    fresh = Person.objects.select_for_update().filter(pk=person.pk).first()
    if fresh is None:
        raise NotFound
    return fresh


def _save_unique(row: Person | Family) -> None:
    """Save a row whose number, or whose place at the head, another officer may take in the same moment."""
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        text = str(error)
        found = next((code for index, code in _TAKEN.items() if index in text), None)
        if found is None:
            raise
        raise PeopleRefused(found) from None


def _check_nik_free(person: Person) -> None:
    """A NIK belongs to one person for life (PP 40/2019 art. 31): a duplicate is blocked, not warned of."""
    if person.nik is None:
        return
    same = Person.objects.filter(nik_index=blind_index("nik", person.nik)).exclude(pk=person.pk)
    if same.exists():
        raise PeopleRefused("nik_taken")


def _check_area(actor: Actor, permission: str, area: str, *, village: str) -> None:
    if not area or village_of(area) != village:
        raise PeopleRefused("other_village")
    if not actor.may(permission, area):
        raise NotFound
    if area != village and places.public_locality(area) is None:
        raise PeopleRefused("unknown_area")


def _new_person(
    actor: Actor,
    values: Mapping[str, object],
    *,
    family: Family | None,
    relation: int | None,
    start: tuple[date, Turn],
    reason: str,
    area: str = "",
    pk: UUID | None = None,
) -> Person:
    """Make, check and save a person; the family's place is the person's place, and only without one `area` is."""
    since, came_by = start
    place = family.area_code if family is not None else area
    person = Person(village_code=village_of(place), area_code=place, name="", name_key="", present_from=since)
    person.came_by = int(came_by)
    person.pk = pk or person.pk
    _apply_person(person, {name: value for name, value in values.items() if name != "area_code"})
    _check_new(actor, person, reason)
    if family is not None:
        _check_relation(family, relation)
        person.family, person.relation, person.family_since = family, relation, since
    person.basic_status = BasicStatus.ALIVE
    _save_unique(person)
    return person


def _check_new(actor: Actor, person: Person, reason: str) -> None:
    for name, value in (("name", person.name), ("sex", person.sex), ("birth_date", person.birth_date)):
        if not value:
            raise PeopleRefused(f"{name}_missing")
    assert person.birth_date is not None
    if person.birth_date > clock.today():
        raise PeopleRefused("date_future")
    _check_nik_free(person)
    alike = likely_duplicates(
        actor,
        name=person.name,
        birth_date=person.birth_date,
        mother_name=person.mother_name,
        village=person.village_code,
        resembling=False,
    )
    if alike and not reason.strip():
        raise PeopleRefused("likely_duplicate")


def _check_relation(family: Family, relation: int | None) -> None:
    if family.dissolved_on is not None:
        raise PeopleRefused("family_closed")
    if relation not in TABLES["kk_level"]:
        raise PeopleRefused("relation_missing")
    if relation == Relation.HEAD and _living_head(family) is not None:
        raise PeopleRefused("head_taken")


def _living_head(family: Family) -> Person | None:
    heads = Person.objects.filter(family=family, relation=Relation.HEAD, basic_status=BasicStatus.ALIVE)
    return heads.first()


@operation("people.person.correct", "Data warga dibetulkan", CORRECT, "person", tiers=DESKS, recuse="person")
def correct_person(
    actor: Actor, *, person: Person, values: Mapping[str, object], seen: UUID, reason: str = ""
) -> Person:
    """Correct a person's data, unless somebody else changed them since `seen`."""
    if not reason.strip():
        raise PeopleRefused("reason_missing")
    fresh = _lock_person(person)
    if fresh.last_entry != seen:
        raise Conflict(current=fresh.last_entry, attempted=dict(values))
    born = fresh.birth_date
    if "area_code" in values:
        if fresh.family_id is not None:
            raise PeopleRefused("bad_value")
        _check_area(actor, CORRECT, str(values["area_code"]), village=fresh.village_code)
    was = {name: getattr(fresh, name) for name in DATED}
    with damage_allowed():  # what was spoilt is put right here
        changed = _apply_person(fresh, values)
    if not changed:
        raise PeopleRefused("nothing_changed")
    # Where somebody lives, and whether for good, holds from today; every other correction for the past as well.
    dated = {name: getattr(fresh, name) for name in DATED if getattr(fresh, name) != was[name]}
    for name in dated:
        setattr(fresh, name, was[name])
    _check_corrected(fresh, changed)
    _save_unique(fresh)
    _follow_birth(Ledger(), fresh, born)
    _place(Ledger(), fresh, clock.today(), **dated)
    _note_correction(fresh, changed)
    return fresh


def _check_corrected(person: Person, changed: Sequence[str]) -> None:
    if not person.name:
        raise PeopleRefused("name_missing")
    if "nik" in changed:
        _check_nik_free(person)
    if "birth_date" in changed:
        _check_birth_date(person)


def _check_birth_date(person: Person) -> None:
    if person.birth_date is None:
        raise PeopleRefused("birth_date_missing")
    if person.birth_date > clock.today():
        raise PeopleRefused("date_future")
    events = PopulationEvent.objects.filter(STANDING, person=person).exclude(
        kind__in=(EventKind.CORRECTION, EventKind.BIRTH)
    )
    if events.filter(on__lt=person.birth_date).exists():
        raise PeopleRefused("birth_after_events")


def _note_correction(person: Person, changed: Sequence[str]) -> None:
    today = clock.today()
    PopulationEvent.objects.create(
        person=person,
        village_code=person.village_code,
        kind=EventKind.CORRECTION,
        on=today,
        reported_on=today,
        details={"fields": list(changed)},
    )
