"""Reads of the register: mail with its dispositions, the agenda and the expedition book from the same rows."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID, uuid4

from django.core.paginator import Page
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.kernel.errors import NotFound
from pendopo.kernel.models import Journaled
from pendopo.kernel.queries import public_rule
from pendopo.kernel.worklist import Mark, Waiting, WorkItem, in_rows
from pendopo.mail.models import Delivery, Disposition, RegisterEntry
from pendopo.mail.rules.books import AGENDA, BOOKS, LetterBook
from pendopo.mail.rules.numbers import Book
from pendopo.mail.rules.permissions import DISPOSE, NUMBER, READ, WRITE
from pendopo.mail.rules.settings import COUNTER, PATTERN
from pendopo.people.queries.scope import in_areas
from pendopo.places import queries as places
from pendopo.places.queries import village_for
from pendopo.ui.files import MadeFile, make_file
from pendopo.ui.listing import paged
from pendopo.ui.rules import date_long, date_short
from pendopo.ui.tables import Table

PAGE, MOST_PRINTED = 50, 2000
Lines = list[list[str]]


@dataclass(frozen=True)
class BookPage:
    """A page of one year of a book."""

    book: LetterBook
    village: places.Village
    year: int
    rows: Lines
    page: Page[Journaled] | None = None
    cut: int = 0
    years: list[int] = field(default_factory=list)


def _entries(actor: Actor, village: str, year: int) -> QuerySet[Journaled]:
    rows = RegisterEntry.objects.filter(in_areas(actor, READ), area_code=village, on__year=year)
    return rows.order_by("on", "id")


def _deliveries(actor: Actor, village: str, year: int) -> QuerySet[Journaled]:
    rows = Delivery.objects.filter(
        in_areas(actor, READ, "entry__area_code"), entry__area_code=village, on__year=year
    )
    return rows.select_related("entry").order_by("on", "id")


def _found(actor: Actor, slug: str, year: int) -> tuple[LetterBook, places.Village, int, QuerySet[Journaled]]:
    book = BOOKS.get(slug)
    if book is None:
        raise NotFound
    village = village_for(actor, READ)
    wanted = year or clock.today().year
    rows = (
        _entries(actor, village.code, wanted) if book is AGENDA else _deliveries(actor, village.code, wanted)
    )
    return book, village, wanted, rows


def book_page(actor: Actor, slug: str, *, year: int = 0, number: str = "1") -> BookPage:
    """Return a page of the agenda or the expedition book of a year."""
    book, village, wanted, rows = _found(actor, slug, year)
    page = paged(rows, number, PAGE)
    first = (page.number - 1) * PAGE
    lines = _lines(book, page.object_list, first)
    this = clock.today().year
    return BookPage(book, village, wanted, lines, page, years=list(range(this, this - 5, -1)))


def printed_book(actor: Actor, slug: str, *, year: int = 0) -> BookPage:
    """Return a year of a book for paper."""
    book, village, wanted, rows = _found(actor, slug, year)
    total = rows.count()
    lines = _lines(book, rows[:MOST_PRINTED], 0)
    return BookPage(book, village, wanted, lines, cut=max(0, total - MOST_PRINTED))


def book_file(actor: Actor, slug: str, *, year: int = 0) -> MadeFile:
    """Make the workbook of a year of a book."""
    book, village, wanted, rows = _found(actor, slug, year)
    name = f"{book.number.lower().replace('.', '')}-{book.slug}-{wanted}"
    titles = [f"{book.number} {_(book.title)}".upper(), f"{village.title}, {wanted}"]
    lines = _lines(book, rows.iterator(chunk_size=500), 0)
    return make_file(
        Table(book.columns, lines, book.number, titles),
        kind="xlsx",
        name=name,
        area=village.code,
        what=f"{book.number} {wanted}",
    )


def _lines(book: LetterBook, rows: Iterable[Journaled], first: int) -> Lines:
    return [
        [cells.get(column.key, "") for column in book.columns]
        for cells in ({"order": str(place), **_cells(row)} for place, row in enumerate(rows, first + 1))
    ]


def _cells(row: Journaled) -> dict[str, str]:
    if isinstance(row, Delivery):
        return _expedition_line(row)
    assert isinstance(row, RegisterEntry)
    return _agenda_line(row)


def _agenda_line(row: RegisterEntry) -> dict[str, str]:
    remark = _("Batal: %(reason)s") % {"reason": row.void_reason} if row.is_void else ""
    shared = {"on": date_short(row.on), "remark": remark}
    if row.book == Book.INCOMING:
        return {
            **shared,
            "in_number": row.their_number,
            "in_date": date_short(row.their_date) if row.their_date else "",
            "in_party": str(row.party or ""),
            "in_summary": str(row.summary or ""),
            "remark": remark or row.text,
        }
    return {
        **shared,
        "out_number": f"{row.text}, {date_short(row.on)}",
        "out_summary": str(row.summary or ""),
        "out_party": str(row.party or ""),
    }


def _expedition_line(row: Delivery) -> dict[str, str]:
    received = _("Diterima %(name)s") % {"name": row.received_by}
    return {
        "on": date_short(row.on),
        "letter": f"{date_short(row.entry.on)}, {row.entry.text}",
        "summary": str(row.entry.summary or ""),
        "party": str(row.party or ""),
        "remark": ". ".join(part for part in (received, row.note) if part),
    }


@dataclass(frozen=True)
class MailList:
    """A page of mail, and a fresh key for the form."""

    rows: list[RegisterEntry]
    page: Page[RegisterEntry]
    book: str
    may_write: bool
    form_key: UUID
    village: places.Village


def mail_list(actor: Actor, *, book: str = Book.INCOMING.value, number: str = "1") -> MailList:
    """List incoming or outgoing mail, the newest first."""
    village = village_for(actor, READ)
    kind = Book.OUTGOING.value if book == Book.OUTGOING.value else Book.INCOMING.value
    rows = RegisterEntry.objects.filter(in_areas(actor, READ), area_code=village.code, book=kind)
    page = paged(rows.order_by("-on", "-id"), number, PAGE)
    may = actor.may(WRITE, village.code)
    return MailList(list(page.object_list), page, kind, may, uuid4(), village)


@dataclass(frozen=True)
class MailPage:
    """One letter of the register with what was written on it."""

    row: RegisterEntry
    dispositions: list[Disposition]
    deliveries: list[Delivery]
    positions: list[tuple[str, str]]
    may_write: bool
    may_dispose: bool


def register_entry(actor: Actor, entry_id: UUID) -> RegisterEntry:
    """Return a line of the register in the actor's areas, or raise NotFound."""
    found = RegisterEntry.objects.filter(in_areas(actor, READ), pk=entry_id).first()
    if found is None:
        raise NotFound
    return found


def mail_page(actor: Actor, entry_id: UUID) -> MailPage:
    """Gather one letter of the register."""
    row = register_entry(actor, entry_id)
    officials = places.public_officials(row.area_code)
    return MailPage(
        row=row,
        dispositions=list(row.dispositions.order_by("given_at")),
        deliveries=list(row.deliveries.order_by("on", "id")),
        positions=[(one.position, f"{one.position} ({one.name})") for one in officials],
        may_write=actor.may(WRITE, row.area_code),
        may_dispose=actor.may(DISPOSE, row.area_code),
    )


def disposition_for(actor: Actor, disposition_id: UUID) -> Disposition:
    """Return a disposition in the actor's areas, or raise NotFound."""
    rows = Disposition.objects.filter(in_areas(actor, WRITE, "entry__area_code"), pk=disposition_id)
    found = rows.select_related("entry").first()
    if found is None:
        raise NotFound
    return found


def dispositions_waiting(actor: Actor) -> Waiting:
    """List what was written on incoming mail and is not done yet."""
    rows = Disposition.objects.filter(
        in_areas(actor, WRITE, "entry__area_code"), done_at__isnull=True
    ).select_related("entry")
    return in_rows(rows, _disposition, due="due", since="given_at")


def _disposition(row: Disposition, mark: Mark) -> WorkItem:
    return WorkItem(
        due=mark.due,
        title=_("Disposisi untuk %(position)s") % {"position": row.position},
        subject=str(row.entry.summary or ""),
        since=mark.since,
        url=reverse("mail-entry", args=[row.entry_id]),
    )


@dataclass(frozen=True)
class NumberingPage:
    """How the village writes its numbers now."""

    village: places.Village
    pattern: str
    mode: str
    today: str


def numbering(actor: Actor) -> NumberingPage:
    """Say how the numbers look now, for who may change it."""
    site = places.village_for(actor, NUMBER, whole=True)
    pattern, mode = public_rule(PATTERN, area=site.code), public_rule(COUNTER, area=site.code)
    return NumberingPage(site, str(pattern), str(mode), date_long(clock.today()))
