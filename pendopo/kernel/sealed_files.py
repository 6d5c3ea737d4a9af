"""Sealed files: what is too big for a column lies on disk, sealed with the same keys, whole or not at all."""

import os
from pathlib import Path

from pendopo.kernel.errors import NotFound
from pendopo.kernel.sealed import seal_bytes, unseal_bytes


def write_sealed(path: Path, content: bytes, context: bytes) -> None:
    """Write a content sealed for its place (context); a power cut leaves the old file or the new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(f".{os.urandom(4).hex()}.new")
    try:
        with fresh.open("wb") as file:
            file.write(seal_bytes(content, context))
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
    except OSError:
        fresh.unlink(missing_ok=True)
        raise


def read_sealed(path: Path, context: bytes) -> bytes:
    """Read a content again; raise NotFound when it is gone, DamagedContent when it was altered."""
    try:
        sealed = path.read_bytes()
    except FileNotFoundError:
        raise NotFound from None
    return unseal_bytes(sealed, context)
