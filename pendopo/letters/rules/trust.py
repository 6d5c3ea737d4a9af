"""The list of keys that a verifier trusts: which key signs letters of which village, from when until when.

The list travels as one text with a signature over exactly these bytes: nobody has to write JSON the same way twice.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from pendopo.letters.rules.cose import Message, verify

VERSION = 1


class BadList(ValueError):
    """The text is no trust list signed by the expected key."""


@dataclass(frozen=True)
class TrustedKey:
    """A key for letters of one village; `until` is the last day on which it signed."""

    key_id: str
    public: str
    village: str
    name: str
    since: date
    until: date | None = None


def write_list(keys: Iterable[TrustedKey], made_on: date, signer: Ed25519PrivateKey) -> str:
    """Write and sign the list (handbook sync.md 3: signed roster)."""
    entries = [
        {
            "id": key.key_id,
            "key": key.public,
            "village": key.village,
            "name": key.name,
            "since": key.since.isoformat(),
            "until": key.until.isoformat() if key.until else "",
        }
        for key in keys
    ]
    body = json.dumps({"v": VERSION, "made": made_on.isoformat(), "keys": entries}, ensure_ascii=False)
    public = signer.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    return json.dumps({"body": body, "by": public.hex(), "signature": signer.sign(body.encode()).hex()})


def read_list(text: str, expected: bytes) -> list[TrustedKey]:
    """Read a list and refuse one that another key signed (handbook sync.md 3)."""
    try:
        outer = json.loads(text)
        Ed25519PublicKey.from_public_bytes(expected).verify(
            bytes.fromhex(outer["signature"]), outer["body"].encode()
        )
        entries = json.loads(outer["body"])["keys"]
        return [
            TrustedKey(
                entry["id"],
                entry["key"],
                entry["village"],
                entry["name"],
                date.fromisoformat(entry["since"]),
                date.fromisoformat(entry["until"]) if entry["until"] else None,
            )
            for entry in entries
        ]
    except (ValueError, KeyError, TypeError, InvalidSignature) as trouble:
        raise BadList from trouble


def trusted(message: Message, keys: Iterable[TrustedKey]) -> TrustedKey | None:
    """Name the key under which a letter holds: of its own village, on its own day (sync.md 1.3)."""
    for key in keys:
        if key.key_id != message.key_id.hex() or key.village != message.claims.village:
            continue
        day = message.claims.issued_on
        in_time = key.since <= day and (key.until is None or day <= key.until)
        if in_time and verify(message, bytes.fromhex(key.public)):
            return key
    return None
