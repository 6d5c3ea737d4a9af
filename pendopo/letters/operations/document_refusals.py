"""Why a letter was not made, signed, scanned or revoked, in words that name the next step."""

from django.utils.translation import gettext_lazy as _

from pendopo.kernel.errors import WordedRefusal
from pendopo.letters.rules.signing import FAILURES


class DocumentRefused(WordedRefusal):
    """A rule about finished letters said no."""

    words = {
        **FAILURES,
        "template_broken": _(
            "Surat tidak dapat disusun. %(why)s Perbaiki jenis suratnya, lalu tanda tangani lagi."
        ),
        "address_missing": _(
            "Alamat situs belum teruji, jadi kode QR surat belum dapat dibuat. Surat tetap menunggu. "
            "Minta sekretaris desa atau pengelola situs membuka Desa, lalu Alamat situs."
        ),
        "already_signed": _("Surat ini sudah ditandatangani. Muat ulang halaman."),
        "already_revoked": _("Surat ini sudah dicabut. Tidak ada yang perlu dilakukan."),
        "ground_unknown": _("Pilih alasan pencabutan dari daftar."),
        "not_ink": _("Surat ini tidak menunggu pindaian. Muat ulang halaman."),
        "not_remote": _("Surat ini tidak menunggu tanda tangan BSrE. Muat ulang halaman."),
        "scan_kind": _("Pindaian harus berupa PDF, JPEG, atau PNG. Pilih berkas lain."),
        "scan_size": _(
            "Pindaian terlalu besar. Paling besar %(megabytes)s MB; pindai dengan mutu lebih rendah."
        ),
        "scan_pixels": _(
            "Gambar pindaian terlalu lebar. Pindai atau potret ulang dengan ukuran lebih kecil."
        ),
        "scan_broken": _("Berkas pindaian tidak dapat dibaca. Pindai lagi, lalu unggah."),
        "scan_unsafe": _(
            "PDF pindaian berisi perintah, bukan hanya gambar. Cetak ulang sebagai PDF gambar, lalu unggah."
        ),
    }
