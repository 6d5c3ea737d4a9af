"""Reads of residents for the desk: the list, the search, one person's file."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.kernel.areas import village_of
from pendopo.kernel.errors import NotFound
from pendopo.kernel.sealed import blind_index
from pendopo.people.models import Family, FileAccess, PastMembership, Person
from pendopo.people.queries.name_words import ids_by_word
from pendopo.people.queries.scope import in_areas, public_inside
from pendopo.people.queries.statistics.edition import public_edition_of, public_once
from pendopo.people.rules.codes import BasicStatus
from pendopo.people.rules.names import fold, fold_variants
from pendopo.people.rules.permissions import READ
from pendopo.places.queries import public_village_codes

PAGE = 25
FILE_MINUTES = 30
_SHOWN_ACCESSES = 10
COUNT_LIMIT = 10_000
# How many of the people with such a word in their name, or of the families at such an address, are looked at.
MOST_HITS = 400
# Addresses have no index: for an officer of more villages than these they are looked up once a village is chosen.
MOST_VILLAGES = 20
# What a list shows; identity numbers stay sealed until a file is opened.
SHOWN = (
    *("id", "name", "name_key", "sex", "birth_date", "area_code", "village_code", "basic_status"),
    *("relation", "family_id", "residence"),
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
    after: str = ""


@dataclass
class Listing:
    """One page of residents, with where the next one begins."""

    persons: list[Person]
    total: int
    more_than_counted: bool = False
    after: str = ""
    by_identity: bool = False


def persons_visible_to(actor: Actor, wanted: Wanted) -> Listing:
    """Return a page of the residents in the actor's areas who fit the search, by name."""
    villages = villages_in((wanted.area,) if wanted.area else actor.areas(READ))
    rows = Person.objects.filter(in_areas(actor, READ)).filter(_filters(wanted))
    digits = "".join(character for character in wanted.text if character.isdigit())
    if len(digits) == 16 and not any(character.isalpha() for character in wanted.text):
        return _by_identity(rows, digits)
    if wanted.text.strip():
        return _by_name(rows, wanted, villages)
    narrow = _narrowed(rows, villages)
    return _page(narrow, wanted, _total(actor, wanted, narrow, villages))


def every_person(actor: Actor, wanted: Wanted) -> Iterator[Person]:
    """Yield all residents in the actor's areas who fit the filters, by name, in the columns of the list."""
    rows = Person.objects.filter(in_areas(actor, READ)).filter(_filters(wanted))
    yield from rows.only(*SHOWN).order_by("name_key", "id").iterator(chunk_size=2_000)


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
    return found


def _years_before(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:  # 29 February
        return day.replace(year=day.year - years, day=28)


def _by_identity(rows: QuerySet[Person], digits: str) -> Listing:
    """Look an NIK or KK number up exactly; the search shows everyone of the family card."""
    families = Family.objects.filter(kk_number_index=blind_index("kk_number", digits)).values_list(
        "pk", flat=True
    )
    found = list(
        rows.filter(Q(nik_index=blind_index("nik", digits)) | Q(family__in=list(families)))
        .only(*SHOWN)
        .order_by("relation", "birth_date")[:PAGE]
    )
    return Listing(found, len(found), by_identity=True)


def _starts(key: str) -> Q:
    """The condition that a folded name begins with a key, in a form that an index serves."""
    return Q(name_key__gte=key, name_key__lt=key + "\U0010ffff")


def _beginning(rows: QuerySet[Person], keys: tuple[str, ...]) -> list[Person]:
    """The first people by name whose names begin with one of the keys: one question a key, for an index to answer."""
    found: dict[UUID, Person] = {}
    for key in keys:
        part = rows.filter(_starts(key)).only(*SHOWN).order_by("name_key", "id")[: PAGE + 1]
        found |= {person.pk: person for person in part}
    return sorted(found.values(), key=lambda person: (person.name_key, person.pk))[: PAGE + 1]


def _by_name(rows: QuerySet[Person], wanted: Wanted, villages: list[str]) -> Listing:
    """Names that begin with the text first, then those with such a word later; if none, families at such an address."""
    keys = fold_variants(wanted.text) or (fold(wanted.text) or "\U0010ffff",)
    page = _beginning(_narrowed(rows, villages), keys)
    if len(page) <= PAGE:
        seen = {person.pk for person in page}
        held = ids_by_word(villages, keys, MOST_HITS)
        page += [person for person in _among(rows, held) if person.pk not in seen]
    if not page and len(wanted.text.strip()) >= 4 and len(villages) <= MOST_VILLAGES:
        families = Family.objects.filter(village_code__in=villages, address__icontains=wanted.text.strip())
        living = list(families.values_list("pk", flat=True)[:MOST_HITS])
        page = list(rows.filter(family__in=living).only(*SHOWN).order_by("name_key", "id")[: PAGE + 1])
    return Listing(page[:PAGE], len(page[:PAGE]), more_than_counted=len(page) > PAGE)


def _among(rows: QuerySet[Person], ids: list[UUID]) -> list[Person]:
    """Those of the rows that have one of the ids, by name: sorted here, for a planner would walk all names instead."""
    named = sorted(rows.filter(pk__in=ids).values_list("name_key", "pk"))[: PAGE + 1]
    persons = {
        person.pk: person for person in Person.objects.filter(pk__in=[pk for _, pk in named]).only(*SHOWN)
    }
    return [persons[pk] for _, pk in named if pk in persons]


def _total(actor: Actor, wanted: Wanted, rows: QuerySet[Person], villages: list[str]) -> int:
    """Count the rows, one more than the limit at most, and once while a village's register stays as it is."""

    def count() -> int:
        return rows[: COUNT_LIMIT + 1].count()

    if len(villages) != 1:
        return count()
    key = (frozenset(actor.areas(READ)), replace(wanted, after=""))
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
    return actor.id is not None and person.accesses.filter(officer_id=actor.id, at__gte=since).exists()


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
    accesses = list(person.accesses.order_by("-at")[:_SHOWN_ACCESSES])
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
    return Person.objects.filter(nik_index=blind_index("nik", nik), basic_status=BasicStatus.ALIVE).first()


def own_person(actor: Actor) -> Person:
    """Return the resident's own row, also for an officer acting for one who is present."""
    own = actor.resident_id or actor.on_behalf_of
    person = Person.objects.select_related("family").filter(pk=own).first() if own else None
    if person is None:
        raise NotFound
    return person
