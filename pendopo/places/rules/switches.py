"""How a village opens and closes a domain: from a day on, with a sentence of its own."""

from datetime import date
from typing import NamedTuple

from pendopo.kernel.domains import SwitchState

_ = str  # Marks a text for the catalogue; form and refusal translate it.

SENTENCE_MAX = 300
PROBLEMS = {
    "switch_past": _("Hari itu sudah lewat. Pilih hari ini atau sesudahnya."),
    "switch_sentence_missing": _("Tulis satu kalimat: mengapa ditutup, dan sampai kapan. Warga membacanya."),
}
STATE_WORDS = {
    SwitchState.OPEN: _("Terbuka"),
    SwitchState.READ_ONLY: _("Hanya dibaca"),
    SwitchState.CLOSED: _("Ditutup"),
}
# Which field of the form a problem is about.
FIELDS = {"switch_past": "from_day", "switch_sentence_missing": "sentence"}


class Setting(NamedTuple):
    """How far a domain is open from a day on, and why it is not wholly open."""

    state: SwitchState
    sentence: str
    from_day: date

    @property
    def is_open(self) -> bool:
        """Whether nothing of the domain is kept from anybody."""
        return self.state is SwitchState.OPEN

    @property
    def words(self) -> str:
        """What the state is called."""
        return STATE_WORDS[self.state]


def setting_problem(setting: Setting, today: date) -> str | None:
    """Say why a setting cannot be made: whoever finds a door closed is told why, and no day that
    has passed is closed afterwards (design.md section 3)."""
    if setting.from_day < today:
        return "switch_past"
    if setting.state is not SwitchState.OPEN and not setting.sentence.strip():
        return "switch_sentence_missing"
    return None
