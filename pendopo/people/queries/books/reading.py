"""One month of a book within the areas of an actor: what its lines are made from, and the lines."""

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any

from django.db.models import F
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.kernel.areas import contains
from pendopo.kernel.errors import NotFound
from pendopo.people.queries.books.changes import Change, Scope, changes_of
from pendopo.people.queries.books.lampid import lampid_lines, month_figures
from pendopo.people.queries.books.lines import Cell, Writer
from pendopo.people.queries.books.recap import Recapitulation
from pendopo.people.queries.books.told import (
    arrivals_of,
    began_unknown,
    begins_known,
    changed_lines,
    guests_of,
)
from pendopo.people.queries.stays import PublicThen, Stays, public_people_on
from pendopo.people.rules.books import B1, B2, B3, B4, B5, BY_SLUG, LAMPID, Month, Recap
from pendopo.places import queries as places
from pendopo.places.queries import village_for


class Reading:
    """Reads one month of a book within the areas of an actor."""

    def __init__(
        self, actor: Actor, permission: str, slug: str, year: int, month: int, village: str = ""
    ) -> None:
        found = BY_SLUG.get(slug)
        today = clock.today()
        if found is None or not (1900 <= year <= today.year and 1 <= month <= 12):
            raise NotFound
        self.actor, self.permission, self.book = actor, permission, found
        self.month = Month(year, month, today)
        if self.month.first > today:
            raise NotFound
        self.village = self._named(village) if village else village_for(actor, permission)
        self._recaps: list[Recap] | None = None

    @property
    def source(self) -> Any:
        """What the book's lines are made from: people, events, or the sums of the hamlets."""
        if self.book is B3:
            return self.recaps
        if self.book is LAMPID:
            return lampid_lines(self.recaps, self.changes)
        return self.changes if self.book is B2 else self._persons()

    @property
    def recaps(self) -> list[Recap]:
        """The hamlets of B.3."""
        if self._recaps is None:
            titles = {
                code: title
                for code, title in self._places().items()
                if code.count(".") == self.village.code.count(".") + 1 and self._mine(code)
            }
            self._recaps = Recapitulation(self.scope, self.month, titles, self.changes).lines()
        return self._recaps

    def _named(self, code: str) -> places.Village:
        village = places.public_village(code)
        if village is None or not self._mine(code):
            raise NotFound
        return village

    def _mine(self, code: str) -> bool:
        held = self.actor.areas(self.permission)
        return any(contains(area, code) or contains(code, area) for area in held)

    def _places(self) -> dict[str, str]:
        return places.public_locality_titles(self.village.code)

    @cached_property
    def scope(self) -> Scope:
        """Whose stays the book holds."""
        return Scope(self.actor, self.permission, self.village.code)

    @cached_property
    def changes(self) -> list[Change]:
        """The lines of B.2."""
        return changes_of(self.scope, self.month)

    def _persons(self) -> Stays:
        if self.book is B4:
            return guests_of(self.scope, self.month)
        rows = public_people_on(self.month.last, self.scope.holds()).select_related("family")
        return rows.order_by(
            "then_area", "then_family", F("then_relation").asc(nulls_last=True), "birth_date", "id"
        )

    def lines(self, items: Iterable[Any], *, whole: bool, start: int = 1) -> Iterator[list[Cell]]:
        """Yield the numbered lines of some of the source's items."""
        writer = Writer(whole=whole, places=self._places(), language=_tongue())
        for number, cells in enumerate(self._cells(writer, items), start=start):
            yield [number, *cells]

    def _cells(self, writer: Writer, items: Iterable[Any]) -> Iterator[list[Cell]]:
        if self.book is B3:
            yield from ([item.title or _("Tanpa dusun"), *item.row(), _remark(item)] for item in items)
        elif self.book is LAMPID:
            yield from items
        elif self.book is B2:
            yield from changed_lines(writer, list(items), self.village.code)
        elif self.book is B4:
            told = arrivals_of(self.village.code)
            yield from (writer.visitor(guest, told.get(guest.pk)) for guest in items)
        else:
            then, unknown = PublicThen(self.month.last), began_unknown(self.village.code)
            for item in items:
                person = then.shown(item)
                known = self.book is B5 and person.pk not in unknown and begins_known(person)
                yield writer.resident(person) if self.book is B1 else writer.cards(person, since=known)

    def sums(self) -> list[Cell]:
        """Return the last line of B.3; the other books have none."""
        if self.book is not B3:
            return []
        rows = [recap.row() for recap in self.recaps]
        return ["", _("Jumlah"), *(sum(column) for column in zip(*rows, strict=True)), ""] if rows else []

    @property
    def items(self) -> Iterable[object]:
        """Everything that the lines are made from, not more at once than need be."""
        source = self.source
        return source if isinstance(source, list) else source.iterator(chunk_size=2_000)

    def figures(self) -> dict[str, int]:
        """Return the totals of the month, whichever book it is."""
        return month_figures(self.recaps, self.changes)

    def names(self, *, whole: bool) -> list[list[Cell]]:
        """Return the lines of B.2 that stand below the monthly report; the other books have none."""
        if self.book is not LAMPID:
            return []
        writer = Writer(whole=whole, places=self._places(), language=_tongue())
        lines = changed_lines(writer, self.changes, self.village.code)
        return [[number, *cells] for number, cells in enumerate(lines, start=1)]


def _tongue() -> str:
    return "en" if (get_language() or "").startswith("en") else "id"


def _remark(recap: Recap) -> str:
    unsexed = recap.unsexed()
    notes = [_("%(count)s orang tanpa jenis kelamin") % {"count": unsexed}] if unsexed else []
    if recap.by_import:
        notes.append(_("%(count)s dari impor") % {"count": recap.by_import})
    return ", ".join(notes)
