"""What the rules of accounts say no to, in words that name the next step."""

from django.utils.translation import gettext_lazy as _

from pendopo.kernel.errors import WordedRefusal


class AccountRefused(WordedRefusal):
    """A rule of accounts said no."""

    words = {
        # officers and their accounts
        "names_missing": _("Isi nama pengguna dan nama petugas."),
        "name_missing": _("Isi nama petugas."),
        "username_taken": _("Nama pengguna ini sudah dipakai. Pilih nama lain."),
        "officer_inactive": _("Akun ini tidak aktif. Aktifkan dahulu, atau hubungi pengelola situs."),
        "own_account": _("Akun sendiri diubah lewat halaman Keamanan akun."),
        "not_own_account": _("Anda hanya dapat mengubah akun sendiri."),
        "link_spent": _("Tautan ini sudah dipakai atau lewat waktunya. Minta tautan baru."),
        "password_weak": _("Kata sandi ini terlalu lemah. %(why)s"),
        "village_chosen": _("Desa situs ini sudah dipilih. Lanjutkan dengan kata sandi."),
        "link_no_site": _("Tautan ini tidak dapat memilih desa. Hubungi pengelola situs."),
        # changes that wait for a second person
        "must_wait": _("Perubahan ini menunggu pengelola kedua, atau satu hari, karena perannya memutuskan."),
        "change_waits": _("Perubahan ini masih menunggu pengelola kedua. Buka daftar yang menunggu."),
        "change_over": _("Permintaan ini sudah selesai atau lewat waktunya."),
        "change_baseless": _("Yang meminta sudah tidak berwenang, atau akunnya ditutup. Minta sekali lagi."),
        "not_the_second": _("Orang kedua harus bukan yang meminta dan bukan pemilik akun."),
        "reason_missing": _("Tulis alasannya."),
        # roles
        "self_grant": _("Anda tidak dapat memberi peran kepada diri sendiri."),
        "role_unknown": _("Peran ini tidak dikenal. Pilih dari daftar."),
        "role_above_own": _("Peran ini, atau peran petugas ini, di atas wewenang Anda."),
        "role_wrong_tier": _("Peran ini tidak ada pada tingkat wilayah itu."),
        "role_held": _("Petugas ini sudah memegang peran itu pada waktu yang sama."),
        "roles_incompatible": _("Peran ini tidak boleh dirangkap. Petugas ini memegang peran %(role)s."),
        "area_unknown": _("Kode wilayah ini tidak dikenal. Periksa penulisannya."),
        "term_backward": _("Tanggal akhir harus sesudah tanggal mulai."),
        "term_past": _("Masa peran ini sudah lewat seluruhnya. Pilih tanggal akhir sesudah hari ini."),
        "grant_ended": _("Peran ini sudah berakhir."),
        "last_administrator": _(
            "Ini pengelola situs yang terakhir. Beri peran itu kepada orang lain dahulu."
        ),
        # posts, and who an officer is
        "own_identity": _(
            "Anda tidak dapat menghubungkan akun Anda sendiri. Minta petugas lain melakukannya."
        ),
        "somebody_elses_person": _("Warga ini sudah terhubung dengan akun petugas lain. Periksa kembali."),
        "self_post": _("Anda tidak dapat memberi jabatan kepada akun Anda sendiri. Minta petugas lain."),
        "no_role_here": _("Petugas ini belum memegang peran di desa ini. Beri peran dahulu."),
        "post_ended": _("Hubungan jabatan ini sudah berakhir."),
        "post_changed": _("Jabatan ini sudah berakhir atau diubah sejak diminta. Minta sekali lagi."),
        # residents
        "identity_mismatch": _(
            "NIK dan nomor KK ini tidak cocok dengan warga di wilayah Anda. Periksa keduanya pada kartu."
        ),
        "account_not_locked": _("Akun ini tidak sedang dikunci."),
        "phone_unreadable": _("Nomor telepon ini tidak lengkap. Contoh: 0812 3456 7890."),
        "phone_taken": _("Nomor ini sudah dipakai akun lain. Kosongkan saja: warga bisa masuk dengan NIK."),
        "old_secret_wrong": _("PIN lama tidak cocok. Periksa lagi."),
        "passkey_unreadable": _("Perangkat ini tidak menjawab dengan benar. Coba lagi."),
        "passkey_known": _("Kunci sandi ini sudah terdaftar."),
        "pin_short": _("PIN sedikitnya 6 angka."),
        "secret_long": _("PIN atau frasa sandi ini terlalu panjang."),
        "pin_pattern": _("PIN ini terlalu mudah ditebak. Hindari angka berurutan atau berulang."),
        "pin_birth_date": _("Jangan memakai tanggal lahir sebagai PIN."),
        "pin_from_number": _("Jangan memakai bagian NIK atau nomor telepon sebagai PIN."),
        "passphrase_short": _("Frasa sandi sedikitnya 12 huruf. Atau pakai PIN 6 angka."),
        "passphrase_pattern": _("Frasa sandi ini terlalu mudah ditebak. Pakai beberapa kata."),
        # an officer beside a resident
        "not_an_officer": _("Hanya petugas dapat bertindak bagi warga."),
        "purpose_missing": _("Tulis keperluan warga."),
    }
