"""BIP with e-KTP columns: headings on line 1, a family line with the card number, 19 columns a member."""

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

_REQUIRED_PLACE, _CARD_PLACE = 15, 16
_NAME_PLACE = 1
_HEADING_LINES: Final = 2
_VILLAGE = re.compile(r"(?<!\s)\s*\bRT\s*/\s*RW\b.*$", re.IGNORECASE)
_HAMLET = re.compile(r"\bDUSUN\s*:\s*(.*)$", re.IGNORECASE)
# The 19 columns of the printed book, for the sheets that have no headings of their own.
_PLACES: Final = {
    "nama": 1,
    "nik": 2,
    "tempatlahir": 3,
    "tanggallahir": 4,
    "sex": 5,
    "status_kawin": 6,
    "golongan_darah_id": 7,
    "kk_level": 8,
    "agama_id": 9,
    "pendidikan_kk_id": 10,
    "akta_lahir": 11,
    "pekerjaan_id": 12,
    "nama_ibu": 13,
    "nama_ayah": 14,
    "ktp_el": 16,
    "status_rekam": 18,
}


def _matches(head: Sequence[Cells]) -> bool:
    return (
        bool(head)
        and "wjb ktp" in cell_text(head[0], _REQUIRED_PLACE).lower()
        and "ktp-el" in cell_text(head[0], _CARD_PLACE).lower()
    )


def _goes_on(head: Sequence[Cells]) -> bool:
    return any(_is_family(cells) for cells in head)


def _members(grid: Grid) -> Members:
    family: Family | None = None
    places: dict[str, int] = {}
    for line, cells in grid.rows():
        if family is None and line <= _HEADING_LINES:
            # Place and day of birth stand on a second line, below a heading over both.
            places = {**places_of(cells, {}), **places}
        if _is_family(cells):
            family = _family(cells)
        elif family is not None and is_counter(cells, 0):
            yield line, member(family, cells, {**_PLACES, **places})


def _is_family(cells: Cells) -> bool:
    first = cell_text(cells, 0)
    return len(sixteen_digits(first)) >= 15 and not cell_text(cells, _NAME_PLACE)


def _family(cells: Cells) -> Family:
    text = next(
        (found for place in range(1, len(cells)) if "RT/RW" in (found := cell_text(cells, place)).upper()),
        cell_text(cells, 0),
    )
    hamlet = _HAMLET.search(text)
    return {
        "no_kk": sixteen_digits(cell_text(cells, 0)),
        "alamat": _VILLAGE.sub("", text).strip(),
        "dusun": hamlet[1].strip(" -") if hamlet else "",
        **rt_and_rw(text),
    }


LAYOUT: Final = Layout("bip_ektp", _matches, frozenset((*FAMILY_COLUMNS, *_PLACES)), _members, _goes_on)
