"""Decisions about accounts: who may do what, for how long, and what a good secret is."""

from datetime import date

from pendopo.kernel.rules import RuleDefault

_FIRST = date(2020, 1, 1)
_HOUSE = "Ketentuan Pendopo, dapat diubah lewat tabel aturan"
_PDP = "UU 27/2022 Pasal 35 (pengamanan data pribadi); angka: ketentuan Pendopo"

RULES = (
    RuleDefault("accounts.link_hours", 48, _HOUSE, _FIRST),
    # Whoever sets the rules is the one whom this wait watches: it may grow, and never shrinks.
    RuleDefault("accounts.change_wait_hours", 24, _PDP, _FIRST, least=24),
    RuleDefault("accounts.change_keep_days", 7, _PDP, _FIRST),
    RuleDefault("accounts.code_days", 7, _HOUSE, _FIRST),
    RuleDefault("accounts.on_behalf_minutes", 30, _PDP, _FIRST),
    RuleDefault("accounts.session_hours", 12, _PDP, _FIRST),
    RuleDefault("accounts.tries", 5, _PDP, _FIRST),
    # A mast or an office shares one address: more tries, a shorter memory.
    RuleDefault("accounts.network_tries", 40, _PDP, _FIRST),
    RuleDefault("accounts.network_lock_minutes_most", 60, _PDP, _FIRST),
    RuleDefault("accounts.network_forget_hours", 1, _PDP, _FIRST),
    RuleDefault("accounts.lock_minutes", 15, _PDP, _FIRST),
    RuleDefault("accounts.lock_minutes_most", 1440, _PDP, _FIRST),
    RuleDefault("accounts.forget_hours", 24, _PDP, _FIRST),
    RuleDefault("accounts.device_days", 180, _PDP, _FIRST),
    RuleDefault("accounts.spray_accounts", 10, _PDP, _FIRST),
    RuleDefault("accounts.spray_window_minutes", 60, _PDP, _FIRST),
    RuleDefault("accounts.spray_pause_minutes", 60, _PDP, _FIRST),
    RuleDefault("accounts.throttle_rows", 4000, _PDP, _FIRST),
)
