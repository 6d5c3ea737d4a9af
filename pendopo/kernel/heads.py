"""The heads of the feeds, kept outside the database: signed and timed, beside the keys, beside it and in each backup.

A chain whose newest entries are cut off is whole, and so is an older database file that is put back. Only something
outside knows better. `heads.log` has a line for each time at which feeds had moved, as JSON:
    {"at": "2026-11-30T02:00:00+00:00", "heads": {"feed in hex": ["area", number, "hash in hex"]}, "signature": "..."}
Signed with the node's key is the canonical CBOR of ["pendopo heads", at, heads].

Beside the database a folder has one small file a feed with the header and the signature of its newest entry, written
after each commit: what was cut off since the last line is missed too. And each letter carries the head that its village
had then.
"""

import json
import logging
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import cbor2
from cryptography.exceptions import InvalidSignature
from django.conf import settings

from pendopo.kernel import clock
from pendopo.kernel.areas import village_of
from pendopo.kernel.commitment import digest, read_header
from pendopo.kernel.findings import Broken
from pendopo.kernel.keys import site_keys
from pendopo.kernel.models import Feed, JournalEntry

FILE, NEWEST = "heads.log", "heads"
SLICE = 500
SHOWN = 16  # digits of a hash on paper
_PRINTED = re.compile(rf"(\d+)-([0-9a-f]{{{SHOWN}}})")
_BYTES: int = getattr(os, "O_BINARY", 0)  # Windows would write one byte as two
logger = logging.getLogger(__name__)


class HeadsUnreadable(Exception):
    """A line is damaged or was not signed by this node; the message says which."""


@dataclass(frozen=True)
class Head:
    """What stood at the end of one feed at a time."""

    feed: str  # hex
    area: str
    seq: int
    hash: str  # hex
    at: str

    def missing(self, held: str | None) -> Broken | None:
        """Say what is wrong when the feed has another entry, or none, in this place."""
        if held == self.hash:
            return None
        there = (
            "is another one" if held else "is gone: the end was cut off, or an older database was put back"
        )
        return Broken(self.feed, self.area, self.seq, "", f"the entry that stood here on {self.at} {there}")


def heads_file() -> Path:
    """Return where this site keeps its heads."""
    return Path(settings.PENDOPO_KEYS) / FILE


def keep_heads(path: Path | None = None) -> int:
    """Add a line with the heads that have moved since the file was written; return how many."""
    path = path or heads_file()
    try:
        known = {head.feed: head.hash for head in read_heads(path)} if path.exists() else {}
    except HeadsUnreadable:
        known = {}  # what is spoilt stays for whoever looks, and stops neither this line nor a backup
    feeds = Feed.objects.order_by("area_code", "id")
    heads = {bytes(feed.id).hex(): (feed.area_code, feed.seq, bytes(feed.head).hex()) for feed in feeds}
    moved = {feed: list(head) for feed, head in heads.items() if known.get(feed) != head[2]}
    if moved:
        at = clock.now().isoformat(timespec="seconds")
        signature = site_keys().node.sign(_signed(at, moved)).hex()
        _append(path, json.dumps({"at": at, "heads": moved, "signature": signature}))
    return len(moved)


def read_heads(path: Path) -> Iterator[Head]:
    """Read the heads of a file, oldest first; a last line that a power cut left unfinished is none."""
    lines = path.read_text(encoding="utf-8", errors="replace").split("\n")
    for number, line in enumerate(lines[:-1], 1):
        try:
            said = json.loads(line)
            at, heads = said["at"], said["heads"]
            site_keys().node.public_key().verify(bytes.fromhex(said["signature"]), _signed(at, heads))
        except (ValueError, LookupError, TypeError, AttributeError, InvalidSignature):
            raise HeadsUnreadable(f"{path}: baris {number}") from None
        for feed, (area, seq, held) in heads.items():
            yield Head(feed, area, seq, held, at)


def _signed(at: object, heads: object) -> bytes:
    return cbor2.dumps(["pendopo heads", at, heads], canonical=True)


def _append(path: Path, line: str) -> None:
    held = path.read_bytes() if path.exists() else b""
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        os.ftruncate(file, held.rfind(b"\n") + 1)  # what a power cut left of a line
        os.write(file, line.encode() + b"\n")
        os.fsync(file)
    finally:
        os.close(file)


def missing_since(heads: Iterable[Head]) -> Broken | None:
    """Return the first head, in the order of their times, that the chains of this database do not hold."""
    wanted = list(heads)
    held: dict[tuple[str, int], str] = {}
    for feed in {head.feed for head in wanted}:
        numbers = sorted({head.seq for head in wanted if head.feed == feed})
        for start in range(0, len(numbers), SLICE):
            rows = JournalEntry.objects.filter(
                feed=bytes.fromhex(feed), seq__in=numbers[start : start + SLICE]
            )
            held |= {(feed, seq): bytes(digest).hex() for seq, digest in rows.values_list("seq", "hash")}
    found = (head.missing(held.get((head.feed, head.seq))) for head in wanted)
    return next((problem for problem in found if problem), None)


def note_newest(feed: bytes, header: bytes, signature: bytes) -> None:
    """Write what stands at the end of a feed now beside the database; the entry's own signature signs it.

    One write into one place, so that whoever comes between finds the one or the other. What is committed stays so
    when this cannot be written.
    """
    folder = Path(settings.PENDOPO_DATA) / NEWEST
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        file = os.open(folder / feed.hex(), os.O_WRONLY | os.O_CREAT | _BYTES, 0o600)
        try:
            os.write(file, cbor2.dumps([header, signature]))
        finally:
            os.close(file)
    except OSError as trouble:
        logger.warning("the newest head of the journal cannot be kept: %s", trouble.strerror)


def read_newest() -> Iterator[Head]:
    """Read the newest head of each feed; a file that a power cut left empty is none."""
    for path in sorted((Path(settings.PENDOPO_DATA) / NEWEST).glob("*")):
        held = path.read_bytes()
        if not held.strip(b"\0"):
            continue
        try:
            header, signature = cbor2.load(BytesIO(held))  # a longer one may have stood there before
            site_keys().node.public_key().verify(signature, header)
            said = read_header(header)
        except (ValueError, TypeError, LookupError, cbor2.CBORError, InvalidSignature):
            raise HeadsUnreadable(str(path)) from None
        at = datetime.fromtimestamp(said.time / 1000, UTC).isoformat(timespec="seconds")
        yield Head(said.feed.hex(), village_of(said.area), said.seq, digest(header).hex(), at)


def newest_missing() -> Broken | None:
    """Say whether this database lacks one of the newest heads that stand outside it: a look for every start."""
    lines = read_heads(heads_file()) if heads_file().exists() else iter(())
    return missing_since([*{head.feed: head for head in lines}.values(), *read_newest()])


def printed_head(area: str) -> str:
    """Return what a letter says of its village's journal: the newest entry's number, and how its hash begins."""
    own = Feed.objects.filter(node=site_keys().node_public, area_code=village_of(area))
    held = own.values_list("seq", "head").first()
    return f"{held[0]}-{bytes(held[1]).hex()[:SHOWN]}" if held else ""


def printed_missing(printed: str) -> Broken | None:
    """Say whether no feed holds the head that somebody read from a letter; ValueError where it is none."""
    said = _PRINTED.fullmatch(printed.strip().lower())
    if said is None:
        raise ValueError(printed)
    held = JournalEntry.objects.filter(seq=int(said[1])).values_list("hash", flat=True)
    if any(bytes(one).hex().startswith(said[2]) for one in held):
        return None
    return Broken("", "", int(said[1]), "", "no entry of this number has the hash that stands on the paper")
