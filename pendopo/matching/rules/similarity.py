"""How alike two words are: edit distance and the measure of Jaro and Winkler, in plain Python."""

from functools import lru_cache
from typing import Final

_PREFIX: Final = 4
_BOOST: Final = 0.1


def distance(one: str, other: str, limit: int = 3) -> int:
    """Count the edits between two words (a swap of neighbours is one), at most `limit` + 1."""
    if one == other:
        return 0
    if abs(len(one) - len(other)) > limit or len(set(one).difference(other)) > limit:
        return limit + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        older, before, row = before, row, [i]
        for j, b in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
        if min(row) > limit:
            return limit + 1
    return row[-1]


@lru_cache(maxsize=131_072)
def jaro_winkler(one: str, other: str) -> float:
    """Measure likeness from 0 to 1; what agrees at the beginning weighs more (Winkler 1990)."""
    if one == other:
        return 1.0
    if not one or not other:
        return 0.0
    return _winkler(_jaro(one, other), one, other)


def _jaro(one: str, other: str) -> float:
    reach = max(0, max(len(one), len(other)) // 2 - 1)
    taken = [False] * len(other)
    mine: list[str] = []
    for i, sign in enumerate(one):
        for j in range(max(0, i - reach), min(len(other), i + reach + 1)):
            if not taken[j] and other[j] == sign:
                taken[j] = True
                mine.append(sign)
                break
    if not mine:
        return 0.0
    theirs = [sign for sign, is_taken in zip(other, taken, strict=True) if is_taken]
    swaps = sum(a != b for a, b in zip(mine, theirs, strict=True)) / 2
    same = len(mine)
    return (same / len(one) + same / len(other) + (same - swaps) / same) / 3


def _winkler(jaro: float, one: str, other: str) -> float:
    prefix = 0
    for a, b in zip(one[:_PREFIX], other[:_PREFIX], strict=False):
        if a != b:
            break
        prefix += 1
    return jaro + prefix * _BOOST * (1 - jaro)
