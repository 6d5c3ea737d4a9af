"""Dated rules of messages that ship with Pendopo; a row in the rules table overrides them."""

from datetime import date
from typing import Final

from pendopo.kernel.rules import RuleDefault

QUIET_FROM, QUIET_TO = "notices.quiet_from", "notices.quiet_to"
BUDGET = "notices.paid_a_day"
_OWN, _DESIGN = date(2026, 1, 1), "Pendopo, desain kabar"

DEFAULTS: Final = (
    RuleDefault(QUIET_FROM, "Kabar ke telepon berhenti mulai pukul (0 sampai 23)", 21, _DESIGN, _OWN),
    RuleDefault(QUIET_TO, "Kabar ke telepon boleh lagi mulai pukul (0 sampai 23)", 6, _DESIGN, _OWN),
    RuleDefault(BUDGET, "Kabar berbayar paling banyak sehari, tiap saluran", 200, _DESIGN, _OWN),
)
