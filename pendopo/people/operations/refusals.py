"""What the rules of the register say no to, in words that name the next step."""

from django.utils.translation import gettext_lazy as _

from pendopo.kernel.errors import WordedRefusal


class PeopleRefused(WordedRefusal):
    """A rule of the register said no."""

    words = {
        # the person's state
        "is_present": _("Orang ini tercatat ada di desa. Pilih peristiwa lain."),
        "already_dead": _("Orang ini sudah tercatat meninggal. Jika keliru, batalkan dulu peristiwanya."),
        "already_moved": _("Orang ini sudah tercatat pindah. Jika kembali, catat pindah datang."),
        "already_missing": _("Orang ini tercatat hilang. Jika sudah ditemukan, catat kembali."),
        "already_away": _("Orang ini tercatat pergi. Jika sudah pulang, catat kembali."),
        "record_invalid": _("Data ini sudah ditandai tidak valid. Pakai data yang benar."),
        # days
        "date_future": _("Tanggal ini belum terjadi. Periksa kembali tahunnya."),
        "before_birth": _("Tanggal ini sebelum orangnya lahir. Periksa kedua tanggal."),
        "before_last_event": _(
            "Ada peristiwa yang lebih baru. Periksa tanggal, atau batalkan peristiwa itu dulu."
        ),
        "before_family": _("Pada tanggal ini orangnya belum masuk keluarga ini. Periksa tanggalnya."),
        "before_merge": _(
            "Data ini digabung sesudah tanggal itu. Batalkan penggabungannya dulu, atau periksa tanggalnya."
        ),
        "birth_after_events": _("Tanggal lahir ini sesudah peristiwa yang tercatat. Periksa kembali."),
        "late_needs_reason": _("Laporan ini terlambat. Tulis alasannya, lalu simpan lagi."),
        "reason_missing": _("Alasan belum diisi. Tulis alasannya, lalu simpan lagi."),
        # identity
        "name_missing": _("Nama belum diisi. Silakan isi nama."),
        "birth_date_missing": _("Tanggal lahir belum diisi. Silakan isi tanggal lahir."),
        "sex_missing": _("Jenis kelamin belum dipilih. Silakan pilih."),
        "nik_taken": _("NIK ini sudah dipakai orang lain di daftar. Periksa NIK, atau cari orangnya dulu."),
        "bad_nik": _("NIK harus 16 angka dan bukan sementara. Periksa lagi, atau kosongkan."),
        "kk_taken": _("Nomor KK ini sudah dipakai keluarga lain. Periksa lagi, atau pilih keluarga itu."),
        "bad_kk": _("Nomor KK harus 16 angka. Periksa lagi, atau kosongkan."),
        "likely_duplicate": _(
            "Orang ini mungkin sudah terdaftar. Periksa daftarnya, lalu tulis alasan jika bukan."
        ),
        "nothing_changed": _("Tidak ada yang berubah. Ubah isiannya, atau kembali."),
        # family
        "family_closed": _("Keluarga ini sudah bubar. Pilih keluarga lain."),
        "family_missing": _("Keluarga belum dipilih. Pilih keluarga, atau buat keluarga baru."),
        "family_has_members": _("Keluarga ini masih punya anggota. Pindahkan anggotanya lebih dulu."),
        "head_taken": _("Keluarga ini sudah punya kepala. Pilih hubungan keluarga yang lain."),
        "head_needed": _("Keluarga baru butuh kepala. Pilih kepala keluarga."),
        "not_a_member": _("Orang yang dipilih bukan anggota keluarga ini. Pilih lagi."),
        "nobody_chosen": _("Belum ada yang dipilih. Pilih sedikitnya satu anggota."),
        "everybody_chosen": _("Semua anggota dipilih. Ubah saja nomor KK keluarga ini."),
        "same_family": _("Orang ini sudah di keluarga itu. Pilih keluarga lain."),
        "relation_missing": _("Hubungan keluarga belum dipilih. Silakan pilih."),
        "mother_not_woman": _("Ibu harus perempuan. Periksa pilihan ibu."),
        "mother_too_young": _("Umur ibu tidak mungkin pada tanggal itu. Periksa ibu dan tanggal lahir."),
        "mother_unknown": _("Nama ibu belum diisi. Pilih ibu, atau tulis namanya."),
        "other_village": _("Wilayah ini di desa lain. Catat pindah keluar, lalu pindah datang di sana."),
        "inside_village": _(
            "Pindah di dalam desa bukan pindah keluar. Ubah alamat keluarga, atau pindahkan keluarganya."
        ),
        "unknown_area": _("Dusun, RW, atau RT ini tidak ada. Pilih dari daftar."),
        "bad_value": _("Ada isian yang tidak dikenal. Periksa kembali isian Anda."),
        # moving to another village of this site
        "transfer_waiting": _("Berkas ini masih menunggu diterima. Tidak ada yang perlu dijawab."),
        "transfer_asked": _("Berkas ini menunggu jawaban desa asal. Tunggu jawabannya, lalu terima."),
        "transfer_refused": _("Berkas ini sudah ditolak. Desa asal mengembalikan datanya."),
        "transfer_accepted": _(
            "Berkas ini sudah diterima desa tujuan. Kembali pun dicatat sebagai pindah baru."
        ),
        "transfer_taken_back": _("Berkas ini sudah ditarik kembali desa asal. Hubungi kantor desanya."),
        "transfer_open": _("Berkasnya sedang dikirim ke desa lain. Tarik kembali dulu dari Perpindahan."),
        "transfer_changed": _(
            "Data yang pindah sudah berubah di desa asal: meninggal, digabung, atau dibatalkan. Tanyakan ke sana."
        ),
        "transfer_arrived": _(
            "Kedatangan ini diterima dari desa lain di situs ini. Catat pindah keluar lagi."
        ),
        "transfer_here": _("Desa tujuan sama dengan desa asal. Ubah alamat keluarganya saja."),
        "transfer_unknown": _(
            "Desa tujuan tidak ada di situs ini. Kosongkan pilihannya, isi alamatnya saja."
        ),
        "consent_missing": _("Belum dicatat siapa yang meminta berkas diteruskan. Silakan pilih."),
        "text_missing": _("Isiannya masih kosong. Tulis satu kalimat, lalu kirim lagi."),
        "search_purpose_missing": _("Keperluannya belum lengkap. Pilih satu, dan tulis untuk urusan apa."),
        # merging
        "same_person": _("Kedua data itu satu data yang sama. Pilih dua data yang berbeda."),
        "merge_other_village": _("Kedua data dari desa yang berbeda. Catat pindah lebih dulu."),
        "reference_stays": _(
            "Data yang digabung punya akun atau catatan yang tidak dapat pindah. Pilih data itu sebagai yang tetap."
        ),
        # reversal
        "not_reversible": _("Peristiwa ini tidak dapat dibatalkan. Catat pembetulan data."),
        "already_reversed": _("Peristiwa ini sudah dibatalkan. Tidak ada yang perlu dilakukan."),
        "built_upon": _(
            "Sesudahnya sudah ada perubahan lain. Batalkan yang terbaru lebih dulu, atau catat pembetulan."
        ),
    }
