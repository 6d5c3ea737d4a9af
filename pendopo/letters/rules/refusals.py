"""What the rules of letters say no to, in words that name the next step."""

from pendopo.people.rules.marker import gettext_noop as _

WORDS = {
    "wrong_state": _("Permohonan ini sudah berpindah langkah. Muat ulang halaman, lalu lihat keadaannya."),
    "not_online": _("Surat ini tidak dapat diminta sendiri. Datang ke kantor desa dengan KTP Anda."),
    "answers_missing": _("Masih ada pertanyaan yang belum dijawab. Lengkapi dulu, lalu kirim lagi."),
    "still_wrong": _(
        "Yang ditandai petugas masih belum diubah. Perbaiki, atau tulis mengapa sudah benar: %(named)s"
    ),
    "reason_missing": _("Alasan belum diisi. Tulis alasannya, lalu kirim lagi."),
    "paper_not_named": _("Pilih syarat yang kurang, atau tulis apa yang harus diperbaiki."),
    "papers_missing": _("Masih ada syarat wajib yang belum ada. Tandai yang sudah dilihat, atau kembalikan."),
    "unknown_paper": _("Syarat ini tidak dikenal pada surat ini. Muat ulang halaman."),
    "too_many_papers": _("Sudah terlalu banyak berkas. Hapus satu, lalu unggah lagi."),
    "not_yours_yet": _("Batas waktunya belum lewat. Langkah ini masih di meja petugas sebelumnya."),
    "not_seen": _("Surat ini belum Anda lihat. Buka suratnya dulu, lalu tanda tangani."),
    "officer_unknown": _(
        "Belum disebut siapa Anda dalam data warga. Minta sekretaris menyebutkannya di halaman Jabatan dan petugas."
    ),
    "official_missing": _(
        "Akun Anda tidak memegang jabatan yang menandatangani surat ini. Periksa halaman Jabatan dan petugas."
    ),
    "too_many_letters": _("Terlalu banyak surat sekaligus. Pilih paling banyak %(most)s surat."),
    "receiver_missing": _("Nama penerima belum diisi. Tulis siapa yang menerima surat."),
    "village_missing": _("Desa ini belum disiapkan di situs ini. Hubungi pengelola situs."),
    "future_day": _("Tanggal ini belum terjadi. Periksa kembali."),
}
