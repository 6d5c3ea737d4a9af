"""The keys that sign QR codes: one file a key in the site's folder of keys, one key at a time for each village."""

import os
from hashlib import sha256
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from pendopo.kernel.errors import KeyTrouble
from pendopo.letters.rules.cose import KEY_ID_BYTES


def create(folder: Path) -> tuple[str, str]:
    """Make a key and write it down; return its id and its public half, in hex."""
    key = Ed25519PrivateKey.generate()
    public = key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    key_id = sha256(public).hexdigest()[: 2 * KEY_ID_BYTES]
    path = _path(folder, key_id)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(key.private_bytes_raw().hex() + "\n")
        file.flush()
        os.fsync(file.fileno())
    return key_id, public.hex()


def load(folder: Path, key_id: str) -> Ed25519PrivateKey:
    """Open a key; raise KeyTrouble naming the file that is missing or damaged."""
    path = _path(folder, key_id)
    try:
        return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(path.read_text().strip()))
    except (OSError, ValueError):
        raise KeyTrouble(
            f"Berkas kunci {path.name} tidak ada atau rusak. Pulihkan dari cadangan kunci, atau ganti kunci surat."
        ) from None


def _path(folder: Path, key_id: str) -> Path:
    return folder / f"letters-{key_id}.key"
