"""One line of an uploaded table as the matcher needs it: nothing is refused, what is odd is named."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from math import isfinite
from typing import Final

from pendopo.people.rules.cells import plain_text
from pendopo.people.rules.codes import SEX, parse_code
from pendopo.people.rules.dates import parse_date
from pendopo.people.rules.marker import gettext_noop as _

_DIGITS = re.compile(r"\D+")
_SCIENTIFIC = re.compile(r"\d(?:[.,]\d+)?[eE]\+?\d{1,2}")
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


def read_line(line: int, cells: Sequence[object], mapping: Mapping[str, int], *, today: date) -> ListedValues:
    """Read one line by the mapping; identity numbers stay as they are, the engine judges them."""

    def cell(name: str) -> object:
        place = mapping.get(name)
        return cells[place] if place is not None and place < len(cells) else None

    def text(name: str) -> str:
        return plain_text(cell(name))[:LONGEST]

    born = parse_date(cell("tgl_lahir"), today=today, past=True)
    values = ListedValues(
        line=line,
        nik=identity_text(cell("nik")),
        kk=identity_text(cell("kk")),
        name=text("nama"),
        sex=_sex(cell("jk")),
        birth_place=text("tempat_lahir"),
        birth_date=born if isinstance(born, date) else None,
        address=text("alamat"),
        rt=_block(text("rt")),
        rw=_block(text("rw")),
        hamlet=text("dusun"),
        village=text("desa"),
        district=text("kec"),
    )
    unread = (
        plain_text(cell("tgl_lahir")) != "" and values.birth_date is None,
        text("jk") and not values.sex,
    )
    return replace(values, notes=tuple(_notes(values, cell("nik"), *map(bool, unread))))


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
