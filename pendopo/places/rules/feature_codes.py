"""Which area a feature of a map is: the properties that carry its code and its name, and those that only seem to."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from pendopo.places.rules.codes import is_local_code, parse_code

# Names of the property that carries the code: ours and common exports; then of the village itself, of what it lies
# in, and of BPS, whose ten digits look like ours and mean another place (BIG's Rupabumi layers have all of them).
OWN_KEYS = ("code", "kode", "kode_wilayah", "kd_wilayah", "kemendagri", "kode_kemendagri")
VILLAGE_KEYS = ("kdepum", "kode_desa", "kode_kel", "kd_desa", "kd_kel", "kel_code", "desa_code")
PARENT_KEYS = (
    "kdcpum",
    "kdpkab",
    "kdppum",
    "kode_kec",
    "kd_kec",
    "kode_kab",
    "kd_kab",
    "kode_prov",
    "kd_prov",
)
BPS_KEY = re.compile(
    r"bps|^id_?(desa|kel|des|kec|kab|kabkot|prov|sls|subsls)$|^kd_?(sls|subsls|blok)|^(iddesa|idsls)"
)
# A feature that names one of these is a village or less, whatever else stands there.
VILLAGE_SIGNS = frozenset(
    (
        *VILLAGE_KEYS,
        "wadmkd",
        "nama_desa",
        "nmdesa",
        "namadesa",
        "kelurahan",
        "desa",
        "iddesa",
        "idsls",
        "idsubsls",
    )
)
NAME_KEYS = ("name", "nama", "nama_desa", "desa", "namobj", "wadmkd", "dusun", "nama_dusun")


def match_code(
    feature_id: object,
    properties: Mapping[str, object],
    known: Callable[[str], bool],
    *,
    villages: bool = False,
) -> str | None:
    """Find the area code of a feature: its id, a property known to carry it, or any that fits.

    `villages`: the file holds villages, so that a code of what lies around them is no code of theirs. A code of BPS
    is none of ours, wherever it stands.
    """
    bps = {_digits(value) for key, value in properties.items() if BPS_KEY.search(key)} - {""}
    own = {key: value for key, value in properties.items() if not BPS_KEY.search(key)}
    keys = (*OWN_KEYS, *VILLAGE_KEYS, *(() if villages else PARENT_KEYS))
    named = [feature_id, *(own.get(key) for key in keys)]
    fitting = [value for key, value in own.items() if key not in PARENT_KEYS and _looks_like_village(value)]
    codes = _codes(value for value in (*named, *fitting) if _digits(value) not in bps)
    least = 13 if not VILLAGE_SIGNS.isdisjoint(properties) else 0
    return next((code for code in codes if len(code) >= least and known(code)), None)


def _digits(value: object) -> str:
    text = str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
    return "".join(filter(str.isdigit, text))


def _codes(values: Iterable[object]) -> Iterator[str]:
    for value in values:
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            continue
        text = str(int(value)) if isinstance(value, float) and value.is_integer() else str(value).strip()
        if is_local_code(text):
            yield text
        elif (code := parse_code(text)) is not None:
            yield code


def _looks_like_village(value: object) -> bool:
    return any(len(code) == 13 for code in _codes([value]))


def name_of(properties: Mapping[str, object]) -> str:
    """The name that a feature carries, cleaned; nothing if none of the usual columns is there."""
    values = (properties.get(key) for key in NAME_KEYS)
    return next(
        (" ".join(value.split())[:100] for value in values if isinstance(value, str) and value.strip()), ""
    )
