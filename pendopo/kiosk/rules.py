"""A session at the kiosk: it lives by being used, and ends by itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from pendopo.kernel.powers import COUNTER, Powers
from pendopo.kernel.rules import RuleDefault

SERVE: Final = "kiosk.serve"
HELD: Final[Powers] = {COUNTER: (SERVE,)}
_SINCE: Final = date(2026, 1, 1)
# Villages have set it under this name since letters held the kiosk.
IDLE_SECONDS: Final = "letters.kiosk_idle_seconds"
RULES = (
    RuleDefault(IDLE_SECONDS, "Anjungan kembali ke awal sesudah diam (detik)", 180, "Pendopo design", _SINCE),
)


@dataclass(frozen=True)
class KioskSession:
    """Whose session it is, and when it was last used."""

    session_id: UUID
    seen: datetime

    def is_idle(self, now: datetime, seconds: int) -> bool:
        """Say whether nobody has touched the tablet for too long; a clock set back counts as too long."""
        return not timedelta(0) <= now - self.seen <= timedelta(seconds=seconds)

    def kept(self, now: datetime) -> dict[str, str]:
        """What the browser's server-side session holds of it."""
        return {"session": str(self.session_id), "seen": now.isoformat()}


def read_session(held: Mapping[str, str] | None) -> KioskSession | None:
    """Read what the server keeps of a kiosk session; anything else is none (issue 3: kiosk)."""
    if held is None:
        return None
    try:
        return KioskSession(UUID(held["session"]), datetime.fromisoformat(held["seen"]))
    except (TypeError, KeyError, ValueError):
        return None
