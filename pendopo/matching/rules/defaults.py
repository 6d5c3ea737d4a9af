"""Dated rules of matching that ship with Pendopo."""

from datetime import date
from typing import Final

from pendopo.kernel.rules import RuleDefault

START: Final = date(2026, 1, 1)
DOUBLE_FROM, DOUBLE_TO = "matching.review.double_from", "matching.review.double_to"
REVIEW_DAYS, KEEP_DAYS = "matching.review.days", "matching.list.keep_days"
ENTRY_FROM, PAIR_FROM = "matching.entry.from", "matching.within.from"

_MIDDLE = "Pendopo, handbook matching.md 3: the probability says least in the middle"
_ANNOUNCED = "Pendopo; UU 25/2009 pasal 21: jangka waktu penyelesaian ditetapkan dan diumumkan"
_DESTROYED = "UU 27/2022 pasal 44: data pribadi dimusnahkan bila tidak diperlukan lagi"
_HINT = "Pendopo: a hint at the form, which the officer may answer with a reason"
_SHOWN = "Pendopo: a pair inside the register that people look at"

DEFAULTS: Final = (
    RuleDefault(DOUBLE_FROM, "Pasangan dinilai dua petugas dari peluang", 0.3, _MIDDLE, START),
    RuleDefault(DOUBLE_TO, "Pasangan dinilai dua petugas sampai peluang", 0.9, _MIDDLE, START),
    RuleDefault(REVIEW_DAYS, "Penilaian pasangan data selesai dalam (hari)", 5, _ANNOUNCED, START),
    RuleDefault(KEEP_DAYS, "Daftar pencocokan disimpan (hari)", 365, _DESTROYED, START),
    RuleDefault(ENTRY_FROM, "Peringatan orang yang mungkin sudah terdaftar dari peluang", 0.5, _HINT, START),
    RuleDefault(PAIR_FROM, "Pasangan di dalam data warga ditampilkan dari peluang", 0.5, _SHOWN, START),
)
