"""Numbers of letters: the pattern of a village, and which counter a letter takes its number from.

A number is issued once: the counter starts anew every year, a void letter keeps its number (handbook, section 3).
"""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class CounterMode(StrEnum):
    """Who shares a row of numbers."""

    TYPE = "type"
    REGISTER = "register"
    JOINED = "joined"


class Book(StrEnum):
    """The registers of letters that the village keeps."""

    SERVICE = "service"
    OUTGOING = "outgoing"
    INCOMING = "incoming"


ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
DEFAULT_PATTERN = "[archive]/[number]/[village]/[roman month]/[year]"
_TOKEN = re.compile(r"\[(archive|number|village|roman month|month|year)(?:,([1-9]))?\]")
_LONGEST = 60


@dataclass(frozen=True)
class NumberParts:
    """What a pattern can show."""

    archive: str
    number: int
    village: str
    on: date


def counter_key(mode: CounterMode, book: Book, archive: str) -> str:
    """Name the counter of a letter (domain handbook, section 3).

    "Per type" counts by archive code: two types under one code would otherwise give one number twice.
    Incoming mail never shares the joined counter of other books unless the village joins all of them.
    """
    if mode is CounterMode.JOINED:
        return "joined"
    if mode is CounterMode.TYPE and book is not Book.INCOMING:
        return f"{book.value}:{archive}"
    return book.value


def write_number(pattern: str, parts: NumberParts) -> str:
    """Write a number by the village's pattern (codes: Permendagri 83/2022)."""

    def fill(match: re.Match[str]) -> str:
        word, width = match.group(1), int(match.group(2) or 3)
        return {
            "archive": parts.archive,
            "number": str(parts.number).zfill(width),
            "village": parts.village,
            "roman month": ROMAN[parts.on.month - 1],
            "month": f"{parts.on.month:02d}",
            "year": str(parts.on.year),
        }[word]

    return _TOKEN.sub(fill, pattern)


def pattern_problem(pattern: str, mode: CounterMode) -> str:
    """Name the first thing wrong with a pattern: each number must stay unique (handbook, 3)."""
    words = [match.group(1) for match in _TOKEN.finditer(pattern)]
    rest = _TOKEN.sub("", pattern)
    if len(pattern) > _LONGEST:
        return "pattern_long"
    if "[" in rest or "]" in rest or not rest.isprintable():
        return "pattern_unknown_word"
    if words.count("number") != 1:
        return "pattern_without_number"
    if "year" not in words:
        return "pattern_without_year"
    if mode is CounterMode.TYPE and "archive" not in words:
        return "pattern_without_archive"
    return ""
