"""What a second run need not ask again: families in which nothing changed on either side."""

from collections.abc import Hashable, Iterable, Mapping, Set
from typing import TypeVar

Row = TypeVar("Row", bound=Hashable)


def carried_rows(rows: Iterable[tuple[Row, str]], unchanged: Set[Row]) -> set[Row]:
    """Return the rows whose whole household is unchanged; a row without a household stands alone.

    A family goes to the engine whole or not at all, because its members are evidence for each other
    (handbook matching.md section 3, finding 1).
    """
    held = list(rows)
    stirred = {household for row, household in held if household and row not in unchanged}
    return {row for row, household in held if row in unchanged and household not in stirred}


def compared(before: Mapping[str, str], now: Mapping[str, str]) -> dict[tuple[str, str], int]:
    """Count how lines went from one verdict to another; "" stands for a line that was not there."""
    found: dict[tuple[str, str], int] = {}
    for mark in before.keys() | now.keys():
        step = before.get(mark, ""), now.get(mark, "")
        if step[0] != step[1]:
            found[step] = found.get(step, 0) + 1
    return found
