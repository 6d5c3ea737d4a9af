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
from collections.abc import Collection, Mapping, Sequence
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
from pendopo.kernel.images import pack_images, take_image
from pendopo.kernel.keys import Keyring, site_keys
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


@dataclass(frozen=True)
class _End:
    """Where a feed ends: number and hash of its last entry, and when that was."""

    feed: bytes
    seq: int
    head: bytes
    at: datetime | None

    def after(self, header: bytes, at: datetime) -> "_End":
        """Return the end once this header stands there."""
        return _End(self.feed, self.seq + 1, hashlib.sha256(header).digest(), at)


@dataclass(frozen=True)
class _Entry:
    """The finished pieces of one entry; `end` is its feed's end once it is written."""

    draft: Draft
    at: datetime
    end: _End
    header: bytes
    signature: bytes
    salt: bytes
    body: bytes
    images: bytes


def write(drafts: Sequence[tuple[Draft, datetime]]) -> None:
    """Write the entries of a transaction, in this order, each at the end of its feed; each comes with its moment."""
    ring = site_keys()
    # What takes long comes first: on PostgreSQL a feed is held from the moment its end is read.
    taken = [_images_of(draft) for draft, _at in drafts]
    bases = {change.base for draft, _at in drafts for change in draft.changes if change.base}
    actors = {pseudonym_of(draft.actor, ring): draft.actor for draft, _at in drafts}
    hashes, named = _known(bases, actors)
    scopes = {village_of(draft.area) for draft, _at in drafts}
    # In one order, or two transactions that write to the same two feeds might each wait for the other.
    ends = {
        scope: _hold(feed_id(ring.node_public, scope), ring.node_public, scope) for scope in sorted(scopes)
    }
    entries = []
    for (draft, at), (roots, images) in zip(drafts, taken, strict=True):
        scope = village_of(draft.area)
        # The present, and not `at`: an entry inside a long operation was dated before others that are written already.
        doubts.heed(ends[scope].at, clock.now(), draft.operation, draft.outcome)
        body, salt = _body_of(draft, roots, hashes), os.urandom(16)
        header = _header_of(draft, at, ends[scope], body.commitment(salt), ring)
        place = ends[scope] = ends[scope].after(header, at)
        hashes[draft.entry_id] = place.head
        entries.append(_Entry(draft, at, place, header, ring.node.sign(header), salt, body.packed(), images))
    _store(entries)
    for last in {one.end.feed: one for one in entries}.values():
        transaction.on_commit(partial(note_newest, last.end.feed, last.header, last.signature))
    _name({pseudonym: actor for pseudonym, actor in actors.items() if pseudonym not in named})


def _header_of(draft: Draft, at: datetime, end: _End, commitment: bytes, ring: Keyring) -> bytes:
    return cbor2.dumps(
        [
            VERSION,
            end.feed,
            end.seq + 1,
            end.head,
            int(at.timestamp() * 1000),
            draft.operation,
            pseudonym_of(draft.actor, ring),
            draft.subject,
            draft.area,
            draft.outcome,
            commitment,
        ],
        canonical=True,
    )


def _images_of(draft: Draft) -> tuple[list[bytes | None], bytes]:
    """Return the root of each row, and the images packed."""
    taken = [
        None if change.image is None else take_image(change.image, change.table, change.row_id.bytes)
        for change in draft.changes
    ]
    return [one and one[1] for one in taken], pack_images(one and one[0] for one in taken)


def _body_of(draft: Draft, roots: Sequence[bytes | None], hashes: Mapping[UUID, bytes]) -> Body:
    return Body(
        {
            "reason": draft.reason,
            "evidence": list(draft.evidence),
            "cause": draft.cause.bytes if draft.cause else None,
            "code": draft.code,
        },
        [
            Line(change.table, change.row_id.bytes, hashes.get(change.base) if change.base else None, root)
            for change, root in zip(draft.changes, roots, strict=True)
        ],
    )


def _known(
    entry_ids: Collection[UUID], pseudonyms: Collection[bytes]
) -> tuple[dict[UUID, bytes], set[bytes]]:
    """Return the hashes of these entries, and who of these actors has a name already: in one look."""
    look = f"SELECT NULL, pseudonym FROM kernel_actorname WHERE pseudonym IN ({_marks(pseudonyms)})"  # noqa: S608
    if entry_ids:
        look += f" UNION ALL SELECT id, hash FROM kernel_journalentry WHERE id IN ({_marks(entry_ids)})"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(look, [*map(_blob, pseudonyms), *map(_uuid, entry_ids)])
        found = [(name, bytes(held)) for name, held in cursor.fetchall()]
    hashes = {
        name if isinstance(name, UUID) else UUID(name): held for name, held in found if name is not None
    }
    return hashes, {held for name, held in found if name is None}


def _marks(values: Collection[object]) -> str:
    return ", ".join(["%s"] * len(values))


def _hold(feed: bytes, node: bytes, scope: str) -> _End:
    # On PostgreSQL the row lock makes writers of one feed queue; on SQLite the transaction is IMMEDIATE already.
    # Plain SQL here and below: this runs once for every operation, and the ORM would double its cost.
    look = (
        "SELECT f.seq, f.head, e.at FROM kernel_feed f"
        " LEFT JOIN kernel_journalentry e ON e.feed_id = f.id AND e.seq = f.seq WHERE f.id = %s"
    )
    if connection.features.has_select_for_update:
        look += " FOR UPDATE OF f"
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
        seq, head, at = held
        if seq and at is None:
            # Another transaction wrote while this one waited for the row: its entry came after this statement began.
            cursor.execute("SELECT at FROM kernel_journalentry WHERE feed_id = %s AND seq = %s", [name, seq])
            (at,) = cursor.fetchone()
    if at is not None and at.tzinfo is None:
        at = at.replace(tzinfo=UTC)  # SQLite keeps no zone beside it
    return _End(feed, int(seq), bytes(head), at)


def _store(entries: Sequence[_Entry]) -> None:
    """Insert entries, bodies and touched rows, and move the feeds on: one by one, as their trigger asks."""
    rows, bodies, touches, steps = [], [], [], []
    for one in entries:
        name, feed, digest = _uuid(one.draft.entry_id), _blob(one.end.feed), _blob(one.end.head)
        at = connection.ops.adapt_datetimefield_value(one.at.astimezone(UTC))
        signed = (digest, _blob(one.header), _blob(one.signature))
        rows.append((name, feed, one.end.seq, *signed, at, one.draft.operation, one.draft.outcome))
        bodies.append((name, _blob(one.salt), _blob(one.body), _blob(one.images)))
        touches += [(_uuid(change.row_id), name, place) for place, change in enumerate(one.draft.changes)]
        steps.append((one.end.seq, digest, feed))
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO kernel_journalentry (id, feed_id, seq, hash, header, signature, at, operation, outcome)"
            " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)",
            rows,
        )
        cursor.executemany(
            "INSERT INTO kernel_journalbody (entry_id, salt, body, images) VALUES (%s, %s, %s, %s)", bodies
        )
        if touches:
            cursor.executemany(
                "INSERT INTO kernel_journaltouch (row_id, entry_id, position) VALUES (%s, %s, %s)", touches
            )
        cursor.executemany("UPDATE kernel_feed SET seq = %s, head = %s WHERE id = %s", steps)


class _Driver(Protocol):
    """A module of DB-API 2.0, of which Django's types say nothing."""

    def Binary(self, value: bytes, /) -> bytes: ...  # noqa: N802 - so it is called there


def _blob(value: bytes) -> bytes:
    driver = cast(_Driver, connection.Database)  # type: ignore[attr-defined]
    return driver.Binary(value)


def _uuid(value: UUID) -> UUID | str:
    return value if connection.features.has_native_uuid_field else value.hex


def _name(actors: Mapping[bytes, Actor]) -> None:
    if not actors:
        return
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO kernel_actorname (pseudonym, kind, name, mark) VALUES (%s, %s, %s, %s) ON CONFLICT DO NOTHING",
            [_named(pseudonym, actor) for pseudonym, actor in actors.items()],
        )


def _named(pseudonym: bytes, actor: Actor) -> list[bytes | str]:
    name = actor.name[:200]
    return [_blob(pseudonym), actor.kind, name, _blob(name_mark(pseudonym, actor.kind, name))]
