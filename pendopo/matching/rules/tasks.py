"""What a verdict asks somebody to do. It never takes anything away from anybody (design.md section 2, promise 7)."""

from typing import Final

from pendopo.matching.rules.review import DIFFERENT, SAME
from pendopo.people.rules.codes import BasicStatus

PADAN: Final = "padan"
CHECK: Final = "perlu_diperiksa"
ABSENT: Final = "tidak_ditemukan"
DOUBLE: Final = "ganda"
VERDICTS: Final = (PADAN, CHECK, ABSENT, DOUBLE)

NONE: Final = ""
VISIT: Final = "visit"
REPORT_DEAD: Final = "report_dead"
REPORT_MOVED: Final = "report_moved"
REPORT_DOUBLE: Final = "report_double"
MERGE: Final = "merge"
TASKS: Final = (VISIT, REPORT_DEAD, REPORT_MOVED, REPORT_DOUBLE, MERGE)


def verdict_after(verdict: str, answer: str) -> str:
    """Say what a pair is after people have judged it (handbook matching.md section 6.3)."""
    if answer == SAME:
        return DOUBLE if verdict == DOUBLE else PADAN
    if answer == DIFFERENT:
        return ABSENT
    return CHECK


def task_for(verdict: str, *, kind: str, register_status: int | None) -> str:
    """Name the task that a settled verdict opens: somebody looks, nobody is struck off
    (design.md section 2, promise 7)."""
    if kind == "within":
        return MERGE if verdict in (PADAN, DOUBLE) else NONE
    if verdict == DOUBLE:
        return REPORT_DOUBLE
    if verdict == PADAN and register_status == BasicStatus.DEAD:
        return REPORT_DEAD
    if verdict == PADAN and register_status == BasicStatus.MOVED:
        return REPORT_MOVED
    if verdict in (ABSENT, CHECK) and kind == "register":
        return VISIT
    return NONE
