"""From levels to a probability: a sum of shipped weights, then a shipped calibration curve."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import exp
from typing import Final

from pendopo.matching.rules.compare import Levels

_STEEP: Final = 40.0
_SAME_BIRTH: Final = frozenset({"same_birth", "serial_digit"})
_WEAK_NIK: Final = frozenset({"other", "missing", "same_birth", "serial_digit"})


@dataclass(frozen=True)
class Model:
    """Weights by feature code, and the calibration curve: scores in rising order with their probabilities."""

    bias: float
    weights: Mapping[str, float]
    scores: Sequence[float]
    probabilities: Sequence[float]


def features(levels: Levels) -> tuple[str, ...]:
    """Name the features of one comparison: the levels, and the pairs of levels that are no sum.

    A NIK that agrees while name or birth does not is a relative's (handbook matching.md section 3, finding 2);
    name and birth both doubtful is more than twice one of them.
    """
    nik = "relative" if levels.relative else levels.nik
    name_ok, birth_ok = levels.name_agrees, levels.birth_agrees
    strong = levels.name in ("identical", "same_sound", "spelling")
    return (
        f"name.{levels.name}",
        f"nik.{nik}",
        f"birth.{levels.birth}",
        f"kk.{levels.kk}",
        f"sex.{levels.sex}",
        f"address.{levels.address}",
        f"place.{levels.place}",
        f"nik.{'weak' if levels.nik in _WEAK_NIK else 'strong'}&name.{'good' if name_ok else 'bad'}"
        f"&birth.{'good' if birth_ok else 'missing' if levels.birth == 'missing' else 'bad'}",
        f"kk.{'equal' if levels.kk == 'equal' else 'not'}&name.{'strong' if strong else 'good' if name_ok else 'bad'}"
        f"&birth.{'equal' if levels.birth == 'equal' else 'good' if birth_ok else 'bad'}",
        f"nik.{levels.nik if levels.nik in _SAME_BIRTH else 'not'}"
        f"&birth.{'equal' if levels.birth == 'equal' else 'not'}&name.{'good' if name_ok else 'bad'}",
    )


def score(codes: Iterable[str], model: Model) -> float:
    """Add the weights of the features to the bias; a code the model never met weighs nothing."""
    weights = model.weights
    return model.bias + sum(weights.get(code, 0.0) for code in codes)


def calibrated(value: float, model: Model) -> float:
    """Read the probability of a score from the calibration curve (isotonic, between its points)."""
    scores, probabilities = model.scores, model.probabilities
    if not scores:
        return 1.0 / (1.0 + exp(-max(-_STEEP, min(_STEEP, value))))
    at = bisect_right(scores, value)
    if at == 0:  # beyond its ends the curve goes on towards 0 and 1, so that it still ranks
        return probabilities[0] * exp(max(-_STEEP, value - scores[0]))
    if at == len(scores):
        return 1.0 - (1.0 - probabilities[-1]) * exp(max(-_STEEP, (scores[-1] - value) / 2))
    low, high = scores[at - 1], scores[at]
    share = (value - low) / (high - low) if high > low else 1.0
    return probabilities[at - 1] + share * (probabilities[at] - probabilities[at - 1])


def probability(levels: Levels, model: Model) -> float:
    """Give the probability that two records are one person when only the two are known."""
    return calibrated(score(features(levels), model), model)
