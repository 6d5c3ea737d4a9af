"""How the journal wrote entries of version 1: the old code, kept so that tests make feeds with both."""

import hashlib
import os
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

import cbor2

from pendopo.kernel import journal
from pendopo.kernel.journal import Draft, _hashes_of


def compose_version_1(draft: Draft, body_salt: bytes) -> tuple[bytes, bytes, bytes]:
    """Answers body, images and what the header says of the body, as the program did until 30 November 2026."""
    bases = _hashes_of({change.base for change in draft.changes if change.base})
    rows, images = [], []
    for change in draft.changes:
        image = None if change.image is None else cbor2.dumps(change.image, canonical=True)
        salt = os.urandom(16)
        digest = None if image is None else hashlib.sha256(salt + image).digest()
        rows.append([change.table, change.row_id.bytes, bases.get(change.base), digest])
        images.append(None if image is None else [salt, image])
    said = {
        "reason": draft.reason,
        "evidence": list(draft.evidence),
        "cause": draft.cause.bytes if draft.cause else None,
        "code": draft.code,
        "rows": rows,
    }
    body = cbor2.dumps(said, canonical=True)
    return body, zlib.compress(cbor2.dumps(images), 1), hashlib.sha256(body_salt + body).digest()


@contextmanager
def in_version_1() -> Iterator[None]:
    """Lets the journal write entries of version 1."""
    with patch.object(journal, "VERSION", 1), patch.object(journal, "_compose", compose_version_1):
        yield
