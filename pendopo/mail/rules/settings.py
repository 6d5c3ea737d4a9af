"""Dated settings of the register: how numbers look and who shares a row of them."""

from datetime import date
from typing import Final

from pendopo.kernel.rules import RuleDefault
from pendopo.mail.rules.numbers import DEFAULT_PATTERN, CounterMode

# The keys under which villages have set them since numbers belonged to letters.
PATTERN: Final = "letters.number_pattern"
COUNTER: Final = "letters.number_counter"
_SINCE = date(2026, 1, 1)
_CUSTOM = "Kebiasaan tata naskah dinas; Permendagri 1/2023"
RULES = (
    # Pattern and counter are judged together, so they are set together.
    RuleDefault(PATTERN, "Pola nomor surat", DEFAULT_PATTERN, _CUSTOM, _SINCE, page="mail-numbering"),
    RuleDefault(
        COUNTER,
        "Cara menghitung nomor surat",
        CounterMode.REGISTER.value,
        _CUSTOM,
        _SINCE,
        choices=tuple(mode.value for mode in CounterMode),
        page="mail-numbering",
    ),
)
