"""Two records that may be one person, side by side, for who decides about it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _

from pendopo.kernel.actor import Actor
from pendopo.kernel.errors import NotFound
from pendopo.people.models import EventKind, Person, PopulationEvent
from pendopo.people.queries.events.found import STANDING, person_for
from pendopo.people.rules.codes import BASIC_STATUS
from pendopo.people.rules.columns import BY_FIELD
from pendopo.people.rules.nik import mask
from pendopo.people.rules.permissions import MERGE
from pendopo.people.rules.registering import FIELD_TABLES
from pendopo.ui.rules import date_long

# Numbers that change places, and plain columns that may be taken from the record that goes.
NUMBERS: Final = ("nik", "father_nik", "mother_nik")
MERGEABLE: Final = frozenset(
    {
        *("name", "sex", "birth_place", "birth_date", "religion", "education", "education_current"),
        *("occupation", "marital_status", "citizenship", "father_name", "mother_name", "blood_group"),
        *(
            "birth_certificate",
            "passport",
            "passport_expires_on",
            "kitas",
            "marriage_certificate",
            "married_on",
        ),
        *(
            "divorce_certificate",
            "divorced_on",
            "disability",
            "contraception",
            "pregnant",
            "eid",
            "eid_status",
        ),
        *("current_address", "residence", "ethnicity", "card_tag", "insurance", "insurance_number"),
    }
)
_ORDER: Final = ("name", "nik", "sex", "birth_place", "birth_date", "family_id")


@dataclass(frozen=True)
class MergeField:
    """One column in which two records differ; without a value on the right there is nothing to choose."""

    name: str
    label: str
    first: str
    second: str


@dataclass(frozen=True)
class MergePage:
    """Two records that may become one, and where they differ."""

    first: Person
    second: Person
    fields: list[MergeField]

    def describe(self, person: Person) -> str:
        """One record in one line."""
        born = date_long(person.birth_date) if person.birth_date else _("tanpa tanggal lahir")
        status = _(BASIC_STATUS.label(person.basic_status))
        return f"{person.name}, {born}, NIK {mask(person.nik) or '–'} ({status})"


def merge_page(actor: Actor, first_id: UUID, second_id: UUID) -> MergePage:
    """Return two records of the actor's areas with the columns in which they differ."""
    first, second = person_for(actor, first_id, MERGE), person_for(actor, second_id, MERGE)
    names = [*_ORDER, *sorted((MERGEABLE | set(NUMBERS)) - set(_ORDER))]
    fields = [
        MergeField(name, _label(name), _shown(first, name), _shown(second, name))
        for name in names
        if getattr(first, name) != getattr(second, name)
    ]
    return MergePage(first, second, fields)


def merge_event(actor: Actor, event_id: UUID) -> PopulationEvent:
    """Return a merge of the actor's areas that still stands, or raise NotFound."""
    event = PopulationEvent.objects.filter(STANDING, pk=event_id, kind=EventKind.CORRECTION).first()
    if event is None or "merge" not in event.details:
        raise NotFound
    person_for(actor, event.person_id, MERGE)
    return event


def _label(name: str) -> str:
    own: Mapping[str, str] = {"family_id": _("Keluarga"), "residence": _("Status penduduk")}
    return own[name] if name in own else _(BY_FIELD[name].label) if name in BY_FIELD else name


def _shown(person: Person, name: str) -> str:
    value = getattr(person, name)
    if value in (None, ""):
        return ""
    if name in NUMBERS:
        return mask(value)
    if name == "family_id":
        return (person.family.address or mask(person.family.kk_number)) if person.family else ""
    if name in FIELD_TABLES:
        return _(FIELD_TABLES[name].label(value)) or str(value)
    return date_long(value) if name.endswith(("_on", "_date")) else str(value)
