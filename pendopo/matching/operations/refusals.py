"""What matching says no to, in words that name the next step."""

from django.utils.translation import gettext_lazy as _

from pendopo.kernel.errors import Refusal, WordedRefusal


class MatchingRefused(WordedRefusal):
    """A rule of matching said no."""

    words = {
        "title_missing": _("Nama daftar belum diisi. Tulis nama yang mudah dikenali."),
        "name_missing": _("Kolom nama belum dipilih. Pilih kolom yang memuat nama orang."),
        "anchor_missing": _("Nama saja tidak cukup. Pilih juga NIK, nomor KK, tanggal lahir, atau alamat."),
        "column_twice": _("Satu kolom dipakai dua kali. Pilih kolom lain untuk salah satunya."),
        "column_unknown": _("Ada pilihan kolom yang tidak dikenal. Pilih lagi dari daftar."),
        "list_state_wrong": _("Daftar ini sudah berubah. Muat ulang halaman untuk melihat keadaannya."),
        "list_empty": _("Tidak ada baris dengan nama atau NIK. Pilih kolom yang benar."),
        "list_in_use": _("Daftar ini sedang dipadankan. Tunggu sampai selesai, lalu hapus."),
        "list_too_long": _("Daftar ini terlalu panjang untuk situs. Pakai perintah pendopo match run."),
        "run_state_wrong": _("Pemadanan ini sudah selesai atau sudah berhenti. Muat ulang halaman."),
        "register_empty": _("Pembanding masih kosong. Impor data warga dulu, lalu jalankan lagi."),
        "already_running": _("Daftar ini sedang dipadankan. Tunggu sampai selesai."),
        "same_list": _("Kedua daftar sama. Pilih daftar lain sebagai pembanding."),
        "not_waiting": _("Pasangan ini sudah diputuskan. Pilih pasangan lain dari antrean."),
        "own_answer": _("Anda sudah menjawab pasangan ini. Petugas lain yang memeriksa berikutnya."),
        "answer_unknown": _("Jawaban belum dipilih. Pilih salah satu."),
        "reason_missing": _("Alasan belum diisi. Tulis alasannya, lalu simpan lagi."),
        "not_yours": _("Jawaban ini tidak dapat ditarik lagi: sudah ada yang meneruskan."),
        "no_task": _("Tidak ada tindak lanjut untuk pasangan ini."),
        "no_answers": _("Belum ada pasangan yang diputuskan petugas. Jawab dulu antrean tinjau."),
        "not_opened": _("Buka dulu pasangan ini dan lihat kedua datanya, lalu jawab."),
    }


class TableNotReadable(Refusal):
    """The uploaded file is no table of people; the message says why and what to do."""

    code = "table_not_readable"
    word = _("Berkas ini tidak dapat dibaca sebagai daftar orang.")
