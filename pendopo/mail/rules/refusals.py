"""What the rules of mail say no to, in words that name the next step."""

from pendopo.people.rules.marker import gettext_noop as _

WORDS = {
    "wrong_state": _(
        "Langkah itu tidak berlaku lagi untuk surat ini. Muat ulang halaman, lalu lihat keadaannya."
    ),
    "receiver_missing": _("Nama penerima belum diisi. Tulis siapa yang menerima surat."),
    "pattern_long": _("Pola nomor terlalu panjang. Pakai paling banyak 60 huruf."),
    "pattern_unknown_word": _("Pola memuat kata dalam kurung yang tidak dikenal. Pakai kata dari daftar."),
    "pattern_without_number": _("Pola harus memuat [number] tepat satu kali."),
    "pattern_without_year": _("Pola harus memuat [year], karena nomor dimulai lagi tiap tahun."),
    "pattern_without_archive": _("Nomor per jenis memerlukan [archive] di dalam pola."),
    "already_void": _("Surat ini sudah dibatalkan. Tidak ada yang perlu dilakukan."),
    "already_done": _("Disposisi ini sudah selesai. Tidak ada yang perlu dilakukan."),
    "future_day": _("Tanggal ini belum terjadi. Periksa kembali."),
    "reason_missing": _("Alasan belum diisi. Tulis alasannya, lalu kirim lagi."),
}
