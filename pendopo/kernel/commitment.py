"""What the header of an entry commits to, part by part: pure hashing, without a database and without secret keys.

Version 2. A row's root is SHA-256 over the hashes of its fields in canonical order. Each of them is salted, and the
salts are cut from one stream grown from the row's secret: showing one tells nothing of another. An entry's commitment
is the root of a tree (RFC 6962) over what was said (reason, code ...) and one line for each row. So a few fields of a
row are shown with 32 bytes for each other field, and ten hashes for a thousand other rows.
Version 1 commits to SHA-256(salt || body), which can be shown whole only.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

import cbor2

SALT = 16  # bytes
DARK = bytes(32)  # stands for the mark of a sealed value that nobody could open
# What a hash is of, so that none can stand for one of another kind.
_FIELD, _NODE, _ROW, _TEXT, _SEALED, _WORDS, _LINE, _ENTRY = (bytes([kind]) for kind in range(8))


class SignedHeader(NamedTuple):
    """What the header of an entry says."""

    version: int
    feed: bytes
    seq: int
    previous: bytes
    time: int  # milliseconds since 1970
    operation: str
    actor: bytes  # a pseudonym
    subject: str
    area: str
    outcome: str
    commitment: bytes


class Line(NamedTuple):
    """What an entry says of one row."""

    table: str
    row: bytes
    base: bytes | None  # the hash of the entry on which it builds
    root: bytes | None  # nothing: the row is gone


def read_header(raw: bytes) -> SignedHeader:
    """Return what a header says."""
    return SignedHeader(*cbor2.loads(raw))


def digest(*parts: bytes) -> bytes:
    """Return the SHA-256 of some parts."""
    return hashlib.sha256(b"".join(parts)).digest()


@lru_cache(maxsize=1024)
def in_order(names: tuple[str, ...]) -> tuple[tuple[str, bytes], ...]:
    """Return names in the order of canonical CBOR, each with its encoded form."""
    encoded = ((name, cbor2.dumps(name)) for name in names)
    return tuple(sorted(encoded, key=lambda pair: (len(pair[1]), pair[1])))


def salts_of(secret: bytes, count: int) -> list[bytes]:
    """Return the salts that grow from a secret."""
    stream = hashlib.shake_256(secret).digest(SALT * count)
    return [stream[start : start + SALT] for start in range(0, len(stream), SALT)]


def field_leaves(secret: bytes, fields: Sequence[tuple[bytes, bytes]]) -> list[bytes]:
    """Return the hashes of all fields of a row, whose salts grow from one secret: CBOR of each name and value."""
    sha = hashlib.sha256
    return [
        sha(_FIELD + salt + name + value).digest()
        for salt, (name, value) in zip(salts_of(secret, len(fields)), fields, strict=True)
    ]


def field_leaf(salt: bytes, name: bytes, value: bytes) -> bytes:
    """Return the hash of one field; name and value are CBOR, so that neither runs into the other."""
    return digest(_FIELD, _salt(salt), name, value)


def _salt(given: bytes) -> bytes:
    # A longer one could swallow the name, and what somebody typed would stand there as another field.
    if len(given) != SALT:
        raise ValueError(f"a salt has {SALT} bytes")
    return given


def text_mark(salt: bytes, name: str, text: bytes) -> bytes:
    """Return what commits to the text in a sealed field; only the sealing key makes the salt, so nobody can guess."""
    return digest(_TEXT, _salt(salt), cbor2.dumps(name), text)


def sealed_root(marks: Iterable[bytes]) -> bytes:
    """Return what commits to all sealed texts of a row, in canonical order of their names; nothing without any."""
    held = b"".join(marks)
    return digest(_SEALED, held) if held else b""


def row_root(leaves: Sequence[bytes], sealed: bytes) -> bytes:
    """Return the root of a row: over the hashes of its fields, and what commits to its sealed texts."""
    return digest(_ROW, sealed or DARK, *leaves)


def entry_leaves(secret: bytes, words: Mapping[str, object], lines: Sequence[Line]) -> list[bytes]:
    """Return the leaves of an entry's tree: what was said, and each row."""
    first, *rest = salts_of(secret, len(lines) + 1)
    said = digest(_WORDS, first, cbor2.dumps(words, canonical=True))
    return [said, *(line_leaf(salt, line) for salt, line in zip(rest, lines, strict=True))]


def entry_root(count: int, root: bytes) -> bytes:
    """Return what a header commits to: so many leaves, and the root of their tree."""
    return digest(_ENTRY, count.to_bytes(4, "big"), root)


def line_leaf(salt: bytes, line: Line) -> bytes:
    """Return the leaf of one row in the tree of its entry."""
    return digest(_LINE, _salt(salt), cbor2.dumps(list(line)))


def _level_above(level: list[bytes]) -> list[bytes]:
    pairs = [digest(_NODE, *level[at : at + 2]) for at in range(0, len(level) - 1, 2)]
    return pairs + level[len(pairs) * 2 :]


def tree_root(leaves: Sequence[bytes]) -> bytes:
    """Return the root of a tree as in RFC 6962, over leaves that are hashes already."""
    level = list(leaves)
    while len(level) > 1:
        level = _level_above(level)
    return level[0]


def tree_path(leaves: Sequence[bytes], at: int) -> list[bytes]:
    """Return the hashes that lead from one leaf to the root, from below."""
    level, path = list(leaves), []
    while len(level) > 1:
        if at ^ 1 < len(level):
            path.append(level[at ^ 1])
        level, at = _level_above(level), at // 2
    return path


def climb(leaf: bytes, at: int, count: int, path: Iterable[bytes]) -> bytes:
    """Return the root to which a path leads from the leaf at a place among so many."""
    rest = iter(path)
    while count > 1:
        if at ^ 1 < count:
            other = next(rest)
            leaf = digest(_NODE, other, leaf) if at & 1 else digest(_NODE, leaf, other)
        at, count = at // 2, (count + 1) // 2
    if next(rest, None) is not None:
        raise ValueError("the path is longer than the tree is high")
    return leaf
