"""BIP 2016: A1 says "BUKU INDUK PENDUDUK WNI"; a family line "No. KK : ...", then its members."""

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
    rt_and_rw,
    sixteen_digits,
)
from pendopo.people.formats.grid import Cells, Grid

_TITLE = "BUKU INDUK PENDUDUK WNI"
_ADDRESS = re.compile(r"Alamat\s*:\s*(.*?)\s*(?:,\s*Nama Dusun|,?\s*RT/RW|$)", re.IGNORECASE)
_HAMLET = re.compile(r"Nama Dusun\s*:\s*(.*?)\s*(?:,\s*RT/RW|$)", re.IGNORECASE)
# The headings stand on two merged lines in print, so the places are fixed: A is the counter.
_PLACES: Final = {
    "nama": 1,
    "nik": 2,
    "tempatlahir": 3,
    "tanggallahir": 4,
    "sex": 5,
    "kk_level": 6,
    "agama_id": 7,
    "pendidikan_kk_id": 8,
    "pekerjaan_id": 9,
    "nama_ibu": 10,
    "nama_ayah": 11,
}


def _matches(head: Sequence[Cells]) -> bool:
    return bool(head) and cell_text(head[0], 0).upper().startswith(_TITLE)


def _members(grid: Grid) -> Members:
    family: Family | None = None
    for line, cells in grid.rows():
        first = cell_text(cells, 0)
        if first.startswith("No. KK"):
            family = _family(cells)
        elif first.startswith("Keterangan"):
            return
        elif family is not None and is_counter(cells, 0):
            yield line, member(family, cells, _PLACES)


def _family(cells: Cells) -> Family:
    text = " ".join(cell_text(cells, place) for place in range(len(cells))).strip()
    address, hamlet = _ADDRESS.search(text), _HAMLET.search(text)
    return {
        "no_kk": sixteen_digits(cell_text(cells, 0)),
        "alamat": address[1] if address else "",
        "dusun": hamlet[1] if hamlet else "",
        **rt_and_rw(text),
    }


LAYOUT: Final = Layout("bip_2016", _matches, frozenset((*FAMILY_COLUMNS, *_PLACES)), _members)
