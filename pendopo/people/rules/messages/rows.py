"""Wording about one line of a file or one person's data. Each says what is wrong and what to do next."""

from collections.abc import Mapping
from typing import Final

from pendopo.people.rules.marker import gettext_noop as _

ROW_MESSAGES: Final[Mapping[str, str]] = {
    # identity numbers
    "identity_not_number": _("%(column)s bukan angka. Tulis 16 angka, atau kosongkan bila belum ada."),
    "identity_length": _("%(column)s berisi %(count)s angka, seharusnya 16. Periksa kartu keluarga."),
    "identity_15_digits": _(
        "%(column)s hanya 15 angka. Excel mungkin menghapus satu angka. "
        "Ubah format kolom menjadi Teks, lalu ketik ulang."
    ),
    "identity_mangled": _(
        "%(column)s rusak oleh Excel: angka terakhir hilang. Ubah format kolom menjadi Teks, lalu ketik ulang."
    ),
    "identity_serial_zero": _("Empat angka terakhir %(column)s 0000. Periksa pada kartu keluarga."),
    "all_nik_end_in_zero": _(
        "Semua NIK berakhir dengan 0, jadi kolom ini rusak oleh Excel. "
        "Ambil lagi berkas aslinya dengan kolom NIK berformat Teks."
    ),
    "nik_not_16_digits": _("NIK berisi %(count)s angka, seharusnya 16. Periksa KTP atau kartu keluarga."),
    "nik_day_impossible": _(
        "Angka tanggal dalam NIK (%(day)s) tidak mungkin. Periksa NIK pada kartu keluarga."
    ),
    "nik_date_impossible": _(
        "Tanggal lahir dalam NIK tidak ada di kalender. Periksa NIK pada kartu keluarga."
    ),
    "nik_birth_differs": _("Tanggal lahir tidak cocok dengan NIK. Periksa mana yang benar."),
    "nik_sex_differs": _("Jenis kelamin tidak cocok dengan NIK. Periksa mana yang benar."),
    "nik_serial_zero": _("Empat angka terakhir NIK 0000. Periksa NIK pada kartu keluarga."),
    "nik_province_unknown": _(
        "Kode provinsi %(area)s dalam NIK tidak dikenal. Periksa NIK pada kartu keluarga."
    ),
    "nik_own_parent": _("NIK sama dengan NIK ayah atau ibu. Periksa ketiganya."),
    "nik_twice_in_file": _("NIK ini sudah ada di baris %(line)s. Hapus salah satu baris."),
    # names
    "name_missing": _("Nama kosong. Isi nama penduduk."),
    "name_too_long": _(
        "Nama berisi %(count)s huruf, batasnya %(limit)s. Periksa apakah ada isian yang tergabung."
    ),
    "name_far_too_long": _("Nama berisi %(count)s huruf, batasnya %(limit)s. Pisahkan isian yang tergabung."),
    "name_has_digits": _("Nama berisi angka. Periksa penulisan nama."),
    "name_has_signs": _("Nama berisi tanda yang tidak lazim. Periksa penulisan nama."),
    "name_without_letters": _("Nama tidak berisi huruf. Periksa penulisan nama."),
    "name_says_dead": _("Nama memuat “alm”. Bila orang ini sudah meninggal, isi status dasar dengan 2."),
    "name_stopgap": _("Nama ini tampaknya bukan nama orang. Isi nama yang sebenarnya."),
    "maybe_twice_in_file": _(
        "Nama dan tanggal lahir sama dengan baris %(line)s. Bila orangnya sama, hapus salah satu baris."
    ),
    # codes
    "code_out_of_range": _("%(column)s: kode %(value)s tidak ada. Kode yang berlaku: %(allowed)s."),
    "code_unknown": _("%(column)s: “%(value)s” tidak dikenal. Pakai kode %(allowed)s."),
    "code_unknown_close": _(
        "%(column)s: “%(value)s” tidak dikenal. Maksudnya “%(close)s”? Pakai kode %(number)s."
    ),
    "code_doubted": _("%(column)s: “%(value)s” dibaca sebagai “%(close)s”. Ubah bila keliru."),
    # dates
    "date_unreadable": _("%(column)s: “%(value)s” tidak terbaca. Tulis seperti 31-12-1980."),
    "date_impossible": _("%(column)s: %(value)s tidak ada di kalender. Tulis seperti 31-12-1980."),
    "date_month_first": _(
        "%(column)s: %(value)s memakai bulan di depan. Tulis hari dulu, seperti 31-12-1980."
    ),
    "date_ambiguous": _("%(column)s: %(value)s punya dua arti. Tulis tahun dengan empat angka."),
    "date_year_only": _("%(column)s: %(value)s hanya tahun. Tulis tanggal lengkap, seperti 31-12-1980."),
    "date_future": _("%(column)s: %(value)s belum tiba. Periksa tahunnya."),
    "date_doubtful": _(
        "%(column)s: %(value)s punya dua arti, karena kolom ini juga memakai bulan di depan. "
        "Periksa hari dan bulannya."
    ),
    "age_unlikely": _("Umur %(age)s tahun jarang terjadi. Periksa tanggal lahir."),
    "birth_date_missing": _("Tanggal lahir kosong. Isi tanggal lahir."),
    "sex_missing": _("Jenis kelamin kosong. Isi L atau P."),
    # place, family, other columns
    "place_blank": _("%(column)s kosong. Isi, atau tulis tanda “-” bila memang tidak ada."),
    "relation_missing": _("Nomor KK ada, tetapi hubungan dalam keluarga kosong. Isi hubungannya."),
    "relation_sex_differs": _(
        "Hubungan suami atau istri tidak cocok dengan jenis kelamin. Periksa keduanya."
    ),
    "second_head_in_file": _(
        "Keluarga ini sudah punya kepala di baris %(line)s. Ubah hubungan salah satu dari keduanya."
    ),
    "pregnant_man": _("Laki-laki tercatat hamil. Periksa jenis kelamin dan status kehamilan."),
    "cell_error": _("%(column)s berisi galat %(value)s dari Excel. Isi nilai yang benar."),
    "cell_uncalculated": _(
        "%(column)s berisi rumus tanpa hasil. Buka berkas di Excel, lalu simpan sekali lagi."
    ),
    "card_tag_length": _("Tag kartu berisi %(count)s tanda, seharusnya 10 sampai 17. Kolom ini dikosongkan."),
    "degree_unreadable": _("%(column)s: “%(value)s” bukan koordinat. Kolom ini dikosongkan."),
    "degrees_swapped": _("Lintang dan bujur tertukar, jadi dibaca terbalik. Periksa titiknya di peta."),
    "degree_abroad": _("%(column)s berada di luar Indonesia. Periksa titiknya di peta."),
    "block_unreadable": _(
        "%(column)s: “%(value)s” bukan nomor, jadi dibaca kosong. Tulis seperti 002 dalam sel berformat Teks."
    ),
    "text_too_long": _("%(column)s berisi %(count)s huruf, batasnya %(limit)s. Kolom ini dikosongkan."),
    # against the register
    "nik_in_other_village": _("NIK ini tercatat di desa lain. Catat kedatangannya lewat menu Pindah datang."),
    "dead_in_register": _("Orang ini sudah tercatat meninggal. Batalkan peristiwa itu bila keliru."),
    "left_in_register": _("Orang ini sudah tercatat pindah. Catat kedatangannya lewat menu Pindah datang."),
    "family_has_head": _("Keluarga ini sudah punya kepala keluarga. Periksa hubungan dalam keluarga."),
}
