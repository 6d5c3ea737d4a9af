"""Pictures that a village may put at the head of its letters: small PNG or JPEG files, never SVG (it can hold code)."""

import hashlib
from enum import StrEnum
from typing import NamedTuple

MAX_BYTES = 300_000
MAX_SIDE = 2_000
PNG_MARK = b"\x89PNG\r\n\x1a\n"
JPEG_MARK = b"\xff\xd8"


class EmblemOwner(StrEnum):
    """Whose emblem a picture shows."""

    REGENCY = "regency"
    VILLAGE = "village"
    OFFICE = "office"  # a photograph of the office: on its page, never on a letter


class BadImage(ValueError):
    """A picture that cannot be used; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Picture(NamedTuple):
    """What the first bytes of a picture say."""

    media_type: str
    width: int
    height: int


def read_picture(content: bytes) -> Picture:
    """Accept a small PNG or JPEG file and refuse everything else (W3C PNG, ITU-T T.81 B.2.2)."""
    if len(content) > MAX_BYTES:
        raise BadImage("image_too_big")
    if content.startswith(PNG_MARK) and content[12:16] == b"IHDR" and len(content) >= 24:
        size = int.from_bytes(content[16:20]), int.from_bytes(content[20:24])
        picture = Picture("image/png", *size)
    elif content.startswith(JPEG_MARK):
        picture = Picture("image/jpeg", *_jpeg_size(content))
    else:
        raise BadImage("image_unknown")
    if not 1 <= picture.width <= MAX_SIDE or not 1 <= picture.height <= MAX_SIDE:
        raise BadImage("image_too_big")
    return picture


def digest_of(content: bytes) -> str:
    """Return the SHA-256 of a picture, by which browsers recognise it (FIPS 180-4)."""
    return hashlib.sha256(content).hexdigest()


def _jpeg_size(content: bytes) -> tuple[int, int]:
    """Walk the segments of a JPEG file to its frame header."""
    at = 2
    while at + 9 < len(content) and content[at] == 0xFF:
        marker = content[at + 1]
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height = int.from_bytes(content[at + 5 : at + 7])
            return int.from_bytes(content[at + 7 : at + 9]), height
        at += 2 + int.from_bytes(content[at + 2 : at + 4])
    raise BadImage("image_unknown")
