"""What the register knows already: shown to be put right, never asked twice."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Protocol

from pendopo.people.rules.codes import EDUCATION, MARITAL_STATUS, OCCUPATION, RELIGION
from pendopo.people.rules.marker import gettext_noop as _
from pendopo.questions.rules.fields import Field

Known = Mapping[str, str | date]
# Identity numbers are none of these: they are looked up, and never shown to be typed over.
PREFILL = {
    "person.name": _("Nama lengkap"),
    "person.birth_place": _("Tempat lahir"),
    "person.birth_date": _("Tanggal lahir"),
    "person.religion": _("Agama"),
    "person.marital_status": _("Status perkawinan"),
    "person.education": _("Pendidikan"),
    "person.occupation": _("Pekerjaan"),
    "person.father_name": _("Nama ayah"),
    "person.mother_name": _("Nama ibu"),
    "family.address": _("Alamat pada kartu keluarga"),
}


class Household(Protocol):
    """A family of the register."""

    address: str


class Registered(Protocol):
    """A resident of the register."""

    name: str
    birth_place: str
    birth_date: date | None
    religion: int | None
    marital_status: int | None
    education: int | None
    occupation: int | None
    father_name: str
    mother_name: str

    @property
    def family(self) -> Household | None:
        """The family in which the person is registered."""


def prefilled(fields: Iterable[Field], person: Registered) -> Known:
    """Return what the register says to questions that name a part of it; the caller has the right to the person."""
    known = _facts(person)
    return {one.key: known[one.prefill] for one in fields if known.get(one.prefill)}


def _facts(person: Registered) -> Known:
    return {
        "person.name": person.name,
        "person.birth_place": person.birth_place,
        "person.birth_date": person.birth_date or "",
        "person.religion": RELIGION.label(person.religion),
        "person.marital_status": MARITAL_STATUS.label(person.marital_status),
        "person.education": EDUCATION.label(person.education),
        "person.occupation": OCCUPATION.label(person.occupation),
        "person.father_name": person.father_name,
        "person.mother_name": person.mother_name,
        "family.address": person.family.address if person.family else "",
    }
