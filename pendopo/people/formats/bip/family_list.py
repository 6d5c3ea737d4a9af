"""The family list of Luwu Timur: each family is a page with its own title, header lines and table."""

import re
from collections.abc import Sequence
from typing import Final

from pendopo.people.formats.bip.blocks import (
    FAMILY_COLUMNS,
    Family,
    Layout,
    Members,
    cell_text,
    is_counter,
    member,
    places_of,
    sixteen_digits,
)
from pendopo.people.formats.grid import Cells, Grid
from pendopo.people.rules.columns import heading_key

_TITLE = "BUKU INDUK KEPENDUDUKAN"
_KIND = "DAFTAR KELUARGA"
_POSTCODE = re.compile(r"(?<!\s)\s*+,?+\s*+(?:Kodepos|Telp)\b.*$", re.IGNORECASE)
_HAMLET = re.compile(r"\b(?:DSN|DUSUN)\b\.?\s*([^,]+)", re.IGNORECASE)
_COLUMNS: Final = frozenset(
    (
        *FAMILY_COLUMNS,
        *(
            "nik",
            "nama",
            "sex",
            "tempatlahir",
            "tanggallahir",
            "golongan_darah_id",
            "agama_id",
            "status_kawin",
        ),
        *("kk_level", "pendidikan_kk_id", "pekerjaan_id", "nama_ibu", "nama_ayah"),
    )
)


def _matches(head: Sequence[Cells]) -> bool:
    text = cell_text(head[0], 1).upper() if head else ""
    return _TITLE in text and _KIND in text


def _members(grid: Grid) -> Members:
    family: Family = {}
    places: dict[str, int] = {}
    for line, cells in grid.rows():
        if cell_text(cells, 1).upper().startswith(_TITLE):
            family, places = {"no_kk": "", "alamat": "", "dusun": "", "rt": "-", "rw": "-"}, {}
        elif not places:
            family.update(_family_facts(cells))
            found = places_of(cells)
            places = found if "nik" in found and "nama" in found else {}
        elif is_counter(cells, 1):
            yield line, member(family, cells, places)


def _family_facts(cells: Cells) -> Family:
    """Read "label : value" where the value stands in the next filled cell or behind the colon."""
    words = [text for place in range(len(cells)) if (text := cell_text(cells, place))]
    facts: Family = {}
    for place, word in enumerate(words):
        label, colon, rest = word.partition(":")
        value = rest.strip() or (words[place + 1] if place + 1 < len(words) else "")
        if colon:
            facts.update(_fact(heading_key(label), value))
    return facts


def _fact(label: str, value: str) -> Family:
    if label == "nokk":
        return {"no_kk": sixteen_digits(value)}
    if label == "alamat":
        hamlet = _HAMLET.search(value)
        return {"alamat": _POSTCODE.sub("", value).strip(" ,"), "dusun": hamlet[1].strip() if hamlet else ""}
    if label in ("nortrw", "rtrw"):
        rt, _, rw = value.partition("/")
        return {"rt": rt.strip() or "-", "rw": rw.strip() or "-"}
    return {}


LAYOUT: Final = Layout("bip_family_list", _matches, _COLUMNS, _members)
