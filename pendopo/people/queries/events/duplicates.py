"""People who may be the same as somebody about to be written down."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from pendopo.kernel.actor import Actor
from pendopo.people.models import Person
from pendopo.people.rules.codes import BASIC_STATUS, BasicStatus
from pendopo.people.rules.likeness import Described, likeness
from pendopo.people.rules.names import fold, fold_variants
from pendopo.people.rules.permissions import READ, RECORD
from pendopo.people.rules.registering import similar_birth, swapped_birth

_LOOK_AT = 500
_COUNTED = [status.value for status in BasicStatus if status is not BasicStatus.INVALID]


@dataclass(frozen=True)
class LikelyDuplicate:
    """Somebody in the register who may be the same person, and why."""

    id: UUID
    name: str
    birth_date: date | None
    mother_name: str
    area_code: str
    status: str
    same_birth: bool
    same_mother: bool
    visible: bool
    resembles: bool = False


def likely_duplicates(
    actor: Actor,
    *,
    name: str,
    birth_date: date | None,
    mother_name: str,
    village: str,
    resembling: bool = True,
) -> list[LikelyDuplicate]:
    """List people of the village with the same folded name and birth date or mother, and those
    whom a registered measure finds alike: these are a hint to the officer and refuse nothing.

    Day and month may be swapped; people in other parts of the village are named only as far as the actor may see.
    """
    keys = {key[:160] for key in fold_variants(name)}
    mothers = set(fold_variants(mother_name))
    if not keys:
        return []
    rows = Person.objects.filter(village_code=village, name_key__in=keys).exclude(
        basic_status=BasicStatus.INVALID
    )
    shown = ("name", "birth_date", "mother_name", "area_code", "basic_status")
    found = []
    namesakes = list(rows.order_by("id").only(*shown)[:_LOOK_AT])
    for person in namesakes:
        same_birth = similar_birth(person.birth_date, birth_date)
        same_mother = fold(person.mother_name) in mothers
        if same_birth or same_mother:
            found.append(_seen_by(actor, person, same_birth, same_mother))
    seen = {one.id for one in found}
    found += [
        _seen_by(actor, person, False, False, resembles=True)
        for person in (
            _resembling(Described(name, birth_date, area_code=village), namesakes) if resembling else []
        )
        if person.pk not in seen
    ]
    return sorted(found, key=lambda one: (not one.same_birth, not one.same_mother))


def _resembling(wanted: Described, namesakes: list[Person]) -> list[Person]:
    """People born on that day, or with that name, whom the measure of a domain above finds alike."""
    known = likeness()
    if known is None or wanted.birth_date is None:
        return []
    days = {wanted.birth_date, *swapped_birth(wanted.birth_date)}
    rows = Person.objects.filter(
        village_code=wanted.area_code, basic_status__in=_COUNTED, birth_date__in=days
    ).only("name", "birth_date", "sex", "birth_place", "mother_name", "area_code", "basic_status")
    enough = known.least(wanted.area_code)
    chosen = {person.pk: person for person in [*namesakes, *rows.order_by("id")[:_LOOK_AT]]}
    return [
        person
        for person in chosen.values()
        if known.measure(wanted, Described(person.name, person.birth_date, area_code=wanted.area_code))
        >= enough
    ]


def _seen_by(
    actor: Actor, person: Person, same_birth: bool, same_mother: bool, *, resembles: bool = False
) -> LikelyDuplicate:
    visible = actor.may(READ, person.area_code) or actor.may(RECORD, person.area_code)
    return LikelyDuplicate(
        id=person.pk,
        name=person.name,
        birth_date=person.birth_date if visible else None,
        mother_name=person.mother_name if visible else "",
        area_code=person.area_code if visible else "",
        status=BASIC_STATUS.label(person.basic_status),
        same_birth=same_birth,
        same_mother=same_mother,
        visible=visible,
        resembles=resembles,
    )
