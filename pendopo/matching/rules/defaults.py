"""Dated rules of matching that ship with Pendopo."""

from datetime import date
from typing import Final

START: Final = date(2026, 1, 1)
DOUBLE_FROM, DOUBLE_TO = "matching.review.double_from", "matching.review.double_to"
REVIEW_DAYS, KEEP_DAYS = "matching.review.days", "matching.list.keep_days"
ENTRY_FROM, PAIR_FROM = "matching.entry.from", "matching.within.from"

DEFAULTS: Final = (
    (DOUBLE_FROM, 0.3, "Pendopo, handbook matching.md 3: the probability says least in the middle", START),
    (DOUBLE_TO, 0.9, "Pendopo, handbook matching.md 3: the probability says least in the middle", START),
    (
        REVIEW_DAYS,
        5,
        "Pendopo; UU 25/2009 pasal 21: jangka waktu penyelesaian ditetapkan dan diumumkan",
        START,
    ),
    (KEEP_DAYS, 365, "UU 27/2022 pasal 44: data pribadi dimusnahkan bila tidak diperlukan lagi", START),
    (ENTRY_FROM, 0.5, "Pendopo: a hint at the form, which the officer may answer with a reason", START),
    (PAIR_FROM, 0.5, "Pendopo: a pair inside the register that people look at", START),
)
