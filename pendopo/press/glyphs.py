"""Which signs the bundled font can print; an archive's PDF must not hold a sign without a shape."""

import unicodedata
from functools import lru_cache
from pathlib import Path

FONT = Path(__file__).parent / "reference" / "fonts" / "LiberationSerif-Regular.ttf"
UNKNOWN = "\N{WHITE SQUARE}"
KEPT = {"\n", "\t"}


def printable(text: str) -> str:
    """Return the text as the font can print it: composed letters, no control signs, a square for what has no shape."""
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    if composed.isascii() and composed.isprintable():
        return composed
    known = _known()
    return "".join(
        sign
        if sign in KEPT or ord(sign) in known
        else ""
        if unicodedata.category(sign)[0] == "C"
        else UNKNOWN
        for sign in composed
    )


def first_unknown(text: str) -> str:
    """Return the first sign that would be printed as a square, or nothing."""
    changed = printable(text)
    if UNKNOWN not in changed:
        return ""
    return next((sign for sign in unicodedata.normalize("NFC", text) if printable(sign) == UNKNOWN), "")


@lru_cache(maxsize=1)
def _known() -> frozenset[int]:
    return frozenset(code for code in _codes(FONT.read_bytes()) if unicodedata.category(chr(code))[0] != "C")


def _codes(font: bytes) -> set[int]:
    """Read the characters of a TrueType font from its `cmap` table, format 4 (OpenType 1.9, cmap)."""
    tables = int.from_bytes(font[4:6])
    at = next(
        int.from_bytes(font[entry + 8 : entry + 12])
        for entry in range(12, 12 + 16 * tables, 16)
        if font[entry : entry + 4] == b"cmap"
    )
    for record in range(at + 4, at + 4 + 8 * int.from_bytes(font[at + 2 : at + 4]), 8):
        start = at + int.from_bytes(font[record + 4 : record + 8])
        if int.from_bytes(font[start : start + 2]) == 4:
            return _segments(font, start)
    raise ValueError("no cmap of format 4")


def _segments(font: bytes, start: int) -> set[int]:
    def word(at: int) -> int:
        return int.from_bytes(font[at : at + 2])

    double = word(start + 6)
    ends, begins = start + 14, start + 16 + double
    deltas, offsets = begins + double, begins + 2 * double
    codes: set[int] = set()
    for step in range(0, double, 2):
        offset = word(offsets + step)
        for code in range(word(begins + step), min(word(ends + step), 0xFFFE) + 1):
            if offset:
                glyph = word(offsets + step + offset + 2 * (code - word(begins + step)))
            else:
                glyph = (code + word(deltas + step)) & 0xFFFF
            if glyph:
                codes.add(code)
    return codes
