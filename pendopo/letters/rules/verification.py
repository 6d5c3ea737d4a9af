"""A letter seen from outside: the text in its QR code, the short code below it, the masked name, its standing."""

from datetime import date
from enum import StrEnum

from pendopo.documents.rules import SIGNS, read_code

# The 41 signs that a QR code stores in its dense alphanumeric mode and that stand unescaped in the path of an address
# (ISO/IEC 18004 table 5; RFC 3986 section 3.3), without "/" and ".". 41 cubed is just above 65,536.
ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ$*+-:"
SHORT_LENGTH = 26


class BadCode(ValueError):
    """The text is no code of a letter."""


class LetterStanding(StrEnum):
    """What a letter is worth today."""

    WAITING = "waiting"
    VALID = "valid"
    EXPIRED = "expired"
    REVOKED = "revoked"


class RevocationGround(StrEnum):
    """Why a letter was revoked, in words that everybody may read."""

    WRONG_CONTENT = "wrong_content"
    ASKED_BY_HOLDER = "asked_by_holder"
    ISSUED_BY_MISTAKE = "issued_by_mistake"
    MISUSED = "misused"
    REPLACED = "replaced"


def to_text(message: bytes) -> str:
    """Write bytes with the 41 signs, two bytes as three of them (handbook sync.md 3)."""
    signs = []
    for at in range(0, len(message), 2):
        pair = message[at : at + 2]
        value, length = int.from_bytes(pair), 3 if len(pair) == 2 else 2
        for _step in range(length):
            value, rest = divmod(value, 41)
            signs.append(ALPHABET[rest])
    return "".join(signs)


def from_text(text: str) -> bytes:
    """Read such a text and refuse any other (handbook sync.md 3)."""
    out = bytearray()
    for at in range(0, len(text), 3):
        part = text[at : at + 3]
        value = 0
        for sign in reversed(part):
            place = ALPHABET.find(sign)
            if place < 0:
                raise BadCode
            value = value * 41 + place
        size = {3: 2, 2: 1}.get(len(part), 0)
        if not size or value >= 256**size:
            raise BadCode
        out += value.to_bytes(size)
    return bytes(out)


def short_code(token: bytes) -> str:
    """Write a token as 26 signs in groups, to be typed from paper (Crockford's base 32)."""
    value = int.from_bytes(token)
    signs = "".join(SIGNS[value >> (5 * place) & 31] for place in reversed(range(SHORT_LENGTH)))
    return "-".join(signs[at : at + 5] for at in range(0, SHORT_LENGTH, 5))


def token_of(code: str) -> bytes:
    """Read a typed code, whatever its spaces, dashes and letter case (Crockford's base 32)."""
    signs = read_code(code)
    if len(signs) != SHORT_LENGTH or not set(signs) <= set(SIGNS):
        raise BadCode
    value = 0
    for sign in signs:
        value = value << 5 | SIGNS.index(sign)
    if value >= 1 << 128:
        raise BadCode
    return value.to_bytes(16)


def mask_name(name: str) -> str:
    """Leave the first letter of each word of a name (handbook domain.md 3: masked name)."""
    return " ".join(word[0] + "*" * (len(word) - 1) for word in name.split())


def standing_of(signed: bool, expires_on: date | None, revoked: bool, today: date) -> LetterStanding:
    """Say what a letter is worth today (handbook domain.md 3: berlaku, kedaluwarsa, dicabut)."""
    if revoked:
        return LetterStanding.REVOKED
    if not signed:
        return LetterStanding.WAITING
    if expires_on is not None and expires_on < today:
        return LetterStanding.EXPIRED
    return LetterStanding.VALID
