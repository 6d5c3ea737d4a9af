"""Ways to sign a letter, and what a letter says about its signature."""

from enum import StrEnum
from uuid import UUID

from pendopo.people.rules.marker import gettext_noop as _


class SignMethod(StrEnum):
    """How a letter is signed."""

    LOCAL = "local"
    BSRE = "bsre"
    INK = "ink"


class FileKind(StrEnum):
    """What a file of a letter is."""

    PAGE = "page"
    SIGNED = "signed"
    SCAN = "scan"


# Why nobody signed, and what to do next.
FAILURES = {
    "press_missing": _(
        "Bagian surat belum terpasang di situs ini. Coba lagi sebentar, atau atur tanda tangan basah."
    ),
    "not_installed": _(
        "Paket tanda tangan belum terpasang di situs ini. Pilih tanda tangan basah, atau hubungi pengelola situs."
    ),
    "certificate_expired": _(
        "Sertifikat penanda tangan sudah kedaluwarsa. Perbarui di halaman Sertifikat saya, lalu tanda tangani lagi."
    ),
    "certificate_revoked": _(
        "Sertifikat penanda tangan dicabut atau ditangguhkan. Hubungi verifikator BSrE kabupaten."
    ),
    "certificate_missing": _(
        "Penanda tangan belum memiliki sertifikat BSrE. Hubungi verifikator BSrE kabupaten."
    ),
    "not_registered": _("NIK penanda tangan belum terdaftar di BSrE. Hubungi verifikator BSrE kabupaten."),
    "nik_missing": _("NIK penanda tangan belum diketahui. Kaitkan akun petugas dengan data warganya."),
    "passphrase_missing": _("Frasa sandi belum diisi. Isi frasa sandi BSrE Anda."),
    "wrong_passphrase": _("Frasa sandi salah. Periksa huruf besar dan kecil, lalu coba lagi."),
    "timeout": _("Layanan BSrE tidak menjawab tepat waktu. Surat tetap menunggu; coba lagi nanti."),
    "unreachable": _("Layanan BSrE tidak dapat dihubungi. Periksa jaringan, lalu coba lagi."),
    "service_sign_in": _("Layanan BSrE menolak nama atau sandi situs ini. Hubungi pengelola situs."),
    "service_broken": _("Layanan BSrE memberi jawaban yang rusak. Coba lagi nanti."),
    "service_unclear": _("Layanan BSrE menolak tanpa alasan yang dikenal. Hubungi pengelola situs."),
    "service_missing": _("Alamat layanan BSrE belum diatur di situs ini. Hubungi pengelola situs."),
    "another_document": _(
        "Layanan mengembalikan dokumen lain. Surat tetap menunggu; hubungi pengelola situs."
    ),
    "not_signed": _("Layanan mengembalikan surat tanpa tanda tangan yang utuh. Coba lagi."),
}

# What stands where ink would be (UU 11/2008 pasal 11; PP 71/2019 pasal 60).
MARKS = {
    SignMethod.LOCAL: "Ditandatangani secara elektronik",
    SignMethod.BSRE: "Ditandatangani secara elektronik\ndengan sertifikat BSrE",
    SignMethod.INK: "",
}
FOOTERS = {
    SignMethod.LOCAL: (
        "Surat ini ditandatangani secara elektronik (UU 11/2008 pasal 5 dan 11), tanpa sertifikat dari penyelenggara "
        "tersertifikasi. Periksa keasliannya dengan kode QR."
    ),
    SignMethod.BSRE: (
        "Surat ini ditandatangani secara elektronik dengan sertifikat yang diterbitkan BSrE, BSSN "
        "(UU 11/2008 pasal 5 dan 11; PP 71/2019 pasal 60). Periksa keasliannya dengan kode QR."
    ),
    SignMethod.INK: "Surat ini sah setelah ditandatangani dan dibubuhi stempel. Periksa keasliannya dengan kode QR.",
}


def footer_of(method: SignMethod) -> str:
    """Say at the foot of a letter what its signature is worth (PP 71/2019 art. 60)."""
    return FOOTERS[method]


def mark_of(method: SignMethod) -> str:
    """Name the signature where ink would be (UU 11/2008 art. 11)."""
    return MARKS[method]


def file_place(row_id: UUID) -> bytes:
    """Return what binds a sealed file of a letter to the row that holds it."""
    return b"letters.file:" + row_id.bytes
