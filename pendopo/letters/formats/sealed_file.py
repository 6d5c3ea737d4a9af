"""Files of letters at rest: sealed with a key outside the database, bound to the row that holds them."""

import os
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from pendopo.kernel.errors import DamagedContent, KeyTrouble
from pendopo.kernel.keys import forget_keys, site_keys

_NONCE = 12
_DAMAGED = "Berkas surat tersegel telah rusak, atau diubah di luar Pendopo."


def seal_file(content: bytes, row_id: UUID) -> bytes:
    """Seal a file for one row with the newest key."""
    ring = site_keys()
    nonce = os.urandom(_NONCE)
    sealed = AESGCM(ring.seal_keys[ring.seal_id]).encrypt(nonce, content, b"letters.file:" + row_id.bytes)
    return bytes([ring.seal_id]) + nonce + sealed


def open_file(sealed: bytes, row_id: UUID) -> bytes:
    """Open a file again; raise DamagedContent when it was cut, moved or altered, KeyTrouble without its key."""
    if len(sealed) <= 1 + _NONCE:
        raise DamagedContent(_DAMAGED)
    if sealed[0] not in site_keys().seal_keys:
        # Another process may have added a key since this one read the file.
        forget_keys()
    key = site_keys().seal_keys.get(sealed[0])
    if key is None:
        raise KeyTrouble(f"Kunci nomor {sealed[0]} tidak ada di seal.key. Pulihkan dari cadangan kunci.")
    nonce, rest = sealed[1 : 1 + _NONCE], sealed[1 + _NONCE :]
    try:
        return AESGCM(key).decrypt(nonce, rest, b"letters.file:" + row_id.bytes)
    except InvalidTag:
        raise DamagedContent(_DAMAGED) from None
