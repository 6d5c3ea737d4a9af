"""What changed in a month: who came, who went, who went from one hamlet to the next. B.2 lists it and B.3 counts it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db.models import Q
from django.db.models.functions import Coalesce

from pendopo.kernel.actor import Actor
from pendopo.kernel.areas import contains
from pendopo.people.models import PastMembership, Person
from pendopo.people.queries.scope import in_areas
from pendopo.people.queries.stays import BEGAN
from pendopo.people.rules.books import Month, hamlet_of
from pendopo.people.rules.codes import Citizenship
from pendopo.people.rules.registering import PERMANENT
from pendopo.people.rules.stays import Turn, is_void, turn_of


class Stay(NamedTuple):
    """A stay as far as a book asks: who, where, from when until when, and how it began and ended."""

    person: UUID
    area: str
    relation: int | None
    residence: int
    since: date
    until: date | None
    came_by: int
    went_by: int
    sex: int | None
    citizenship: int | None
    birth_date: date | None


@dataclass(frozen=True)
class Change:
    """One line of B.2: on which day who came (`to`), went (`out_of`), or both within the village."""

    on: date
    turn: Turn
    by_import: bool
    out_of: Stay | None = None
    to: Stay | None = None

    @property
    def stay(self) -> Stay:
        """The stay of which the person is told."""
        found = self.to or self.out_of
        assert found is not None
        return found

    def phases(self) -> Iterator[tuple[str, Stay]]:
        """Say in which columns of B.3 this counts, and of which hamlet."""
        if self.out_of is not None:
            yield ("died" if self.turn == Turn.DIED else "left"), self.out_of
        if self.to is not None:
            yield ("born" if self.turn == Turn.BORN else "arrived"), self.to


@dataclass(frozen=True)
class Scope:
    """Whose stays a book holds: permanent residents of a village, in the areas that an officer may see."""

    actor: Actor
    permission: str
    village: str

    def holds(self, residence: int = PERMANENT) -> Q:
        """Return the condition on a stay, in either table."""
        return in_areas(self.actor, self.permission) & Q(village_code=self.village, residence=residence)

    def sees(self, stay: Stay) -> bool:
        """Say the same of a stay that was read."""
        areas = self.actor.areas(self.permission)
        return stay.residence == PERMANENT and any(not area or contains(area, stay.area) for area in areas)


def nation_of(citizenship: int | None) -> str:
    """Name the pair of columns of B.3 in which somebody counts."""
    return "foreign" if citizenship == Citizenship.FOREIGN else "own"


def changes_of(scope: Scope, month: Month) -> list[Change]:
    """Return what changed in a month, in the order of days."""
    found = [
        change
        for stays in _by_person(scope.village, month)
        for change in _walk(stays, scope)
        if month.before < change.on <= month.last
    ]
    return sorted(found, key=lambda change: (change.on, change.stay.person.bytes))


_OWN = ("id", "area_code", "relation", "residence", "began", "present_until", "came_by", "went_by")
_OVER = ("person_id", "area_code", "relation", "residence", "began", "valid_to", "came_by", "went_by")
_PERSON = ("sex", "citizenship", "birth_date")


def _by_person(village: str, month: Month) -> Iterable[list[Stay]]:
    """Read every stay of whoever has one that begins or ends in a month, in their order."""
    first, last = month.first, month.last
    over = PastMembership.objects.filter(village_code=village).annotate(began=BEGAN)
    over = over.filter(began__lte=last, valid_to__gte=first).order_by("began", "valid_to", "pk")
    found: dict[UUID, list[Stay]] = {}
    for row in over.values_list(*_OVER, *(f"person__{name}" for name in _PERSON)):
        found.setdefault(row[0], []).append(Stay(*row))
    own = Person.objects.filter(village_code=village).annotate(began=Coalesce("here_since", "present_from"))
    turned = Q(began__range=(first, last)) | Q(present_until__range=(first, last)) | Q(pk__in=list(found))
    for row in own.filter(turned).values_list(*_OWN, *_PERSON):
        found.setdefault(row[0], []).append(Stay(*row))
    return found.values()


def _walk(stays: Iterable[Stay], scope: Scope) -> Iterator[Change]:
    before: Stay | None = None
    for stay in stays:
        if is_void(((stay.until or date.max) - stay.since).days, stay.came_by, stay.went_by):
            continue
        if before is not None and before.until == stay.since and before.went_by == Turn.INSIDE:
            yield from _inside(before, stay, scope)
        else:
            yield from _went(before, scope)
            yield from _came(stay, scope)
        before = stay
    yield from _went(before, scope)


def _inside(before: Stay, stay: Stay, scope: Scope) -> Iterator[Change]:
    out_of, to = (one if scope.sees(one) else None for one in (before, stay))
    same = out_of and to and hamlet_of(out_of.area) == hamlet_of(to.area)
    if (out_of or to) and not same:
        yield Change(stay.since, Turn.INSIDE, by_import=False, out_of=out_of, to=to)


def _came(stay: Stay, scope: Scope) -> Iterator[Change]:
    if scope.sees(stay):
        turn, by_import = turn_of(stay.came_by)
        # Of who is here since the day of birth nothing else can be meant.
        turn = Turn.BORN if stay.birth_date == stay.since and turn != Turn.RETURNED else turn
        yield Change(stay.since, turn, by_import, to=stay)


def _went(stay: Stay | None, scope: Scope) -> Iterator[Change]:
    if stay is not None and stay.until is not None and scope.sees(stay):
        turn, by_import = turn_of(stay.went_by)
        yield Change(stay.until, turn, by_import, out_of=stay)
