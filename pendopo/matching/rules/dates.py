"""Birth dates of unequal quality: how two of them relate."""

import re
from functools import lru_cache
from typing import Final, Literal

from pendopo.matching.rules.nik import one_edit

_ISO = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})(?:[T ].*)?")
_LOCAL = re.compile(r"([0-9]{1,2})[-/. ]([0-9]{1,2})[-/. ]([0-9]{4})(?:[T ].*)?")
_LONGEST_MONTH: Final = 31

Relation = Literal[
    "equal", "swapped", "default_day", "one_digit", "same_day", "same_month", "near_year", "other", "missing"
]


@lru_cache(maxsize=65_536)
def clean_date(text: str) -> str:
    """Write a birth date as YYYYMMDD, or empty when it is not one."""
    text = text.strip()
    found = _ISO.fullmatch(text)
    if found:
        year, month, day = found.groups()
    else:
        found = _LOCAL.fullmatch(text)
        if not found:
            return ""
        day, month, year = found.groups()
    if not (1 <= int(month) <= 12 and 1 <= int(day) <= _LONGEST_MONTH and 1850 <= int(year) <= 2100):
        return ""
    return f"{year}{int(month):02d}{int(day):02d}"


def is_default(date: str) -> bool:
    """Tell a 1 January, which officers write when only the year is known."""
    return date[4:] == "0101"


def relate(one: str, other: str) -> Relation:
    """Relate two cleaned dates (YYYYMMDD) by how people get them wrong (handbook matching.md 3)."""
    if not one or not other:
        return "missing"
    if one == other:
        return "equal"
    if one[:4] == other[:4]:
        return _same_year(one, other)
    if one_edit(one, other):
        return "one_digit"
    if one[4:] == other[4:] and not is_default(one):
        return "same_day"
    if abs(int(one[:4]) - int(other[:4])) <= 2:
        return "near_year"
    return "other"


def _same_year(one: str, other: str) -> Relation:
    if one[4:6] == other[6:] and one[6:] == other[4:6]:
        return "swapped"
    if is_default(one) or is_default(other):
        return "default_day"
    if one_edit(one, other):
        return "one_digit"
    if one[4:6] == other[4:6] or one[6:] == other[6:]:
        return "same_month"
    return "near_year"
