"""Decisions about accounts: who may do what, for how long, and what a good secret is."""

from datetime import date

from pendopo.kernel.rules import RuleDefault

_FIRST = date(2020, 1, 1)
_HOUSE = "Ketentuan Pendopo, dapat diubah lewat tabel aturan"
_PDP = "UU 27/2022 Pasal 35 (pengamanan data pribadi); angka: ketentuan Pendopo"

RULES = (
    RuleDefault("accounts.link_hours", "Tautan petugas berlaku (jam)", 48, _HOUSE, _FIRST),
    # Whoever sets the rules is the one whom this wait watches: it may grow, and never shrinks.
    RuleDefault(
        "accounts.change_wait_hours",
        "Perubahan akun petugas yang memutuskan menunggu (jam, sedikitnya 24)",
        24,
        _PDP,
        _FIRST,
        least=24,
    ),
    RuleDefault(
        "accounts.change_keep_days", "Permintaan perubahan akun gugur sesudah (hari)", 7, _PDP, _FIRST
    ),
    RuleDefault("accounts.code_days", "Kode warga berlaku (hari)", 7, _HOUSE, _FIRST),
    RuleDefault("accounts.on_behalf_minutes", "Bertindak untuk warga paling lama (menit)", 30, _PDP, _FIRST),
    RuleDefault("accounts.session_hours", "Sesi warga paling lama (jam)", 12, _PDP, _FIRST),
    RuleDefault("accounts.tries", "Percobaan PIN sebelum dikunci", 5, _PDP, _FIRST),
    # A mast or an office shares one address: more tries, a shorter memory.
    RuleDefault("accounts.network_tries", "Percobaan masuk dari satu jaringan", 40, _PDP, _FIRST),
    RuleDefault(
        "accounts.network_lock_minutes_most", "Kunci terlama untuk satu jaringan (menit)", 60, _PDP, _FIRST
    ),
    RuleDefault(
        "accounts.network_forget_hours",
        "Percobaan dari satu jaringan dilupakan sesudah (jam)",
        1,
        _PDP,
        _FIRST,
    ),
    RuleDefault("accounts.lock_minutes", "Kunci pertama sesudah salah PIN (menit)", 15, _PDP, _FIRST),
    RuleDefault("accounts.lock_minutes_most", "Kunci terlama sesudah salah PIN (menit)", 1440, _PDP, _FIRST),
    RuleDefault("accounts.forget_hours", "Percobaan masuk warga dilupakan sesudah (jam)", 24, _PDP, _FIRST),
    RuleDefault("accounts.device_days", "Perangkat dikenal sejak terakhir masuk (hari)", 180, _PDP, _FIRST),
    RuleDefault(
        "accounts.spray_accounts", "PIN yang sama ditahan sesudah gagal pada (akun)", 10, _PDP, _FIRST
    ),
    RuleDefault("accounts.spray_window_minutes", "PIN yang sama dihitung selama (menit)", 60, _PDP, _FIRST),
    RuleDefault(
        "accounts.spray_pause_minutes", "PIN yang ditahan dibuka lagi sesudah (menit)", 60, _PDP, _FIRST
    ),
    RuleDefault(
        "accounts.throttle_rows", "Catatan percobaan masuk, paling banyak (baris)", 4000, _PDP, _FIRST
    ),
)
