"""Where an uploaded file waits: sealed, beside the database, under the batch's id and never under its own name."""

import os
from pathlib import Path
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from pendopo.kernel.errors import KeyTrouble, NotFound
from pendopo.kernel.keys import site_keys


def keep(batch_id: UUID, content: bytes) -> None:
    """Write the sealed content to disk, whole or not at all."""
    ring = site_keys()
    nonce = os.urandom(12)
    sealed = (
        bytes([ring.seal_id])
        + nonce
        + AESGCM(ring.seal_keys[ring.seal_id]).encrypt(nonce, content, batch_id.bytes)
    )
    path = _path(batch_id)
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(".new")
    try:
        with fresh.open("wb") as file:
            file.write(sealed)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
    except OSError:
        fresh.unlink(missing_ok=True)
        raise


def fetch(batch_id: UUID) -> bytes:
    """Read a kept content again; raise NotFound when it is gone."""
    try:
        sealed = _path(batch_id).read_bytes()
    except FileNotFoundError:
        raise NotFound from None
    key = site_keys().seal_keys.get(sealed[0])
    if key is None:
        raise KeyTrouble(f"Kunci nomor {sealed[0]} tidak ada di seal.key. Pulihkan dari cadangan kunci.")
    try:
        return AESGCM(key).decrypt(sealed[1:13], sealed[13:], batch_id.bytes)
    except InvalidTag:
        raise KeyTrouble("Berkas unggahan tersegel telah rusak atau diubah.") from None


def discard(batch_id: UUID) -> None:
    """Delete a kept content, if it is there."""
    _path(batch_id).unlink(missing_ok=True)


def is_kept(batch_id: UUID) -> bool:
    """Say whether the content is still there."""
    return _path(batch_id).exists()


def _path(batch_id: UUID) -> Path:
    return Path(settings.MEDIA_ROOT) / "imports" / f"{batch_id}.sealed"
