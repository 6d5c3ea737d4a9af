"""The heads of the feeds, kept outside the database: signed and timed, in a file beside the keys and in each backup.

A chain whose newest entries are cut off is whole, and so is an older database file that is put back. Only something
outside knows better. `heads.log` has a line for each time at which feeds had moved, as JSON:
    {"at": "2026-11-30T02:00:00+00:00", "heads": {"feed in hex": ["area", number, "hash in hex"]}, "signature": "..."}
Signed with the node's key is the canonical CBOR of ["pendopo heads", at, heads].
"""

import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import cbor2
from cryptography.exceptions import InvalidSignature
from django.conf import settings

from pendopo.kernel import clock
from pendopo.kernel.findings import Broken
from pendopo.kernel.keys import site_keys
from pendopo.kernel.models import Feed, JournalEntry

FILE = "heads.log"
SLICE = 500


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
        for feed, (area, seq, digest) in heads.items():
            yield Head(feed, area, seq, digest, at)


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


def newest_missing() -> Broken | None:
    """Say whether this database lacks one of the newest heads that stand beside the keys: a look for every start."""
    if not heads_file().exists():
        return None
    return missing_since({head.feed: head for head in read_heads(heads_file())}.values())
