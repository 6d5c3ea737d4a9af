"""The letter inside a QR code: a COSE_Sign1 message (RFC 9052) over CWT claims (RFC 8392), signed with Ed25519.

Keys are integers throughout, so that the code stays small enough for a cheap telephone's camera. A calendar day
stands as midnight UTC of that day. The bytes are canonical: one letter has one form, anything else is refused.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import cbor2
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

LONGEST = 350
TOKEN_BYTES, KEY_ID_BYTES = 16, 8
TAG_SIGN1 = 18
ALG, KID, EDDSA = 1, 4, -8
# Registered claims of RFC 8392, then our own from its private range.
ISS, EXP, IAT, CTI = 1, 4, 6, 7
TYPE, NUMBER, HOLDER = -65537, -65538, -65539
_UNREADABLE = (
    *(
        cbor2.CBORError,
        ValueError,
        TypeError,
        AttributeError,
        KeyError,
        OverflowError,
        EOFError,
        RecursionError,
    ),
)
_CUTS = {TYPE: 48, NUMBER: 48, HOLDER: 40}


class BadMessage(ValueError):
    """The bytes are no letter of this kind."""


@dataclass(frozen=True)
class Claims:
    """What a code says about a letter: nothing that a stranger may not know."""

    village: str
    token: bytes
    type_name: str
    number: str
    holder: str
    issued_on: date
    expires_on: date | None = None


@dataclass(frozen=True)
class Message:
    """A message taken apart; whether its signature holds is another question."""

    key_id: bytes
    claims: Claims
    signed: bytes
    signature: bytes


def sign(claims: Claims, key: Ed25519PrivateKey, key_id: bytes) -> bytes:
    """Write and sign the message (RFC 9052 sections 4.2 and 4.4)."""
    protected = cbor2.dumps({ALG: EDDSA, KID: key_id}, canonical=True)
    payload = cbor2.dumps(_as_map(claims), canonical=True)
    signature = key.sign(_to_be_signed(protected, payload))
    message: bytes = cbor2.dumps(
        cbor2.CBORTag(TAG_SIGN1, [protected, {}, payload, signature]), canonical=True
    )
    if len(message) > LONGEST:
        raise BadMessage("too long")
    return message


def read(message: bytes) -> Message:
    """Take a message apart and refuse whatever is not exactly one of ours (RFC 9052 section 4.2)."""
    if len(message) > LONGEST:
        raise BadMessage("too long")
    try:
        tagged = cbor2.loads(message)
        protected, unprotected, payload, signature = tagged.value
        head, claims = cbor2.loads(protected), cbor2.loads(payload)
        whole = cbor2.CBORTag(TAG_SIGN1, [protected, {}, payload, signature])
        same = (
            tagged.tag == TAG_SIGN1
            and unprotected == {}
            and set(head) == {ALG, KID}
            and head[ALG] == EDDSA
            and cbor2.dumps(whole, canonical=True) == message
            and cbor2.dumps(head, canonical=True) == protected
            and cbor2.dumps(claims, canonical=True) == payload
        )
        if not same or len(signature) != 64 or len(head[KID]) != KEY_ID_BYTES:
            raise BadMessage("another form")
        return Message(
            bytes(head[KID]), _from_map(claims), _to_be_signed(protected, payload), bytes(signature)
        )
    except BadMessage:
        raise
    except _UNREADABLE as trouble:
        raise BadMessage("unreadable") from trouble


def verify(message: Message, public_key: bytes) -> bool:
    """Say whether the signature holds under a key (RFC 8032)."""
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(message.signature, message.signed)
    except (InvalidSignature, ValueError):
        return False
    return True


def _to_be_signed(protected: bytes, payload: bytes) -> bytes:
    return bytes(cbor2.dumps(["Signature1", protected, b"", payload], canonical=True))


def _as_map(claims: Claims) -> dict[int, object]:
    values: dict[int, object] = {
        ISS: claims.village,
        IAT: _midnight(claims.issued_on),
        CTI: claims.token,
        TYPE: _cut(claims.type_name, TYPE),
        NUMBER: _cut(claims.number, NUMBER),
        HOLDER: _cut(claims.holder, HOLDER),
    }
    if claims.expires_on is not None:
        values[EXP] = _midnight(claims.expires_on)
    return values


def _from_map(values: dict[int, Any]) -> Claims:
    if set(values) - {EXP} != {ISS, IAT, CTI, TYPE, NUMBER, HOLDER} or len(values[CTI]) != TOKEN_BYTES:
        raise BadMessage("other claims")
    texts = (values[ISS], values[TYPE], values[NUMBER], values[HOLDER])
    if not all(isinstance(text, str) for text in texts) or not isinstance(values[CTI], bytes):
        raise BadMessage("other claims")
    return Claims(
        village=values[ISS],
        token=values[CTI],
        type_name=values[TYPE],
        number=values[NUMBER],
        holder=values[HOLDER],
        issued_on=_day(values[IAT]),
        expires_on=_day(values[EXP]) if EXP in values else None,
    )


def _cut(text: str, claim: int) -> str:
    """Shorten to so many bytes without cutting a letter apart."""
    return text.encode()[: _CUTS[claim]].decode(errors="ignore")


def _midnight(day: date) -> int:
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())


def _day(seconds: int) -> date:
    if not isinstance(seconds, int) or seconds % 86400:
        raise BadMessage("no calendar day")
    return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)).date()
