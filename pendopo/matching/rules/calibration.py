"""From the engine's probability to one that reviewers' answers bear out: a line on the log odds for each stratum.

logit(q) = intercept + slope * logit(p) is the calibration line of Cox (Biometrika 45, 1958). It is fitted by penalised
maximum likelihood: without answers it is the identity, with few it stays near, with many it follows them. Reviewers err
too: one answer in fifty is taken to be wrong, so that a single slip about a sure pair does not move all sure pairs.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import exp, log
from typing import Final, NamedTuple

EQUAL, NEAR, MISSING, OTHER, WITHIN = (
    *("number_equal", "number_near", "number_missing", "number_other"),
    "within",
)
STRATA: Final = (EQUAL, NEAR, MISSING, OTHER, WITHIN)
LEVELS: Final[Mapping[str, str]] = {
    "equal": EQUAL,
    "lost_last": NEAR,
    "one_digit": NEAR,
    "serial_digit": NEAR,
    "same_birth": NEAR,
    "missing": MISSING,
    "other": OTHER,
    "relative": OTHER,
}
_SURE: Final = 1e-7  # nothing is surer than this: log odds stay finite
_LEAST_SLOPE: Final = 0.05
_SLIP: Final = 0.02  # share of answers that are wrong
_ROUNDS: Final = 60


class Answer(NamedTuple):
    """What reviewers said about one pair, and what the engine had said."""

    probability: float
    same: bool


@dataclass(frozen=True)
class Line:
    """The correction of one stratum, with the answers behind it."""

    intercept: float = 0.0
    slope: float = 1.0
    answers: int = 0
    same: int = 0


class _Lean(NamedTuple):
    """Where a line stays without answers, and how far few answers may move it (standard deviations)."""

    line: Line
    intercept: float
    slope: float


AS_SHIPPED: Final = Line()


def stratum_of(reasons: Iterable[str], *, within: bool = False) -> str:
    """Name the stratum of a result by its reasons (codes such as "nik.one_digit")."""
    if within:
        return WITHIN
    levels = (code.partition(".")[2] for code in reasons if code.startswith("nik."))
    return LEVELS.get(next(levels, "missing"), MISSING)


def recalibrated(probability: float, line: Line) -> float:
    """Correct a probability by its stratum's line."""
    if line.intercept == 0 and line.slope == 1:
        return probability
    return _chance(line.intercept + line.slope * _log_odds(probability))


def fit(answers: Mapping[str, Sequence[Answer]]) -> dict[str, Line]:
    """Fit one line for each stratum; a stratum leans on the line of all, that on the shipped curve.

    Pairs inside the register are scored by another model: they lean on the shipped curve alone.
    """
    lists = [answer for name, group in answers.items() if name != WITHIN for answer in group]
    pooled = _fitted(lists, _Lean(AS_SHIPPED, 0.5, 0.25))
    return {
        name: _fitted(
            answers.get(name, ()),
            _Lean(AS_SHIPPED, 0.5, 0.25) if name == WITHIN else _Lean(pooled, 0.3, 0.15),
        )
        for name in STRATA
    }


def _fitted(answers: Sequence[Answer], lean: _Lean) -> Line:
    """Fisher scoring on two numbers, from where the line leans; a step that overshoots is halved."""
    points = [(_log_odds(answer.probability), answer.same) for answer in answers]
    at = (lean.line.intercept, lean.line.slope)
    value = _likelihood(points, at, lean)
    for _ in range(_ROUNDS):
        step = _step(points, at, lean)
        share = 1.0
        while share > 1e-6:
            tried = (at[0] + share * step[0], max(_LEAST_SLOPE, at[1] + share * step[1]))
            reached = _likelihood(points, tried, lean)
            if reached >= value:
                break
            share /= 2
        else:
            break
        moved = abs(tried[0] - at[0]) + abs(tried[1] - at[1])
        at, value = tried, reached
        if moved < 1e-7:
            break
    return Line(round(at[0], 5), round(at[1], 5), len(points), sum(same for _, same in points))


def _step(points: Sequence[tuple[float, bool]], at: tuple[float, float], lean: _Lean) -> tuple[float, float]:
    stiff = (1 / lean.intercept**2, 1 / lean.slope**2)
    down = [stiff[0] * (lean.line.intercept - at[0]), stiff[1] * (lean.line.slope - at[1])]
    a, b, c = stiff[0], 0.0, stiff[1]
    for odds, same in points:
        chance = _chance(at[0] + at[1] * odds)
        said = _SLIP + (1 - 2 * _SLIP) * chance
        steep = (1 - 2 * _SLIP) * chance * (1 - chance)
        pull = steep / said if same else -steep / (1 - said)
        heavy = steep * steep / (said * (1 - said))
        down[0] += pull
        down[1] += pull * odds
        a, b, c = a + heavy, b + heavy * odds, c + heavy * odds * odds
    whole = a * c - b * b
    return (c * down[0] - b * down[1]) / whole, (a * down[1] - b * down[0]) / whole


def _likelihood(points: Sequence[tuple[float, bool]], at: tuple[float, float], lean: _Lean) -> float:
    total = -(((at[0] - lean.line.intercept) / lean.intercept) ** 2) / 2
    total -= ((at[1] - lean.line.slope) / lean.slope) ** 2 / 2
    for odds, same in points:
        said = _SLIP + (1 - 2 * _SLIP) * _chance(at[0] + at[1] * odds)
        total += log(said if same else 1 - said)
    return total


def _log_odds(probability: float) -> float:
    inside = min(1 - _SURE, max(_SURE, probability))
    return log(inside / (1 - inside))


def _chance(value: float) -> float:
    return 1 / (1 + exp(-max(-40.0, min(40.0, value))))


def mean(values: Iterable[float]) -> float:
    """Give the mean of some probabilities; raise ZeroDivisionError when there is none."""
    held = list(values)
    return sum(held) / len(held)
