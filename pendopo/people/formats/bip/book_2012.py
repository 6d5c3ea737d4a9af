"""BIP 2012: "NO.KK" in column B opens a family, its card number and address follow one line below."""

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
    rt_and_rw,
    sixteen_digits,
)
from pendopo.people.formats.grid import Cells, Grid
from pendopo.people.rules.columns import heading_key

_MARK = "nokk"
_HAMLET = re.compile(r"\b(?:DUSUN|DSN)\b[\s.]*([^,]*?)\s*(?:,|$)", re.IGNORECASE)
_NOT_STREET = re.compile(r"(?:\bDUSUN\b|\bDSN\b|\bR[TW]\s*:|\bKodepos\b)[^,]*,?", re.IGNORECASE)
# The places of the printed book, counted from 0, for books whose heading line was cut off.
_PLACES: Final = {
    "nik": 2,
    "nama": 3,
    "sex": 4,
    "tempatlahir": 5,
    "tanggallahir": 6,
    "ktp_el": 7,
    "agama_id": 8,
    "status_kawin": 9,
    "kk_level": 10,
    "pendidikan_kk_id": 11,
    "pekerjaan_id": 12,
    "nama_ibu": 13,
    "nama_ayah": 14,
    "akta_lahir": 15,
}


def _matches(head: Sequence[Cells]) -> bool:
    return any(_opens_family(cells) for cells in head)


def _opens_family(cells: Cells) -> bool:
    # A plain list of residents can have its card numbers in column B as well; it names everybody's NIK beside them.
    return heading_key(cell_text(cells, 1)) == _MARK and "nik" not in places_of(cells)


def _members(grid: Grid) -> Members:
    family: Family | None = None
    places: dict[str, int] = _PLACES
    expected = False
    for line, cells in grid.rows():
        if _opens_family(cells):
            expected = True
        elif "nik" in (found := places_of(cells)) and "nama" in found:
            # The headings of the members stand below the family, or between its headings and its line.
            places = {name: place for name, place in found.items() if name in _PLACES}
        elif expected or len(sixteen_digits(cell_text(cells, 1))) == 16:
            family, expected = _family(cells), False
        elif family is not None and (is_counter(cells, 1) or len(sixteen_digits(cell_text(cells, 2))) == 16):
            yield line, member(family, cells, places)


def _family(cells: Cells) -> Family:
    texts = [cell_text(cells, place) for place in range(2, len(cells))]
    address = next((text for text in texts if re.search(r"\bR[TW]\s*:", text, re.IGNORECASE)), "")
    hamlet = _HAMLET.search(address)
    return {
        "no_kk": sixteen_digits(cell_text(cells, 1)),
        "alamat": " ".join(_NOT_STREET.sub("", address).strip(" ,-").split()),
        "dusun": hamlet[1] if hamlet else "",
        **rt_and_rw(address),
    }


LAYOUT: Final = Layout("bip_2012", _matches, frozenset((*FAMILY_COLUMNS, *_PLACES)), _members)
