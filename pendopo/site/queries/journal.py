"""The journal in words. Names of residents and reasons are for those who may read residents in that area."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext

from pendopo.kernel import reading
from pendopo.kernel.actor import Actor
from pendopo.kernel.errors import NotFound, refusal_in_words
from pendopo.kernel.operation import operation_called
from pendopo.kernel.powers import READ_JOURNAL
from pendopo.kernel.reading import Detail, Header, Wanted
from pendopo.people.rules.permissions import READ as PEOPLE_READ
from pendopo.places.queries import public_place_titles
from pendopo.site.queries.rules import area_name
from pendopo.site.wording import operation_in_words, subject_in_words, table_in_words

# Operations whose reasons never tell anything about a resident.
_OPEN_REASONS = (
    *("places.", "accounts.role.", "accounts.officer.", "accounts.factor."),
    *("kernel.rule.", "kernel.holiday."),
)


@dataclass(frozen=True)
class JournalLine:
    """One entry in words."""

    header: Header
    words: str
    actor: str
    area: str
    subject: str
    refused: bool


@dataclass(frozen=True)
class JournalPage:
    """A page of the journal, where the next one begins, and the area of which a file can hold all, if it is one."""

    lines: list[JournalLine]
    after: UUID | None
    area: str


@dataclass(frozen=True)
class EntryPage:
    """One entry with what its reader may know of it."""

    line: JournalLine
    detail: Detail
    reason: str
    hidden: bool
    rows: list[tuple[str, int]]
    refusal: str
    file_url: str = ""


def journal_page(actor: Actor, wanted: Wanted) -> JournalPage:
    """Return a page of the journal, newest first, in words."""
    lines, after = _page(actor, wanted)
    return JournalPage(lines, after, _only_area(actor))


def journal_rows(actor: Actor, wanted: Wanted) -> tuple[str, Iterator[JournalLine]]:
    """Return the area of a reader who has only one, and all its entries that were asked for, newest first."""
    area = _only_area(actor)
    if not area:
        raise NotFound
    return area, _all(actor, replace(wanted, before=None))


def _only_area(actor: Actor) -> str:
    held = actor.areas(READ_JOURNAL)
    return held[0] if len(held) == 1 else ""


def _all(actor: Actor, wanted: Wanted) -> Iterator[JournalLine]:
    after: UUID | None = None
    while True:
        lines, after = _page(actor, replace(wanted, before=after))
        yield from lines
        if after is None:
            return


def _page(actor: Actor, wanted: Wanted) -> tuple[list[JournalLine], UUID | None]:
    headers, after = reading.journal_page(actor, wanted)
    names = _area_names(headers)
    return [_line(actor, header, names) for header in headers], after


def entry_page(actor: Actor, entry_id: UUID) -> EntryPage:
    """Return one entry; its reason only for those who may read residents in its area."""
    detail = reading.journal_entry(actor, entry_id)
    header = detail.header
    may_know = actor.may(PEOPLE_READ, header.area) or header.operation.startswith(_OPEN_REASONS)
    return EntryPage(
        line=_line(actor, header, _area_names([header])),
        detail=detail,
        reason=detail.reason if may_know else "",
        hidden=bool(detail.reason) and not may_know,
        rows=[(table_in_words(table), count) for table, count in sorted(detail.rows.items())],
        refusal=_why_refused(detail),
        file_url=_file_of(actor, header),
    )


def _why_refused(detail: Detail) -> str:
    if not detail.code:
        return ""
    known = operation_called(detail.header.operation)
    operation = known.name if known else detail.header.operation
    return refusal_in_words(detail.code, operation) or gettext("Sebab yang tidak dikenal lagi.")


def _file_of(actor: Actor, header: Header) -> str:
    """The address of the person's file, which asks for a purpose before it opens."""
    known = operation_called(header.operation)
    about_a_person = known is not None and known.subject == "person" and header.subject != header.area
    if not about_a_person or not actor.may(PEOPLE_READ, header.area):
        return ""
    return reverse("people-person", args=[header.subject])


def _area_names(headers: list[Header]) -> dict[str, str]:
    """Names of the areas of some entries: "RT 002 RW 004 Dusun Cibolang, Taraju" below a village."""
    codes = {header.area for header in headers}
    below = public_place_titles([code for code in codes if code.count(".") > 3])
    return {code: below.get(code) or area_name(code) for code in codes}


def _line(actor: Actor, header: Header, names: dict[str, str]) -> JournalLine:
    return JournalLine(
        header=header,
        words=operation_in_words(header.operation),
        actor=_who(actor, header),
        area=names[header.area],
        subject=_about(header),
        refused=header.outcome != "done",
    )


def _who(actor: Actor, header: Header) -> str:
    if header.actor_kind == "resident":
        return header.actor if actor.may(PEOPLE_READ, header.area) else gettext("warga")
    if header.actor_kind == "anonymous":
        return gettext("pengunjung")
    return header.actor or gettext("tidak diketahui")


def _about(header: Header) -> str:
    """What kind of thing the entry is about; who it is stands in no list."""
    return "" if header.subject == header.area else subject_in_words(header.operation)
