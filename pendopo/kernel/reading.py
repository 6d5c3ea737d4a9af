"""Reading the journal: headers for everybody who may read it in an area, never the images of rows."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, cast
from uuid import UUID
from zoneinfo import ZoneInfo

import cbor2
from django.conf import settings
from django.db.models import BinaryField, BooleanField, F, Func, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from pendopo.kernel.actor import Actor
from pendopo.kernel.areas import contains
from pendopo.kernel.bodies import read_body
from pendopo.kernel.commitment import read_header
from pendopo.kernel.errors import NotFound
from pendopo.kernel.models import ActorName, Feed, JournalEntry, JournalTouch
from pendopo.kernel.operation import names_of
from pendopo.kernel.powers import READ_JOURNAL

PAGE = 25
MOST_ACTORS = 20


@dataclass(frozen=True)
class Wanted:
    """What somebody looks for in the journal."""

    day: date | None = None
    operation: str = ""
    actor: str = ""
    subject: str = ""
    refused: bool = False
    before: UUID | None = None


@dataclass(frozen=True)
class Header:
    """One entry as its signed header tells it, with the name behind the pseudonym."""

    id: UUID
    at: datetime
    operation: str
    outcome: str
    area: str
    subject: str
    actor: str
    actor_kind: str
    seq: int
    hash: str
    feed: str


@dataclass(frozen=True)
class Detail:
    """One entry with what its body says, as far as it was not erased."""

    header: Header
    code: str
    reason: str
    rows: dict[str, int]  # table -> how many of its rows changed
    evidence: int
    erased: bool


class _Holds(Func):
    """Whether a header holds a run of bytes, at whatever place."""

    template = "(instr(%(expressions)s) > 0)"
    output_field = BooleanField()

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        held, needle = self.source_expressions
        turned = type(self)(needle, held)
        return super(_Holds, turned).as_sql(
            compiler, connection, template="(position(%(expressions)s) > 0)", arg_joiner=" in ", **context
        )


def _holding(needle: bytes) -> Q:
    return Q(_Holds(F("header"), Value(needle, output_field=BinaryField())))


def _readable_feeds(actor: Actor) -> list[bytes]:
    """The feeds whose area lies in an area of the reader."""
    areas = actor.areas(READ_JOURNAL)
    if not areas:
        raise NotFound
    rows = Feed.objects.values_list("pk", "area_code")
    return [bytes(feed) for feed, area in rows if any(contains(held, area) for held in areas)]


def _newest_first(feeds: list[bytes], before: UUID | None) -> QuerySet[JournalEntry]:
    """Entries of these feeds in an order that an index gives: one feed by number, several by the time in their ids."""
    rows = JournalEntry.objects.select_related("feed")
    if len(feeds) == 1:
        rows = rows.filter(feed=feeds[0]).order_by("-seq")
        if before is None:
            return rows
        return rows.filter(seq__lt=Subquery(JournalEntry.objects.filter(pk=before).values("seq")))
    # Wrapped, so that no planner takes the index of feeds and sorts a whole journal for one page.
    rows = rows.annotate(of=Coalesce(F("feed_id"), F("feed_id"))).filter(of__in=feeds).order_by("-pk")
    return rows if before is None else rows.filter(pk__lt=before)


def journal_page(actor: Actor, wanted: Wanted) -> tuple[list[Header], UUID | None]:
    """Return a page of entries, newest first, and the id after which the next page begins."""
    rows = _newest_first(_readable_feeds(actor), wanted.before)
    if wanted.day is not None:
        zone = ZoneInfo(settings.TIME_ZONE)
        start = datetime.combine(wanted.day, time.min, zone)
        rows = rows.filter(at__gte=start, at__lt=datetime.combine(wanted.day + timedelta(1), time.min, zone))
    if wanted.operation:
        rows = rows.filter(operation__in=names_of(wanted.operation))
    if wanted.refused:
        rows = rows.filter(outcome="refused")
    if wanted.actor:
        rows = rows.filter(_by_actor(wanted.actor))
    if wanted.subject:
        rows = rows.filter(_about(wanted.subject))
    page = list(rows[: PAGE + 1])
    headers = _headers(page[:PAGE])
    return headers, (headers[-1].id if len(page) > PAGE else None)


def journal_entry(actor: Actor, entry_id: UUID) -> Detail:
    """Return one entry of a feed that the reader may read."""
    entry = JournalEntry.objects.select_related("feed", "journalbody").filter(pk=entry_id).first()
    if entry is None or bytes(entry.feed_id) not in _readable_feeds(actor):
        raise NotFound
    (header,) = _headers([entry])
    body = getattr(entry, "journalbody", None)
    if body is None or not body.salt:
        return Detail(header, "", "", {}, 0, erased=True)
    held = read_body(bytes(body.body))
    said, rows = held.said, Counter(line.table for line in held.lines)
    evidence = cast(list[bytes], said["evidence"])
    return Detail(header, str(said["code"]), str(said["reason"]), rows, len(evidence), erased=False)


def _by_actor(name: str) -> Q:
    """Entries of officers and jobs with such a name; residents are not looked for by name."""
    names = ActorName.objects.filter(name__icontains=name).exclude(kind="resident")
    found = Q(pk__in=[])
    for pseudonym in names.values_list("pseudonym", flat=True)[:MOST_ACTORS]:
        found |= _holding(cbor2.dumps(bytes(pseudonym)))
    return found


def _about(subject: str) -> Q:
    """Entries whose subject or area is this text, and those that touched the row with this id."""
    found = _holding(cbor2.dumps(subject))
    try:
        row_id = UUID(subject)
    except ValueError:
        return found
    touched = JournalTouch.objects.filter(row_id=row_id).values("entry_id")
    return _holding(cbor2.dumps(str(row_id))) | Q(pk__in=touched)


def _headers(entries: list[JournalEntry]) -> list[Header]:
    said = [read_header(bytes(entry.header)) for entry in entries]
    names = ActorName.objects.filter(pseudonym__in={header.actor for header in said})
    known = {bytes(row.pseudonym): row for row in names}
    made = []
    for entry, header in zip(entries, said, strict=True):
        actor = known.get(header.actor)
        made.append(
            Header(
                id=entry.pk,
                at=entry.at,
                operation=entry.operation,
                outcome=entry.outcome,
                area=header.area,
                subject=header.subject,
                actor=actor.name if actor else "",
                actor_kind=actor.kind if actor else "",
                seq=entry.seq,
                hash=bytes(entry.hash).hex(),
                feed=entry.feed.area_code,
            )
        )
    return made
