"""The images of an entry: how each row looked after it, beside the header and erasable field by field.

An entry keeps one packed list with one item for each row of its body, None where the row is gone or erased:
    [secret, content]                            canonical CBOR of the columns; in version 1 the secret is the salt
    [secret, content, sealed]                    ... of a row with sealed texts: what commits to them (commitment.py)
    [b"", content, sealed, salts, {name: [leaf, mark]}]     ... of which fields were erased: what remains of each
"""

import os
import zlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

import cbor2

from pendopo.kernel.commitment import (
    digest,
    field_leaf,
    field_leaves,
    in_order,
    row_root,
    salts_of,
    sealed_root,
)
from pendopo.kernel.sealed import SealedValue, mark_of_sealed, place_of

UNREADABLE = (
    *(zlib.error, cbor2.CBORError, EOFError, ValueError, TypeError, OverflowError),
    *(MemoryError, RecursionError, LookupError, AttributeError),
)
_SHAPES = (
    [bytes, bytes],
    [bytes, bytes, bytes],
    [bytes, bytes, bytes, dict, dict],
)


class Image(NamedTuple):
    """How one row looked after an entry, as far as it was not erased."""

    secret: bytes
    content: bytes
    sealed: bytes = b""
    salts: Mapping[str, bytes] = {}  # of what remains, where fields were erased
    erased: Mapping[
        str, tuple[bytes, bytes]
    ] = {}  # the hash of an erased field, and the mark of its sealed text

    @property
    def values(self) -> dict[str, object]:
        """The columns that it holds."""
        held: dict[str, object] = cbor2.loads(self.content)
        return held


def pack_images(images: Iterable[Image | None]) -> bytes:
    """Pack the images of an entry."""
    return zlib.compress(cbor2.dumps([image and _packed(image) for image in images]), 1)


def _packed(image: Image) -> list[object]:
    if image.erased:
        return list(image)
    return list(image[:3]) if image.sealed else list(image[:2])


def unpack_images(blob: bytes) -> list[Image | None]:
    """Unpack the images of an entry: one for each row, None where it is gone or erased."""
    return [None if parts is None else Image(*parts) for parts in cbor2.loads(zlib.decompress(blob))]


def readable_images(blob: bytes, count: int) -> list[Image | None] | None:
    """Unpack the images of an entry; nothing when they are damaged, in whatever way, or not so many."""
    try:
        parts = cbor2.loads(zlib.decompress(blob))
        whole = len(parts) == count and all(
            image is None or [type(part) for part in image] in _SHAPES for image in parts
        )
        return [None if image is None else Image(*image) for image in parts] if whole else None
    except UNREADABLE:
        return None


def take_image(values: Mapping[str, object], table: str, row: bytes) -> tuple[Image, bytes]:
    """Return the image of a row of a table, with a new secret, and the root to which the entry commits."""
    secret, marks = os.urandom(16), b""
    names = in_order(tuple(values))
    fields = [(encoded, cbor2.dumps(values[name], canonical=True)) for name, encoded in names]
    sealed = [(at, name) for at, (name, _) in enumerate(names) if type(values[name]) is SealedValue]
    if sealed:
        salts = salts_of(secret, len(names))
        marks = sealed_root(_mark_of(values[name], salts[at], name, table, row) for at, name in sealed)
    return Image(secret, _map_of(fields), marks), row_root(field_leaves(secret, fields), marks)


def _map_of(fields: Sequence[tuple[bytes, bytes]]) -> bytes:
    count = len(fields)
    head = bytes([0xA0 + count]) if count < 24 else bytes([0xB8, count])  # no table has more than 255 columns
    return head + b"".join(part for field in fields for part in field)


def _mark_of(value: object, salt: bytes, name: str, table: str, row: bytes) -> bytes:
    assert isinstance(value, bytes)
    return mark_of_sealed(value, salt, name, place_of(table, name, row))


def leaves_of(image: Image) -> dict[str, bytes]:
    """Return the hash of each field of an image, erased ones among them, in canonical order."""
    values = image.values
    names = in_order(tuple(values))
    fields = [(encoded, cbor2.dumps(values[name], canonical=True)) for name, encoded in names]
    if image.content != _map_of(fields):
        raise ValueError("the image is not in the one form that it can have")
    if not image.erased:
        return dict(zip(values, field_leaves(image.secret, fields), strict=True))
    held = {
        name: field_leaf(image.salts[name], *field) for (name, _), field in zip(names, fields, strict=True)
    }
    return {
        name: held[name] if name in held else image.erased[name][0]
        for name, _encoded in in_order((*values, *image.erased))
    }


def salts_by_name(image: Image, values: Mapping[str, object]) -> Mapping[str, bytes]:
    """Return the salt of each field that an image holds."""
    if image.erased:
        return image.salts
    names = in_order(tuple(values))
    return dict(zip((name for name, _ in names), salts_of(image.secret, len(names)), strict=True))


def root_of(image: Image) -> bytes:
    """Return the root of an image of version 2; raise one of UNREADABLE where it is damaged."""
    return row_root(list(leaves_of(image).values()), image.sealed)


def digest_in_version_1(image: Image) -> bytes:
    """Return the hash of an image of version 1."""
    if any(image[2:]):
        raise ValueError("version 1 knows no other parts")
    return digest(image.secret, image.content)


def without(image: Image, names: Collection[str], marks: Mapping[str, bytes]) -> Image:
    """Return an image without some fields: their hashes remain, their salts go, and with them every way to guess."""
    values, leaves = image.values, leaves_of(image)
    salts = salts_by_name(image, values)
    left = {name: value for name, value in values.items() if name not in names}
    gone = {name: (leaves[name], marks.get(name, b"")) for name in values.keys() - left.keys()}
    return Image(
        b"",
        cbor2.dumps(left, canonical=True),
        image.sealed,
        {name: salts[name] for name in left},
        {**image.erased, **gone},
    )
