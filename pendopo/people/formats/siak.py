"""The flat export of SIAK: 37 columns, one resident a line (handbook opensid.md section 4)."""

from collections.abc import Iterator
from typing import Final

from pendopo.people.formats.grid import Cells, Grid
from pendopo.people.formats.source import Line, Source
from pendopo.people.rules.columns import heading_key

FORMAT = "siak"

# The columns of the export that the register keeps; the rest tells who typed and printed what in SIAK.
_COLUMNS: Final = {
    "Nomor KK": "no_kk",
    "NIK": "nik",
    "Nama Penduduk": "nama",
    "Status": "status_dasar",
    "Tempat Lahir": "tempatlahir",
    "Tanggal Lahir": "tanggallahir",
    "Kelamin": "sex",
    "NIK Ayah": "ayah_nik",
    "Ayah": "nama_ayah",
    "NIK Ibu": "ibu_nik",
    "Ibu": "nama_ibu",
    "Status Kawin": "status_kawin",
    "SHDK": "kk_level",
    "Agama": "agama_id",
    "Alamat": "alamat",
    "RW": "rw",
    "RT": "rt",
    "Pendidikan": "pendidikan_kk_id",
    "Pekerjaan": "pekerjaan_id",
    "Gol. Darah": "golongan_darah_id",
    "Cacat": "cacat_id",
    "Nomor Paspor": "dokumen_pasport",
    "Nomor Akta Lahir": "akta_lahir",
    "Nomor Akta Kawin": "akta_perkawinan",
    "Tanggal Kwn": "tanggalperkawinan",
    "Nomor Akta Cerai": "akta_perceraian",
    "Tgl Cerai": "tanggalperceraian",
}
_BY_KEY: Final = {heading_key(heading): name for heading, name in _COLUMNS.items()}
_FIRST, _REGISTRAR, _REGISTRAR_PLACE = "nomorkk", "petugasregistrasi", 33


def open_siak(grids: list[Grid]) -> Source | None:
    """Recognise the export by A1 "Nomor KK" and column 34 "Petugas Registrasi", or give nothing."""
    if not grids:
        return None
    grid = grids[0]
    head = grid.head(1)
    if not head or not _is_siak(head[0]):
        return None
    places = {
        name: place
        for place, cell in enumerate(head[0])
        if (name := _BY_KEY.get(heading_key(str(cell)))) is not None
    }

    def read() -> Iterator[Line]:
        for line, cells in grid.rows():
            if line > 1 and any(cell != "" for cell in cells):
                yield line, {name: cells[place] for name, place in places.items() if place < len(cells)}

    return Source(FORMAT, frozenset(places), read, height=max(grid.height - 1, 0))


def _is_siak(cells: Cells) -> bool:
    return (
        len(cells) > _REGISTRAR_PLACE
        and heading_key(str(cells[0])) == _FIRST
        and heading_key(str(cells[_REGISTRAR_PLACE])) == _REGISTRAR
    )
