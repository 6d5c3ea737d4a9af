"""How a person or an event becomes the cells of a book's line."""

from collections.abc import Callable, Mapping
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from pendopo.kernel.sealed import mask_identity
from pendopo.people.models import Person, PopulationEvent
from pendopo.people.queries.books.changes import Change, Stay
from pendopo.people.rules.books import hamlet_of
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
from pendopo.people.rules.stays import Turn

Cell = str | int
Numbers = Callable[[str | None], str]
# A move needs no remark; every other kind of change is named in the last column.
_WORDS: Mapping[Turn, object] = {
    Turn.BORN: _lazy("Lahir"),
    Turn.RETURNED: _lazy("Kembali"),
    Turn.DIED: _lazy("Meninggal"),
    Turn.MISSING: _lazy("Hilang"),
    Turn.AWAY: _lazy("Pergi"),
    Turn.INSIDE: _lazy("Pindah antardusun"),
    Turn.LISTED: _lazy("Baru didaftarkan"),
}
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
            "",  # who can read is in no column of the register, and schooling does not say it
            _nation(person),
            self.address(person),
            RELATION.label(person.relation, self.language),
            self.numbers(person.nik),
            self.numbers(person.family.kk_number if person.family else None),
            "",
        ]

    def cards(self, person: Person, *, since: bool) -> list[Cell]:
        """The line of B.5; `since` says whether the register knows since when the person lives here."""
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
            _day(person.present_from) if since else "",
            "",
        ]

    def visitor(self, person: Person, arrival: PopulationEvent | None) -> list[Cell]:
        """The line of B.4."""
        said = arrival.details if arrival else {}
        planned = "" if person.present_until else _day(said.get("expected_leave"))
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
            _day(person.present_until),
            _("Rencana pergi %(day)s") % {"day": planned} if planned else "",
        ]

    def change(self, person: Person, change: Change, said: Mapping[str, object]) -> list[Cell]:
        """The line of B.2; `said` is what the event noted, nothing where there was none."""
        on, died = _day(change.on), change.turn == Turn.DIED
        came, went = change.to is not None, change.out_of is not None and not died
        origin, destination = _said(said.get("origin")), _said(said.get("destination"))
        if change.turn == Turn.INSIDE:
            origin = self._hamlet(change.out_of)
            destination = self._hamlet(change.to)
        return [
            person.name,
            person.birth_place,
            _day(person.birth_date),
            SEXES.get(person.sex, ""),
            _nation(person),
            origin if came else "",
            on if came else "",
            destination if went else "",
            on if went else "",
            on if died else "",
            self._remark(change),
        ]

    def _hamlet(self, stay: Stay | None) -> str:
        return self.places.get(hamlet_of(stay.area), "") if stay else ""

    @staticmethod
    def _remark(change: Change) -> str:
        if change.turn == Turn.INSIDE and (change.out_of is None or change.to is None):
            words = _("Pindah atau berubah status di dalam desa")
        else:
            words = str(_WORDS.get(change.turn, ""))
        return ", ".join(part for part in (words, _("dari impor") if change.by_import else "") if part)

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
