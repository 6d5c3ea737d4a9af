"""Reads across the villages of an area: who is found, and who searched."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import reduce
from operator import or_
from typing import Any

from django.core.paginator import Page
from django.db.models import Q

from pendopo.kernel.actor import Actor
from pendopo.kernel.errors import NotFound
from pendopo.kernel.sealed import blind_index, mask_identity
from pendopo.people.models import FileAccess, Person
from pendopo.people.queries.scope import in_areas, public_inside
from pendopo.people.rules.codes import BASIC_STATUS, BasicStatus
from pendopo.people.rules.looking_across import MOST_FOUND, masked_name
from pendopo.people.rules.names import fold_variants
from pendopo.people.rules.permissions import READ, SEARCH
from pendopo.places import queries as places
from pendopo.ui.listing import paged


@dataclass(frozen=True)
class Sought:
    """Whom an officer looks for: by NIK, or by name and birth date together."""

    nik: str = ""
    name: str = ""
    born: date | None = None


@dataclass(frozen=True)
class FoundLine:
    """Somebody who was found, masked; the row itself only where the officer may open files."""

    name: str
    nik: str
    born: str  # the year
    village: str
    status: str
    person: Person | None


@dataclass(frozen=True)
class SearchLine:
    """One search across villages that found a resident of this one."""

    at: datetime
    who: str
    area: str
    purpose: str
    name: str


def search_area(actor: Actor) -> str:
    """Return the area across which an officer searches, or raise NotFound."""
    held = sorted(actor.areas(SEARCH), key=lambda code: (code.count("."), code))
    if not held:
        raise NotFound
    return held[0]


def sought_in(actor: Actor, area: str, sought: Sought) -> list[Person]:
    """Find at most one more than may be shown: a NIK exactly, or a folded name with its birth date."""
    rows = Person.objects.filter(in_areas(actor, SEARCH)).filter(public_inside(area))
    rows = rows.exclude(basic_status=BasicStatus.INVALID).filter(continued_as=None)
    if sought.nik:
        return list(rows.filter(nik_index=blind_index("nik", sought.nik))[:1])
    keys = fold_variants(sought.name)
    if not keys or sought.born is None:
        return []
    begins = reduce(or_, (Q(name_key__gte=key, name_key__lt=f"{key}\U0010ffff") for key in keys))
    return list(rows.filter(begins, birth_date=sought.born).order_by("name_key", "id")[: MOST_FOUND + 1])


def found_lines(actor: Actor, found: list[Person]) -> list[FoundLine]:
    """Say masked who was found; who may not open files learns the village to ask, and no more."""
    titles = {code: places.public_village(code) for code in {person.village_code for person in found}}
    lines = []
    for person in (one for one in found if actor.may(SEARCH, one.area_code)):
        village = titles[person.village_code]
        lines.append(
            FoundLine(
                name=masked_name(person.name),
                nik=mask_identity(person.nik),
                born=str(person.birth_date.year) if person.birth_date else "",
                village=f"{village.title}, {village.district_title}" if village else person.village_code,
                status=BASIC_STATUS.label(person.basic_status),
                person=person if actor.may(READ, person.area_code) else None,
            )
        )
    return lines


def searches_of(actor: Actor, number: str = "1") -> tuple[Page[Any], list[SearchLine]]:
    """Return a page of the searches across villages that found residents in the officer's areas, the newest first."""
    rows = FileAccess.objects.filter(in_areas(actor, READ, "person__area_code")).exclude(searched_in="")
    page = paged(rows.select_related("person").order_by("-at", "-id"), number)
    return page, [
        SearchLine(
            row.at, row.actor_name, places.public_title_of(row.searched_in), row.purpose, row.person.name
        )
        for row in page.object_list
    ]
