"""Where papers lie: sealed, under the digest of their content, outside everything the web server hands out."""

import os
import re
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from pendopo.kernel.errors import KeyTrouble, NotFound
from pendopo.kernel.keys import site_keys

_DIGEST = re.compile(r"[0-9a-f]{64}")


def keep(digest: str, content: bytes) -> None:
    """Write a content under its digest, whole or not at all; one that is there already stays as it is."""
    path = _path(digest)
    if path.exists():
        return
    ring = site_keys()
    nonce = os.urandom(12)
    sealed = AESGCM(ring.seal_keys[ring.seal_id]).encrypt(nonce, content, bytes.fromhex(digest))
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(f".{os.urandom(4).hex()}.new")
    try:
        with fresh.open("wb") as file:
            file.write(bytes([ring.seal_id]) + nonce + sealed)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
    except OSError:
        fresh.unlink(missing_ok=True)
        raise


def fetch(digest: str) -> bytes:
    """Read a content again; raise NotFound when it is gone."""
    try:
        sealed = _path(digest).read_bytes()
    except FileNotFoundError:
        raise NotFound from None
    key = site_keys().seal_keys.get(sealed[0])
    if key is None:
        raise KeyTrouble(f"Kunci nomor {sealed[0]} tidak ada di seal.key. Pulihkan dari cadangan kunci.")
    try:
        return AESGCM(key).decrypt(sealed[1:13], sealed[13:], bytes.fromhex(digest))
    except InvalidTag:
        raise KeyTrouble("Berkas persyaratan tersegel telah rusak atau diubah.") from None


def discard(digest: str) -> None:
    """Delete a content, if it is there."""
    _path(digest).unlink(missing_ok=True)


def _path(digest: str) -> Path:
    if not _DIGEST.fullmatch(digest):
        raise NotFound
    return Path(settings.MEDIA_ROOT) / "letters" / digest[:2] / f"{digest}.sealed"
