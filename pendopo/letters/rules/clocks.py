"""The clocks of a request: how long it may take, and who holds it when a clock has run out. Silence never rejects."""

from dataclasses import dataclass
from datetime import date

from pendopo.kernel.rules import RuleDefault
from pendopo.letters.rules.permissions import CHECK, SIGN, VERIFY
from pendopo.letters.rules.states import RequestState

REQUEST_DAYS = "letters.request_days"
STEP_DAYS = {
    RequestState.CHECKING.value: "letters.check_days",
    RequestState.VERIFYING.value: "letters.verify_days",
    RequestState.SIGNING.value: "letters.sign_days",
}
STEPS_OFF, DRAFT_DAYS = "letters.steps_off", "letters.draft_days"
BATCH_MOST = "letters.sign_batch_most"
_SINCE = date(2026, 1, 1)
_STANDARD = "UU 25/2009 Pasal 21; standar pelayanan ditetapkan desa"
RULES = (
    RuleDefault(REQUEST_DAYS, "Permohonan surat selesai dalam (hari kerja)", 3, _STANDARD, _SINCE),
    RuleDefault("letters.check_days", "Pemeriksaan permohonan surat (hari kerja)", 1, _STANDARD, _SINCE),
    RuleDefault("letters.verify_days", "Verifikasi permohonan surat (hari kerja)", 1, _STANDARD, _SINCE),
    RuleDefault("letters.sign_days", "Penandatanganan surat (hari kerja)", 1, _STANDARD, _SINCE),
    RuleDefault(DRAFT_DAYS, "Konsep permohonan disimpan (hari)", 30, "Pendopo design", _SINCE),
    RuleDefault(
        BATCH_MOST, "Surat yang ditandatangani sekaligus, paling banyak", 50, "Pendopo design", _SINCE
    ),
    RuleDefault(STEPS_OFF, "Langkah surat yang dilewati", [], "Pendopo design", _SINCE),
)

# Who answers for a step, and to whom it goes when the clock has run out: permission by permission.
_CHAINS = {
    RequestState.CHECKING.value: (CHECK, VERIFY, SIGN),
    RequestState.VERIFYING.value: (VERIFY, SIGN),
    RequestState.SIGNING.value: (SIGN,),
}
STEP_PERMISSION = {state: chain[0] for state, chain in _CHAINS.items()}


@dataclass(frozen=True)
class Clock:
    """The running clock of a step: until when, and how often it has run out before."""

    state: str
    due: date
    level: int


def has_lapsed(clock: Clock, today: date) -> bool:
    """Say whether a step's clock has run out: the last day still counts (PP 47/2015)."""
    return today > clock.due


def level_of(clock: Clock, today: date) -> int:
    """Say how many times a step has moved up (design.md section 2, promise 4)."""
    return clock.level + (1 if has_lapsed(clock, today) else 0)


def reach(state: str) -> tuple[tuple[str, int], ...]:
    """Return who may hold a step, and from which level on (design.md section 2, promise 4).

    The one table behind page, queue and operation: `holders` asks it for a row, the queue writes it as a condition.
    """
    return tuple((permission, level) for level, permission in enumerate(_CHAINS.get(state, ())))


def holders(clock: Clock, today: date) -> tuple[str, ...]:
    """Return the permissions that may act now: the step's own, and those it moved up to."""
    now = level_of(clock, today)
    return tuple(permission for permission, level in reach(clock.state) if now >= level)


def can_move_up(clock: Clock) -> bool:
    """Say whether somebody stands above who holds a step inside the village."""
    return clock.level + 1 < len(_CHAINS.get(clock.state, ()))
