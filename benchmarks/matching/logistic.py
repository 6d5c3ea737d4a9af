"""Logistic regression on counted patterns, and isotonic calibration; small enough to need no numerical library."""

from collections.abc import Sequence
from math import exp
from typing import NamedTuple


class Pattern(NamedTuple):
    """One combination of feature codes, with how many pairs have it and how many of these are one person."""

    codes: tuple[str, ...]
    pairs: int
    matches: int


def fit(
    patterns: Sequence[Pattern], *, ridge: float = 2.0, rounds: int = 25
) -> tuple[float, dict[str, float]]:
    """Fit weights by Newton's method; the ridge keeps codes that were seen seldom near zero."""
    names = sorted({code for pattern in patterns for code in pattern.codes})
    index = {name: number + 1 for number, name in enumerate(names)}
    rows = [([0, *sorted({index[code] for code in p.codes})], p.pairs, p.matches) for p in patterns]
    weights = [0.0] * (len(names) + 1)
    for _ in range(rounds):
        step = _newton(rows, weights, ridge)
        longest = max(abs(value) for value in step)
        shrink = min(1.0, 4.0 / longest) if longest else 1.0
        weights = [value + shrink * change for value, change in zip(weights, step, strict=True)]
        if longest < 1e-4:
            break
    return weights[0], {name: round(weights[number], 4) for name, number in index.items()}


def _newton(rows: list[tuple[list[int], int, int]], weights: list[float], ridge: float) -> list[float]:
    size = len(weights)
    gradient = [0.0] + [-ridge * value for value in weights[1:]]
    curve = [[0.0] * size for _ in range(size)]
    for number in range(1, size):
        curve[number][number] = ridge
    curve[0][0] = 1e-6
    for active, pairs, matches in rows:
        value = sum(weights[i] for i in active)
        chance = 1.0 / (1.0 + exp(-max(-30.0, min(30.0, value))))
        missing, heavy = matches - pairs * chance, pairs * chance * (1.0 - chance)
        for at, i in enumerate(active):
            gradient[i] += missing
            line = curve[i]
            for j in active[at:]:
                line[j] += heavy
    for i in range(size):
        for j in range(i):
            curve[i][j] = curve[j][i]
    return _solve(curve, gradient)


def _solve(matrix: list[list[float]], values: list[float]) -> list[float]:
    """Cholesky: the matrix is symmetric and, with the ridge, positive."""
    size = len(values)
    lower = [[0.0] * size for _ in range(size)]
    for i in range(size):
        for j in range(i + 1):
            rest = matrix[i][j] - sum(a * b for a, b in zip(lower[i][:j], lower[j][:j], strict=True))
            lower[i][j] = max(rest, 1e-12) ** 0.5 if i == j else rest / lower[j][j]
    half = [0.0] * size
    for i in range(size):
        half[i] = (values[i] - sum(lower[i][k] * half[k] for k in range(i))) / lower[i][i]
    found = [0.0] * size
    for i in reversed(range(size)):
        found[i] = (half[i] - sum(lower[k][i] * found[k] for k in range(i + 1, size))) / lower[i][i]
    return found


def isotonic(points: Sequence[tuple[float, bool]], *, least: int = 40) -> list[tuple[float, float]]:
    """Fit a rising curve of (score, probability) by pooling adjacent violators; each step holds at least `least` cases.

    Half a case on either side keeps 0 and 1 out: nothing is certain.
    """
    blocks: list[list[float]] = []  # sum of scores, cases, matches
    for score, is_match in sorted(points):
        if blocks and blocks[-1][1] < least:
            blocks[-1] = [blocks[-1][0] + score, blocks[-1][1] + 1, blocks[-1][2] + is_match]
        else:
            blocks.append([score, 1.0, float(is_match)])
        while len(blocks) > 1 and _share(blocks[-2]) >= _share(blocks[-1]) and blocks[-1][1] >= least:
            last = blocks.pop()
            blocks[-1] = [a + b for a, b in zip(blocks[-1], last, strict=True)]
    curve: list[tuple[float, float]] = []
    for total, cases, matches in blocks:
        score, chance = total / cases, (matches + 0.5) / (cases + 1.0)
        if not curve or (chance > curve[-1][1] and score > curve[-1][0]):
            curve.append((round(score, 4), round(chance, 6)))
    return curve


def _share(block: list[float]) -> float:
    return block[2] / block[1]
