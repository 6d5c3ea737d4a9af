"""A few fields of one row, with what proves that a signed entry holds them: the form, and the check.

The check is pure: it needs the proof and the public key of the node that wrote the entry. Form, canonical CBOR:
    [1, header, signature, place, count, salt of the line, table, row id, base hash, path, fields, sealed]
fields: for each in canonical order its hash, or [name, salt, value] where it is shown; nothing where the row is gone
sealed: what commits to the sealed texts (32 bytes, or none), or for each its mark, or [name, salt, text] where opened
"""

from collections.abc import Mapping
from dataclasses import dataclass

import cbor2
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from pendopo.kernel.commitment import (
    Line,
    SignedHeader,
    climb,
    digest,
    entry_root,
    field_leaf,
    line_leaf,
    read_header,
    row_root,
    sealed_root,
    text_mark,
)
from pendopo.kernel.images import UNREADABLE

FORM = 1


class NotProven(Exception):
    """What was shown is not what the node has signed."""


@dataclass(frozen=True)
class Shown:
    """What a proof has shown of a row."""

    entry: bytes  # the hash of the header
    header: SignedHeader
    line: Line
    fields: Mapping[str, object]  # a sealed one as it stands in the sender's database: bytes
    opened: Mapping[str, str]  # the texts in sealed ones
    hidden: int  # how many fields were not shown

    @property
    def removed(self) -> bool:
        """Whether the entry removed the row."""
        return self.line.root is None


def check(proof: bytes, node: bytes) -> Shown:
    """Return what a proof shows of an entry of the node with this public key (32 bytes); raise NotProven."""
    try:
        parts = cbor2.loads(proof)
        if not isinstance(parts, list) or len(parts) != 12 or parts[0] != FORM:
            raise NotProven("this is no proof")
        return _checked(node, *parts[1:])
    except (*UNREADABLE, StopIteration, InvalidSignature) as trouble:
        raise NotProven("the proof does not hold") from trouble


def _checked(
    node: bytes,
    raw: bytes,
    signature: bytes,
    place: int,
    count: int,
    salt: bytes,
    table: str,
    row: bytes,
    base: bytes | None,
    path: list[bytes],
    fields: list[object] | None,
    sealed: object,
) -> Shown:
    Ed25519PublicKey.from_public_bytes(node).verify(signature, raw)
    header = read_header(raw)
    if header.version != 2 or header.feed[:16] != node[:16]:
        raise NotProven("the entry is of another version or of another node's feed")
    values: dict[str, object] = {}
    texts: dict[str, object] = {}
    root = None
    if fields is not None:
        leaves = [_leaf(item, values) for item in fields]
        root = row_root(leaves, _sealed(sealed, texts))
    line = Line(table, row, base, root)
    top = climb(line_leaf(salt, line), place, count, [_hash(one) for one in path])
    if entry_root(count, top) != header.commitment:
        raise NotProven("the row is not the one that was signed")
    opened = {name: text.decode() for name, text in texts.items() if isinstance(text, bytes)}
    return Shown(digest(raw), header, line, values, opened, len(fields or ()) - len(values))


def _hash(item: object) -> bytes:
    if not isinstance(item, bytes) or len(item) != 32:
        raise NotProven("a hash has 32 bytes")
    return item


def _leaf(item: object, values: dict[str, object]) -> bytes:
    if not isinstance(item, list):
        return _hash(item)
    name, salt, value = item
    _keep(name, value, values)
    return field_leaf(salt, cbor2.dumps(name), cbor2.dumps(value, canonical=True))


def _sealed(items: object, texts: dict[str, object]) -> bytes:
    if not isinstance(items, list):
        return b"" if items == b"" else _hash(items)
    return sealed_root(_mark(item, texts) for item in items)


def _mark(item: object, texts: dict[str, object]) -> bytes:
    if not isinstance(item, list):
        return _hash(item)
    name, salt, text = item
    _keep(name, text, texts)
    return text_mark(salt, name, text)


def _keep(name: object, value: object, held: dict[str, object]) -> None:
    if not isinstance(name, str) or name in held:
        raise NotProven("a field has one name, and is shown once")
    held[name] = value
