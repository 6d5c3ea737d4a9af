"""Whom a search finds: by name across word breaks, by address or place, by number or the first part of one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL

from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.kernel.sealed import blind_index
from pendopo.people.models import Family, Person
from pendopo.people.queries.scope import public_inside
from pendopo.people.queries.statistics.edition import public_titles
from pendopo.people.rules.codes import BasicStatus
from pendopo.people.rules.names import fold_variants
from pendopo.people.rules.nik import LENGTH, Nik
from pendopo.people.rules.permissions import EXPORT
from pendopo.people.rules.searching import Look, digits_of, looks, names_place, part_of_nik, ranking

# Up to here hits are counted, ranked and paged; beyond, a name is to be written longer.
MOST_FOUND = 500
# For an officer of several villages: so many names with such a word are looked at, before any filter.
MOST_HELD = 2_000
# Addresses have no index: for an officer of more villages than these they are looked up once a village is chosen.
MOST_VILLAGES = 20
_SHORTEST_PLACE = 3


@dataclass(frozen=True)
class Found:
    """Everybody whom a search finds, best first; `more` says that there are others, `by` what was typed."""

    ids: Sequence[UUID]
    more: bool = False
    by: str = "name"  # or "number", or "part" of one


def found_by(
    actor: Actor, text: str, rows: QuerySet[Person], villages: list[str], status: int | None
) -> Found:
    """Find among rows of these villages; the rows are those that the actor may read and the filters leave."""
    digits = digits_of(text)
    if len(digits) == LENGTH:
        return _by_identity(rows, digits)
    part = part_of_nik(digits, today=clock.today())
    if part is not None:
        return _by_part(actor, rows.filter(village_code__in=villages), digits, part, status)
    by_name = _by_name(rows, text, villages)
    return by_name if by_name.ids or len(text.strip()) < _SHORTEST_PLACE else _by_place(rows, text, villages)


def in_order(ids: Sequence[UUID], columns: Sequence[str]) -> Iterator[Person]:
    """Give the people of these ids in their order, with these columns."""
    for start in range(0, len(ids), MOST_FOUND):
        some = ids[start : start + MOST_FOUND]
        persons = {row.pk: row for row in Person.objects.filter(pk__in=some).only(*columns)}
        yield from (persons[pk] for pk in some if pk in persons)


def _by_identity(rows: QuerySet[Person], digits: str) -> Found:
    """Look an NIK or KK number up exactly; the search shows everyone of the family card."""
    families = Family.objects.filter(kk_number_index=blind_index("kk_number", digits)).values_list(
        "pk", flat=True
    )
    held = rows.filter(Q(nik_index=blind_index("nik", digits)) | Q(family__in=list(families)))
    return Found(list(held.order_by("relation", "birth_date").values_list("pk", flat=True)), by="number")


def _by_part(actor: Actor, rows: QuerySet[Person], digits: str, part: Nik, status: int | None) -> Found:
    """Whoever was born on the day that the digits name, and is of that sex; the sealed number stays shut (ADR 0056).

    Only for who may hand out whole numbers, those whose number begins so come alone.
    """
    living = [status] if status else [each.value for each in BasicStatus]
    born = rows.filter(basic_status__in=living, birth_date__in=part.births, sex=part.sex)
    people = sorted(
        born.only("id", "name_key", "nik", "area_code")[:MOST_FOUND], key=lambda row: (row.name_key, row.pk)
    )
    exact = [
        one for one in people if actor.may(EXPORT, one.area_code) and str(one.nik or "").startswith(digits)
    ]
    return Found([one.pk for one in exact or people], by="part")


def _by_name(rows: QuerySet[Person], text: str, villages: list[str]) -> Found:
    asked = looks(text)
    if not asked or not villages:
        return Found(())
    one = len(villages) == 1
    held = RawSQL(*_holding(villages, asked, 0 if one else MOST_HELD))  # noqa: S611 - parameters stay apart
    found = dict(rows.filter(pk__in=held).values_list("pk", "name_key")[: MOST_FOUND + 1])
    more = len(found) > MOST_FOUND
    if not one and not more:
        more = Person.objects.filter(pk__in=held)[MOST_HELD - 1 : MOST_HELD].exists()
    if more:
        # The page begins with those whose names begin so, in their order: the index of names has it.
        narrow = rows.filter(village_code=villages[0]) if one else rows
        for key in fold_variants(text):
            beginning = narrow.filter(name_key__gte=key, name_key__lt=key + "\U0010ffff")
            found |= dict(beginning.order_by("name_key", "id").values_list("pk", "name_key")[:MOST_FOUND])
    rank = ranking(text)
    ranks = {name: rank(name) for name in set(found.values())}
    ranked = sorted(found, key=lambda pk: (ranks[found[pk]], found[pk], pk))
    return Found(ranked[:MOST_FOUND], more)


def _holding(villages: list[str], asked: Sequence[Look], most: int) -> tuple[str, list[str | int]]:
    """The statement that gives who holds one of these, from the table that the database keeps (migration 0003)."""
    places, parts = ", ".join(["%s"] * len(villages)), []
    given: list[str | int] = []
    for look in asked:
        also = " AND (' ' || name_key) LIKE %s" * len(look.others)
        part = (
            f"SELECT person_id FROM people_name_word WHERE village_code IN ({places})"  # noqa: S608 - only placeholders
            f" AND tail >= %s AND tail < %s{also}"
        )
        after = look.start[:-1] + chr(ord(look.start[-1]) + 1)
        given += [*villages, look.start, after, *(f"% {word}%" for word in look.others)]
        if most:
            given.append(most)
        parts.append(f"SELECT person_id FROM ({part} LIMIT %s) AS held" if most else part)  # noqa: S608
    return " UNION ".join(parts), given


def _by_place(rows: QuerySet[Person], text: str, villages: list[str]) -> Found:
    """No such name: families at such an address, and everybody of a hamlet, RW or RT that is called so."""
    if len(villages) > MOST_VILLAGES:
        return Found(())
    families = Family.objects.filter(village_code__in=villages, address__icontains=text.strip())
    living = list(families.values_list("pk", flat=True)[:MOST_FOUND])
    places = [
        code for each in villages for code, title in public_titles(each).items() if names_place(text, title)
    ]
    there = Q(family__in=living)
    for code in places[:MOST_VILLAGES]:
        there |= public_inside(code)
    held = rows.filter(there).order_by("name_key", "id").values_list("pk", flat=True)
    ids = list(held[: MOST_FOUND + 1])
    return Found(ids[:MOST_FOUND], len(ids) > MOST_FOUND)
