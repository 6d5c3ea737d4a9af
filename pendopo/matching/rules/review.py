"""How people decide about a pair: how many must look at it, and what their answers come to.

Handbook matching.md section 6 point 4: near the threshold two persons judge, neither sees the other's answer, and
where they disagree a third one decides. A machine never decides about a doubtful pair.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

SAME: Final = "same"
DIFFERENT: Final = "different"
UNSURE: Final = "unsure"
ANSWERS: Final = (SAME, DIFFERENT, UNSURE)

FIRST: Final = "first"
SECOND: Final = "second"
THIRD: Final = "third"
DECIDED: Final = "decided"
AUTOMATIC: Final = "automatic"

Stage = Literal["first", "second", "third", "decided"]
_ROUNDS: Final[tuple[Stage, ...]] = ("first", "second", "third")


@dataclass(frozen=True)
class Outcome:
    """Where a pair stands after the answers given so far; `answer` is empty until it is decided."""

    stage: Stage
    answer: str = ""


def reviewers_needed(probability: float, *, double_from: float, double_to: float) -> int:
    """Say how many persons must judge a pair: two near the threshold, else one (matching.md 6.4)."""
    return 2 if double_from <= probability <= double_to else 1


def settle(answers: Sequence[str], *, needed: int) -> Outcome:
    """Say what the answers, oldest first, come to (matching.md 6.4).

    Who is not sure asks for another pair of eyes; the third one's answer is the end, also when it is "not sure".
    """
    count = len(answers)
    if count == 0:
        return Outcome(FIRST)
    if count == 1 and needed == 1 and answers[0] != UNSURE:
        return Outcome(DECIDED, answers[0])
    if count == 1:
        return Outcome(SECOND)
    if count == 2:
        agreed = answers[0] == answers[1] and answers[0] != UNSURE
        return Outcome(DECIDED, answers[0]) if agreed else Outcome(THIRD)
    return Outcome(DECIDED, answers[2])


def round_of(count: int) -> int:
    """Say which round the next answer belongs to (matching.md 6.4)."""
    return min(count, len(_ROUNDS) - 1) + 1


def may_withdraw(*, own_round: int, last_round: int, task_done: bool) -> bool:
    """Say whether an answer can be taken back: while nobody has built on it (matching.md 6.4)."""
    return own_round == last_round and not task_done
