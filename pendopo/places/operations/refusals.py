"""What the rules of places say no to, in words that name the next step."""

from django.utils.translation import gettext_lazy as _

from pendopo.kernel.errors import WordedRefusal
from pendopo.places.rules.hours import TROUBLE
from pendopo.places.rules.switches import PROBLEMS


class PlaceRefused(WordedRefusal):
    """A rule of places said no."""

    words = {
        # villages
        "village_unknown": _(
            "Kode desa ini tidak ada dalam daftar. Periksa kodenya, misalnya 32.06.13.2001."
        ),
        "village_not_set_up": _("Desa ini belum disiapkan di situs ini. Hubungi pengelola situs."),
        "site_area_unknown": _(
            "Kode ini bukan kode kecamatan, kabupaten, kota, atau provinsi. Periksa kodenya, misalnya 32.06."
        ),
        "site_area_narrow": _(
            "Di situs ini sudah ada desa di luar wilayah itu. Pilih wilayah yang memuat semuanya."
        ),
        "site_of_one_village": _(
            "Situs ini untuk satu desa. Perluas dahulu, misalnya: pendopo init --tier kecamatan --area 32.06.13"
        ),
        "office_outside": _("Kantor ini di luar wilayah situs. Periksa kodenya, atau perluas wilayah situs."),
        "village_not_chosen": _("Belum ada yang dipilih. Centang satu atau beberapa, lalu kirim lagi."),
        "village_outside": _("Desa ini di luar wilayah situs. Pilih desa lain, atau perluas wilayahnya."),
        "bad_kode_bps": _("Kode BPS terdiri atas 10 angka. Periksa lagi, atau kosongkan."),
        "kode_bps_taken": _("Kode BPS ini sudah dipakai desa lain. Periksa lagi, atau kosongkan."),
        "bad_postal_code": _("Kode pos terdiri atas 5 angka. Periksa lagi, atau kosongkan."),
        "name_missing": _("Nama belum diisi. Silakan isi nama."),
        # the address of the site
        "address_unreadable": _("Tulis alamat lengkap tanpa halaman, misalnya https://taraju.desa.id"),
        "address_leads_home": _(
            "Alamat ini hanya berlaku di komputer ini sendiri, jadi kode QR surat tidak dapat dibuka warga. "
            "Pakai nama situs desa, atau alamat komputer ini di jaringan kantor."
        ),
        "address_fixed": _(
            "Alamat situs sudah ditetapkan di PENDOPO_PUBLIC_URL. Uji alamat itu, atau ubah di sana."
        ),
        "address_not_answered": _(
            "Situs ini belum menjawab di nama itu. Tambahkan namanya ke PENDOPO_HOSTS, mulai ulang, lalu coba lagi."
        ),
        "address_trial_over": _(
            "Tautan uji ini sudah dipakai atau diganti. Minta tautan baru di meja kerja."
        ),
        "address_other": _("Halaman ini dibuka lewat alamat lain. Buka tautan uji persis seperti tertulis."),
        # switches
        "switch_fixed": _("Bagian ini selalu terbuka. Pilih layanan dari daftar."),
        **{code: _(words) for code, words in PROBLEMS.items()},
        # pictures
        "image_too_big": _("Gambar terlalu besar. Pilih gambar paling besar 300 KB dan 2.000 piksel."),
        "image_unknown": _("Berkas ini bukan gambar PNG atau JPEG. Pilih berkas lain."),
        # officials
        "position_missing": _("Jabatan belum diisi. Silakan isi jabatan."),
        "term_backward": _("Tanggal berakhir harus sesudah tanggal mulai. Periksa kedua tanggal."),
        "term_clash": _(
            "Jabatan ini sudah dipegang orang lain pada masa itu. Akhiri dahulu jabatan yang lama."
        ),
        "term_too_long": _("Masa jabatan melebihi batas undang-undang. Periksa tanggal berakhir."),
        "bad_nip": _("NIP terdiri atas 18 angka. Periksa lagi, atau kosongkan."),
        # the office
        "point_unreadable": _(
            "Titik ini tidak terbaca. Tulis lintang dan bujur, misalnya -7.45123, 108.01234."
        ),
        "point_elsewhere": _("Titik ini di luar Indonesia. Tulis lintang dahulu, lalu bujur."),
        **{code: _(words) for code, words in TROUBLE.items()},
        # hamlets, RW, RT
        "bad_number": _("Nomor RW atau RT harus berupa angka, misalnya 4 atau 004."),
        "too_many_hamlets": _("Satu desa paling banyak 99 dusun. Periksa daftar dusun."),
        "locality_exists": _("Dusun, RW, atau RT ini sudah ada. Pilih dari daftar."),
        "locality_closed": _("Wilayah induknya sudah ditutup. Pilih wilayah lain."),
        "locality_below_rt": _("Di bawah RT tidak ada wilayah lagi. Pilih dusun atau RW."),
        "locality_has_parts": _("Masih ada RW atau RT di dalamnya. Tutup yang di dalam lebih dahulu."),
        "locality_has_residents": _(
            "Masih ada penduduk di wilayah ini. Pindahkan alamat mereka lebih dahulu."
        ),
        # boundaries
        "nothing_to_import": _("Tidak ada batas wilayah yang dapat disimpan. Periksa berkasnya."),
        "other_area": _("Batas ini milik wilayah lain. Pilih wilayah di dalam desa Anda."),
        "source_missing": _("Sumber data belum diisi. Tulis dari mana batas ini berasal."),
        "file_too_big": _("Berkas terlalu besar. Paling besar 20 MB."),
        "not_json": _("Berkas ini tidak dapat dibaca sebagai GeoJSON. Ekspor ulang dengan format GeoJSON."),
        "not_geojson": _("Isi berkas ini bukan GeoJSON. Ekspor ulang dengan format GeoJSON."),
        "not_wgs84": _("Koordinatnya bukan WGS 84. Ekspor ulang dengan EPSG:4326."),
        "crs_unknown": _(
            "Sistem koordinat berkas ini tidak dikenal di sini. Ekspor ulang dengan EPSG:4326 (WGS 84), bukan %(name)s."
        ),
        "no_features": _("Berkas ini tidak memuat satu pun wilayah. Periksa lapisan yang diekspor."),
        "still_installing": _("Bagian peta masih dipasang. Coba lagi sebentar lagi."),
        "too_many_features": _("Berkas ini memuat lebih dari 5.000 wilayah. Bagi menjadi beberapa berkas."),
        "geometry_missing": _("Wilayah ini tidak memiliki garis batas. Periksa datanya."),
        "not_polygon": _("Wilayah ini berupa titik atau garis. Batas harus berupa poligon."),
        "bad_position": _("Ada koordinat yang bukan angka. Periksa datanya."),
        "ring_too_short": _("Garis batas memiliki kurang dari tiga titik. Gambar ulang batasnya."),
        "ring_crosses_itself": _("Garis batas menyilang dirinya sendiri. Perbaiki gambarnya."),
        "no_area": _("Garis batas ini tidak memiliki luas. Gambar ulang batasnya."),
        "axes_swapped": _("Lintang dan bujur tertukar. Bujur (94–142) harus lebih dahulu."),
        "outside_indonesia": _("Wilayah ini di luar Indonesia. Periksa koordinatnya."),
        "too_much_at_once": _("Terlalu banyak batas sekaligus. Bagi menjadi beberapa berkas."),
        "too_many_points": _("Garis batas terlalu rinci. Sederhanakan, lalu coba lagi."),
    }
