"""Dated rules of matching that ship with Pendopo."""

from datetime import date
from typing import Final

from pendopo.kernel.rules import RuleDefault

START: Final = date(2026, 1, 1)
DOUBLE_FROM, DOUBLE_TO = "matching.review.double_from", "matching.review.double_to"
REVIEW_DAYS, KEEP_DAYS = "matching.review.days", "matching.list.keep_days"
ENTRY_FROM, PAIR_FROM = "matching.entry.from", "matching.within.from"

DEFAULTS: Final = (
    RuleDefault(
        DOUBLE_FROM,
        "Pasangan dinilai dua petugas dari peluang",
        0.3,
        "Pendopo, handbook matching.md 3: the probability says least in the middle",
        START,
    ),
    RuleDefault(
        DOUBLE_TO,
        "Pasangan dinilai dua petugas sampai peluang",
        0.9,
        "Pendopo, handbook matching.md 3: the probability says least in the middle",
        START,
    ),
    RuleDefault(
        REVIEW_DAYS,
        "Penilaian pasangan data selesai dalam (hari)",
        5,
        "Pendopo; UU 25/2009 pasal 21: jangka waktu penyelesaian ditetapkan dan diumumkan",
        START,
    ),
    RuleDefault(
        KEEP_DAYS,
        "Daftar pencocokan disimpan (hari)",
        365,
        "UU 27/2022 pasal 44: data pribadi dimusnahkan bila tidak diperlukan lagi",
        START,
    ),
    RuleDefault(
        ENTRY_FROM,
        "Peringatan orang yang mungkin sudah terdaftar dari peluang",
        0.5,
        "Pendopo: a hint at the form, which the officer may answer with a reason",
        START,
    ),
    RuleDefault(
        PAIR_FROM,
        "Pasangan di dalam data warga ditampilkan dari peluang",
        0.5,
        "Pendopo: a pair inside the register that people look at",
        START,
    ),
)
