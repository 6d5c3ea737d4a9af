"""Walking every chain: what `pendopo verify` does.

Trust rests in the key file of this site and in nothing that stands in the database. Each entry must have the
next number, name the hash before it, carry a valid signature, and agree with its body and images; each feed's
head must be its last entry; and each journalled row must look as its last entry left it.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import cbor2
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.apps import apps

from pendopo.kernel import capture
from pendopo.kernel.journal import GENESIS, feed_id, unpack_images
from pendopo.kernel.keys import site_keys
from pendopo.kernel.models import Erasure, Feed, Journaled, JournalBody, JournalEntry


GONE, ERASED = b"gone", b"erased"


@dataclass(frozen=True)
class Broken:
    """The first thing that is wrong."""

    feed: str
    area: str
    seq: int
    entry: str
    problem: str


@dataclass
class Report:
    """What was walked, and what was found."""

    feeds: list[dict[str, Any]] = field(default_factory=list)
    entries: int = 0
    rows: int = 0
    erased: int = 0
    broken: Broken | None = None

    @property
    def ok(self) -> bool:
        """Whether everything holds."""
        return self.broken is None


@dataclass
class _Walk:
    report: Report
    key: Ed25519PublicKey
    node: bytes
    # (table, row) -> (entry, hash of its last image, or GONE, or ERASED)
    last: dict[tuple[str, bytes], tuple[UUID, bytes]] = field(default_factory=dict)
    erasures: dict[UUID, set[UUID | None]] = field(default_factory=dict)


def verify() -> Report:
    """Walk every chain and every journalled row; stop at the first broken entry and name it."""
    ring = site_keys()
    report = Report()
    walk = _Walk(report, ring.node.public_key(), ring.node_public)
    for entry_id, row_id in Erasure.objects.values_list("entry_id", "row_id"):
        walk.erasures.setdefault(entry_id, set()).add(row_id)
    for feed in Feed.objects.order_by("area_code", "id"):
        report.broken = _walk_feed(walk, feed)
        if report.broken:
            return report
    report.broken = _strays(report) or _check_rows(walk)
    return report


def _walk_feed(walk: _Walk, feed: Feed) -> Broken | None:
    name = bytes(feed.id).hex()

    def broken(seq: int, entry: object, problem: str) -> Broken:
        return Broken(name, feed.area_code, seq, str(entry), problem)

    if feed_id(walk.node, feed.area_code) != bytes(feed.id):
        return broken(0, "", "the feed is not of this node's key and area")
    previous, seq = GENESIS, 0
    for entry, body in _entries(feed):
        seq += 1
        if entry.seq != seq:
            return broken(seq, entry.id, f"entry {seq} is missing")
        problem = _check_header(walk, entry, bytes(feed.id), previous) or _check_body(walk, entry, body)
        if problem:
            return broken(seq, entry.id, problem)
        previous = bytes(entry.hash)
    if feed.seq != seq or bytes(feed.head) != previous:
        return broken(seq + 1, "", f"the head says {feed.seq} entries, the chain has {seq}")
    walk.report.entries += seq
    walk.report.feeds.append({"feed": name, "area": feed.area_code, "entries": seq, "head": previous.hex()})
    return None


def _entries(feed: Feed) -> Iterator[tuple[JournalEntry, JournalBody | None]]:
    entries = JournalEntry.objects.filter(feed=feed).select_related("journalbody").order_by("seq")
    for entry in entries.iterator(chunk_size=200):
        yield entry, getattr(entry, "journalbody", None)


def _check_header(walk: _Walk, entry: JournalEntry, feed: bytes, previous: bytes) -> str | None:
    header = bytes(entry.header)
    if hashlib.sha256(header).digest() != bytes(entry.hash):
        return "the hash is not that of the header"
    try:
        walk.key.verify(bytes(entry.signature), header)
    except InvalidSignature:
        return "the signature is not this node's"
    said = cbor2.loads(header)
    if said[1] != feed or said[2] != entry.seq:
        return "the header belongs to another place"
    if said[3] != previous:
        return "the entry does not name the entry before it"
    if said[5] != entry.operation or said[9] != entry.outcome or said[4] != int(entry.at.timestamp() * 1000):
        return "the columns beside the header say something else"
    return None


def _check_body(walk: _Walk, entry: JournalEntry, body: JournalBody | None) -> str | None:
    erased = walk.erasures.get(entry.id, set())
    if body is None or not body.salt:
        if None not in erased:
            return "the body is gone without an erasure"
        walk.report.erased += 1
        return None
    digest = cbor2.loads(bytes(entry.header))[10]
    if hashlib.sha256(bytes(body.salt) + bytes(body.body)).digest() != digest:
        return "the body is not the one that was signed"
    rows = cbor2.loads(bytes(body.body))["rows"]
    try:
        images = unpack_images(bytes(body.images))
    except Exception:  # a damaged blob can fail in any way; all of them mean the same
        return "the images cannot be read"
    if len(images) != len(rows):
        return "the number of images is not the number of rows"
    for (table, row_id, _base, image_digest), image in zip(rows, images, strict=True):
        key = (table, row_id)
        if image is None:
            if image_digest is not None and UUID(bytes=row_id) not in erased and None not in erased:
                return "an image is gone without an erasure"
            walk.last[key] = (entry.id, GONE if image_digest is None else ERASED)
            continue
        if hashlib.sha256(image[0] + image[1]).digest() != image_digest:
            return "an image is not the one that was signed"
        walk.last[key] = (entry.id, hashlib.sha256(image[1]).digest())
    return None


def _strays(report: Report) -> Broken | None:
    if JournalEntry.objects.count() != report.entries:
        return Broken("", "", 0, "", "there are entries outside every feed")
    return None


def _check_rows(walk: _Walk) -> Broken | None:
    for model in apps.get_models():
        if not issubclass(model, Journaled):
            continue
        table = model._meta.db_table
        known = {key[1] for key in walk.last if key[0] == table and walk.last[key][1] not in (GONE, ERASED)}
        for row in model._base_manager.iterator(chunk_size=2000):
            walk.report.rows += 1
            held = walk.last.get((table, row.pk.bytes))
            known.discard(row.pk.bytes)
            problem = _row_problem(row, held)
            if problem:
                return Broken(
                    "", getattr(row, "area_code", ""), 0, str(row.last_entry), f"{table} {row.pk}: {problem}"
                )
        if known:
            missing = UUID(bytes=known.pop())
            entry = walk.last[(table, missing.bytes)][0]
            return Broken("", "", 0, str(entry), f"{table} {missing}: the row is gone, no entry removed it")
    return None


def _row_problem(row: Any, held: tuple[UUID, bytes] | None) -> str | None:
    if held is None or held[1] == GONE:
        return "no entry made this row"
    entry, digest = held
    if row.last_entry != entry:
        return "the row names another entry than the last that touched it"
    if digest == ERASED:
        return None
    if hashlib.sha256(cbor2.dumps(capture.image_of(row), canonical=True)).digest() != digest:
        return "the row was changed outside an operation"
    return None
