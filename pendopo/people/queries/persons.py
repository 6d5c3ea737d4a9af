"""Reads of residents for the desk: the list, the search, one person's file."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from django.core.paginator import Page
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.kernel.areas import village_of
from pendopo.kernel.errors import NotFound
from pendopo.kernel.prepared import Prepared
from pendopo.kernel.sealed import blind_index
from pendopo.people.models import Family, FileAccess, PastMembership, Person
from pendopo.people.queries.finding import Found, found_by, in_order
from pendopo.people.queries.scope import in_areas, public_inside
from pendopo.people.queries.statistics.edition import public_edition_of, public_once
from pendopo.people.rules.codes import BasicStatus
from pendopo.people.rules.names import fold_variants
from pendopo.people.rules.permissions import READ
from pendopo.people.rules.searching import joined
from pendopo.places.queries import public_village_codes
from pendopo.ui.listing import paged

PAGE = 25
FILE_MINUTES = 30
_SHOWN_ACCESSES = 10
COUNT_LIMIT = 10_000
# What a list shows; identity numbers stay sealed until a file is opened.
SHOWN = (
    *("id", "name", "name_key", "sex", "birth_date", "area_code", "village_code", "basic_status"),
    *("relation", "family_id", "residence", "father_name", "mother_name"),
)
# By what a list may be narrowed beside place, sex and age: columns that hold codes.
CODED: Final = (
    *("relation", "religion", "education", "education_current", "occupation", "marital_status"),
    *("disability", "insurance"),
)


Resident = Person  # what a page calls a row of its list


@dataclass(frozen=True)
class Wanted:
    """What an officer looks for."""

    text: str = ""
    area: str = ""
    sex: int | None = None
    status: int | None = BasicStatus.ALIVE
    age_from: int | None = None
    age_to: int | None = None
    born: date | None = None
    mother: str = ""
    codes: tuple[tuple[str, int], ...] = ()  # columns of CODED and what stands in them
    after: str = ""
    page: str = ""


@dataclass
class Listing:
    """One page of residents, with where the next one begins; a search has numbered pages."""

    persons: list[Person]
    total: int
    more_than_counted: bool = False
    after: str = ""
    by: str = ""
    page: Page[UUID] | None = None


def persons_visible_to(actor: Actor, wanted: Wanted) -> Listing:
    """Return a page of the residents in the actor's areas who fit the search, by name."""
    if wanted.text.strip():
        found = _found(actor, wanted)
        page = paged(found.ids, wanted.page, PAGE)
        persons = list(in_order(list(page), SHOWN))
        return Listing(persons, len(found.ids), found.more, by=found.by, page=page)
    villages = _villages(actor, wanted)
    narrow = _narrowed(_rows(actor, wanted), villages)
    return _page(narrow, wanted, _total(actor, wanted, narrow, villages))


def every_person(actor: Actor, wanted: Wanted) -> Iterator[Person]:
    """Yield all residents in the actor's areas who fit the search and the filters, in the columns of the list.

    A search that finds more than it ranks has no file: NotFound.
    """
    if not wanted.text.strip():
        rows = _narrowed(_rows(actor, wanted), _villages(actor, wanted))
        return rows.only(*SHOWN).order_by("name_key", "id").iterator(chunk_size=2_000)
    found = _found(actor, wanted)
    if found.more:
        raise NotFound
    return in_order(found.ids, SHOWN)


def _found(actor: Actor, wanted: Wanted) -> Found:
    return found_by(actor, wanted.text, _rows(actor, wanted), _villages(actor, wanted), wanted.status)


def _rows(actor: Actor, wanted: Wanted) -> QuerySet[Person]:
    return Person.objects.filter(in_areas(actor, READ)).filter(_filters(wanted))


def _villages(actor: Actor, wanted: Wanted) -> list[str]:
    return villages_in((wanted.area,) if wanted.area else actor.areas(READ))


def villages_in(areas: Collection[str]) -> list[str]:
    """The codes of the villages of this site that lie in the areas, or around them."""
    inside = {village_of(code) for code in areas if code.count(".") >= 3}
    for code in areas:
        if code.count(".") < 3:
            inside.update(public_village_codes(code))
    return sorted(inside)


def _narrowed(rows: QuerySet[Person], villages: list[str]) -> QuerySet[Person]:
    """The same rows; the one village is named, because the index of a village's names begins with it."""
    return rows.filter(village_code=villages[0]) if len(villages) == 1 else rows


def _filters(wanted: Wanted) -> Q:
    found = public_inside(wanted.area)
    if wanted.sex:
        found &= Q(sex=wanted.sex)
    if wanted.status:
        found &= Q(basic_status=wanted.status)
    today = clock.today()
    if wanted.age_from is not None:
        found &= Q(birth_date__lte=_years_before(today, wanted.age_from))
    if wanted.age_to is not None:
        found &= Q(birth_date__gt=_years_before(today, wanted.age_to + 1))
    if wanted.born:
        found &= Q(birth_date=wanted.born)
    if wanted.mother.strip():
        found &= _mother(wanted.mother)
    return found & Q(**{name: value for name, value in wanted.codes if name in CODED})


def _mother(typed: str) -> Q:
    """The condition that the mother's name begins so, whatever its word breaks; an index has it for each village."""
    found = Q(pk__in=[])
    for key in map(joined, fold_variants(typed)):
        found |= Q(mother_key__gte=key, mother_key__lt=key + "\U0010ffff")
    return found


def _years_before(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:  # 29 February
        return day.replace(year=day.year - years, day=28)


def _total(actor: Actor, wanted: Wanted, rows: QuerySet[Person], villages: list[str]) -> int:
    """Count the rows, one more than the limit at most, and once while a village's register stays as it is."""

    def count() -> int:
        return rows[: COUNT_LIMIT + 1].count()

    if len(villages) != 1:
        return count()
    key = (frozenset(actor.areas(READ)), replace(wanted, after="", page=""))
    return public_once(public_edition_of(villages[0]), key, count)


def _page(rows: QuerySet[Person], wanted: Wanted, total: int) -> Listing:
    # Pages follow the last name shown: page 1,000 costs no more than page 1.
    part = rows
    if wanted.after:
        name, _, last = wanted.after.rpartition("~")
        try:
            # "at least this name" stands apart, because an index can begin there and not at the alternative
            part = rows.filter(Q(name_key__gte=name) & (Q(name_key__gt=name) | Q(pk__gt=UUID(last))))
        except ValueError:
            raise NotFound from None
    page = list(part.only(*SHOWN).order_by("name_key", "id")[: PAGE + 1])
    after = f"{page[PAGE - 1].name_key}~{page[PAGE - 1].pk}" if len(page) > PAGE else ""
    return Listing(page[:PAGE], min(total, COUNT_LIMIT), total > COUNT_LIMIT, after)


@dataclass(frozen=True)
class PersonFile:
    """Everything the desk shows of one person."""

    person: Person
    family: Family | None
    members: list[Person]
    past: list[PastMembership]
    accesses: list[FileAccess]
    village: str


def person_visible_to(actor: Actor, person_id: UUID, permission: str = READ) -> Person:
    """Return a person in the actor's areas, or raise NotFound."""
    person = (
        Person.objects.filter(in_areas(actor, permission))
        .select_related("family")
        .filter(pk=person_id)
        .first()
    )
    if person is None:
        raise NotFound
    return person


def may_read_now(actor: Actor, person: Person) -> bool:
    """Say whether the officer has named a purpose for this file within the last half hour."""
    since = clock.now() - timedelta(minutes=FILE_MINUTES)
    return (
        actor.id is not None
        and person.accesses.filter(officer_id=actor.id, at__gte=since, searched_in="").exists()
    )


def opened_file(actor: Actor, person_id: UUID) -> PersonFile | None:
    """Gather a person's file, with family, former families, and who opened it before; nothing without a purpose."""
    own = Person.objects.filter(in_areas(actor, READ), pk=person_id)
    # He and all of his card in one question; nobody's card, when he is of another area.
    card = Person.objects.filter(Q(pk=Subquery(own.values("pk"))) | Q(family=Subquery(own.values("family"))))
    moved = Exists(PastMembership.objects.filter(person=OuterRef("pk")))
    rows = card.annotate(moved=moved).select_related("family").order_by("relation", "birth_date")
    members: list[Person] = [*rows]
    person = next((member for member in rows if member.pk == person_id), None)
    if person is None:
        raise NotFound
    accesses = _ACCESSES(person.pk)
    if not _just_named(actor, person, accesses):
        return None
    past = person.past_memberships.select_related("family").order_by("-valid_to")
    return PersonFile(
        person=person,
        family=person.family,
        members=members if person.family else [],
        past=list(past) if person.moved else [],
        accesses=accesses,
        village=village_of(person.area_code),
    )


_ACCESSES = Prepared(
    lambda person_id: FileAccess.objects.filter(person_id=person_id).order_by("-at")[:_SHOWN_ACCESSES],
    FileAccess._meta.get_field("person"),
)


def _just_named(actor: Actor, person: Person, newest: list[FileAccess]) -> bool:
    """Say what `may_read_now` says; the newest accesses answer it, unless all of them are others' of this half hour."""
    since = clock.now() - timedelta(minutes=FILE_MINUTES)
    fresh = [access for access in newest if access.at >= since]
    if any(access.officer_id == actor.id for access in fresh):
        return actor.id is not None
    return len(fresh) == _SHOWN_ACCESSES and may_read_now(actor, person)


def find_for_activation(
    actor: Actor, *, permission: str, nik: str, kk_number: str, area: str
) -> Person | None:
    """Find the living person in an area whose NIK and family card number both agree."""
    person = (
        Person.objects.filter(in_areas(actor, permission))
        .filter(nik_index=blind_index("nik", nik), basic_status=BasicStatus.ALIVE)
        .filter(public_inside(area))
        .select_related("family")
        .first()
    )
    agrees = person is not None and person.family is not None and person.family.kk_number == kk_number
    return person if agrees else None


def identify_resident(actor: Actor, *, nik: str) -> Person | None:
    """Find a living person by NIK, for a sign-in that reveals nothing of it."""
    if actor.kind != "system":
        return None
    found = Person.objects.filter(nik_index=blind_index("nik", nik)).first()
    return found if found is not None and found.may_sign_in else None


def public_place_of(person_id: UUID) -> str:
    """Return the code of the place where a person lives, without saying anything else."""
    return str(Person.objects.values_list("area_code", flat=True).get(pk=person_id))


def own_person(actor: Actor) -> Person:
    """Return the resident's own row, also for an officer acting for one who is present."""
    own = actor.resident_id or actor.on_behalf_of
    person = Person.objects.select_related("family").filter(pk=own).first() if own else None
    if person is None:
        raise NotFound
    return person
