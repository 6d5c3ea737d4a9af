"""Walking every chain: what `pendopo verify` does.

Trust rests in the key file of this site and in nothing that stands in the database. Each entry must have the
next number, name the hash before it, carry a valid signature, and agree with its body and images; each feed's
head must be its last entry; and each journalled row must look as its last entry left it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple
from uuid import UUID

import cbor2
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.apps import apps
from django.db import DatabaseError

from pendopo.kernel import capture
from pendopo.kernel.bodies import Leave, image_problem, place_problem, signed_body
from pendopo.kernel.columns import unlike
from pendopo.kernel.commitment import SignedHeader, digest, read_header
from pendopo.kernel.findings import Broken, Report
from pendopo.kernel.images import Image, readable_images
from pendopo.kernel.journal import GENESIS, feed_id
from pendopo.kernel.keys import site_keys
from pendopo.kernel.models import Erasure, Feed, JournalBody, Journaled, JournalEntry, JournalTouch
from pendopo.kernel.older_images import OlderImages
from pendopo.kernel.watched import first_problem

GONE, ERASED = b"gone", b"erased"


class _Last(NamedTuple):
    """How a row looks after the last entry of one feed that touched it."""

    feed: int
    table: str  # "" when the body of the entry is erased
    entry: UUID
    hash: bytes
    at: int
    image: bytes  # its hash, or GONE, or ERASED


@dataclass
class Walk:
    """What the chains say of every row."""

    report: Report
    key: Ed25519PublicKey
    node: bytes
    older: OlderImages
    # Row -> its last entry in each feed; more than one feed when an office above has touched it too.
    last: dict[bytes, list[_Last]] = field(default_factory=dict)
    # Row + hash of an entry on which one of another feed builds.
    overtaken: set[bytes] = field(default_factory=set)
    leave: Leave = field(default_factory=Leave)
    actors: set[bytes] = field(default_factory=set)  # their pseudonyms

    def note(self, row: bytes, base: bytes | None, last: _Last) -> None:
        """Remember an entry as the row's last one in its feed."""
        held = self.last.setdefault(row, [])
        earlier = next((other for other in held if other.feed == last.feed), None)
        if base is not None and (earlier is None or earlier.hash != base):
            self.overtaken.add(row + base)
        if earlier is None:
            held.append(last)
        else:
            held[held.index(earlier)] = last

    def final(self, row: bytes) -> _Last | None:
        """Return the very last entry of a row: the one on which no other builds."""
        held = self.last.get(row, [])
        if len(held) > 1:
            held = [last for last in held if row + last.hash not in self.overtaken] or held
        return max(held, key=lambda last: last.at, default=None)

    def expected(self) -> dict[str, set[bytes]]:
        """Return the rows that must stand in each table: their last entry left an image."""
        found: dict[str, set[bytes]] = {}
        for row in self.last:
            last = self.final(row)
            if last is not None and last.image not in (GONE, ERASED):
                found.setdefault(last.table, set()).add(row)
        return found


def verify(older: OlderImages | None = None) -> Report:
    """Walk every chain and every journalled row; stop at the first broken entry and name it.

    `older` may ask for the rows of some tables alone, and lets those pass whose image is not whole (widening.py).
    """
    walk = walk_chains(older or OlderImages())
    walk.report.broken = walk.report.broken or _strays(walk.report) or _check_rows(walk)
    if walk.report.broken is None and older is None:
        walk.report.broken = first_problem(walk.actors)
    return walk.report


def walk_chains(older: OlderImages) -> Walk:
    """Walk every chain up to the first broken entry, and remember how the last entry left each row."""
    ring = site_keys()
    report = Report()
    walk = Walk(report, ring.node.public_key(), ring.node_public, older)
    for entry_id, row_id, fields in Erasure.objects.values_list("entry_id", "row_id", "fields"):
        walk.leave.add(entry_id, row_id, fields)
    for feed in Feed.objects.order_by("area_code", "id"):
        report.broken = _walk_feed(walk, feed)
        if report.broken:
            break
    return walk


def _walk_feed(walk: Walk, feed: Feed) -> Broken | None:
    name = bytes(feed.id).hex()

    def broken(seq: int, entry: object, problem: str) -> Broken:
        return Broken(name, feed.area_code, seq, str(entry), problem)

    if feed_id(walk.node, feed.area_code) != bytes(feed.id) or bytes(feed.node) != walk.node:
        return broken(0, "", "the feed is not of this node's key and area")
    previous, seq = GENESIS, 0
    for entry, body, touched in _entries(feed):
        seq += 1
        if entry.seq != seq:
            return broken(seq, entry.id, f"entry {seq} is missing")
        said, problem = _check_header(walk, entry, bytes(feed.id), previous)
        if problem is None and said is not None:
            problem = _check_body(walk, entry, said, body, touched)
        if problem:
            return broken(seq, entry.id, problem)
        previous = bytes(entry.hash)
    if feed.seq != seq or bytes(feed.head) != previous:
        return broken(seq + 1, "", f"the head says {feed.seq} entries, the chain has {seq}")
    walk.report.entries += seq
    walk.report.feeds.append({"feed": name, "area": feed.area_code, "entries": seq, "head": previous.hex()})
    return None


def _entries(feed: Feed) -> Iterator[tuple[JournalEntry, JournalBody | None, list[tuple[int, bytes]]]]:
    """Yield each entry with its body and with what the index of touched rows says of it."""
    rows = JournalEntry.objects.filter(feed=feed).select_related("journalbody").order_by("seq")
    found = rows.iterator(chunk_size=200)
    while entries := list(islice(found, 200)):
        touched: dict[UUID, list[tuple[int, bytes]]] = {}
        marks = JournalTouch.objects.filter(entry__in=entries).order_by("position", "id")
        for entry_id, place, row_id in marks.values_list("entry_id", "position", "row_id"):
            touched.setdefault(entry_id, []).append((place, row_id.bytes))
        for entry in entries:
            yield entry, getattr(entry, "journalbody", None), touched.get(entry.id, [])


def _check_header(
    walk: Walk, entry: JournalEntry, feed: bytes, previous: bytes
) -> tuple[SignedHeader | None, str | None]:
    header = bytes(entry.header)
    if digest(header) != bytes(entry.hash):
        return None, "the hash is not that of the header"
    try:
        walk.key.verify(bytes(entry.signature), header)
    except InvalidSignature:
        return None, "the signature is not this node's"
    said = read_header(header)
    walk.actors.add(said.actor)
    beside = (entry.operation, entry.outcome, int(entry.at.timestamp() * 1000))
    return said, place_problem(said, (feed, entry.seq, previous), beside)


def _check_body(
    walk: Walk,
    entry: JournalEntry,
    said: SignedHeader,
    body: JournalBody | None,
    touched: list[tuple[int, bytes]],
) -> str | None:
    last = _Last(len(walk.report.feeds), "", entry.id, bytes(entry.hash), said.time, ERASED)
    if body is None or not body.salt:
        walk.report.erased += 1
        for _place, row in touched:
            walk.note(row, None, last)
        return None if walk.leave.of_entry(entry.id) else "the body is gone without an erasure"
    held = signed_body(said, bytes(body.salt), bytes(body.body))
    if held is None:
        return "the body is not the one that was signed"
    if touched != list(enumerate(line.row for line in held.lines)):
        return "the index of touched rows is not that of the body"
    images = readable_images(bytes(body.images), len(held.lines))
    if images is None:
        return "the images cannot be read"
    for line, image in zip(held.lines, images, strict=True):
        problem = image_problem(said.version, line, image, entry.id, walk.leave)
        if problem:
            return problem
        walk.note(line.row, line.base, last._replace(table=line.table, image=_state(line.root, image)))
    return None


def _state(root: bytes | None, image: Image | None) -> bytes:
    if root is None:
        return GONE
    return ERASED if image is None else digest(image.content)


def _strays(report: Report) -> Broken | None:
    if JournalEntry.objects.count() != report.entries:
        return Broken("", "", 0, "", "there are entries outside every feed")
    return None


def _check_rows(walk: Walk) -> Broken | None:
    asked, expected = walk.older.widening, walk.expected()
    for model in apps.get_models():
        if issubclass(model, Journaled) and (not asked or model._meta.db_table in asked):
            try:
                problem = check_table(walk, model, expected.get(model._meta.db_table, set()))
            except (ValueError, TypeError, ArithmeticError, DatabaseError):
                problem = _unreadable(walk, model)
            if problem:
                return problem
    return None


def check_table(walk: Walk, model: type[Journaled], expected: set[bytes]) -> Broken | None:
    """Return what is wrong with the rows of a table, of which these must stand."""
    present: set[bytes] = set()
    for row in model._base_manager.iterator(chunk_size=2000):
        walk.report.rows += 1
        present.add(row.pk.bytes)
        problem = _row_problem(walk, row)
        if problem:
            return _broken_row(walk, model, row.pk, problem)
    for row_id in expected - present:
        return _broken_row(walk, model, UUID(bytes=row_id), "the row is gone, no entry removed it")
    return None


def _unreadable(walk: Walk, model: type[Journaled]) -> Broken:
    for row_id in model._base_manager.values_list("pk", flat=True):
        try:
            model._base_manager.get(pk=row_id)
        except (ValueError, TypeError, ArithmeticError, DatabaseError):
            problem = "the row was changed outside an operation and cannot be read"
            return _broken_row(walk, model, row_id, problem)
    return Broken("", "", 0, "", f"{model._meta.db_table}: a row cannot be read")


def _broken_row(walk: Walk, model: type[Journaled], row_id: UUID, problem: str) -> Broken:
    """Name the entry that should account for a row."""
    last = walk.final(row_id.bytes)
    said = f"{model._meta.db_table} {row_id}: {problem}"
    if last is None:
        return Broken("", "", 0, "", said)
    entry = JournalEntry.objects.select_related("feed").get(pk=last.entry)
    return Broken(bytes(entry.feed_id).hex(), entry.feed.area_code, entry.seq, str(entry.pk), said)


def _row_problem(walk: Walk, row: Journaled) -> str | None:
    last = walk.final(row.pk.bytes)
    if last is None or last.image == GONE:
        return "no entry made this row"
    if row.last_entry != last.entry:
        return "the row names another entry than the last that touched it"
    if last.image != ERASED:
        now = capture.image_of(row)
        same = digest(cbor2.dumps(now, canonical=True)) == last.image
        if not same and not walk.older.explain(row, now, last.entry):
            return "the row was changed outside an operation"
    apart = (
        None if walk.older.widening else unlike(row)
    )  # an update may have brought another way to compute it
    return apart and f"the column {apart} does not follow from the others"
