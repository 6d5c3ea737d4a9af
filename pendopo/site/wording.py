"""What operations, rules and tables are called on the pages about the journal and the dated rules."""

from django.utils.translation import gettext

from pendopo.kernel.operation import REGISTRY
from pendopo.people.operations.refusals import WORDS as PEOPLE_REFUSALS
from pendopo.places.operations.refusals import WORDS as PLACE_REFUSALS
from pendopo.site import wording_services as services

_ = str  # Marks a text for the catalogue; the functions below translate it.

OPERATIONS = services.OPERATIONS | {
    "accounts.attempt.refuse": _("Percobaan masuk ditolak"),
    "accounts.factor.change": _("Faktor kedua petugas berubah"),
    "accounts.officer.change_password": _("Petugas mengganti kata sandi"),
    "accounts.officer.create": _("Akun petugas dibuka"),
    "accounts.officer.deactivate": _("Akun petugas ditutup"),
    "accounts.officer.edit": _("Data petugas diubah"),
    "accounts.officer.end_session": _("Petugas mengakhiri satu sesinya"),
    "accounts.officer.link": _("Tautan sekali pakai dibuat"),
    "accounts.officer.reactivate": _("Akun petugas dibuka lagi"),
    "accounts.officer.reset_second_factor": _("Faktor kedua petugas dihapus"),
    "accounts.officer.set_password": _("Kata sandi dibuat lewat tautan"),
    "accounts.officer.sign_in": _("Petugas masuk"),
    "accounts.officer.sign_in_failed": _("Petugas gagal masuk"),
    "accounts.officer.sign_out": _("Petugas keluar"),
    "accounts.on_behalf.close": _("Bertindak untuk warga selesai"),
    "accounts.on_behalf.open": _("Petugas mulai bertindak untuk warga"),
    "accounts.resident.activate": _("Akun warga dibuka atau kodenya diperbarui"),
    "accounts.resident.add_passkey": _("Warga menambah kunci sandi"),
    "accounts.resident.change_secret": _("Warga mengganti PIN"),
    "accounts.resident.close": _("Akun warga ditutup"),
    "accounts.resident.demo_sign_in": _("Warga contoh masuk"),
    "accounts.resident.end_session": _("Warga mengakhiri satu sesinya"),
    "accounts.resident.lock": _("Akun warga dikunci"),
    "accounts.resident.remove_passkey": _("Warga menghapus kunci sandi"),
    "accounts.resident.sign_in": _("Warga masuk"),
    "accounts.resident.unlock": _("Akun warga dibuka lagi"),
    "accounts.resident.use_code": _("Warga memakai kode sekali pakai"),
    "accounts.role.grant": _("Peran diberikan"),
    "accounts.role.revoke": _("Peran dicabut"),
    "accounts.site.choose_village": _("Desa situs dipilih"),
    "kernel.clock.confirm": _("Tanggal hari ini dipastikan"),
    "kernel.clock.doubt": _("Jam komputer diragukan"),
    "kernel.clock.note": _("Waktu yang benar dicatat"),
    "kernel.holiday.add": _("Hari libur setempat dicatat"),
    "kernel.holiday.remove": _("Hari libur setempat dihapus"),
    "kernel.journal.erase": _("Salinan data di jurnal dihapus"),
    "kernel.journal.erase_entry": _("Isi satu catatan jurnal dihapus"),
    "kernel.keys.reseal": _("Data disegel ulang dengan kunci baru"),
    "kernel.keys.settle": _("Kunci indeks lama dilepas"),
    "kernel.rule.set": _("Nilai aturan diubah"),
    "people.birth.record": _("Kelahiran dicatat"),
    "people.death.record": _("Kematian dicatat"),
    "people.event.reverse": _("Peristiwa dibatalkan"),
    "people.family.change_head": _("Kepala keluarga diganti"),
    "people.family.dissolve": _("Kartu keluarga ditutup"),
    "people.family.edit": _("Data keluarga diubah"),
    "people.family.split": _("Pecah KK dicatat"),
    "people.file.open": _("Berkas warga dibuka"),
    "people.import.chunk": _("Sebagian impor warga disimpan"),
    "people.import.confirm": _("Impor warga disetujui"),
    "people.import.discard": _("Pratinjau impor dibuang"),
    "people.import.preview": _("Berkas impor diperiksa"),
    "people.import.stop": _("Impor warga dihentikan"),
    "people.import.undo": _("Impor warga dibatalkan"),
    "people.leave.record": _("Kepergian sementara dicatat"),
    "people.member.move": _("Warga pindah kartu keluarga"),
    "people.member.relate": _("Hubungan keluarga diubah"),
    "people.missing.record": _("Warga hilang dicatat"),
    "people.move_in.record": _("Pindah datang dicatat"),
    "people.move_out.record": _("Pindah keluar dicatat"),
    "people.person.correct": _("Data warga dibetulkan"),
    "people.person.erase_history": _("Riwayat warga di jurnal dihapus"),
    "people.person.merge": _("Dua data warga digabung"),
    "people.person.register": _("Warga didaftarkan"),
    "people.person.unmerge": _("Penggabungan data warga dibatalkan"),
    "people.register.export": _("Data warga diekspor"),
    "people.return.record": _("Warga kembali dicatat"),
    "places.address.name": _("Alamat situs ditulis untuk diuji"),
    "places.address.prove": _("Alamat situs diuji dan dipakai"),
    "places.boundaries.import": _("Batas wilayah disimpan"),
    "places.emblem.remove": _("Lambang dihapus"),
    "places.emblem.set": _("Lambang dipasang"),
    "places.hamlet.add": _("Dusun ditambah"),
    "places.heads.name": _("Nama ketua wilayah dicatat"),
    "places.labels.edit": _("Sebutan wilayah diubah"),
    "places.localities.ensure": _("Dusun, RW, dan RT disiapkan"),
    "places.locality.close": _("Dusun, RW, atau RT ditutup"),
    "places.locality.rename": _("Nama dusun atau ketua diubah"),
    "places.neighbourhood.add": _("RW atau RT ditambah"),
    "places.official.appoint": _("Perangkat desa ditambah"),
    "places.official.edit": _("Data perangkat desa diubah"),
    "places.official.end": _("Masa jabatan diakhiri"),
    "places.profile.edit": _("Profil desa diubah"),
    "places.switch.set": _("Layanan dibuka atau ditutup"),
    "places.village.set_up": _("Profil desa dibuat"),
}

RULES = services.RULES | {
    "accounts.code_days": _("Kode warga berlaku (hari)"),
    "accounts.forget_hours": _("Percobaan masuk warga dilupakan sesudah (jam)"),
    "accounts.link_hours": _("Tautan petugas berlaku (jam)"),
    "accounts.lock_minutes": _("Kunci pertama sesudah salah PIN (menit)"),
    "accounts.lock_minutes_most": _("Kunci terlama sesudah salah PIN (menit)"),
    "accounts.network_forget_hours": _("Percobaan dari satu jaringan dilupakan sesudah (jam)"),
    "accounts.network_lock_minutes_most": _("Kunci terlama untuk satu jaringan (menit)"),
    "accounts.network_tries": _("Percobaan masuk dari satu jaringan"),
    "accounts.on_behalf_minutes": _("Bertindak untuk warga paling lama (menit)"),
    "accounts.session_hours": _("Sesi warga paling lama (jam)"),
    "accounts.tries": _("Percobaan PIN sebelum dikunci"),
    "kernel.clock.back_minutes": _("Jam komputer boleh mundur (menit)"),
    "kernel.clock.idle_days": _("Kantor boleh tanpa catatan sebelum tanggal ditanyakan (hari kerja)"),
    "people.birth.report_days": _("Batas lapor kelahiran (hari)"),
    "people.death.report_days": _("Batas lapor kematian (hari)"),
    "people.import.keep_days": _("Berkas impor disimpan (hari)"),
    "people.import.undo_hours": _("Impor dapat dibatalkan dalam (jam)"),
    "people.kk.report_days": _("Batas lapor perubahan KK (hari)"),
    "people.ktp.age": _("Umur wajib KTP (tahun)"),
    "people.suppression_k": _("Angka di bawah ini disembunyikan dari umum"),
    "places.village_head_term_years": _("Masa jabatan kepala desa (tahun)"),
}

TABLES = services.TABLES | {
    "accounts_grant": _("peran"),
    "accounts_onbehalf": _("tindakan atas nama warga"),
    "accounts_onetimelink": _("tautan sekali pakai"),
    "accounts_residentaccount": _("akun warga"),
    "accounts_residentsession": _("sesi warga"),
    "accounts_user": _("petugas"),
    "kernel_erasure": _("catatan penghapusan"),
    "kernel_localholiday": _("hari libur"),
    "kernel_rule": _("aturan"),
    "people_family": _("keluarga"),
    "people_fileaccess": _("pembukaan berkas"),
    "people_importbatch": _("impor"),
    "people_pastmembership": _("keanggotaan keluarga"),
    "people_person": _("warga"),
    "people_populationevent": _("peristiwa"),
    "places_boundary": _("batas wilayah"),
    "places_emblem": _("lambang"),
    "places_locality": _("dusun, RW, atau RT"),
    "places_official": _("perangkat desa"),
    "places_villageprofile": _("profil desa"),
}

# What the subject of an operation is, by the name of its argument.
SUBJECTS = services.SUBJECTS | {
    "account": _("akun warga"),
    "batch": _("impor"),
    "emblem": _("lambang"),
    "event": _("peristiwa"),
    "family": _("keluarga"),
    "grant": _("peran"),
    "link": _("tautan sekali pakai"),
    "locality": _("dusun, RW, atau RT"),
    "official": _("perangkat desa"),
    "person": _("warga"),
    "profile": _("profil desa"),
    "session": _("sesi"),
    "user": _("petugas"),
}


# Why an operation was refused, where its domain has no sentence of its own for it.
REFUSALS = {
    "clock_doubtful": _("Jam komputer diragukan, jadi nomor belum diberikan."),
    "clock_wrong": _("Tanggal yang ditulis bukan tanggal jam komputer."),
    "domain_not_open": _("Layanan ini sedang ditutup atau hanya dapat dibaca."),
    "conflict": _("Petugas lain mengubah data ini lebih dahulu."),
    "not_found": _("Datanya tidak ada, atau bukan untuk petugas ini."),
    "not_permitted": _("Pelaku tidak berwenang di wilayah ini."),
    "tier_not_allowed": _("Langkah ini milik tingkat pemerintahan lain."),
}


def refusal_in_words(code: str) -> str:
    """Return why something was refused; the code itself where no domain says more about it."""
    if code in REFUSALS:
        return gettext(REFUSALS[code])
    return str(PEOPLE_REFUSALS.get(code) or PLACE_REFUSALS.get(code) or code)


def rule_in_words(key: str) -> str:
    """Return what a rule is called."""
    if key.startswith(services.CODE_RULES):
        return f"{gettext(services.CODE_WORDS)}: {key.removeprefix(services.CODE_RULES).replace('-', ' ')}"
    return in_words(RULES, key)


def in_words(table: dict[str, str], name: str) -> str:
    """Return what a name is called; the name itself where nothing is said about it."""
    return gettext(table[name]) if name in table else name


def operations_in_words() -> list[tuple[str, str]]:
    """Return every operation with its words, in the order of the words."""
    named = [(name, in_words(OPERATIONS, name)) for name in REGISTRY if not name.startswith("test.")]
    return sorted(named, key=lambda pair: pair[1].lower())
