"""What the register knows of the people and families that a batch of rows means."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from pendopo.kernel.sealed import blind_indexes
from pendopo.people.models import Family, Person
from pendopo.people.rules.codes import BasicStatus, Relation
from pendopo.people.rules.intake import PERSON_FIELDS, Held, same_person_key
from pendopo.people.rules.names import name_key
from pendopo.people.rules.rows import Row

# SQLite takes 999 values in one statement by default.
SLICE = 900


@dataclass
class Known:
    """The register's side of one batch."""

    persons: dict[int, Person] = field(default_factory=dict)  # place in the batch -> person
    families: dict[str, Family] = field(default_factory=dict)  # KK number -> family
    heads: dict[UUID | str, set[UUID]] = field(default_factory=dict)  # family id -> ids of its living heads
    kk_of: dict[UUID | None, str | None] = field(default_factory=dict)  # family id -> KK number
    namesakes: set[int] = field(default_factory=set)  # places of rows whose person may be one on another card
    homes: dict[UUID | None, Family] = field(default_factory=dict)  # family id -> family that no row names

    def held(self, place: int) -> Held | None:
        """Return what is known of the person whom a row means."""
        person = self.persons.get(place)
        if person is None:
            return None
        values = {name: getattr(person, name) for name in PERSON_FIELDS}
        return Held(values, person.village_code, self.kk_of.get(person.family_id), person.area_code)


def look_up(rows: Sequence[Row], village: str) -> Known:
    """Find the persons and families of a batch: by NIK, else without a NIK by name, birth date and village."""
    known = Known()
    cards = blind_indexes("kk_number", {row.kk_number for row in rows if row.kk_number})
    by_kk = {form: number for number, index in cards.items() for form in index.forms}
    for family in _filtered(Family, "kk_number_index", by_kk):
        known.families[by_kk[bytes(family.kk_number_index)]] = family
    niks = blind_indexes("nik", (row.nik for row in rows if row.nik))
    by_nik = {form: place for place, row in enumerate(rows) if row.nik for form in niks[row.nik].forms}
    for person in _filtered(Person, "nik_index", by_nik):
        known.persons[by_nik[bytes(person.nik_index)]] = person
    _look_up_nameless(rows, village, known)
    family_ids = {person.family_id for person in known.persons.values() if person.family_id}
    for family in _filtered(Family, "pk", family_ids - {f.pk for f in known.families.values()}):
        known.kk_of[family.pk] = family.kk_number
        known.homes[family.pk] = family
    known.kk_of.update({family.pk: number for number, family in known.families.items()})
    for family_id, person_id in _heads(known.kk_of):
        known.heads.setdefault(family_id, set()).add(person_id)
    return known


def _look_up_nameless(rows: Sequence[Row], village: str, known: Known) -> None:
    """Find people whom the register or the file has without a NIK; only an unmistakable one counts."""
    open_places = [
        (place, row)
        for place, row in enumerate(rows)
        if place not in known.persons and row.name and row.birth_date
    ]
    if not open_places:
        return
    found: dict[tuple[str, object], list[Person]] = {}
    for person in _namesakes(open_places, village):
        found.setdefault((person.name_key, person.birth_date), []).append(person)
    taken = {person.pk for person in known.persons.values()}
    for place, row in open_places:
        name, birth = same_person_key(row.name, row.birth_date)
        likely = [
            p for p in found.get((name[:160], birth), []) if p.pk not in taken and _may_be(p, row, known)
        ]
        if len(likely) > 1:
            # Twins without a name of their own yet: whichever is left over, they differ in nothing else.
            likely = [p for p in likely if (p.sex, p.relation) == (row.sex, row.relation)][:1]
        if likely:
            known.persons[place] = likely[0]
            taken.add(likely[0].pk)
        elif any(
            p.basic_status == BasicStatus.ALIVE
            and p.pk not in taken
            and (row.nik is None or p.nik_index is None)
            for p in found.get((name[:160], birth), [])
        ):
            known.namesakes.add(place)


def _namesakes(open_places: Sequence[tuple[int, Row]], village: str) -> Iterable[Person]:
    """People with the folded name and the birth date of a row; a row with a NIK can only mean somebody without one.

    A name is common and a whole row costs much: what decides is read first, then the few people who remain.
    """
    wanted: set[UUID] = set()
    for has_nik in (True, False):
        keys = {
            (name_key(row.name), row.birth_date) for _, row in open_places if (row.nik is not None) == has_nik
        }
        names = sorted({name for name, _ in keys})
        for start in range(0, len(names), SLICE):
            rows = Person.objects.filter(village_code=village, name_key__in=names[start : start + SLICE])
            if has_nik:
                rows = rows.filter(nik_index__isnull=True)
            held = rows.values_list("pk", "name_key", "birth_date")
            wanted |= {pk for pk, name, born in held.iterator() if (name, born) in keys}
    yield from _filtered(Person, "pk", sorted(wanted))


def _may_be(person: Person, row: Row, known: Known) -> bool:
    if row.nik is not None and person.nik_index is not None:
        return False
    family = known.families.get(row.kk_number) if row.kk_number else None
    return person.family_id == (family.pk if family else None)


def _heads(family_ids: Iterable[UUID | None]) -> Iterable[tuple[UUID, UUID]]:
    ids = list(family_ids)
    for start in range(0, len(ids), SLICE):
        yield from Person.objects.filter(
            family__in=ids[start : start + SLICE], relation=Relation.HEAD, basic_status=BasicStatus.ALIVE
        ).values_list("family_id", "pk")


def _filtered(model: Any, name: str, values: Iterable[Any]) -> Iterable[Any]:
    ordered = list(values)
    for start in range(0, len(ordered), SLICE):
        yield from model.objects.filter(**{f"{name}__in": ordered[start : start + SLICE]})
