"""What a run has to say about one listed person, before it is written down."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from pendopo.matching.rules.review import AUTOMATIC, FIRST, reviewers_needed
from pendopo.matching.rules.tasks import ABSENT, CHECK, DOUBLE, PADAN, VERDICTS, task_for


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Between which probabilities two persons must look at a pair; dated rules."""

    double_from: float
    double_to: float


@dataclass(frozen=True, slots=True)
class Draft:
    """One result as it will stand in the table."""

    verdict: str
    probability: float
    stage: str
    needed: int
    final: str
    task: str
    reasons: tuple[str, ...] = ()
    row_id: UUID | None = None
    other_row_id: UUID | None = None
    person_id: UUID | None = None
    other_person_id: UUID | None = None
    register_status: int | None = None
    person_mark: str = ""
    household: str = ""
    sex: str = ""
    birth_date: date | None = None
    hamlet: str = ""
    carried: bool = False


# Whoever has another name, or a number that seems a relative's, is not taken for the same person by a machine.
_ALARMING: Final = frozenset({"name.other", "nik.relative"})


def doubted(verdict: str, probability: float, reasons: Collection[str], limits: Thresholds) -> str:
    """Turn a "padan" that lies near the threshold, or under another name, into one that people
    look at (handbook matching.md section 6.4)."""
    near = probability <= limits.double_to or not _ALARMING.isdisjoint(reasons)
    return CHECK if verdict == PADAN and near else verdict


def opened(
    verdict: str, probability: float, *, kind: str, status: int | None, limits: Thresholds
) -> tuple[str, int, str, str]:
    """Say where a new verdict starts: stage, reviewers needed, final verdict, task.

    Only "padan" and "tidak ditemukan" stand without a human, and both take nothing from anybody; every doubtful
    pair, every double and every pair inside the register waits for people (handbook matching.md section 6).
    """
    known = verdict if verdict in VERDICTS else CHECK
    if kind == "within":
        needed = reviewers_needed(probability, double_from=limits.double_from, double_to=limits.double_to)
        return FIRST, needed, CHECK, ""
    if known in (PADAN, ABSENT):
        return AUTOMATIC, 1, known, task_for(known, kind=kind, register_status=status)
    needed = 1
    if known == CHECK:
        needed = reviewers_needed(probability, double_from=limits.double_from, double_to=limits.double_to)
    return FIRST, needed, CHECK if known == CHECK else DOUBLE, ""
