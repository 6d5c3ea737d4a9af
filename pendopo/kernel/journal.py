"""The journal: one signed, chained entry for every operation.

Header (signed, kept for ever), canonical CBOR:
    [version, feed, seq, previous hash, time ms, operation, actor pseudonym, subject, area, outcome, H(salt || body)]
Body (beside it, erasable), canonical CBOR:
    {"reason", "evidence", "cause", "code", "rows": [[table, row id, base hash, H(image salt || image)], ...]}
Images: one [salt, canonical CBOR of the journalled columns] for each row, so that one person can be erased from
an entry that changed a thousand. Erasing body and salt erases all of it; the chain of headers stays whole.
"""

import hashlib
import hmac
import os
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import cbor2
from django.db import connection

from pendopo.kernel import clock, doubts
from pendopo.kernel.actor import Actor
from pendopo.kernel.areas import village_of
from pendopo.kernel.capture import Change
from pendopo.kernel.keys import Keyring, site_keys
from pendopo.kernel.models import JournalEntry

VERSION = 1
GENESIS = bytes(32)
_UNREADABLE = (
    *(zlib.error, cbor2.CBORError, EOFError, ValueError, TypeError, OverflowError),
    *(MemoryError, RecursionError),
)


@dataclass(frozen=True)
class Draft:
    """What an operation has to say about itself when it ends."""

    entry_id: UUID
    operation: str
    actor: Actor
    subject: str
    area: str
    outcome: str = "done"
    code: str = ""
    reason: str = ""
    evidence: Sequence[bytes] = ()
    cause: UUID | None = None
    changes: Sequence[Change] = ()


def pseudonym_of(actor: Actor, ring: Keyring) -> bytes:
    """Return the keyed name under which an actor stands in headers (16 bytes)."""
    return hmac.new(ring.pepper, b"actor:" + actor.pseudonym_source, hashlib.sha256).digest()[:16]


def feed_id(node_public: bytes, area: str) -> bytes:
    """Return the id of the feed of one node in one area (32 bytes)."""
    return node_public[:16] + hashlib.sha256(area.encode()).digest()[:16]


def pack_images(images: Iterable[Any]) -> bytes:
    """Pack the images of an entry."""
    return zlib.compress(cbor2.dumps(list(images)), 1)


def unpack_images(blob: bytes) -> list[Any]:
    """Unpack the images of an entry: [salt, image] for each row, None where gone or erased."""
    images: list[Any] = cbor2.loads(zlib.decompress(blob))
    return images


def readable_images(blob: bytes, count: int) -> list[Any] | None:
    """Unpack the images of an entry; nothing when they are damaged, in whatever way, or not so many."""
    try:
        images = unpack_images(blob)
        whole = len(images) == count and all(
            image is None or [type(part) for part in image] == [bytes, bytes] for image in images
        )
    except _UNREADABLE:
        return None
    return images if whole else None


def write(draft: Draft, now: datetime) -> bytes:
    """Write one entry at the end of its feed, inside the running transaction; return its hash."""
    ring = site_keys()
    scope = village_of(draft.area)
    feed = feed_id(ring.node_public, scope)
    salt = os.urandom(16)
    body, images = _compose(draft)
    seq, previous = _next_place(feed, ring.node_public, scope)
    # The present, and not `now`: an entry inside a long operation was dated before others that are written already.
    doubts.heed(_time_of(feed, seq - 1), clock.now(), draft.operation, draft.outcome)
    header = cbor2.dumps(
        [
            VERSION,
            feed,
            seq,
            previous,
            int(now.timestamp() * 1000),
            draft.operation,
            pseudonym_of(draft.actor, ring),
            draft.subject,
            draft.area,
            draft.outcome,
            hashlib.sha256(salt + body).digest(),
        ],
        canonical=True,
    )
    digest = hashlib.sha256(header).digest()
    _store(draft, _Entry(feed, seq, digest, header, ring.node.sign(header), salt, body, images), now)
    _name_actor(draft.actor, ring)
    return digest


def _compose(draft: Draft) -> tuple[bytes, bytes]:
    bases = _hashes_of({change.base for change in draft.changes if change.base})
    rows, images = [], []
    for change in draft.changes:
        image = None if change.image is None else cbor2.dumps(change.image, canonical=True)
        salt = os.urandom(16)
        digest = None if image is None else hashlib.sha256(salt + image).digest()
        rows.append([change.table, change.row_id.bytes, bases.get(change.base), digest])
        images.append(None if image is None else [salt, image])
    body = {
        "reason": draft.reason,
        "evidence": list(draft.evidence),
        "cause": draft.cause.bytes if draft.cause else None,
        "code": draft.code,
        "rows": rows,
    }
    return cbor2.dumps(body, canonical=True), pack_images(images)


def _hashes_of(entry_ids: set[UUID]) -> dict[UUID | None, bytes]:
    if not entry_ids:
        return {}
    found = JournalEntry.objects.filter(pk__in=entry_ids).values_list("pk", "hash")
    return {pk: bytes(digest) for pk, digest in found}


def _next_place(feed: bytes, node: bytes, scope: str) -> tuple[int, bytes]:
    # On PostgreSQL the row lock makes writers of one feed queue; on SQLite the transaction is IMMEDIATE already.
    # Plain SQL here and below: this runs once for every operation, and the ORM would double its cost.
    look = "SELECT seq, head FROM kernel_feed WHERE id = %s"
    if connection.features.has_select_for_update:
        look += " FOR UPDATE"
    name = _blob(feed)
    with connection.cursor() as cursor:
        cursor.execute(look, [name])
        held = cursor.fetchone()
        if held is None:
            start = [name, _blob(node), scope, _blob(GENESIS)]
            cursor.execute(
                "INSERT INTO kernel_feed (id, node, area_code, seq, head) VALUES (%s, %s, %s, 0, %s)"
                " ON CONFLICT DO NOTHING",
                start,
            )
            cursor.execute(look, [name])
            held = cursor.fetchone()
    return int(held[0]) + 1, bytes(held[1])


def _time_of(feed: bytes, seq: int) -> datetime | None:
    if not seq:
        return None
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT at FROM kernel_journalentry WHERE feed_id = %s AND seq = %s", [_blob(feed), seq]
        )
        at: datetime = cursor.fetchone()[0]
    return at if at.tzinfo else at.replace(tzinfo=UTC)  # SQLite keeps no zone beside it


@dataclass(frozen=True)
class _Entry:
    """The finished pieces of one entry."""

    feed: bytes
    seq: int
    digest: bytes
    header: bytes
    signature: bytes
    salt: bytes
    body: bytes
    images: bytes


def _store(draft: Draft, entry: _Entry, now: datetime) -> None:
    name = _uuid(draft.entry_id)
    at = connection.ops.adapt_datetimefield_value(now.astimezone(UTC))
    signed = [_blob(entry.digest), _blob(entry.header), _blob(entry.signature)]
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO kernel_journalentry (id, feed_id, seq, hash, header, signature, at, operation, outcome)"
            " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)",
            [name, _blob(entry.feed), entry.seq, *signed, at, draft.operation, draft.outcome],
        )
        cursor.execute(
            "INSERT INTO kernel_journalbody (entry_id, salt, body, images) VALUES (%s, %s, %s, %s)",
            [name, _blob(entry.salt), _blob(entry.body), _blob(entry.images)],
        )
        if draft.changes:
            cursor.executemany(
                "INSERT INTO kernel_journaltouch (row_id, entry_id, position) VALUES (%s, %s, %s)",
                [(_uuid(change.row_id), name, place) for place, change in enumerate(draft.changes)],
            )
        cursor.execute(
            "UPDATE kernel_feed SET seq = %s, head = %s WHERE id = %s",
            [entry.seq, _blob(entry.digest), _blob(entry.feed)],
        )


def _blob(value: bytes) -> Any:
    database: Any = connection
    return database.Database.Binary(value)


def _uuid(value: UUID) -> Any:
    return value if connection.features.has_native_uuid_field else value.hex


def _name_actor(actor: Actor, ring: Keyring) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO kernel_actorname (pseudonym, kind, name) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING",
            [_blob(pseudonym_of(actor, ring)), actor.kind, actor.name[:200]],
        )
