"""Where papers lie: sealed, under the digest of their content, outside everything the web server hands out."""

import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from django.conf import settings

from pendopo.kernel.errors import NotFound
from pendopo.kernel.sealed_files import read_sealed, write_sealed

_DIGEST = re.compile(r"[0-9a-f]{64}")


def keep(room: str, digest: str, content: bytes) -> None:
    """Write a content of a domain under its digest, whole or not at all; one that is there stays as it is."""
    path = _path(room, digest)
    if not path.exists():
        write_sealed(path, content, bytes.fromhex(digest))


def fetch(room: str, digest: str) -> bytes:
    """Read a content again; raise NotFound when it is gone."""
    return read_sealed(_path(room, digest), bytes.fromhex(digest))


def discard(room: str, digest: str) -> None:
    """Delete a content, if it is there; where somebody is just reading it, Windows leaves it for the next sweep."""
    with suppress(PermissionError):
        _path(room, digest).unlink(missing_ok=True)


def kept(room: str) -> Iterator[str]:
    """Yield the digest of every content of a domain that is there."""
    folder = Path(settings.MEDIA_ROOT) / room
    return (path.stem for path in sorted(folder.glob("*/*.sealed")) if _DIGEST.fullmatch(path.stem))


def _path(room: str, digest: str) -> Path:
    if not _DIGEST.fullmatch(digest):
        raise NotFound
    return Path(settings.MEDIA_ROOT) / room / digest[:2] / f"{digest}.sealed"
