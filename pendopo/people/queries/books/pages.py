"""One month of a book: a page of it for the screen, all of it for print or a file."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.paginator import Page
from django.db.models import F, QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.kernel.areas import contains
from pendopo.kernel.errors import NotFound
from pendopo.people.models import Person
from pendopo.people.queries.books.changes import Change, Scope, changes_of
from pendopo.people.queries.books.lines import Cell, Writer
from pendopo.people.queries.books.recap import Recapitulation
from pendopo.people.queries.books.told import (
    arrivals_of,
    began_unknown,
    begins_known,
    changed_lines,
    guests_of,
)
from pendopo.people.queries.stays import PublicThen, public_people_on
from pendopo.people.rules.books import B1, B2, B3, B4, B5, BY_SLUG, Book, Month, Recap
from pendopo.people.rules.permissions import EXPORT, READ
from pendopo.places import queries as places
from pendopo.places.queries import village_for
from pendopo.ui.listing import paged

PAGE = 50
PRINTED = 2_000
SIGNERS = ("secretary", "village_head")


@dataclass(frozen=True)
class BookPage:
    """A page of a book on the screen; identity numbers are masked."""

    book: Book
    month: Month
    village: places.Village
    page: Page[Any]
    rows: list[list[Cell]]
    sums: list[Cell]
    may_export: bool


@dataclass(frozen=True)
class Signer:
    """Who signs a printed book."""

    position: str
    name: str
    nip: str


@dataclass(frozen=True)
class PrintedBook:
    """A whole book for paper; identity numbers are masked, the file that was asked for has them."""

    book: Book
    month: Month
    village: places.Village
    rows: list[list[Cell]]
    sums: list[Cell]
    signers: list[Signer]
    cut: int = 0


@dataclass(frozen=True)
class BookRows:
    """A whole book for a file, line by line; identity numbers in full."""

    book: Book
    month: Month
    village: places.Village
    rows: Iterator[list[Cell]]
    sums: list[Cell]


class _Reading:
    """Reads one month of a book within the areas of an actor."""

    def __init__(self, actor: Actor, permission: str, slug: str, year: int, month: int) -> None:
        found = BY_SLUG.get(slug)
        today = clock.today()
        if found is None or not (1900 <= year <= today.year and 1 <= month <= 12):
            raise NotFound
        self.actor, self.permission, self.book = actor, permission, found
        self.month = Month(year, month, today)
        if self.month.first > today:
            raise NotFound
        self.village = village_for(actor, permission)
        self._recaps: list[Recap] | None = None

    @property
    def source(self) -> Any:
        """What the book's lines are made from: people, events, or the sums of the hamlets."""
        if self.book is B3:
            return self.recaps
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

    def _persons(self) -> QuerySet[Person, Person]:
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


def _tongue() -> str:
    return "en" if (get_language() or "").startswith("en") else "id"


def _remark(recap: Recap) -> str:
    unsexed = recap.unsexed()
    notes = [_("%(count)s orang tanpa jenis kelamin") % {"count": unsexed}] if unsexed else []
    if recap.by_import:
        notes.append(_("%(count)s dari impor") % {"count": recap.by_import})
    return ", ".join(notes)


def book_page(actor: Actor, slug: str, *, year: int, month: int, page: str = "1") -> BookPage:
    """Return one page of a month of a book, identity numbers masked."""
    reading = _Reading(actor, READ, slug, year, month)
    shown = paged(reading.source, page, PAGE)
    rows = list(reading.lines(shown.object_list, whole=False, start=shown.start_index() or 1))
    return BookPage(
        book=reading.book,
        month=reading.month,
        village=reading.village,
        page=shown,
        rows=rows,
        sums=reading.sums(),
        may_export=actor.may(EXPORT, reading.village.code),
    )


def printed_book(actor: Actor, slug: str, *, year: int, month: int) -> PrintedBook:
    """Return a month of a book for paper, at most 2,000 lines, with those who sign it."""
    reading = _Reading(actor, READ, slug, year, month)
    source = reading.source
    count = len(source) if isinstance(source, list) else source.count()
    rows = list(reading.lines(source[:PRINTED], whole=False))
    signers = book_signers(actor, reading.village)
    return PrintedBook(
        reading.book, reading.month, reading.village, rows, reading.sums(), signers, max(0, count - PRINTED)
    )


def book_signers(actor: Actor, village: places.Village) -> list[Signer]:
    """Return who signs the books of a village: its secretary and its head."""
    held = places.public_officials(village.code)
    found = []
    for key in SIGNERS:
        position = village.labels[key]
        # "Pj Kepala Desa" signs for the head, too.
        person = next((row for row in held if row.position.casefold().endswith(position.casefold())), None)
        found.append(Signer(position, person.name if person else "", person.nip if person else ""))
    return found


def book_rows(actor: Actor, slug: str, *, year: int, month: int) -> BookRows:
    """Return a whole month of a book for a file, for who may export it; numbers in full."""
    reading = _Reading(actor, EXPORT, slug, year, month)
    if not actor.may(EXPORT, reading.village.code):
        raise NotFound
    source = reading.source
    items = source if isinstance(source, list) else source.iterator(chunk_size=2_000)
    return BookRows(
        reading.book, reading.month, reading.village, reading.lines(items, whole=True), reading.sums()
    )


def book_head(actor: Actor, slug: str, *, year: int, month: int) -> Book:
    """Return a book that the actor may export, without reading its lines."""
    reading = _Reading(actor, EXPORT, slug, year, month)
    if not actor.may(EXPORT, reading.village.code):
        raise NotFound
    return reading.book
