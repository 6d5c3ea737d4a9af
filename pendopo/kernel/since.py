"""What was written since: how far each feed has come, and which rows its newer entries touched."""

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple
from uuid import UUID

from pendopo.kernel.bodies import read_body
from pendopo.kernel.commitment import Line
from pendopo.kernel.models import Feed, JournalEntry


class Head(NamedTuple):
    """How far a feed has come."""

    feed: bytes
    seq: int
    hash: bytes


class Entry(NamedTuple):
    """An entry's place."""

    feed: bytes
    seq: int
    id: UUID


class Unsure(Exception):
    """The journal does not tell for certain what changed."""


def public_heads(areas: Collection[str] | None = None) -> tuple[Head, ...]:
    """Return how far each feed has come, of some areas or of all (one query)."""
    feeds = Feed.objects.order_by("id") if areas is None else Feed.objects.filter(area_code__in=areas)
    return tuple(
        Head(bytes(feed), seq, bytes(head))
        for feed, seq, head in feeds.order_by("id").values_list("id", "seq", "head")
    )


def public_entries(known: Head | None, now: Head, most: int) -> Mapping[Entry, Sequence[Line]]:
    """Read a feed's entries between two states, in order, with a line for each row.

    Raises Unsure for another journal or more than `most` entries, and UNREADABLE where a body was erased.
    """
    if known is None or not 0 < now.seq - known.seq <= most:
        raise Unsure
    rows = JournalEntry.objects.filter(feed=now.feed, seq__gte=known.seq, seq__lte=now.seq).order_by("seq")
    found = list(rows.values_list("id", "seq", "hash", "journalbody__body"))
    ends = (bytes(found[0][2]), bytes(found[-1][2])) if found else ()
    if len(found) != now.seq - known.seq + 1 or ends != (known.hash, now.hash):
        raise Unsure
    return {
        Entry(now.feed, seq, entry): read_body(bytes(body)).lines for entry, seq, _hash, body in found[1:]
    }
