"""Dated rules of the register that ship with Pendopo; a row in the rules table overrides them."""

from datetime import date
from typing import Final

from pendopo.kernel.rules import RuleDefault
from pendopo.people.rules.registering import BIRTH_DAYS, CARD_DAYS, DEATH_DAYS
from pendopo.people.rules.statistics import SUPPRESSION_KEY

UNDO_HOURS, KEEP_DAYS = "people.import.undo_hours", "people.import.keep_days"
_OWN, _UU_24, _UU_23 = date(2026, 1, 1), date(2013, 12, 24), date(2006, 12, 29)
_DISCARDED = "Pendopo, desain impor: berkas unggahan dibuang"
_SMALL = "Pedoman data hub kabupaten, k=5 (handbook domain.md 9)"

DEFAULTS: Final = (
    RuleDefault(UNDO_HOURS, "Impor dapat dibatalkan dalam (jam)", 24, "Pendopo, desain impor", _OWN),
    RuleDefault(KEEP_DAYS, "Berkas impor disimpan (hari)", 30, _DISCARDED, _OWN),
    RuleDefault(BIRTH_DAYS, "Batas lapor kelahiran (hari)", 60, "UU 24/2013 pasal 27", _UU_24),
    RuleDefault(DEATH_DAYS, "Batas lapor kematian (hari)", 30, "UU 24/2013 pasal 44", _UU_24),
    RuleDefault(CARD_DAYS, "Batas lapor perubahan KK (hari)", 30, "UU 23/2006 pasal 62", _UU_23),
    RuleDefault(SUPPRESSION_KEY, "Angka di bawah ini disembunyikan dari umum", 5, _SMALL, _OWN),
)
