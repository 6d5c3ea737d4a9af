"""Dated settings of documents and their codes."""

from datetime import date

from pendopo.kernel.rules import RuleDefault
from pendopo.letters.rules.signing import SignMethod

METHOD = "letters.sign_method"
_SINCE = date(2026, 1, 1)
RULES = (
    RuleDefault(
        METHOD,
        "Cara tanda tangan elektronik",
        SignMethod.LOCAL.value,
        "UU 11/2008 pasal 11; PP 71/2019 pasal 60",
        _SINCE,
        choices=tuple(method.value for method in SignMethod),
    ),
)
