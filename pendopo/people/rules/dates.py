"""Dates as people and spreadsheets write them, and ages."""

import re
from datetime import date, datetime, timedelta
from math import isfinite
from typing import Final

from pendopo.people.rules.problems import Problem, error

_SERIAL_ZERO: Final = date(1899, 12, 30)
_SERIAL_MIN: Final = 1
_SERIAL_MAX: Final = 80_000  # the year 2119
_OLDEST_YEAR: Final = 1850

_TIME_TAIL = re.compile(r"[T ]\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?$")
_NUMBERS = re.compile(r"(\d{1,4})\s*[-/. ]\s*(\d{1,2})\s*[-/. ]\s*(\d{1,4})")
_NAMED = re.compile(r"(\d{1,2})\s*[-/. ]?\s*([a-z]{3,9})\.?\s*[-/., ]?\s*(\d{2}|\d{4})")
_EIGHT = re.compile(r"\d{8}")
_EMPTY = frozenset({"", "-", "--", "0", "0000-00-00", "00-00-0000", "00/00/0000"})
# The dashes that word processors put for "-", and the apostrophe by which Excel keeps a text a text.
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-"))
_APOSTROPHES = "'’‘`´"

_MONTHS: Final = {
    **dict.fromkeys(("januari", "january", "jan"), 1),
    **dict.fromkeys(("februari", "pebruari", "february", "feb", "peb"), 2),
    **dict.fromkeys(("maret", "march", "mar", "mrt"), 3),
    **dict.fromkeys(("april", "apr"), 4),
    **dict.fromkeys(("mei", "may"), 5),
    **dict.fromkeys(("juni", "june", "jun"), 6),
    **dict.fromkeys(("juli", "july", "jul"), 7),
    **dict.fromkeys(("agustus", "august", "agu", "agt", "ags", "agust", "aug"), 8),
    **dict.fromkeys(("september", "sept", "sep"), 9),
    **dict.fromkeys(("oktober", "october", "okt", "oct"), 10),
    **dict.fromkeys(("november", "nopember", "nov", "nop"), 11),
    **dict.fromkeys(("desember", "december", "des", "dec"), 12),
}


def parse_date(cell: object, *, today: date, field: str = "", past: bool = False) -> date | Problem | None:
    """Read a cell as a date, day before month (handbook domain.md section 12); `past` refuses later days."""
    # Two digits of a year mean the latest year possible: a passport may end in 20 years, a birth may not.
    latest = today if past else date(today.year + 20, 12, 31)
    found = _read(cell, latest, field)
    if past and isinstance(found, date) and found > today:
        return error("date_future", field, value=found.isoformat())
    return found


def _read(cell: object, latest: date, field: str) -> date | Problem | None:
    if cell is None:
        return None
    if isinstance(cell, datetime):
        cell = cell.date()
    if isinstance(cell, date):
        return _plausible(cell.year, cell.month, cell.day, str(cell), field)
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return _from_number(cell, field)
    if isinstance(cell, str):
        return _from_text(_TIME_TAIL.sub("", written(cell)).lower(), latest, field)
    return error("date_unreadable", field, value=str(cell)[:40])


def written(cell: str) -> str:
    """Write a date's cell with plain signs and single spaces, in capitals."""
    text = cell if cell.isascii() else cell.translate(_DASHES)
    return " ".join(text.upper().split()).strip(_APOSTROPHES).strip()


def either_way(cell: object) -> bool:
    """Tell whether day and month of a written date could change places: 05-06-1985."""
    numbers = _NUMBERS.fullmatch(_TIME_TAIL.sub("", written(cell))) if isinstance(cell, str) else None
    if numbers is None or len(numbers[1]) > 2 or len(numbers[3]) == 1:
        return False
    first, second = int(numbers[1]), int(numbers[2])
    return first != second and 0 < first <= 12 and 0 < second <= 12


def _from_number(value: float, field: str) -> date | Problem | None:
    if not isfinite(value):
        return error("date_unreadable", field, value=str(value))
    whole = int(value)
    if whole == 0:
        return None
    if 1900 <= value <= 2100 and value == whole:
        return error("date_year_only", field, value=whole)
    if 10_000_000 <= whole <= 99_999_999:
        return _eight_digits(str(whole), field)
    if _SERIAL_MIN <= whole <= _SERIAL_MAX:
        # Excel believes that 1900 was a leap year, so its first 60 days count one too few from 30-12-1899.
        return _SERIAL_ZERO + timedelta(days=whole if whole >= 60 else whole + 1)
    return error("date_unreadable", field, value=str(whole)[:40])


def _from_text(text: str, latest: date, field: str) -> date | Problem | None:
    if text in _EMPTY:
        return None
    if _EIGHT.fullmatch(text):
        return _eight_digits(text, field)
    numbers = _NUMBERS.fullmatch(text)
    if numbers:
        return _three_numbers(numbers[1], numbers[2], numbers[3], latest, field)
    named = _NAMED.fullmatch(text)
    if named and named[2] in _MONTHS:
        return _with_century(named[3], _MONTHS[named[2]], int(named[1]), text, latest, field)
    if text.replace(".", "", 1).isascii() and text.replace(".", "", 1).isdigit():
        return _from_number(float(text), field)
    return error("date_unreadable", field, value=text[:40])


def _eight_digits(text: str, field: str) -> date | Problem:
    year_first = _plausible(int(text[:4]), int(text[4:6]), int(text[6:]), text, field)
    if isinstance(year_first, date):
        return year_first
    # 18 to 21 as a month is impossible, so the two readings never both hold.
    return _plausible(int(text[4:]), int(text[2:4]), int(text[:2]), text, field)


def _three_numbers(first: str, second: str, third: str, latest: date, field: str) -> date | Problem:
    shown = f"{first}-{second}-{third}"
    if len(first) >= 3:
        if len(first) == 4 and len(third) <= 2:
            return _plausible(int(first), int(second), int(third), shown, field)
        return error("date_impossible", field, value=shown)
    if len(third) in (1, 3):
        return error("date_unreadable", field, value=shown)
    if int(first) > 31:
        return error("date_ambiguous", field, value=shown)
    if int(second) > 12 and int(first) <= 12:
        return error("date_month_first", field, value=shown)
    return _with_century(third, int(second), int(first), shown, latest, field)


def _with_century(year: str, month: int, day: int, shown: str, latest: date, field: str) -> date | Problem:
    if len(year) == 4:
        return _plausible(int(year), month, day, shown, field)
    full = latest.year // 100 * 100 + int(year)
    found = _plausible(full, month, day, shown, field)
    too_late = found > latest if isinstance(found, date) else full > latest.year
    # 29-02-00 is a day of 2000 and not of 1900, so the century is tried before it is called impossible.
    return _plausible(full - 100, month, day, shown, field) if too_late else found


def _plausible(year: int, month: int, day: int, shown: str, field: str) -> date | Problem:
    if year >= _OLDEST_YEAR:
        try:
            return date(year, month, day)
        except ValueError:
            pass
    return error("date_impossible", field, value=shown[:40])


def age(birth: date, on: date) -> int:
    """Count full years of life; who was born on 29 February has the birthday on 1 March in other years."""
    return on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))
