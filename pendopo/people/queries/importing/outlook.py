"""What an import means beside its rows: places that are made, people of the register whom a full file does not name."""

from collections.abc import Collection
from typing import Final
from uuid import UUID

from pendopo.people.models import Person
from pendopo.people.queries.importing.lookup import SLICE
from pendopo.people.rules.codes import BasicStatus
from pendopo.people.rules.plan import Absent, MadePlace
from pendopo.people.rules.problems import Problem, warning
from pendopo.places.queries.codes import PlannedPlaces
from pendopo.places.rules.localities import LocalityTier, alike_hamlets, locality_tier

# A file that names this share of the living residents is meant to name them all.
FULL: Final = 0.5


def places_made(planned: PlannedPlaces) -> tuple[MadePlace, ...]:
    """List the hamlets, RW and RT that the import makes or opens again, each new hamlet with those that look alike."""
    new = [place.name for place in planned.made if locality_tier(place.code) is LocalityTier.HAMLET]
    made = []
    for place in planned.made:
        tier = locality_tier(place.code)
        others = [name for name in (*planned.hamlets, *new) if name != place.name]
        like = alike_hamlets(place.name, others) if tier is LocalityTier.HAMLET else ()
        made.append(MadePlace(tier.value, place.code, place.name, like=like))
    again = (MadePlace(locality_tier(p.code).value, p.code, p.name, reopened=True) for p in planned.reopened)
    return *made, *again


def alike_notes(made: Collection[MadePlace]) -> list[Problem]:
    """Ask about each pair of hamlets that look alike, once."""
    notes: dict[frozenset[str], Problem] = {}
    for place in made:
        for other in place.like:
            notes.setdefault(
                frozenset((place.name, other)), warning("hamlets_alike", name=place.name, other=other)
            )
    return list(notes.values())


def absent_people(village: str, mentioned: Collection[UUID], keys: Collection[str]) -> tuple[Absent, ...]:
    """List the living residents whom a full file does not name; `keys` are the folded names of its refused rows."""
    living = Person.objects.filter(village_code=village, basic_status=BasicStatus.ALIVE)
    there = set(living.values_list("pk", flat=True))
    gone = sorted(there.difference(mentioned))
    if not gone or len(gone) > len(there) * (1 - FULL):
        return ()
    found = []
    for start in range(0, len(gone), SLICE):
        rows = living.filter(pk__in=gone[start : start + SLICE])
        found += list(rows.values_list("area_code", "name", "birth_date", "pk", "name_key"))
    return tuple(
        Absent(str(pk), name, born.isoformat() if born else "", area)
        for area, name, born, pk, key in sorted(found, key=lambda row: row[:2])
        if key not in keys
    )
