"""Stays: periods in which somebody is here, in one family and one place; how they begin and end (ADR 0051).

A person's present stay stands in the person's own row, earlier ones are rows of their own. All are half-open, so the
day on which one ends and the next begins is counted once.
"""

from enum import IntEnum
from typing import Final

from pendopo.people.rules.codes import BasicStatus


class Turn(IntEnum):
    """How a stay begins or ends; with BY_IMPORT added where a file said so and no event did."""

    UNKNOWN = 0
    BORN = 1
    ARRIVED = 2
    RETURNED = 3
    DIED = 4
    MOVED = 5
    MISSING = 6
    AWAY = 7
    INSIDE = 8  # the person stayed, the family or the place changed
    LISTED = 9  # was here before, and was written down only now


BY_IMPORT: Final = 10

# What in a person's row holds only from a day on; every other column is how the person is, then as now.
DATED: Final[tuple[str, ...]] = ("family_id", "relation", "village_code", "area_code", "residence")

ENDED_BY: Final = {
    BasicStatus.DEAD: Turn.DIED,
    BasicStatus.MOVED: Turn.MOVED,
    BasicStatus.MISSING: Turn.MISSING,
    BasicStatus.AWAY: Turn.AWAY,
}


def turn_of(code: int) -> tuple[Turn, bool]:
    """Take a column apart: the turn, and whether an import made it (ADR 0051)."""
    return Turn(code % BY_IMPORT), code >= BY_IMPORT


def is_void(days: int, came_by: int, went_by: int) -> bool:
    """Say whether a stay never was: it lasted no day and did not begin or did not end (ADR 0051).

    A child who was born and died on one day lasted no day either, and both are counted.
    """
    return days <= 0 and not (came_by and went_by)
