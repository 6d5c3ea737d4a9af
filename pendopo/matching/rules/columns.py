"""Which column of an uploaded table holds what: guessed from its heading, corrected by the officer."""

import re
from collections.abc import Mapping, Sequence
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

_ALIASES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "nik": "nik nikktp noktp nomorktp ktp noinduk nomorindukkependudukan nikpenerima nikpm nikkepalakeluarga"
        " nikanggota niksiks nokependudukan",
        "kk": "kk nokk nomorkk nokartukeluarga nomorkartukeluarga kartukeluarga kkpenerima nkk nomorkkpenerima"
        " nokks",
        "nama": "nama namalengkap namapenerima namapm namakpm namaart namakk namakepalakeluarga namapengurus"
        " namaanggota namakeluarga namaktp namapenerimamanfaat namawarga name",
        "jk": "jk jeniskelamin kelamin sex gender lp jnskelamin jeniskel kdjeniskelamin",
        "tempat_lahir": "tempatlahir tmptlahir tmplahir tplahir tempatlhr",
        "tgl_lahir": "tanggallahir tgllahir tgllhr ttl tanggallhr birthdate dob",
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
_SIGNS = re.compile(r"[^a-z0-9]+")


def heading_key(heading: str) -> str:
    """Reduce a heading to letters and digits, so that "No. KK" and "NO_KK" are one."""
    return _SIGNS.sub("", heading.lower())


def guess(headings: Sequence[str]) -> dict[str, int]:
    """Say which column most likely holds each field (names seen in SIKS-NG and DTSEN exports).

    A column is given away once; a heading that equals a known one goes before one that only begins so.
    """
    keys = [heading_key(heading) for heading in headings]
    found: dict[str, int] = {}
    taken: set[int] = set()
    for place, key in enumerate(keys):
        name = _EXACT.get(key)
        if name is not None and name not in found:
            found[name] = place
            taken.add(place)
    for name in FIELDS:
        if name in found:
            continue
        for place, key in enumerate(keys):
            if place not in taken and any(_begins(key, alias) for alias in _ALIASES[name].split()):
                found[name] = place
                taken.add(place)
                break
    return found


def _begins(key: str, alias: str) -> bool:
    return len(alias) > 3 and key.startswith(alias)


def mapping_problem(mapping: Mapping[str, int], width: int) -> str | None:
    """Say what is wrong with a mapping: a code that the form words, or nothing."""
    if any(name not in mapping for name in REQUIRED):
        return "name_missing"
    if not any(name in mapping for name in ANCHORS):
        return "anchor_missing"
    places = list(mapping.values())
    if len(set(places)) != len(places):
        return "column_twice"
    if any(not 0 <= place < width for place in places) or any(name not in FIELDS for name in mapping):
        return "column_unknown"
    return None
