"""Which column of an uploaded table holds what: guessed from its heading, corrected by the officer."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from pendopo.people.rules.marker import gettext_noop as _

# What the matcher can use of a list, in the order of the form.
FIELDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "nik": _("NIK"),
        "kk": _("Nomor KK"),
        "nama": _("Nama"),
        "jk": _("Jenis kelamin"),
        "tempat_lahir": _("Tempat lahir"),
        "tgl_lahir": _("Tanggal lahir"),
        "alamat": _("Alamat"),
        "rt": _("RT"),
        "rw": _("RW"),
        "dusun": _("Dusun"),
        "desa": _("Desa"),
        "kec": _("Kecamatan"),
    }
)
REQUIRED: Final = ("nama",)
# A name alone finds nobody: one of these must be there too.
ANCHORS: Final = ("nik", "kk", "tgl_lahir", "alamat", "rt", "dusun")

# Chosen for the village when the file has none: everybody is of the village that the list belongs to.
OWN_VILLAGE: Final = -1

_ALIASES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "nik": "nik nikktp noktp nomorktp ktp noinduk nomorindukkependudukan niksiks nokependudukan nomornik nonik",
        "kk": "kk nokk nomorkk nokartukeluarga nomorkartukeluarga kartukeluarga nkk nokks",
        "nama": "nama namalengkap namakk namakeluarga namaktp namawarga name",
        "jk": "jk jeniskelamin kelamin sex gender lp jnskelamin jeniskel kdjeniskelamin",
        "tempat_lahir": "tempatlahir tmptlahir tmplahir tplahir tempatlhr",
        "tgl_lahir": "tanggallahir tgllahir tgllhr tanggallhr birthdate dob ttl tempattgllahir tempattanggallahir"
        " tempattgllhr tmpttgllahir tmptgllahir tempatdantanggallahir tempatdantgllahir",
        "alamat": "alamat alamatlengkap alamatktp jalan kampung alamatrumah",
        "rt": "rt nort",
        "rw": "rw norw",
        "dusun": "dusun dsn lingkungan namadusun kampung rwdusun",
        "desa": "desa kelurahan desakelurahan keldesa namadesa namakelurahan kel nagari gampong",
        "kec": "kecamatan kec namakecamatan namakec",
    }
)
_EXACT: Final[Mapping[str, str]] = {
    alias: name for name, aliases in reversed(list(_ALIASES.items())) for alias in aliases.split()
}
# Whose column it is, as headings end: the one who receives, a member of the family, its head.
_WHOSE: Final[Mapping[str, str]] = {
    **dict.fromkeys(("penerimamanfaat", "penerimabantuan", "penerima", "pengurus", "kpm", "pm"), "recipient"),
    **dict.fromkeys(("anggotakeluarga", "anggota", "art"), "member"),
    **dict.fromkeys(("kepalakeluarga", "kepalarumahtangga", "krt"), "head"),
    **dict.fromkeys(("dtks", "dtsen", "siks"), ""),  # where it was written down, not whose it is
}
# What is said of one person; an address and a family card are said of all of a household.
_PERSONAL: Final = frozenset({"nik", "nama", "jk", "tempat_lahir", "tgl_lahir"})
# A longer heading that goes on so is about something else.
_ELSE: Final = re.compile(
    r"ibu|ayah|bapak|orangtua|suami|istri|wali|bank|program|bantuan|petugas|usaha|jalan|sekolah|akun|desa|dusun|kec|kab|prov"
)
_SIGNS = re.compile(r"[^a-z0-9]+")


def heading_key(heading: str) -> str:
    """Reduce a heading to letters and digits, so that "No. KK" and "NO_KK" are one."""
    return _SIGNS.sub("", heading.lower())


@dataclass(frozen=True)
class _Column:
    place: int
    field: str
    whose: str
    exact: bool


def guess(headings: Sequence[str]) -> dict[str, int]:
    """Say which column most likely holds each field (names seen in SIKS-NG and DTSEN exports).

    A column is given away once; a heading that equals a known one goes before one that only begins so. What is said
    of a person comes from columns of one person: the recipient's name never stands beside a member's birth date.
    """
    columns = [
        column for place, heading in enumerate(headings) for column in _read(place, heading_key(heading))
    ]
    columns.sort(key=lambda column: not column.exact)
    whose = _one_person(columns)
    found: dict[str, int] = {}
    for name in FIELDS:
        suiting = [
            column
            for column in columns
            if column.field == name
            and column.place not in found.values()
            and (name not in _PERSONAL or column.whose in ("", whose))
        ]
        if suiting:
            found[name] = min(suiting, key=lambda column: (not column.exact, column.whose != whose)).place
    return found


def _one_person(columns: Sequence[_Column]) -> str:
    """Whose columns are taken: of whom the file has a name and most beside it."""
    personal = [column for column in columns if column.field in _PERSONAL]
    named = list(dict.fromkeys(column.whose for column in personal if column.field == "nama"))
    others = list(dict.fromkeys(column.whose for column in personal if column.whose))
    if named in ([], [""]):  # a plain name belongs to whoever is alone
        return others[0] if len(others) == 1 else ""
    held = {who: {column.field for column in personal if column.whose in ("", who)} for who in named}
    return max(named, key=lambda who: len(held[who]))


def _read(place: int, key: str) -> list[_Column]:
    """What a heading says: one field as a rule; one that only begins like several is offered to each."""
    if key in _EXACT:
        return [_Column(place, _EXACT[key], "head" if key == "namakk" else "", exact=True)]
    for ending, whose in _WHOSE.items():
        if key.endswith(ending) and (field := _EXACT.get(key.removesuffix(ending))):
            return [_Column(place, field, whose, exact=True)]
    whose = next((whose for ending, whose in _WHOSE.items() if key.endswith(ending)), "")
    return [
        _Column(place, name, whose, exact=False)
        for name, aliases in _ALIASES.items()
        if any(_begins(key, alias) for alias in aliases.split())
    ]


def _begins(key: str, alias: str) -> bool:
    return len(alias) > 3 and key.startswith(alias) and not _ELSE.match(key, len(alias))


def mapping_problem(mapping: Mapping[str, int], width: int) -> str | None:
    """Say what is wrong with a mapping: a code that the form words, or nothing."""
    if any(name not in mapping for name in REQUIRED):
        return "name_missing"
    if not any(name in mapping for name in ANCHORS):
        return "anchor_missing"
    places = [place for name, place in mapping.items() if (name, place) != ("desa", OWN_VILLAGE)]
    if len(set(places)) != len(places):
        return "column_twice"
    if any(not 0 <= place < width for place in places) or any(name not in FIELDS for name in mapping):
        return "column_unknown"
    return None
