"""Writing one batch of rows: whole families, compared with the register at this very moment."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from pendopo.kernel.ids import uuid7
from pendopo.people.models import Family, PastMembership, Person
from pendopo.people.operations.staying import _begin_again, _end, _home_again, _place
from pendopo.people.queries.importing.decisions import (
    Triples,
    decisions_for,
    family_values,
    place_of,
    reopens,
)
from pendopo.people.queries.importing.lookup import Known, look_up
from pendopo.people.rules.codes import BasicStatus, Relation
from pendopo.people.rules.intake import Action, Decision
from pendopo.people.rules.names import name_key
from pendopo.people.rules.problems import Problem
from pendopo.people.rules.registering import BELONGING
from pendopo.people.rules.rows import Row
from pendopo.people.rules.searching import key_of_mother
from pendopo.people.rules.stays import BY_IMPORT, DATED, ENDED_BY, Turn

BATCH = 400
_FAMILY_COLUMNS = ["address", "area_code", "dissolved_on"]


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
    moved = _write_families(rows, decisions, village, places, known)
    fresh: list[Person] = []
    batch = _Batch()
    for place, (row, decision) in enumerate(zip(rows, decisions, strict=True)):
        if decision.action is Action.REJECT:
            outcome.refused += [(row.line, problem) for problem in decision.problems]
        elif decision.action is Action.CREATE:
            fresh.append(_new_person(row, decision.changes, village, places, known, today))
            _home_again(batch, fresh[-1], today)
        elif decision.action is Action.UPDATE:
            batch.apply(known.persons[place], decision.changes, known, today)
        else:
            outcome.unchanged += 1
    _bring_along(batch, moved, known, today)
    PastMembership.objects.bulk_create(batch.left)
    if batch.reopened:
        Family.objects.bulk_update(batch.reopened.values(), ["dissolved_on"])
    _save_changed(batch.changed)
    Person.objects.bulk_create(fresh, batch_size=BATCH)
    outcome.created, outcome.updated = len(fresh), sum(d.action is Action.UPDATE for d in decisions)
    return outcome


def _write_families(
    rows: Sequence[Row],
    decisions: Sequence[Decision],
    village: str,
    places: Triples,
    known: Known,
) -> list[Family]:
    """Make and change the cards of a batch; answers those that change."""
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
            continue
        changed = _family_changes(family, row, area)
        if reopens(row, known):
            family.dissolved_on, changed = None, True
        if changed and family not in fresh:
            moved[family.pk] = family
    Family.objects.bulk_create(fresh, batch_size=BATCH)
    if moved:
        Family.objects.bulk_update(list(moved.values()), _FAMILY_COLUMNS, batch_size=BATCH)
    return list(moved.values())


def _bring_along(batch: "_Batch", moved: Sequence[Family], known: Known, today: date) -> None:
    """Let who is not in the file go where the family goes."""
    if not moved:
        return
    homes = {family.pk: family for family in moved}
    here = {person.pk for person in known.persons.values()}
    members = Person.objects.filter(family__in=homes, basic_status__in=BELONGING).exclude(pk__in=here)
    for person in members:
        assert person.family_id is not None
        person.family = homes[person.family_id]
        batch.bring(person, today)


def _family_changes(family: Family, row: Row, area: str | None) -> bool:
    before = (family.address, family.area_code)
    family.address, family.area_code = family_values(row, *before, area)
    return before != (family.address, family.area_code)


def _new_person(
    row: Row, values: Mapping[str, object], village: str, places: Triples, known: Known, today: date
) -> Person:
    person = Person(id=uuid7(), village_code=village, area_code=place_of(row, places) or village, **values)
    vars(person).update(_keys(person))
    if row.kk_number:
        person.family = known.families[row.kk_number]
        if not row.hamlet and not row.rw and not row.rt:
            person.area_code = person.family.area_code
    elif row.address and not person.current_address:
        person.current_address = row.address[:200]
    # The file does not say since when: counted from today, so that no month before is written anew.
    person.present_from = max(today, person.birth_date or today)
    if person.basic_status == BasicStatus.ALIVE:
        person.came_by = Turn.ARRIVED + BY_IMPORT
    else:  # nor when the person died or left: better never counted than dead on the day of import
        person.present_until = person.present_from
    return person


@dataclass
class _Batch:
    """Collects what changes in rows, to be saved together; a pen of operations.staying."""

    changed: list[tuple[Person, set[str]]] = field(default_factory=list)
    left: list[PastMembership] = field(default_factory=list)
    reopened: dict[UUID, Family] = field(default_factory=dict)
    _names: set[str] = field(default_factory=set)

    def change(self, row: Family | Person | PastMembership, **values: object) -> None:
        """Set columns of a person; of a family only that it is open again."""
        for name, value in values.items():
            if getattr(row, name) != value:
                setattr(row, name, value)
                if isinstance(row, Person):
                    self._names.add(name)
        if isinstance(row, Family):
            self.reopened[row.pk] = row

    def add(self, row: PastMembership) -> None:
        """Keep a stay that is over."""
        self.left.append(row)

    def apply(self, person: Person, changes: Mapping[str, object], known: Known, today: date) -> None:
        """Take over what a row of the file says, from today on where it holds from a day on."""
        self._names = set()
        values = dict(changes)
        dated = {name: values.pop(name) for name in DATED if name in values}
        family = known.families[str(values.pop("kk_number"))] if "kk_number" in values else None
        if family is not None:
            dated |= {"family_id": family.pk, "family_since": today}
        status = values.pop("basic_status", None)
        if status is not None and status != person.basic_status:
            self._turn(person, BasicStatus(int(str(status))), today)
        _place(self, person, today, **dated)
        self.change(person, **values)
        if not values.keys().isdisjoint(("name", "mother_name")):
            self.change(person, **_keys(person))
        home = known.families.get(known.kk_of.get(person.family_id) or "") or known.homes.get(
            person.family_id
        )
        if home is not None:
            person.family = home
            _home_again(self, person, today)
        if "nik" in self._names:
            self._names.add("nik_index")
        self.changed.append((person, {name.removesuffix("_id") for name in self._names}))

    def bring(self, person: Person, today: date) -> None:
        """Put somebody where his family is."""
        self._names = set()
        _home_again(self, person, today)
        if self._names:
            self.changed.append((person, self._names))

    def _turn(self, person: Person, status: BasicStatus, today: date) -> None:
        if status == BasicStatus.ALIVE:
            _begin_again(self, person, today, Turn.RETURNED + BY_IMPORT, moved=False)
        else:
            _end(self, person, today, status, ENDED_BY.get(status, Turn.MOVED) + BY_IMPORT)


def _keys(person: Person) -> dict[str, str]:
    return {"name_key": name_key(person.name), "mother_key": key_of_mother(person.mother_name)}


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
