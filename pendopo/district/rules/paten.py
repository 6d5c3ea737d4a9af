"""The services of a kecamatan (PATEN, Permendagri 4/2010): what each needs, costs and gives. One entry a service."""

from dataclasses import dataclass

_ = str  # marks a text for the catalogue


@dataclass(frozen=True)
class Service:
    """One service as the public list names it, and the letter that the camat signs for it."""

    key: str
    name: str
    about: str
    needs: tuple[str, ...]
    title: str  # of the letter
    wording: str  # typst: what the letter says
    archive: str  # Permendagri 83/2022
    basis: str
    cost: str = _("Gratis")


_LETTER = _("Surat dari desa atau kelurahan, yang ditandatangani di situs ini atau aslinya di kertas")
_CARDS = _("KTP dan kartu keluarga pemohon, diperlihatkan")
_OPENING = "Yang bertanda tangan di bawah ini, #v.pejabat, "
_ABOUT = """

#data(("Nama", v.nama), ("Surat", v.surat), ("Nomor", v.nomor_surat), ("Dari", v.kantor), ("Keperluan", v.keperluan))
"""

SERVICES = (
    Service(
        "mengetahui",
        _("Mengetahui surat desa atau kelurahan"),
        _("Camat ikut menandatangani surat yang meminta tanda tangan kecamatan."),
        (_LETTER, _CARDS),
        "Mengetahui",
        f"{_OPENING}mengetahui bahwa surat berikut benar diterbitkan oleh #v.kantor:{_ABOUT}",
        "400.10.2.2",
        "PP 17/2018 Pasal 10; Permendagri 4/2010",
    ),
    Service(
        "dispensasi-nikah",
        _("Dispensasi nikah kurang dari sepuluh hari kerja"),
        _("Untuk pernikahan yang didaftarkan kurang dari sepuluh hari kerja sebelum akad."),
        (_LETTER, _("Surat pengantar nikah (N1) dari desa atau kelurahan"), _CARDS),
        "Surat Dispensasi Nikah",
        f"{_OPENING}memberi dispensasi waktu pendaftaran nikah, sebab akad berlangsung pada #v.hari_nikah, kurang dari"
        f" #v.batas hari kerja sejak permohonan ini diajukan, kepada:{_ABOUT}",
        "400.12.3.2",
        "PMA 20/2019 Pasal 3, kini PMA 30/2024; Permendagri 4/2010",
    ),
    Service(
        "rekomendasi",
        _("Surat rekomendasi kecamatan"),
        _("Untuk izin keramaian, usaha, proposal, atau keperluan lain yang memintanya."),
        (_LETTER, _CARDS),
        "Surat Rekomendasi",
        f"{_OPENING}memberi rekomendasi kepada:{_ABOUT}",
        "500.2.2.4",
        "PP 17/2018 Pasal 10; Permendagri 4/2010",
    ),
)
_BY_KEY = {one.key: one for one in SERVICES}
DISPENSATION = "dispensasi-nikah"


def service_of(key: str) -> Service:
    """Return a service by its key (Permendagri 4/2010 Pasal 11)."""
    return _BY_KEY[key]
