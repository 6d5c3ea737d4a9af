"""The site's secrets: files in the data folder, never in the database.

node.key      Ed25519 private key that signs the journal        (32 bytes, hex)
seal.key      AES-256 keys of the sealed fields, newest last    (one `id hex` a line)
index.key     HMAC keys of the blind indexes, newest last       (hex, or `id hex` a line while they change)
pepper.key    HMAC key in front of every PIN hash               (32 bytes, hex)
django.key    Django's signing secret                           (hex)
"""

import hashlib
import hmac
import os
import secrets
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from pendopo.kernel.errors import KeyTrouble

# Stands beside new keys until the first database under them is whole: from then on they are never without one.
UNUSED = "unused"
SINGLE = ("node.key", "index.key", "pepper.key", "django.key")


@dataclass(frozen=True)
class Keyring:
    """The opened keys of one site."""

    node_secret: bytes
    seal_keys: dict[int, bytes]
    index_keys: dict[int, bytes]
    pepper: bytes
    django_secret: str

    @cached_property
    def node(self) -> Ed25519PrivateKey:
        """The key that signs this node's journal."""
        return Ed25519PrivateKey.from_private_bytes(self.node_secret)

    @cached_property
    def node_public(self) -> bytes:
        """The node's public key, 32 bytes; its first half names the node's feeds."""
        return self.node.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)

    @property
    def seal_id(self) -> int:
        """The id of the newest sealing key, used for everything sealed from now on."""
        return max(self.seal_keys)

    @property
    def index_forms(self) -> tuple[bytes, ...]:
        """The keys under which a number may be indexed, the one used from now on first."""
        return tuple(self.index_keys[number] for number in sorted(self.index_keys, reverse=True))

    def fingerprints(self) -> dict[str, str]:
        """Return a one-way check value for each key file, to notice a wrong file at start."""
        parts = {
            "node.key": self.node_secret,
            "pepper.key": self.pepper,
            **{index_name(number): key for number, key in self.index_keys.items()},
            **{f"seal.key#{number}": key for number, key in self.seal_keys.items()},
        }
        return {
            name: hmac.new(key, b"pendopo key check", hashlib.sha256).hexdigest()[:32]
            for name, key in parts.items()
        }


def index_name(number: int) -> str:
    """Return the name under which the fingerprint of an index key is kept."""
    return "index.key" if number == 1 else f"index.key#{number}"


def create_keys(folder: Path) -> None:
    """Write any key file that does not exist yet, readable by the owner only."""
    folder.mkdir(parents=True, exist_ok=True)
    os.chmod(folder, 0o700)
    if not any(folder.iterdir()):
        _write_new(folder / UNUSED, "")
    for name in SINGLE:
        _write_new(folder / name, secrets.token_hex(32) + "\n")
    _write_new(folder / "seal.key", f"1 {secrets.token_hex(32)}\n")


def add_seal_key(folder: Path) -> int:
    """Append a new sealing key and return its id; the older ones stay readable."""
    ring = load_keys(folder)
    number = ring.seal_id + 1
    _put(folder / "seal.key", ring.seal_keys | {number: secrets.token_bytes(32)})
    return number


def add_index_key(folder: Path) -> int:
    """Add a key for the blind indexes and return its id; the older one stays until every index is new."""
    ring = load_keys(folder)
    number = max(ring.index_keys) + 1
    _put(folder / "index.key", ring.index_keys | {number: secrets.token_bytes(32)})
    return number


def drop_old_index_keys(folder: Path) -> None:
    """Keep the newest index key only: no index stands under an older one any more."""
    ring = load_keys(folder)
    newest = max(ring.index_keys)
    _put(folder / "index.key", {newest: ring.index_keys[newest]})


@lru_cache(maxsize=4)
def load_keys(folder: Path) -> Keyring:
    """Open the key files of a site; raise KeyTrouble naming the file that is missing or damaged."""
    return Keyring(
        node_secret=_read_hex(folder / "node.key"),
        seal_keys=_read_numbered(folder / "seal.key"),
        index_keys=_read_numbered(folder / "index.key"),
        pepper=_read_hex(folder / "pepper.key"),
        django_secret=_read_hex(folder / "django.key").hex(),
    )


def site_keys() -> Keyring:
    """Return the keys of the running site."""
    from django.conf import settings

    return _keys_in(str(settings.PENDOPO_KEYS))


@lru_cache(maxsize=4)
def _keys_in(folder: str) -> Keyring:
    # Asked for with every sealed value: a string is hashed once, a path on every call.
    return load_keys(Path(folder))


def forget_keys() -> None:
    """Read the key files anew at the next use: they were added to or put back."""
    _keys_in.cache_clear()
    load_keys.cache_clear()


_read_as: dict[str, tuple[int, int, int]] = {}


def index_forms() -> tuple[bytes, ...]:
    """Return the keys of the blind indexes, newest first, as the file has them at this moment.

    Another process may be changing them: whoever looked with the older key alone would not find what is new already.
    """
    from django.conf import settings

    folder = str(settings.PENDOPO_KEYS)
    try:
        held = os.stat(f"{folder}/index.key")
    except FileNotFoundError:
        return site_keys().index_forms  # names the file, unless it was read before
    mark = (held.st_ino, held.st_mtime_ns, held.st_size)
    if _read_as.get(folder) != mark:
        forget_keys()
        _read_as[folder] = mark
    return site_keys().index_forms


def _write_new(path: Path, text: str) -> None:
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(handle, "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def _put(path: Path, keys: dict[int, bytes]) -> None:
    """Replace a file of numbered keys, so that a power cut leaves the old one or the new one."""
    fresh = path.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    _write_new(fresh, "".join(f"{number} {key.hex()}\n" for number, key in sorted(keys.items())))
    fresh.replace(path)
    if os.name != "nt":  # the new name has to be on the disk before anything is sealed with the new key
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
    forget_keys()


def _read_hex(path: Path) -> bytes:
    try:
        key = bytes.fromhex(path.read_text().strip())
    except FileNotFoundError:
        raise KeyTrouble(
            f"Berkas kunci {path.name} tidak ada di {path.parent}. Pulihkan dari cadangan kunci."
        ) from None
    except (ValueError, UnicodeDecodeError):
        raise KeyTrouble(f"Berkas kunci {path.name} rusak. Pulihkan dari cadangan kunci.") from None
    if len(key) != 32:
        raise KeyTrouble(
            f"Berkas kunci {path.name} rusak: panjangnya bukan 32 bita. Pulihkan dari cadangan kunci."
        )
    return key


def _read_numbered(path: Path) -> dict[int, bytes]:
    """Read a file of numbered keys; index.key may hold one bare key, which is number 1."""
    keys: dict[int, bytes] = {}
    try:
        lines = [line.split() for line in path.read_text().splitlines() if line.strip()]
        if path.name == "index.key" and [len(words) for words in lines] == [1]:
            lines = [["1", *lines[0]]]
        for number, key in lines:
            keys[int(number)] = bytes.fromhex(key)
    except FileNotFoundError:
        raise KeyTrouble(
            f"Berkas kunci {path.name} tidak ada di {path.parent}. Pulihkan dari cadangan kunci."
        ) from None
    except ValueError:
        keys = {}
    if not keys or any(len(key) != 32 for key in keys.values()):
        raise KeyTrouble(f"Berkas kunci {path.name} rusak. Pulihkan dari cadangan kunci.")
    return keys
