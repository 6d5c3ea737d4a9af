"""What is said about a row that the register itself does not allow."""

from collections.abc import Mapping
from typing import Final

from pendopo.people.rules.marker import gettext_noop as _

INTAKE_MESSAGES: Final[Mapping[str, str]] = {
    "nik_in_other_village": _("NIK ini tercatat di desa lain. Catat sebagai pindah datang, jangan impor."),
    "kk_in_other_village": _(
        "Nomor KK ini tercatat di desa lain. Periksa nomornya, atau catat pindah datang."
    ),
    "dead_in_register": _(
        "Warga ini tercatat meninggal. Jika keliru, batalkan peristiwa kematiannya dahulu."
    ),
    "left_in_register": _("Warga ini tercatat sudah pindah. Catat kedatangannya sebagai pindah datang."),
    "maybe_known": _(
        "Warga dengan nama dan tanggal lahir ini sudah tercatat di kartu keluarga lain. "
        "Bila orangnya sama, perbaiki dahulu datanya di Pendopo, lalu unggah lagi."
    ),
    "card_reopened": _("Kartu keluarga ini sudah ditutup; impor ini membukanya lagi. Periksa nomornya."),
    "address_differs": _(
        "Alamat ini berbeda dari alamat kartu keluarga, jadi disimpan sebagai alamat sekarang orang ini."
    ),
    "hamlets_alike": _(
        "Dusun “%(name)s” mirip dengan “%(other)s”. Bila sama, samakan penulisannya di berkas, lalu unggah lagi."
    ),
    "family_has_head": _("Keluarga ini sudah punya kepala keluarga. Ganti kepala keluarga dahulu."),
}
