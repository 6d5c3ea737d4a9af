"""NIK and family card numbers: what 16 digits tell, and what spreadsheets do to them."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from math import isfinite
from typing import Final

from pendopo.people.rules.codes import Sex
from pendopo.people.rules.problems import WARNING, Problem, error, warning

LENGTH: Final = 16
_WOMEN_ADD: Final = 40
# A double holds whole numbers exactly up to here; above it neighbouring NIK share one value.
_EXACT_LIMIT: Final = 2**53
_SCIENTIFIC = re.compile(r"\d(?:[.,]\d+)?E\+?\d{1,2}", re.IGNORECASE)
_DECIMAL_TAIL = re.compile(r"[.,]0{1,2}$")
_NON_DIGIT = re.compile(r"\D+")
_NOT_YET = frozenset({"", "-", "--", "0", "—", "–", "tidak ada", "belum ada", "belum"})


@dataclass(frozen=True, slots=True)
class Nik:
    """The parts of a NIK; `births` holds every past date that the six date digits can mean."""

    area: str
    births: tuple[date, ...]
    sex: Sex | None
    serial: str


def parse_nik(text: str, *, today: date) -> Nik | None:
    """Split 16 digits into area, birth, sex and serial; None if they are not 16 (PP 40/2019 art. 31)."""
    if len(text) != LENGTH or not (text.isascii() and text.isdigit()):
        return None
    day, month, year = int(text[6:8]), int(text[8:10]), int(text[10:12])
    sex = Sex.MALE if 1 <= day <= 31 else Sex.FEMALE if 41 <= day <= 71 else None
    births: tuple[date, ...] = ()
    if sex is not None:
        real_day = day - _WOMEN_ADD if sex is Sex.FEMALE else day
        dates = (_date(century + year, month, real_day) for century in (1900, 2000))
        births = tuple(found for found in dates if found is not None and found <= today)
    return Nik(area=f"{text[:2]}.{text[2:4]}.{text[4:6]}", births=births, sex=sex, serial=text[12:])


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def check_nik(nik: str, *, birth_date: date | None, sex: int | None, today: date) -> list[Problem]:
    """Compare a NIK with the record; only warnings, as clerks err (handbook domain.md section 2)."""
    # Nearly every NIK of a register agrees with its record, so agreement is decided without building dates.
    if birth_date is not None and len(nik) == LENGTH and _agrees(nik, birth_date, sex) and nik[12:] != "0000":
        return []
    parsed = parse_nik(nik, today=today)
    if parsed is None:
        return [warning("nik_not_16_digits", "nik", count=len(nik))]
    problems = _check_birth(nik, parsed, birth_date)
    if parsed.sex is not None and sex is not None and parsed.sex != sex:
        problems.append(warning("nik_sex_differs", "nik"))
    if parsed.serial == "0000":
        problems.append(warning("nik_serial_zero", "nik"))
    if not "11" <= nik[:2] <= "97":
        problems.append(warning("nik_province_unknown", "nik", area=nik[:2]))
    return problems


def _check_birth(nik: str, parsed: Nik, birth_date: date | None) -> list[Problem]:
    if parsed.sex is None:
        return [warning("nik_day_impossible", "nik", day=nik[6:8])]
    if not parsed.births:
        return [warning("nik_date_impossible", "nik")]
    if birth_date is not None and birth_date not in parsed.births:
        return [warning("nik_birth_differs", "nik")]
    return []


def _agrees(nik: str, birth: date, sex: int | None) -> bool:
    day = nik[6:8]
    shown = birth.day if sex == Sex.MALE else birth.day + _WOMEN_ADD if sex == Sex.FEMALE else -1
    return (
        "11" <= nik[:2] <= "97"
        and birth.year >= 1900
        and day == f"{shown:02d}"
        and nik[8:12] == f"{birth.month:02d}{birth.year % 100:02d}"
    )


def clean_identity(cell: object, *, field: str = "nik") -> str | Problem | None:
    """Read a cell as a NIK or KK number: 16 digits, None for "not yet", or why not (domain.md 2)."""
    if cell is None:
        return None
    if isinstance(cell, str):
        if len(cell) == LENGTH and cell.isascii() and cell.isdigit():
            return _sixteen(cell, field)
        return _from_text(cell.strip(), field)
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return _from_number(cell, field)
    return error("identity_not_number", field)


def _sixteen(digits: str, field: str) -> str | Problem | None:
    if digits[0] == "0":
        # No province starts with 0: older systems number people without a NIK as 0 + village code + serial.
        return None
    if digits.endswith("0000") and field != "nik":
        # Serials start at 0001, but as text no spreadsheet has rounded it: somebody wrote so, and is asked. Of a
        # resident's own NIK `check_nik` says the same.
        return Problem("identity_serial_zero", WARNING, field, {"column": field}, digits)
    return digits


def _from_text(text: str, field: str) -> str | Problem | None:
    if text.lower() in _NOT_YET:
        return None
    if _SCIENTIFIC.fullmatch(text):
        value = Decimal(text.replace(",", "."))
        return (
            _from_number(int(value), field)
            if len(value.as_tuple().digits) >= LENGTH
            else error("identity_mangled", field)
        )
    digits = _NON_DIGIT.sub("", _DECIMAL_TAIL.sub("", text))
    if digits.strip("0") == "":
        return None if digits else error("identity_not_number", field)
    if len(digits) == LENGTH:
        return _sixteen(digits, field)
    return _wrong_length(digits, field)


def _from_number(value: float, field: str) -> str | Problem | None:
    if value == 0:
        return None
    if not isfinite(value) or value < 0 or value != int(value):
        return error("identity_not_number", field)
    digits = str(int(value))
    if len(digits) != LENGTH:
        return _wrong_length(digits, field)
    # Excel keeps 15 digits of a number and writes 0 for the 16th, so a last 0 proves nothing.
    if value >= _EXACT_LIMIT or digits.endswith("0"):
        return error("identity_mangled", field)
    return digits


def _wrong_length(digits: str, field: str) -> Problem:
    if len(digits) == LENGTH - 1:
        return error("identity_15_digits", field)
    return error("identity_length", field, count=len(digits))


def mask(identity: str | None) -> str:
    """Show the first two and the last two digits only (handbook domain.md section 9)."""
    if not identity or not any(char.isdigit() for char in identity):
        return identity or ""  # a number that cannot be read any more is said in words
    if len(identity) <= 4:
        return "•" * len(identity)
    return f"{identity[:2]}{'•' * (len(identity) - 4)}{identity[-2:]}"


_ANYWHERE = re.compile(r"(?<!\d)\d{16}(?!\d)")


def mask_anywhere(text: str) -> str:
    """Mask every identity number inside a text, a file's name for instance (design.md section 5)."""
    return _ANYWHERE.sub(lambda found: mask(found[0]), text)
