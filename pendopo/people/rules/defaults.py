"""Dated rules of the register that ship with Pendopo; a row in the rules table overrides them."""

from datetime import date
from typing import Any, Final

# (key, value, legal basis, holds from)
DEFAULTS: Final[tuple[tuple[str, Any, str, date], ...]] = (
    ("people.import.undo_hours", 24, "Pendopo, desain impor", date(2026, 1, 1)),
    ("people.import.keep_days", 30, "Pendopo, desain impor: berkas unggahan dibuang", date(2026, 1, 1)),
    ("people.birth.report_days", 60, "UU 24/2013 pasal 27", date(2013, 12, 24)),
    ("people.death.report_days", 30, "UU 24/2013 pasal 44", date(2013, 12, 24)),
    ("people.kk.report_days", 30, "UU 23/2006 pasal 62", date(2006, 12, 29)),
    ("people.ktp.age", 17, "UU 24/2013 pasal 63", date(2013, 12, 24)),
    ("people.suppression_k", 5, "Pedoman data hub kabupaten, k=5 (handbook domain.md 9)", date(2026, 1, 1)),
)
