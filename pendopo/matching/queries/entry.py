"""The check at a form: is somebody who is being written down in the register already?"""

from pendopo.kernel.queries import public_rule
from pendopo.matching.engine.single import score_pair
from pendopo.matching.rules.defaults import ENTRY_FROM
from pendopo.matching.rules.record import Record
from pendopo.people.rules.likeness import Described


def public_likeness(one: Described, other: Described) -> float:
    """Say how probable it is that two described people are one; it names nobody."""
    return score_pair(_record(one), _record(other))


def public_likeness_from(area: str) -> float:
    """Return the dated rule from which probability on an officer should look."""
    return float(public_rule(ENTRY_FROM, area=area))


def _record(person: Described) -> Record:
    return Record(
        name=person.name,
        sex={1: "L", 2: "P"}.get(person.sex or 0, ""),
        birth_place=person.birth_place,
        birth_date=person.birth_date.isoformat() if person.birth_date else "",
        village=person.area_code,
        district=person.area_code.rpartition(".")[0],
    )
