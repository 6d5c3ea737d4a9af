"""How a person or an event becomes the cells of a book's line."""

from collections.abc import Callable, Mapping
from datetime import date

from pendopo.kernel.sealed import mask_identity
from pendopo.people.models import EventKind, Person, PopulationEvent
from pendopo.people.rules.books import reads
from pendopo.people.rules.codes import (
    BLOOD_GROUP,
    CITIZENSHIP,
    EDUCATION,
    MARITAL_STATUS,
    OCCUPATION,
    RELATION,
    RELIGION,
    Citizenship,
)

Cell = str | int
Numbers = Callable[[str | None], str]
SEXES: Mapping[int | None, str] = {1: "L", 2: "P"}


def _in_full(number: str | None) -> str:
    return number or ""


class Writer:
    """Writes lines: `numbers` says how identity numbers are shown, `places` names areas by code."""

    def __init__(self, *, whole: bool, places: Mapping[str, str], language: str) -> None:
        self.numbers: Numbers = _in_full if whole else mask_identity
        self.places, self.language = places, language

    def resident(self, person: Person) -> list[Cell]:
        """The line of B.1."""
        return [
            person.name,
            SEXES.get(person.sex, ""),
            MARITAL_STATUS.label(person.marital_status, self.language),
            person.birth_place,
            _day(person.birth_date),
            RELIGION.label(person.religion, self.language),
            EDUCATION.label(person.education, self.language),
            OCCUPATION.label(person.occupation, self.language),
            reads(person.education, person.education_current),
            _nation(person),
            self.address(person),
            RELATION.label(person.relation, self.language),
            self.numbers(person.nik),
            self.numbers(person.family.kk_number if person.family else None),
            "",
        ]

    def cards(self, person: Person) -> list[Cell]:
        """The line of B.5."""
        family = person.family
        return [
            self.numbers(family.kk_number if family else None),
            person.name,
            self.numbers(person.nik),
            SEXES.get(person.sex, ""),
            ", ".join(part for part in (person.birth_place, _day(person.birth_date)) if part),
            BLOOD_GROUP.label(person.blood_group, self.language),
            RELIGION.label(person.religion, self.language),
            EDUCATION.label(person.education, self.language),
            OCCUPATION.label(person.occupation, self.language),
            self.address(person),
            MARITAL_STATUS.label(person.marital_status, self.language),
            _day(family.formed_on) if family else "",
            RELATION.label(person.relation, self.language),
            CITIZENSHIP.label(person.citizenship, self.language),
            person.father_name,
            person.mother_name,
            _day(person.present_from),
            "",
        ]

    def visitor(self, person: Person, arrival: PopulationEvent | None) -> list[Cell]:
        """The line of B.4."""
        said = arrival.details if arrival else {}
        left = person.present_until or said.get("expected_leave") or ""
        return [
            person.name,
            SEXES.get(person.sex, ""),
            self.numbers(person.nik or person.passport or person.kitas),
            person.birth_place,
            _day(person.birth_date),
            OCCUPATION.label(person.occupation, self.language),
            CITIZENSHIP.label(person.citizenship, self.language),
            person.ethnicity,
            _said(said.get("origin")),
            _said(said.get("purpose")),
            _said(said.get("host")),
            _day(person.present_from),
            _day(left),
            "",
        ]

    def change(self, event: PopulationEvent) -> list[Cell]:
        """The line of B.2."""
        person, on = event.person, _day(event.on)
        came = event.kind in (EventKind.MOVE_IN, EventKind.RETURN, EventKind.BIRTH)
        went = event.kind in (EventKind.MOVE_OUT, EventKind.MISSING, EventKind.LEAVE)
        # A move needs no remark; every other kind of change is named in the last column.
        moved = event.kind in (EventKind.MOVE_IN, EventKind.MOVE_OUT)
        return [
            person.name,
            person.birth_place,
            _day(person.birth_date),
            SEXES.get(person.sex, ""),
            _nation(person),
            _said(event.details.get("origin")) if came else "",
            on if came else "",
            _said(event.details.get("destination")) if went else "",
            on if went else "",
            on if event.kind == EventKind.DEATH else "",
            "" if moved else str(EventKind(event.kind).label),
        ]

    def address(self, person: Person) -> str:
        """Where a person lives: the present address, else the family's, and the neighbourhood."""
        street = person.current_address or (person.family.address if person.family else "")
        return ", ".join(part for part in (street, self.places.get(person.area_code, "")) if part)


def _nation(person: Person) -> str:
    # The book knows two letters; nothing recorded is left empty, not taken for Indonesian.
    if person.citizenship is None:
        return ""
    return "WNA" if person.citizenship == Citizenship.FOREIGN else "WNI"


def _day(value: object) -> str:
    if isinstance(value, date):
        return f"{value:%d-%m-%Y}"
    text = _said(value)
    try:
        return f"{date.fromisoformat(text):%d-%m-%Y}"
    except ValueError:
        return text


def _said(value: object) -> str:
    return "" if value is None else str(value)
