"""Dated rules of the register that ship with Pendopo; a row in the rules table overrides them."""

from datetime import date
from typing import Final

from pendopo.kernel.rules import RuleDefault

DEFAULTS: Final = (
    RuleDefault(
        "people.import.undo_hours",
        "Impor dapat dibatalkan dalam (jam)",
        24,
        "Pendopo, desain impor",
        date(2026, 1, 1),
    ),
    RuleDefault(
        "people.import.keep_days",
        "Berkas impor disimpan (hari)",
        30,
        "Pendopo, desain impor: berkas unggahan dibuang",
        date(2026, 1, 1),
    ),
    RuleDefault(
        "people.birth.report_days",
        "Batas lapor kelahiran (hari)",
        60,
        "UU 24/2013 pasal 27",
        date(2013, 12, 24),
    ),
    RuleDefault(
        "people.death.report_days",
        "Batas lapor kematian (hari)",
        30,
        "UU 24/2013 pasal 44",
        date(2013, 12, 24),
    ),
    RuleDefault(
        "people.kk.report_days",
        "Batas lapor perubahan KK (hari)",
        30,
        "UU 23/2006 pasal 62",
        date(2006, 12, 29),
    ),
    RuleDefault("people.ktp.age", "Umur wajib KTP (tahun)", 17, "UU 24/2013 pasal 63", date(2013, 12, 24)),
    RuleDefault(
        "people.suppression_k",
        "Angka di bawah ini disembunyikan dari umum",
        5,
        "Pedoman data hub kabupaten, k=5 (handbook domain.md 9)",
        date(2026, 1, 1),
    ),
)
