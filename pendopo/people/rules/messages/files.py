"""Wording about a whole file that cannot be read, or only in part."""

from collections.abc import Mapping
from typing import Final

from pendopo.people.rules.marker import gettext_noop as _

FILE_MESSAGES: Final[Mapping[str, str]] = {
    "file_empty": _("Berkas ini kosong. Pilih berkas lain."),
    "file_without_rows": _("Berkas ini hanya berisi judul kolom. Isi data penduduk di bawahnya."),
    "file_without_columns": _(
        "Tidak ada lembar dengan kolom penduduk. Berkas perlu judul kolom nama dan nik di 15 baris pertama."
    ),
    "file_too_large": _(
        "Berkas %(megabytes)s MB terlalu besar, batasnya %(limit)s MB. Bagi berkas per dusun."
    ),
    "file_too_many_rows": _("Lembar ini terlalu panjang, batasnya %(limit)s baris. Bagi berkas per dusun."),
    "file_too_many_columns": _(
        "Lembar ini terlalu lebar, batasnya %(limit)s kolom. Hapus kolom yang tidak dipakai."
    ),
    "file_bomb": _(
        "Isi berkas ini jauh lebih besar daripada ukurannya, jadi tidak dibuka. "
        "Simpan ulang dari Excel sebagai berkas .xlsx baru."
    ),
    "file_damaged": _("Berkas ini rusak. Buka di Excel, simpan ulang sebagai .xlsx, lalu unggah lagi."),
    "file_password": _("Berkas ini memakai kata sandi. Hapus kata sandinya di Excel, lalu unggah lagi."),
    "file_uncalculated": _(
        "Terlalu banyak rumus tanpa hasil. Buka berkas di Excel, simpan, lalu unggah lagi."
    ),
    "file_is_pdf": _("Ini berkas PDF, bukan tabel. Unggah berkas .xlsx, .xlsm, .xls, atau .csv."),
    "file_is_picture": _("Ini gambar, bukan tabel. Unggah berkas .xlsx, .xlsm, .xls, atau .csv."),
    "file_is_archive": _("Ini berkas arsip. Buka arsipnya dulu, lalu unggah tabel di dalamnya."),
    "file_is_html": _(
        "Berkas ini halaman web yang bernama .xls. Buka di Excel, lalu simpan sebagai Buku Kerja Excel (.xlsx)."
    ),
    "file_not_spreadsheet": _("Ini bukan tabel. Unggah berkas .xlsx, .xlsm, .xls, atau .csv."),
    "file_other_spreadsheet": _(
        "Jenis tabel ini belum dapat dibaca. Simpan sebagai .xlsx, lalu unggah lagi."
    ),
    "file_column_unknown": _(
        "Kolom “%(heading)s” tidak dikenal. Hapus kolom itu, atau pakai nama kolom dari templat."
    ),
    "file_column_unknown_close": _(
        "Kolom “%(heading)s” tidak dikenal. Mungkin maksudnya “%(close)s”. Ubah judulnya, atau hapus kolomnya."
    ),
    "file_column_twice": _("Kolom %(column)s muncul dua kali (“%(heading)s”). Hapus salah satunya."),
    "file_column_missing": _("Kolom wajib tidak ada: %(columns)s. Tambahkan kolom itu, lalu unggah lagi."),
    "file_column_unnamed": _("Kolom %(column)s berisi data tanpa judul, jadi tidak dibaca."),
    "file_merged_heading": _(
        "Judul “%(heading)s” digabung di atas beberapa kolom. Pisahkan selnya dan beri nama tiap kolom."
    ),
    "file_csv_without_heading": _(
        "Baris pertama CSV ini tidak berisi nama kolom. Tulis nama kolom di baris pertama, misalnya nama;nik."
    ),
    "file_csv_broken": _("CSV ini tidak terbaca mulai baris %(line)s. Periksa tanda kutip di baris itu."),
    "file_too_many_hamlets": _(
        "Berkas ini menyebut terlalu banyak dusun; satu desa paling banyak punya 99. Periksa kolom dusun."
    ),
}
