"""The body of an entry: what was said and one line for each row, and whether it is what the header commits to.

All of it is pure: what the database holds is handed in.
"""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

import cbor2

from pendopo.kernel.commitment import Line, SignedHeader, entry_leaves, entry_root, tree_root
from pendopo.kernel.images import UNREADABLE, Image, digest_in_version_1, root_of


@dataclass(frozen=True)
class Body:
    """What stands in a body; `said` is reason, evidence, cause and code."""

    said: Mapping[str, object]
    lines: Sequence[Line]

    def commitment(self, salt: bytes) -> bytes:
        """Return what a header of version 2 says of it."""
        leaves = entry_leaves(salt, self.said, self.lines)
        return entry_root(len(leaves), tree_root(leaves))

    def packed(self) -> bytes:
        """Return the stored form."""
        return cbor2.dumps({**self.said, "rows": [list(line) for line in self.lines]}, canonical=True)


def read_body(raw: bytes) -> Body:
    """Return what stands in a stored body."""
    said = cbor2.loads(raw)
    return Body(said, [Line(*line) for line in said.pop("rows")])


def place_problem(
    said: SignedHeader, place: tuple[bytes, int, bytes], beside: tuple[str, str, int]
) -> str | None:
    """Say what is wrong with a signed header in its place (feed, number, hash before it) and with what repeats it."""
    if said.version not in (1, 2):
        return "the entry was written by a newer program"
    if (said.feed, said.seq) != place[:2]:
        return "the header belongs to another place"
    if said.previous != place[2]:
        return "the entry does not name the entry before it"
    if (said.operation, said.outcome, said.time) != beside:
        return "the columns beside the header say something else"
    return None


def signed_body(header: SignedHeader, salt: bytes, raw: bytes) -> Body | None:
    """Return the body to which a header commits, or nothing when it is another."""
    if header.version == 1:
        return read_body(raw) if hashlib.sha256(salt + raw).digest() == header.commitment else None
    try:
        body = read_body(raw)
        return body if body.packed() == raw and body.commitment(salt) == header.commitment else None
    except UNREADABLE:
        return None


@dataclass
class Leave:
    """What may be missing: the erasures that stand in the database, each with an entry of its own."""

    whole: dict[UUID, set[UUID | None]] = field(default_factory=dict)  # entry -> rows, or None for all of it
    named: dict[tuple[UUID, UUID], set[str]] = field(default_factory=dict)  # entry and row -> fields

    def add(self, entry: UUID, row: UUID | None, fields: str) -> None:
        """Take an erasure in."""
        if fields and row is not None:
            self.named.setdefault((entry, row), set()).update(fields.split())
        else:
            self.whole.setdefault(entry, set()).add(row)

    def of_entry(self, entry: UUID) -> bool:
        """Say whether a whole body may be missing."""
        return None in self.whole.get(entry, ())

    def of_image(self, entry: UUID, row: UUID) -> bool:
        """Say whether all of an image may be missing."""
        return bool(self.whole.get(entry, set()) & {None, row})

    def of_fields(self, entry: UUID, row: UUID, names: Collection[str]) -> bool:
        """Say whether these fields of an image may be missing."""
        return self.of_image(entry, row) or set(names) <= self.named.get((entry, row), set())


def image_problem(version: int, line: Line, image: Image | None, entry: UUID, leave: Leave) -> str | None:
    """Say what is wrong with the image of one row of a body that was signed."""
    row = UUID(bytes=line.row)
    if image is None:
        gone = line.root is not None and not leave.of_image(entry, row)
        return "an image is gone without an erasure" if gone else None
    try:
        root = digest_in_version_1(image) if version == 1 else root_of(image)
    except UNREADABLE:
        root = b""
    if root != line.root:
        return "an image is not the one that was signed"
    if image.erased and not leave.of_fields(entry, row, image.erased):
        return "a field is gone without an erasure"
    return None
