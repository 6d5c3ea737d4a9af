"""NIK and family card numbers of unequal quality: what of 16 digits can be believed, and how two of them relate."""

import re
from functools import lru_cache
from typing import Final, Literal

LENGTH: Final = 16
_EXCEL: Final = 15
_SCIENTIFIC = re.compile(r"[0-9](?:[.,][0-9]+)?E\+?[0-9]+", re.IGNORECASE)
_TAIL = re.compile(r"[.,]0+$")
_OTHER = re.compile(r"[^0-9]+")
_COUNTING: Final = ("1234567890123456", "0123456789012345", "9876543210987654")

Relation = Literal["equal", "lost_last", "one_digit", "serial_digit", "same_birth", "other", "missing"]


@lru_cache(maxsize=4096)
def clean_number(text: str) -> str:
    """Keep the digits of a NIK or KK that can be believed: 16, or the 15 that Excel left.

    Placeholders, numbers in scientific notation and numbers of another length become empty (handbook domain.md 2).
    """
    text = text.strip()
    if len(text) != LENGTH or not text.isdigit() or not text.isascii():
        if _SCIENTIFIC.fullmatch(text):
            return ""
        text = _OTHER.sub("", _TAIL.sub("", text))
    if len(text) not in (LENGTH, _EXCEL) or _is_placeholder(text):
        return ""
    return text


def _is_placeholder(digits: str) -> bool:
    return (
        len(set(digits[6:])) == 1
        or digits[0] == "0"
        or digits[:LENGTH] in _COUNTING
        or digits[6:12] == "000000"
    )


def looks_cut(digits: str) -> bool:
    """Tell whether a spreadsheet may have taken the 16th digit: 15 digits, or a last 0."""
    return len(digits) == _EXCEL or (len(digits) == LENGTH and digits[-1] == "0")


def relate(one: str, other: str) -> Relation:
    """Relate two cleaned numbers by structure; edit distance alone counts the birth date twice.

    Source: handbook matching.md section 3, finding 2.
    """
    if not one or not other:
        return "missing"
    if one == other:
        return "equal"
    if one[:_EXCEL] == other[:_EXCEL] and (looks_cut(one) or looks_cut(other)):
        return "lost_last"
    is_near = one_edit(one, other)
    if one[:12] == other[:12]:
        # Twins, and neighbours born the same day, are one digit apart here: far weaker than a slip elsewhere.
        return "serial_digit" if is_near else "same_birth"
    return "one_digit" if is_near else "other"


def one_edit(one: str, other: str) -> bool:
    """Tell whether one keying error separates two texts: a sign changed, lost, added or swapped."""
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    if len(one) > len(other):
        one, other = other, one
    start = 0
    while start < len(one) and one[start] == other[start]:
        start += 1
    if len(one) < len(other):
        return one[start:] == other[start + 1 :]
    if one[start + 1 :] == other[start + 1 :]:
        return True
    return one[start : start + 2] == other[start : start + 2][::-1] and one[start + 2 :] == other[start + 2 :]
