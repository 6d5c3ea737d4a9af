"""What the rules of letter types say no to, in words that name the next step."""

from django.utils.translation import gettext_lazy as _

from pendopo.kernel.errors import WordedRefusal


class LetterTypeRefused(WordedRefusal):
    """A rule of letter types said no; `problems` names the parts."""

    words = {
        "type_unknown": _("Jenis surat ini tidak ada. Pilih dari daftar surat."),
        "type_off": _("Surat ini sedang tidak dilayani. Tanyakan ke kantor."),
        "type_exists": _("Kode jenis surat ini sudah dipakai. Pilih kode lain."),
        "no_draft": _(
            "Tidak ada rancangan yang sedang diubah. Buka jenis suratnya, lalu pilih bagian yang diubah."
        ),
        "content_faulty": _("Rancangan belum lengkap. Perbaiki bagian yang ditandai, lalu simpan lagi."),
        "wording_faulty": _(
            "Kalimat surat belum dapat disusun. Perbaiki baris yang disebut, lalu berlakukan lagi."
        ),
        "docx_too_big": _("Berkas Word terlalu besar. Paling besar 2 MB; kecilkan gambarnya."),
        "docx_unknown": _("Berkas ini bukan Word (.docx). Simpan sebagai .docx, lalu unggah lagi."),
        "docx_faulty": _("Berkas Word memakai kata isian yang tidak dikenal. Perbaiki, lalu unggah lagi."),
        "version_unknown": _("Versi ini tidak ada. Pilih dari daftar versi."),
        "nothing_changed": _("Rancangan sama dengan yang berlaku. Ubah dahulu, atau buang rancangan."),
    }
