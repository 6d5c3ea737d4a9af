"""Two records set side by side: for each field one level out of a short closed scale."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

from pendopo.matching.rules import dates, names, nik
from pendopo.matching.rules.normalise import read_name
from pendopo.matching.rules.record import Record

FIELDS: Final = ("name", "nik", "birth", "kk", "sex", "address", "place")
_GOOD_NAME: Final = frozenset({"identical", "same_sound", "spelling", "words_missing", "cut", "call_name"})
_GOOD_BIRTH: Final = frozenset({"equal", "swapped", "default_day", "one_digit", "same_day"})


@dataclass(frozen=True, slots=True)
class Levels:
    """What a comparison found, one word a field; `relative` marks a NIK that seems to belong to somebody else."""

    name: str
    nik: str
    birth: str
    kk: str
    sex: str
    address: str
    place: str

    @property
    def name_agrees(self) -> bool:
        return self.name in _GOOD_NAME

    @property
    def birth_agrees(self) -> bool:
        return self.birth in _GOOD_BIRTH

    @property
    def relative(self) -> bool:
        return self.nik == "equal" and not self.name_agrees and not self.birth_agrees


class Clean(NamedTuple):
    """One record after cleaning; what the database prepared in bulk has the same form."""

    name: str
    nik: str
    birth: str
    kk: str
    sex: str
    village: str
    district: str
    hamlet: str
    rt: str
    rw: str
    place: str


def clean(record: Record) -> Clean:
    """Clean the columns of one record that matching compares."""
    return Clean(
        name=record.name,
        nik=nik.clean_number(record.nik),
        birth=dates.clean_date(record.birth_date),
        kk=nik.clean_number(record.kk),
        sex=clean_sex(record.sex),
        village=plain_text(record.village),
        district=plain_text(record.district),
        hamlet=plain_text(record.hamlet),
        rt=unit_number(record.rt),
        rw=unit_number(record.rw),
        place=plain_text(record.birth_place),
    )


def compare(one: Record, other: Record) -> Levels:
    """Compare two records field by field (handbook matching.md section 3, findings 1 to 3)."""
    return compare_clean(clean(one), clean(other))


def compare_clean(one: Clean, other: Clean) -> Levels:
    """Compare two cleaned records field by field."""
    kk = nik.relate(one.kk, other.kk)
    return Levels(
        name=names.relate_names(read_name(one.name), read_name(other.name)),
        nik=nik.relate(one.nik, other.nik),
        birth=dates.relate(one.birth, other.birth),
        kk=kk
        if kk in ("equal", "missing")
        else "near"
        if kk in ("lost_last", "one_digit", "serial_digit")
        else "other",
        sex=_equal(one.sex, other.sex),
        address=_address(one, other),
        place=_place(one.place, other.place),
    )


def _equal(one: str, other: str) -> str:
    if not one or not other:
        return "missing"
    return "equal" if one == other else "other"


def clean_sex(text: str) -> str:
    """Read a sex as L or P, however a list writes it; empty when it cannot be told."""
    first = text.strip()[:1].upper()
    if text.strip().upper() in ("WANITA", "F", "FEMALE", "2"):
        return "P"
    return {"L": "L", "1": "L", "M": "L", "P": "P"}.get(first, "") if text.strip().upper() != "PRIA" else "L"


@lru_cache(maxsize=65_536)
def plain_text(text: str) -> str:
    """Fold a place name to capital letters and digits without what stands before it."""
    kept = "".join(c if c.isalnum() else " " for c in text.upper()).split()
    while len(kept) > 1 and kept[0] in _PLACE_WORDS:
        kept = kept[1:]
    return " ".join(kept)


_PLACE_WORDS: Final = frozenset(
    word
    for line in (
        "DESA DS KELURAHAN KEL KECAMATAN KEC KABUPATEN KAB KOTA",
        "DUSUN DSN KP KAMPUNG KAMP LINGKUNGAN LINK",
    )
    for word in line.split()
)


def unit_number(text: str) -> str:
    """Read an RT or RW number without its leading zeros; 000 is none."""
    digits = "".join(c for c in text if "0" <= c <= "9")
    return digits.lstrip("0")


def _address(one: Clean, other: Clean) -> str:
    village = _equal(one.village, other.village)
    if village == "equal":
        return _within_village(one, other)
    if village == "other" and names.word_likeness(one.village, other.village) >= 0.8:
        return _within_village(one, other)
    district = _equal(one.district, other.district)
    if district == "missing" and village == "missing":
        return "missing"
    return "district" if district == "equal" else "other"


def _within_village(one: Clean, other: Clean) -> str:
    if one.rt and one.rt == other.rt and (one.rw == other.rw or not (one.rw and other.rw)):
        return "rt"
    hamlet = one.hamlet and (
        one.hamlet == other.hamlet or names.word_likeness(one.hamlet, other.hamlet) >= 0.8
    )
    return "hamlet" if hamlet or (one.rw and one.rw == other.rw) else "village"


def _place(one: str, other: str) -> str:
    if not one or not other:
        return "missing"
    if one == other:
        return "equal"
    return "near" if names.word_likeness(one, other) >= 0.8 else "other"
