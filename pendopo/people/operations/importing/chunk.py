"""Writing one batch of rows: whole families, compared with the register at this very moment."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from pendopo.kernel.ids import uuid7
from pendopo.people.models import Family, PastMembership, Person
from pendopo.people.queries.importing.decisions import Triples, decisions_for, family_values, place_of
from pendopo.people.queries.importing.lookup import Known, look_up
from pendopo.people.rules.codes import BasicStatus, Relation
from pendopo.people.rules.intake import Action, Decision
from pendopo.people.rules.names import name_key
from pendopo.people.rules.problems import Problem
from pendopo.people.rules.rows import Row

BATCH = 400


@dataclass
class Outcome:
    """What a batch did."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    refused: list[tuple[int, Problem]] = field(default_factory=list)


def write_rows(rows: Sequence[Row], *, village: str, places: Triples, today: date) -> Outcome:
    """Write a batch of rows inside the running operation and return what happened."""
    known = look_up(rows, village)
    outcome = Outcome()
    decisions = decisions_for(rows, village=village, places=places, known=known)
    _write_families(rows, decisions, village, places, known, today)
    fresh: list[Person] = []
    changed: list[tuple[Person, set[str]]] = []
    left: list[PastMembership] = []
    for place, (row, decision) in enumerate(zip(rows, decisions, strict=True)):
        if decision.action is Action.REJECT:
            outcome.refused += [(row.line, problem) for problem in decision.problems]
        elif decision.action is Action.CREATE:
            fresh.append(_new_person(row, decision.changes, village, places, known, today))
        elif decision.action is Action.UPDATE:
            person = known.persons[place]
            changed.append((person, _apply(person, decision.changes, known, left, today)))
        else:
            outcome.unchanged += 1
    PastMembership.objects.bulk_create(left)
    _save_changed(changed)
    Person.objects.bulk_create(fresh, batch_size=BATCH)
    outcome.created, outcome.updated = len(fresh), len(changed)
    return outcome


def _write_families(
    rows: Sequence[Row],
    decisions: Sequence[Decision],
    village: str,
    places: Triples,
    known: Known,
    today: date,
) -> None:
    fresh: list[Family] = []
    moved: dict[UUID, Family] = {}
    for row, decision in zip(rows, decisions, strict=True):
        if decision.action is Action.REJECT or not row.kk_number:
            continue
        area = place_of(row, places)
        family = known.families.get(row.kk_number)
        if family is None:
            family = Family(
                id=uuid7(),
                village_code=village,
                area_code=area or village,
                kk_number=row.kk_number,
                address=row.address[:200],
                formed_on=None,
            )
            known.families[row.kk_number] = family
            known.kk_of[family.pk] = row.kk_number
            fresh.append(family)
        elif _family_changes(family, row, area) and family not in fresh:
            moved[family.pk] = family
    Family.objects.bulk_create(fresh, batch_size=BATCH)
    if moved:
        Family.objects.bulk_update(list(moved.values()), ["address", "area_code"], batch_size=BATCH)


def _family_changes(family: Family, row: Row, area: str | None) -> bool:
    before = (family.address, family.area_code)
    family.address, family.area_code = family_values(row, *before, area)
    return before != (family.address, family.area_code)


def _new_person(
    row: Row, values: Mapping[str, object], village: str, places: Triples, known: Known, today: date
) -> Person:
    person = Person(id=uuid7(), village_code=village, area_code=place_of(row, places) or village, **values)
    person.name_key = name_key(person.name)
    if row.kk_number:
        person.family = known.families[row.kk_number]
        if not row.hamlet and not row.rw and not row.rt:
            person.area_code = person.family.area_code
    elif row.address and not person.current_address:
        person.current_address = row.address[:200]
    person.present_from = min(person.birth_date or today, today)
    if person.basic_status != BasicStatus.ALIVE:
        # The file does not say when the person died or left: better never counted than dead on the day of import.
        person.present_until = person.present_from
    return person


def _apply(
    person: Person, changes: Mapping[str, object], known: Known, left: list[PastMembership], today: date
) -> set[str]:
    names = set()
    for name, value in changes.items():
        if name == "kk_number":
            _join(person, known.families[str(value)], left, today)
            names |= {"family", "family_since"}
        elif name == "nik":
            person.nik = value
            names |= {"nik", "nik_index"}
        else:
            setattr(person, name, value)
            names.add(name)
    if "name" in changes:
        person.name_key = name_key(person.name)
        names.add("name_key")
    if "basic_status" in changes:
        person.present_until = (
            None if person.basic_status == BasicStatus.ALIVE else max(today, person.present_from)
        )
        names.add("present_until")
    return names


def _join(person: Person, family: Family, left: list[PastMembership], today: date) -> None:
    if person.family_id is not None:
        left.append(
            PastMembership(
                person=person,
                family_id=person.family_id,
                relation=person.relation,
                valid_from=person.family_since,
                valid_to=today,
            )
        )
    person.family = family
    person.family_since = today


def _save_changed(changed: Sequence[tuple[Person, set[str]]]) -> None:
    """Save by sets of columns; heads who cease or move leave their place first, so that a family never has two."""
    ending = [pair for pair in changed if not _is_living_head(pair[0])]
    staying = [pair for pair in changed if _is_living_head(pair[0])]
    moving = [person.pk for person, names in staying if "family" in names]
    _save_by_columns(ending)
    if moving:
        Person.objects.filter(pk__in=moving).update(family=None)
    _save_by_columns(staying)


def _is_living_head(person: Person) -> bool:
    return person.relation == Relation.HEAD and person.basic_status == BasicStatus.ALIVE


def _save_by_columns(changed: Sequence[tuple[Person, set[str]]]) -> None:
    by_columns: dict[frozenset[str], list[Person]] = {}
    for person, names in changed:
        if names:
            by_columns.setdefault(frozenset(names), []).append(person)
    for columns, persons in by_columns.items():
        Person.objects.bulk_update(persons, sorted(columns), batch_size=100)
