"""How the journal wrote entries of version 1: the old way, kept so that tests make feeds with both."""

import hashlib
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from unittest.mock import patch

import cbor2

from pendopo.kernel import journal
from pendopo.kernel.bodies import Body
from pendopo.kernel.images import Image


def take_image_1(values: Mapping[str, object], _table: str, _row: bytes) -> tuple[Image, bytes]:
    """Answers an image and what its entry says of it, as the program did until 30 November 2026."""
    salt, content = os.urandom(16), cbor2.dumps(values, canonical=True)
    return Image(salt, content), hashlib.sha256(salt + content).digest()


def commitment_1(body: Body, salt: bytes) -> bytes:
    """Answers what the header said of a body."""
    return hashlib.sha256(salt + body.packed()).digest()


@contextmanager
def in_version_1() -> Iterator[None]:
    """Lets the journal write entries of version 1."""
    with (
        patch.object(journal, "VERSION", 1),
        patch.object(journal, "take_image", take_image_1),
        patch.object(Body, "commitment", commitment_1),
    ):
        yield
