"""One line of an uploaded table as the matcher needs it: nothing is refused, what is odd is named."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from math import isfinite
from typing import Final

from pendopo.matching.rules.columns import FIELDS, OWN_VILLAGE
from pendopo.people.rules.cells import plain_text
from pendopo.people.rules.codes import SEX, parse_code
from pendopo.people.rules.dates import parse_date
from pendopo.people.rules.marker import gettext_noop as _

_DIGITS = re.compile(r"\D+")
_SCIENTIFIC = re.compile(r"\d(?:[.,]\d+)?[eE]\+?\d{1,2}")
_FIRST_DIGIT = re.compile("[0-9]")
_DASHES = re.compile("[‐-―−]")
_BLOCK = re.compile(r"\d{1,3}")
LONGEST: Final = 200

# What is said about a line, in the order in which it is counted.
NOTES: Final[Mapping[str, str]] = {
    "name_empty": _("nama kosong"),
    "nik_empty": _("NIK kosong"),
    "nik_rounded": _("NIK dibulatkan Excel"),
    "nik_15_digits": _("NIK 15 angka"),
    "nik_length": _("NIK bukan 16 angka"),
    "nik_repeated": _("NIK angka pengganti"),
    "birth_unread": _("tanggal lahir tidak terbaca"),
    "birth_new_year": _("tanggal lahir 1 Januari"),
    "sex_unread": _("jenis kelamin tidak terbaca"),
}


@dataclass(frozen=True, slots=True)
class ListedValues:
    """What a line says about one person."""

    line: int
    nik: str = ""
    kk: str = ""
    name: str = ""
    sex: str = ""
    birth_place: str = ""
    birth_date: date | None = None
    address: str = ""
    rt: str = ""
    rw: str = ""
    hamlet: str = ""
    village: str = ""
    district: str = ""
    notes: tuple[str, ...] = ()

    @property
    def is_blank(self) -> bool:
        """Whether the line names nobody at all."""
        return not (self.name or self.nik or self.kk)

    def canonical(self) -> str:
        """Write the line as one text: equal texts say the same about the same person."""
        born = self.birth_date.isoformat() if self.birth_date else ""
        parts = (self.nik, self.kk, self.name, self.sex, self.birth_place, born, self.address)
        return "\x1f".join((*parts, self.rt, self.rw, self.hamlet, self.village, self.district))


def read_line(
    line: int,
    cells: Sequence[object],
    mapping: Mapping[str, int],
    *,
    today: date,
    home: tuple[str, str] = ("", ""),
) -> ListedValues:
    """Read one line by the mapping; identity numbers stay as they are, the engine judges them.

    `home`: village and district of whoever the mapping says is of the list's own village.
    """

    def cell(name: str) -> object:
        place = mapping.get(name)
        return cells[place] if place is not None and 0 <= place < len(cells) else None

    birth_place, born = place_and_day(cell("tgl_lahir"), today=today)
    village, district = home if mapping.get("desa") == OWN_VILLAGE else ("", "")
    given = {name: plain_text(cell(name))[:LONGEST] for name in FIELDS}
    values = ListedValues(
        line=line,
        nik=identity_text(cell("nik")),
        kk=identity_text(cell("kk")),
        name=given["nama"],
        sex=_sex(cell("jk")),
        birth_place=given["tempat_lahir"] or birth_place[:LONGEST],
        birth_date=born,
        address=given["alamat"],
        rt=_block(given["rt"]),
        rw=_block(given["rw"]),
        hamlet=given["dusun"],
        village=given["desa"] or village,
        district=given["kec"] or district,
    )
    unread = bool(given["tgl_lahir"]) and born is None, bool(given["jk"]) and not values.sex
    return replace(values, notes=tuple(_notes(values, cell("nik"), *unread)))


def place_and_day(cell: object, *, today: date) -> tuple[str, date | None]:
    """Read a birth date, also one that stands behind the place: "Tasikmalaya, 12 Mei 1980"."""
    if isinstance(cell, str):
        cell = " ".join(_DASHES.sub("-", cell).split())
    born = parse_date(cell, today=today, past=True)
    if isinstance(born, date):
        return "", born
    digit = _FIRST_DIGIT.search(cell) if isinstance(cell, str) else None
    if digit is None:
        return "", None
    place = digit.string[: digit.start()].strip(" ,/")
    behind = parse_date(digit.string[digit.start() :], today=today, past=True)
    named = place[-1:].isalpha() or place.endswith((".", ")"))
    return (place, behind) if named and isinstance(behind, date) else ("", None)


def identity_text(cell: object) -> str:
    """Write a cell as the digits that stand in it; a number that Excel made keeps its sixteen."""
    if isinstance(cell, bool) or cell is None:
        return ""
    if isinstance(cell, (int, float)):
        return str(int(cell)) if isfinite(cell) and cell > 0 else ""
    text = str(cell).strip().lstrip("'`’")
    if _SCIENTIFIC.fullmatch(text):
        try:
            return str(int(Decimal(text.replace(",", "."))))[:20]
        except InvalidOperation:
            return ""
    return _DIGITS.sub("", re.sub(r"[.,]0{1,2}$", "", text))[:20]


def _sex(cell: object) -> str:
    found = parse_code(SEX, cell, field="sex") if plain_text(cell) else None
    return {1: "L", 2: "P"}.get(found, "") if isinstance(found, int) else ""


def _block(text: str) -> str:
    match = _BLOCK.search(text)
    return match[0].zfill(3) if match and int(match[0]) else ""


def _notes(values: ListedValues, nik_cell: object, birth_unread: bool, sex_unread: bool) -> list[str]:
    found = [] if values.name else ["name_empty"]
    nik = _nik_note(values.nik, nik_cell)
    found += [nik] if nik else []
    if birth_unread:
        found.append("birth_unread")
    elif values.birth_date and (values.birth_date.day, values.birth_date.month) == (1, 1):
        found.append("birth_new_year")
    return [*found, "sex_unread"] if sex_unread else found


def _nik_note(nik: str, cell: object) -> str:
    if not nik or not nik.strip("0"):
        return "nik_empty"
    if len(nik) == 15:
        return "nik_15_digits"
    if len(nik) != 16:
        return "nik_length"
    if len(set(nik)) <= 2:
        return "nik_repeated"
    written = str(cell)
    if nik.endswith("0000") or (isinstance(cell, float) and nik.endswith("0")) or _SCIENTIFIC.search(written):
        return "nik_rounded"
    return ""
