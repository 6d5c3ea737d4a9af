"""A year of village life: births, deaths, moves and new family cards, recorded as officers record them."""

import random
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from demo.people.chance import between, spin
from demo.people.population import Row, generate
from pendopo.kernel.actor import Actor
from pendopo.people import queries
from pendopo.people.models import Person
from pendopo.people.operations import events
from pendopo.people.operations.persons import WRITABLE, correct_person
from pendopo.people.rules.codes import BasicStatus, MaritalStatus, Relation
from pendopo.people.rules.columns import COLUMNS

YEAR = 365
NEIGHBOUR_AREA = "320512"  # the NIKs of those who move in were given elsewhere
_FIELDS = {column.name: column.field for column in COLUMNS if column.field in WRITABLE}
_TOWNS = (
    ("Kota Bandung", 4),
    ("Kab. Bekasi", 4),
    ("Kota Tasikmalaya", 4),
    ("Jakarta Barat", 5),
    ("Kec. Sodonghilir", 3),
)


@dataclass(frozen=True)
class Counts:
    """How often each thing happens in a year in a village of 2,000 families."""

    deaths: int = 38
    moves_out: int = 24
    families_out: int = 4
    families_in: int = 9
    splits: int = 8
    leaves: int = 4
    corrections: int = 12

    def scaled(self, families: int) -> "Counts":
        """The same village life for another number of families, at most that of 2,000."""
        part = min(1.0, families / 2000)
        return Counts(*(max(1, round(count * part)) for count in vars(self).values()))


def is_new_born(row: Row, on: date) -> bool:
    """Whether this resident comes into the register by a birth of the last year and not by the import."""
    born = row["tanggallahir"]
    known = row["ibu_nik"] and row["status_dasar"] == BasicStatus.ALIVE and row["kk_level"] == Relation.CHILD
    return bool(known) and isinstance(born, date) and born > on - timedelta(days=YEAR)


class Year:
    """Records one year; each family meets at most one event besides a birth."""

    def __init__(
        self, actor: Actor, village: str, rows: Sequence[Row], number: int, on: date, spared: Set[object]
    ) -> None:
        self.actor, self.village, self.on = actor, village, on
        self.rnd = random.Random(f"year {village} {number}")  # seeded on purpose: no secret
        grouped: dict[object, list[Row]] = {}
        for row in rows:
            if row["no_kk"] not in spared:
                grouped.setdefault(row["no_kk"], []).append(row)
        self.families = list(grouped.values())
        self.new_families = list(self._newcomers(number))
        self.rnd.shuffle(self.families)

    def live(self, births: Sequence[Row], counts: Counts) -> dict[str, int]:
        """Record everything and return how often each happened."""
        mothers = {row["no_kk"] for row in births}
        self.families = [rows for rows in self.families if rows[0]["no_kk"] not in mothers]
        done = {"births": sum(self._birth(row) for row in births)}
        done["splits"] = self._some(counts.splits, _has_young_couple, self._split)
        done["deaths"] = self._some(counts.deaths, _has_old, self._death)
        done["moves_out"] = self._some(counts.moves_out, _has_grown_child, self._child_leaves)
        done["families_out"] = self._some(counts.families_out, _is_young_family, self._family_leaves)
        done["families_in"] = sum(
            self._family_comes(rows) for rows in self.new_families[: counts.families_in]
        )
        done["leaves"] = self._some(counts.leaves, _has_grown_child, self._goes_away)
        done["corrections"] = self._some(counts.corrections, bool, self._correct)
        return done

    def _some(
        self, count: int, fits: Callable[[list[Row]], bool], record: Callable[[list[Row]], None]
    ) -> int:
        found = 0
        left: list[list[Row]] = []
        for rows in self.families:
            if found < count and all(row["nik"] != "0" for row in rows) and fits(rows):
                record(rows)
                found += 1
            else:
                left.append(rows)
        self.families = left
        return found

    def _day(self) -> date:
        return self.on - timedelta(days=between(self.rnd, 3, YEAR - 5))

    def _soon_after(self, day: date, most: int) -> date:
        return min(self.on, day + timedelta(days=between(self.rnd, 1, most)))

    def _person(self, row: Row) -> Person:
        person = queries.identify_resident(self.actor, nik=str(row["nik"]))
        assert person is not None
        return person

    def _members(self, person: Person) -> list[Person]:
        if person.family is None:
            return []
        alive = person.family.members.filter(basic_status=BasicStatus.ALIVE)
        return list(alive.order_by("relation", "birth_date"))

    def _birth(self, row: Row) -> int:
        born = row["tanggallahir"]
        assert isinstance(born, date)
        mother = queries.identify_resident(self.actor, nik=str(row["ibu_nik"]))
        father = queries.identify_resident(self.actor, nik=str(row["ayah_nik"])) if row["ayah_nik"] else None
        if mother is None or mother.family is None:
            return 0
        events.record_birth(
            self.actor, family=mother.family, values=given(row), mother=mother, father=father,
            details={"place_kind": spin(self.rnd, (1, 2, 4)), "weight_grams": between(self.rnd, 2600, 3700)},
            reported_on=self._soon_after(born, 45), reason="Dilaporkan keluarga",
        )  # fmt: skip
        return 1

    def dies_late(self, day: date) -> None:
        """Let somebody have died on a day of which nobody told until today."""
        self._some(1, _has_old, lambda rows: self._death(rows, day))

    def _death(self, rows: list[Row], told_late: date | None = None) -> None:
        row = next(each for each in rows if _is_old(each))
        person = self._person(row)
        others = [member for member in self._members(person) if member.pk != person.pk]
        married = person.marital_status == MaritalStatus.MARRIED
        pair = {Relation.HEAD, Relation.WIFE, Relation.HUSBAND}
        spouse = next((m for m in others if married and {m.relation, person.relation} <= pair), None)
        adults = [
            member
            for member in others
            if (member.birth_date or self.on) <= self.on - timedelta(days=20 * YEAR)
        ]
        heir = spouse or next(iter(adults), None)
        day = told_late or self._day()
        events.record_death(
            self.actor, person=person, on=day,
            reported_on=self.on if told_late else self._soon_after(day, 20),
            reason="Keluarga baru melapor" if told_late else "",
            successor=heir.pk if heir and person.relation == Relation.HEAD else None,
            widowed=spouse.pk if spouse else None,
        )  # fmt: skip

    def _child_leaves(self, rows: list[Row]) -> None:
        person = self._person(next(row for row in rows if _is_grown_child(row)))
        self._move_out(person, ())

    def _family_leaves(self, rows: list[Row]) -> None:
        person = self._person(rows[0])
        self._move_out(person, [member.pk for member in self._members(person)])

    def _move_out(self, person: Person, together: Sequence[UUID]) -> None:
        town, move_class = spin(self.rnd, _TOWNS)
        day = self._day()
        events.record_move_out(
            self.actor, person=person, on=day, together=together, reported_on=self._soon_after(day, 14),
            details={"destination": town, "move_class": move_class, "move_reason": spin(self.rnd, (1, 1, 2, 6))},
        )  # fmt: skip

    def _newcomers(self, number: int) -> Iterator[list[Row]]:
        grouped: dict[object, list[Row]] = {}
        for row in generate(self.village, families=60, seed=number + 1, on=self.on - timedelta(days=YEAR)):
            grouped.setdefault(row["no_kk"], []).append(row)
        for rows in grouped.values():
            alive = [row for row in rows if row["status_dasar"] == BasicStatus.ALIVE]
            if len(alive) in (2, 3, 4) and all(row["nik"] != "0" for row in alive):
                yield alive

    def _family_comes(self, rows: list[Row]) -> int:
        home = self._person(self.families[between(self.rnd, 0, len(self.families) - 1)][0])
        card = f"{str(rows[0]['no_kk'])[:12]}9{between(self.rnd, 100, 999)}"
        assert home.family is not None
        newcomers = []
        for row in rows:
            values = given(row)
            values["nik"] = NEIGHBOUR_AREA + str(row["nik"])[6:]
            values.pop("birth_certificate", None)
            newcomers.append(events.Newcomer(values=values, relation=int(str(row["kk_level"]))))
        day = self._day()
        place = events.NewFamily(area=home.area_code, address=home.family.address, kk_number=card)
        events.record_move_in(
            self.actor, area=home.area_code, on=day, newcomers=newcomers, new_family=place,
            details={"origin": spin(self.rnd, _TOWNS)[0], "move_reason": 6},
            reported_on=self._soon_after(day, 10), reason="Surat pindah diperiksa",
        )  # fmt: skip
        return 1

    def _split(self, rows: list[Row]) -> None:
        row = next(each for each in rows if each["kk_level"] == Relation.CHILD_IN_LAW)
        person = self._person(row)
        young = {Relation.CHILD_IN_LAW, Relation.GRANDCHILD}
        members = self._members(person)
        assert person.family is not None
        spouse = next(
            m for m in members if m.relation == Relation.CHILD and m.marital_status == MaritalStatus.MARRIED
        )
        chosen = [spouse, *(member for member in members if member.relation in young)]
        head = next(member for member in (spouse, person) if member.sex == 1)
        card = f"{str(row['no_kk'])[:6]}{self.on:%d%m%y}8{between(self.rnd, 100, 999)}"
        events.split_family(
            self.actor, family=person.family, chosen=[member.pk for member in chosen], head=head.pk,
            new_family=events.NewFamily(area=person.area_code, address=person.family.address, kk_number=card),
            on=max([self._day(), *(member.birth_date for member in chosen if member.birth_date)]),
            reason="Baru mengurus kartu keluarga.",
        )  # fmt: skip

    def _goes_away(self, rows: list[Row]) -> None:
        person = self._person(next(row for row in rows if _is_grown_child(row)))
        day = self._day()
        events.record_leave(
            self.actor, person=person, on=day, details={"destination": "Malaysia", "purpose": "Bekerja"},
            reported_on=self._soon_after(day, 9),
        )  # fmt: skip

    def _correct(self, rows: list[Row]) -> None:
        person = self._person(rows[0])
        values: Mapping[str, object] = {"occupation": 88 if person.occupation != 88 else 84}
        correct_person(
            self.actor,
            person=person,
            values=values,
            seen=person.last_entry,
            reason="Ganti pekerjaan, dilaporkan sendiri",
        )


def given(row: Row) -> dict[str, object]:
    """A row's data as an officer types it, without what follows from the family."""
    parents = ("father_nik", "father_name", "mother_nik", "mother_name", "area_code")
    values = {field: row[column] for column, field in _FIELDS.items() if field not in parents}
    if values.get("nik") == "0":
        values["nik"] = None
    names = {"mother_name": row["nama_ibu"], "father_name": row["nama_ayah"]}
    return {name: value for name, value in {**values, **names}.items() if value is not None}


def _alive(row: Row) -> bool:
    return row["status_dasar"] == BasicStatus.ALIVE


def _born(row: Row) -> int:
    born = row["tanggallahir"]
    return born.year if isinstance(born, date) else 0


def _is_old(row: Row) -> bool:
    return (
        _alive(row)
        and _born(row) < 1962
        and row["kk_level"] in (Relation.HEAD, Relation.WIFE, Relation.PARENT)
    )


def _has_old(rows: list[Row]) -> bool:
    return any(_is_old(row) for row in rows)


def _is_grown_child(row: Row) -> bool:
    return (
        _alive(row)
        and row["kk_level"] == Relation.CHILD
        and 1994 < _born(row) < 2006
        and row["status_kawin"] == 1
    )


def _has_grown_child(rows: list[Row]) -> bool:
    return any(_is_grown_child(row) for row in rows)


def _is_young_family(rows: list[Row]) -> bool:
    return _born(rows[0]) > 1985 and all(_alive(row) for row in rows) and len(rows) > 1


def _has_young_couple(rows: list[Row]) -> bool:
    partners = [row for row in rows if row["kk_level"] == Relation.CHILD_IN_LAW and _alive(row)]
    married = [
        row for row in rows if row["kk_level"] == Relation.CHILD and row["status_kawin"] == 2 and _alive(row)
    ]
    return len(partners) == 1 and len(married) == 1
