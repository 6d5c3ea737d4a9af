"""The journal: one signed, chained entry for every operation.

Header (signed, kept for ever), canonical CBOR:
    [version, feed, seq, previous hash, time ms, operation, actor pseudonym, subject, area, outcome, commitment]
Body (beside it, erasable), canonical CBOR:
    {"reason", "evidence", "cause", "code", "rows": [[table, row id, base hash, root of the row], ...]}
Images: one for each row (images.py), so that one person, or one field of one row, can be erased from an entry that
changed a thousand. Erasing body and salt erases all of it; the chain of headers stays whole. What the commitment and
the roots are in version 2 stands in commitment.py. Entries of version 1 stay as they are: there the commitment is
SHA-256(salt || body), and in the place of a row's root stands SHA-256(image salt || image).
"""

import hashlib
import hmac
import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import Protocol, cast
from uuid import UUID

import cbor2
from django.db import connection, transaction

from pendopo.kernel import clock, doubts
from pendopo.kernel.actor import Actor
from pendopo.kernel.areas import village_of
from pendopo.kernel.bodies import Body
from pendopo.kernel.capture import Change
from pendopo.kernel.commitment import Line
from pendopo.kernel.heads import note_newest
from pendopo.kernel.images import Image, pack_images, take_image
from pendopo.kernel.keys import Keyring, site_keys
from pendopo.kernel.models import JournalEntry
from pendopo.kernel.watched import name_mark

VERSION = 2
GENESIS = bytes(32)


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


def write(draft: Draft, now: datetime) -> bytes:
    """Write one entry at the end of its feed, inside the running transaction; return its hash."""
    ring = site_keys()
    scope = village_of(draft.area)
    feed = feed_id(ring.node_public, scope)
    salt = os.urandom(16)
    body, images, commitment = _compose(draft, salt)
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
            commitment,
        ],
        canonical=True,
    )
    digest = hashlib.sha256(header).digest()
    signature = ring.node.sign(header)
    _store(draft, _Entry(feed, seq, digest, header, signature, salt, body, images), now)
    transaction.on_commit(partial(note_newest, feed, header, signature))
    _name_actor(draft.actor, ring)
    return digest


def _compose(draft: Draft, salt: bytes) -> tuple[bytes, bytes, bytes]:
    """Return body, images and commitment."""
    bases = _hashes_of({change.base for change in draft.changes if change.base})
    lines: list[Line] = []
    images: list[Image | None] = []
    for change in draft.changes:
        row, root, image = change.row_id.bytes, None, None
        if change.image is not None:
            image, root = take_image(change.image, change.table, row)
        lines.append(Line(change.table, row, bases.get(change.base), root))
        images.append(image)
    body = Body(
        {
            "reason": draft.reason,
            "evidence": list(draft.evidence),
            "cause": draft.cause.bytes if draft.cause else None,
            "code": draft.code,
        },
        lines,
    )
    return body.packed(), pack_images(images), body.commitment(salt)


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
            cursor.execute(
                "INSERT INTO kernel_feed (id, node, area_code, seq, head) VALUES (%s, %s, %s, 0, %s)"
                " ON CONFLICT DO NOTHING",
                [name, _blob(node), scope, _blob(GENESIS)],
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


class _Driver(Protocol):
    """A module of DB-API 2.0, of which Django's types say nothing."""

    def Binary(self, value: bytes, /) -> bytes: ...  # noqa: N802 - so it is called there


def _blob(value: bytes) -> bytes:
    driver = cast(_Driver, connection.Database)  # type: ignore[attr-defined]
    return driver.Binary(value)


def _uuid(value: UUID) -> UUID | str:
    return value if connection.features.has_native_uuid_field else value.hex


def _name_actor(actor: Actor, ring: Keyring) -> None:
    pseudonym, name = pseudonym_of(actor, ring), actor.name[:200]
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO kernel_actorname (pseudonym, kind, name, mark) VALUES (%s, %s, %s, %s) ON CONFLICT DO NOTHING",
            [_blob(pseudonym), actor.kind, name, _blob(name_mark(pseudonym, actor.kind, name))],
        )
