"""Writing down a resident who was always here but never in the register."""

from collections.abc import Mapping
from datetime import date

from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.kernel.areas import village_of
from pendopo.kernel.errors import NotFound
from pendopo.kernel.operation import operation
from pendopo.people.models import Family, Person
from pendopo.people.operations.families import NewFamily, _lock_family, _new_family
from pendopo.people.operations.persons import DESKS, _check_area, _new_person
from pendopo.people.operations.refusals import PeopleRefused
from pendopo.people.rules.codes import Relation
from pendopo.people.rules.permissions import RECORD
from pendopo.people.rules.stays import Turn


@operation("people.person.register", "Warga didaftarkan", RECORD, "area", tiers=DESKS, recuse="family")
def register_person(
    actor: Actor,
    *,
    area: str,
    values: Mapping[str, object],
    family: Family | None = None,
    new_family: NewFamily | None = None,
    relation: int | None = None,
    since: date | None = None,
    reason: str = "",
) -> Person:
    """Add a resident who was never written down, to a family, as head of a new one, or without.

    A reason is needed when people with a similar name and birth date or mother are in the register already.
    """
    _check_area(actor, RECORD, area, village=village_of(area))
    # Nobody says since when: counted from today, so that no month before is written anew.
    start = (since, Turn.ARRIVED) if since else (clock.today(), Turn.LISTED)
    home = None
    if family is not None:
        home = _lock_family(family)
        if not actor.may(RECORD, home.area_code):
            raise NotFound
    elif new_family is not None:
        if relation != Relation.HEAD:
            raise PeopleRefused("head_needed")
        home = _new_family(actor, new_family, village=village_of(area), on=clock.today())
    return _new_person(
        actor,
        values,
        family=home,
        relation=relation,
        start=start,
        area=area,
        reason=reason,
    )
