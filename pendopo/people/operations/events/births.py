"""Births."""

from collections.abc import Mapping
from datetime import date

from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.kernel.errors import NotFound
from pendopo.kernel.operation import operation
from pendopo.people.models import EventKind, Family, Person
from pendopo.people.operations.events.shared import _check_in_time
from pendopo.people.operations.families import _lock_family
from pendopo.people.operations.ledger import Ledger
from pendopo.people.operations.persons import DESKS, _new_person
from pendopo.people.operations.refusals import PeopleRefused
from pendopo.people.rules.codes import Citizenship, MaritalStatus, Relation, Sex
from pendopo.people.rules.dates import age
from pendopo.people.rules.permissions import RECORD
from pendopo.people.rules.registering import BIRTH_DAYS
from pendopo.people.rules.stays import Turn

# Nobody below gives birth; a mother above is possible and left to the officer.
_YOUNGEST_MOTHER = 10
_DETAILS = ("time", "place_kind", "helper", "weight_grams", "length_cm", "order", "reporter")


@operation(
    "people.birth.record",
    "Kelahiran dicatat",
    RECORD,
    "family",
    tiers=DESKS,
    recuse=("family", "mother", "father"),
)
def record_birth(
    actor: Actor,
    *,
    family: Family,
    values: Mapping[str, object],
    mother: Person | None = None,
    father: Person | None = None,
    relation: int = Relation.CHILD,
    details: Mapping[str, object] | None = None,
    reported_on: date | None = None,
    reason: str = "",
) -> Person:
    """Add a new-born child to a family, with the event and the link to its parents.

    The mother is a person of the register or at least a name; a report after the limit needs a reason.
    """
    home = _lock_family(family)
    reported = reported_on or clock.today()
    born = values.get("birth_date")
    if not isinstance(born, date):
        raise PeopleRefused("birth_date_missing")
    if not born <= reported <= clock.today():
        raise PeopleRefused("date_future")
    late = _check_in_time(BIRTH_DAYS, born, reported, area=home.village_code, reason=reason)
    child_values = {**_of_a_new_born(), **values, **_parents(actor, born, mother, father, values)}
    child = _new_person(
        actor, child_values, family=home, relation=relation, start=(born, Turn.BORN), reason=reason
    )
    ledger = Ledger()
    ledger.made(child)
    said = {name: value for name, value in (details or {}).items() if name in _DETAILS}
    links = {"mother_id": mother.pk if mother else None, "father_id": father.pk if father else None}
    ledger.event(
        child,
        EventKind.BIRTH,
        on=born,
        reported_on=reported,
        details={**said, **links, "place": child.birth_place, "late_days": late or None},
    )
    return child


def _of_a_new_born() -> dict[str, int]:
    return {
        "marital_status": int(MaritalStatus.SINGLE),
        "citizenship": int(Citizenship.INDONESIAN),
        "education": 1,
        "occupation": 1,
    }


def _parents(
    actor: Actor, born: date, mother: Person | None, father: Person | None, values: Mapping[str, object]
) -> dict[str, object]:
    found: dict[str, object] = {}
    for parent in (mother, father):
        if parent is not None and not actor.may(RECORD, parent.area_code):
            raise NotFound
    if mother is not None:
        if mother.sex not in (Sex.FEMALE, None):
            raise PeopleRefused("mother_not_woman")
        if mother.birth_date is not None and age(mother.birth_date, born) < _YOUNGEST_MOTHER:
            raise PeopleRefused("mother_too_young")
        found.update(mother_name=mother.name, mother_nik=mother.nik)
    elif not str(values.get("mother_name") or "").strip():
        raise PeopleRefused("mother_unknown")
    if father is not None:
        found.update(father_name=father.name, father_nik=father.nik)
    return found
