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
    "file_is_pdf": _("Ini berkas PDF, bukan tabel. Unggah berkas .xlsx, .xlsm, .xls, .ods, atau .csv."),
    "file_is_picture": _("Ini gambar, bukan tabel. Unggah berkas .xlsx, .xlsm, .xls, .ods, atau .csv."),
    "file_is_archive": _("Ini berkas arsip. Buka arsipnya dulu, lalu unggah tabel di dalamnya."),
    "file_is_html": _(
        "Berkas ini halaman web tanpa tabel penduduk. Buka di Excel, lalu simpan sebagai Buku Kerja Excel (.xlsx)."
    ),
    "file_not_spreadsheet": _("Ini bukan tabel. Unggah berkas .xlsx, .xlsm, .xls, .ods, atau .csv."),
    "file_other_spreadsheet": _(
        "Jenis tabel ini belum dapat dibaca. Simpan sebagai .xlsx, lalu unggah lagi."
    ),
    "file_columns_skipped": _("Kolom ini tidak dibaca: %(headings)s."),
    "file_column_skipped_close": _(
        "Kolom “%(heading)s” tidak dibaca. Isinya seperti “%(close)s”: ubah judulnya bila itu maksudnya."
    ),
    "file_column_twice": _("Kolom %(column)s muncul dua kali (“%(heading)s”). Hapus salah satunya."),
    "file_column_missing": _("Kolom wajib tidak ada: %(columns)s. Tambahkan kolom itu, lalu unggah lagi."),
    "file_column_unnamed": _("Kolom %(column)s berisi data tanpa judul, jadi tidak dibaca."),
    "sheet_skipped": _("Lembar “%(sheet)s” tidak dibaca: tidak ada kolom nama dan nik di 15 baris pertama."),
    "sheet_other_list": _("Lembar “%(sheet)s” tidak dibaca: isinya bukan data penduduk."),
    "file_is_household_list": _(
        "Ini daftar rumah tangga, bukan data penduduk. Unggah buku kerja penduduk, ekspor SIAK, atau BIP."
    ),
    "file_is_aid_list": _(
        "Ini daftar penerima bantuan, bukan data penduduk. Cocokkan dengan warga lewat menu Pemadanan."
    ),
    "file_is_supplement": _(
        "Ini daftar suplemen, bukan data penduduk. Cocokkan dengan warga lewat menu Pemadanan."
    ),
    "file_is_questionnaire": _(
        "Ini kuesioner Regsosek, bukan data penduduk. Unggah buku kerja penduduk, ekspor SIAK, atau BIP."
    ),
    "file_is_classification": _(
        "Ini daftar kode klasifikasi surat, bukan data penduduk. Unggah buku kerja penduduk."
    ),
    "dash_lines": _("%(column)s: tanda “-” di %(count)s baris dibaca sebagai kosong (baris %(lines)s)."),
    "date_doubtful_lines": _(
        "%(column)s memakai dua urutan tanggal. Hari dan bulan %(count)s baris meragukan (baris %(lines)s). "
        "Tulis semua tanggal seperti 31-12-1980."
    ),
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
