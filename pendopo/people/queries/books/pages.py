"""One month of a book: a page of it for the screen, all of it for paper or a file."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.paginator import Page
from django.db import transaction
from django.utils.translation import override

from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.kernel.errors import NotFound
from pendopo.people.models import BookPrint
from pendopo.people.queries.books.lines import Cell
from pendopo.people.queries.books.printed import Printed, content_of, last_print, printed_state
from pendopo.people.queries.books.reading import Reading
from pendopo.people.rules.books import BY_NUMBER, LAMPID, Book, Month
from pendopo.people.rules.permissions import EXPORT, READ
from pendopo.places import queries as places
from pendopo.ui.listing import paged

PAGE = 50
LOOK_BACK = 3  # months: further back nobody looks for the last one in which something happened
# Who has taken note stands on the left, who wrote the book on the right (Permendagri 47/2016).
SIGNERS = ("village_head", "secretary")


@dataclass(frozen=True)
class BookPage:
    """A page of a book on the screen; identity numbers are masked unless somebody asked for them."""

    book: Book
    month: Month
    village: places.Village
    page: Page[Any]
    rows: list[list[Cell]]
    sums: list[Cell]
    names: list[list[Cell]]
    may_export: bool
    printed: Printed | None = None
    earlier: bool = False  # nobody chose this month: nothing has happened in the running one yet


@dataclass(frozen=True)
class Signer:
    """Who signs a printed book."""

    position: str
    name: str
    nip: str


@dataclass(frozen=True)
class PrintedBook:
    """A whole book for paper, identity numbers in full; how it differs from the print before."""

    book: Book
    month: Month
    village: places.Village
    rows: list[list[Cell]]
    sums: list[Cell]
    names: list[list[Cell]]
    signers: list[Signer]
    on: date
    content: bytes = b""
    figures: dict[str, int] = field(default_factory=dict)
    before: BookPrint | None = None
    printed: Printed | None = None


@dataclass(frozen=True)
class BookRows:
    """A whole book for a file, line by line; identity numbers in full."""

    book: Book
    month: Month
    village: places.Village
    rows: Iterator[list[Cell]]
    sums: list[Cell]
    names: list[list[Cell]]


def book_page(
    actor: Actor, slug: str, *, year: int = 0, month: int = 0, page: str = "1", whole: bool = False
) -> BookPage:
    """Return one page of a month of a book; identity numbers in full only for who may export and asks.

    Without a month it is the running one; a report on what happened opens on the last month in which something did.
    """
    today = clock.today()
    with transaction.atomic():  # one look: a batch of an import that is running is in it whole or not at all
        reading = Reading(actor, EXPORT if whole else READ, slug, year or today.year, month or today.month)
        running = reading
        if not month and reading.book is LAMPID:
            reading = _last_with_changes(reading)
        may_export = actor.may(EXPORT, reading.village.code)
        if whole and not may_export:
            raise NotFound
        shown = paged(reading.source, page, PAGE)
        rows = list(reading.lines(shown.object_list, whole=whole, start=shown.start_index() or 1))
        return BookPage(
            book=reading.book,
            month=reading.month,
            village=reading.village,
            page=shown,
            rows=rows,
            sums=reading.sums(),
            names=reading.names(whole=whole),
            may_export=may_export,
            printed=printed_state(reading),
            earlier=reading is not running,
        )


def _last_with_changes(running: Reading) -> Reading:
    """Return the last month in which somebody was born, died, came or went; the running one where none is near."""
    reading = running
    for _back in range(LOOK_BACK):
        if reading.changes:
            return reading
        reading = Reading(reading.actor, reading.permission, reading.book.slug, *reading.month.previous)
    return reading if reading.changes else running


def printed_book(actor: Actor, slug: str, *, year: int, month: int, village: str = "") -> PrintedBook:
    """Return a month of a book for paper, every line, with those who sign it, for who may export it."""
    reading = Reading(actor, EXPORT, slug, year, month, village)
    if not actor.may(EXPORT, reading.village.code):
        raise NotFound
    with override("id"):  # the book is an Indonesian form: its words do not follow the reader's language
        rows = list(reading.lines(reading.items, whole=True))
        return PrintedBook(
            book=reading.book,
            month=reading.month,
            village=reading.village,
            rows=rows,
            sums=reading.sums(),
            names=reading.names(whole=True),
            signers=book_signers(actor, reading.village),
            on=clock.today(),
            content=content_of(rows, reading.names(whole=True)),
            figures=reading.figures(),
            before=last_print(reading),
            printed=printed_state(reading),
        )


def book_signers(actor: Actor, village: places.Village) -> list[Signer]:
    """Return who signs the books of a village: its head, who takes note, and its secretary."""
    held = places.public_officials(village.code)
    found = []
    for key in SIGNERS:
        position = village.labels[key]
        # "Pj Kepala Desa" signs for the head, too.
        person = next((row for row in held if row.position.casefold().endswith(position.casefold())), None)
        found.append(Signer(position, person.name if person else "", person.nip if person else ""))
    return found


def book_rows(actor: Actor, slug: str, *, year: int, month: int, village: str = "") -> BookRows:
    """Return a whole month of a book for a file, for who may export it; numbers in full."""
    reading = Reading(actor, EXPORT, slug, year, month, village)
    if not actor.may(EXPORT, reading.village.code):
        raise NotFound
    rows = reading.lines(reading.items, whole=True)
    return BookRows(
        reading.book, reading.month, reading.village, rows, reading.sums(), reading.names(whole=True)
    )


@dataclass(frozen=True)
class BookHead:
    """A month of a book without its lines."""

    book: Book
    month: Month
    village: places.Village


def book_head(actor: Actor, slug: str, *, year: int, month: int) -> BookHead:
    """Return a month of a book that the actor may export, without reading its lines."""
    reading = Reading(actor, EXPORT, slug, year, month)
    if not actor.may(EXPORT, reading.village.code):
        raise NotFound
    return BookHead(reading.book, reading.month, reading.village)


def book_report(actor: Actor, number: str, *, on: date | None = None, village: str = "") -> dict[str, object]:
    """Return the month of a day of a book as plain values, identity numbers masked: what `pendopo report` prints."""
    day = on or clock.today()
    year, month = day.year, day.month
    book = BY_NUMBER.get(number.upper())
    if book is None:
        raise NotFound
    with transaction.atomic():
        reading = Reading(actor, READ, book.slug, year, month, village)
        headings = [" ".join(part for part in (one.group, one.title) if part) for one in book.columns]
        printed = printed_state(reading)
        return {
            "book": book.number,
            "title": book.title,
            "village": reading.village.code,
            "month": f"{year}-{month:02d}",
            "until": reading.month.last.isoformat(),
            "columns": headings,
            "rows": list(reading.lines(reading.items, whole=False)),
            "sums": reading.sums(),
            "figures": reading.figures(),
            "names": reading.names(whole=False),
            "printed": printed.told() if printed else None,
        }
