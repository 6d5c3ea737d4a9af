"""Estimates precision and recall from a labelled sample, where nobody knows the truth of the whole list.

Strata follow what the matcher said; inside a stratum every listed person is equally likely to be drawn. The interval
is that of Clopper and Pearson (1934) carried over to strata: its lower end comes from draws in which every stratum
hides one error more than was seen, its upper end from draws with what was seen. It is wide where little was looked at,
and does not shrink to nothing where a sample happens to hold no error, as the usual variance formula does.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil, sqrt
from random import Random
from typing import Final

SAME: Final = "sama"
OTHER: Final = "lain"
NOWHERE: Final = "tidak ada"
LABELS: Final = (SAME, OTHER, NOWHERE)
_DRAWS: Final = 4000


@dataclass(frozen=True)
class Stratum:
    """Listed people of whom the matcher said alike."""

    code: str
    people: int
    linked: bool
    proposed: bool
    doubt: (
        float  # how likely an error is thought to be before anybody looks; steers only the size of the sample
    )


@dataclass(frozen=True)
class Labelled:
    """A stratum with what the people who looked found: the same person, another row, or not in the register."""

    stratum: Stratum
    same: int
    other: int
    nowhere: int

    @property
    def seen(self) -> int:
        """How many of the stratum were labelled."""
        return self.same + self.other + self.nowhere


@dataclass(frozen=True)
class Estimate:
    """A value with its 95 % interval."""

    value: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True)
class Estimates:
    """What a labelled sample says about the whole list."""

    precision: Estimate
    recall: Estimate
    f1: Estimate
    absent_wrongly_linked: Estimate
    labelled: int
    people: int


def stratum_code(verdict: str, probability: float, *, proposed: bool) -> str:
    """Name the stratum of one answer: its verdict, and how sure the matcher was."""
    verdict = verdict.lower().replace("_", " ")
    if verdict == "perlu diperiksa":
        return "periksa-atas" if probability >= 0.5 else "periksa-bawah"
    if verdict == "tidak ditemukan":
        if not proposed:
            return "tidak-tanpa-calon"
        return "tidak-calon-dekat" if probability >= 0.02 else "tidak-calon-jauh"
    if verdict == "ganda":
        return "ganda"
    if probability >= 0.9999:
        return "padan-pasti"
    return "padan-kuat" if probability >= 0.99 else "padan-lemah"


DOUBT: Final[Mapping[str, float]] = {
    "padan-pasti": 0.001, "padan-kuat": 0.01, "padan-lemah": 0.1, "ganda": 0.05, "periksa-atas": 0.3,
    "periksa-bawah": 0.4, "tidak-calon-dekat": 0.2, "tidak-calon-jauh": 0.03, "tidak-tanpa-calon": 0.02,
}  # fmt: skip


def allocate(strata: Sequence[Stratum], size: int) -> dict[str, int]:
    """Divide the sample: some of every stratum, the rest where errors are many (Neyman 1934)."""
    floor = max(1, size // (3 * max(1, len(strata))))
    given = {each.code: min(each.people, floor) for each in strata}
    weight = {each.code: each.people * sqrt(each.doubt * (1 - each.doubt)) for each in strata}
    left = size - sum(given.values())
    open_ = [each for each in strata if given[each.code] < each.people]
    while left > 0 and open_:
        total = sum(weight[each.code] for each in open_)
        for each in open_:
            share = ceil(left * weight[each.code] / total) if total else left
            given[each.code] = min(each.people, given[each.code] + min(share, size - sum(given.values())))
        left, before = size - sum(given.values()), left
        open_ = [each for each in open_ if given[each.code] < each.people]
        if left == before:
            break
    return given


def estimate(strata: Sequence[Labelled], *, seed: int = 1) -> Estimates:
    """Estimate the measures of the whole list from its labelled strata.

    Raises ValueError when a stratum with people has nobody labelled: nothing can be said about them.
    """
    empty = [each.stratum.code for each in strata if each.stratum.people and not each.seen]
    if empty:
        raise ValueError(", ".join(empty))
    counted = [each for each in strata if each.stratum.people]
    point = _measures([(each, _shares(each)) for each in counted])
    chance = Random(seed)  # noqa: S311 - a simulation, nothing secret
    worse = [_measures([(each, _drawn(each, 1, chance)) for each in counted]) for _ in range(_DRAWS)]
    seen = [_measures([(each, _drawn(each, 0, chance)) for each in counted]) for _ in range(_DRAWS)]
    precision, recall, f1 = (
        Estimate(point[at], _quantile(point[at], worse, at, 0.025), _quantile(point[at], seen, at, 0.975))
        for at in range(3)
    )
    # among the absent, more errors mean a higher share
    wrong = Estimate(point[3], _quantile(point[3], seen, 3, 0.025), _quantile(point[3], worse, 3, 0.975))
    labelled, people = sum(each.seen for each in counted), sum(each.stratum.people for each in counted)
    return Estimates(precision, recall, f1, wrong, labelled, people)


Shares = tuple[float, float, float]


def _shares(each: Labelled) -> Shares:
    return each.same / each.seen, each.other / each.seen, each.nowhere / each.seen


def _drawn(each: Labelled, hidden: int, chance: Random) -> Shares:
    """Shares of the whole stratum: who was seen counts as seen, the others by a draw with `hidden` errors more.

    An error of a linked stratum is a wrong row or an absent person, half each; of another stratum, a present person.
    """
    same, other, nowhere = float(each.same), float(each.other), float(each.nowhere)
    if each.stratum.linked:
        shapes = (same + 1 - hidden, other + hidden / 2, nowhere + hidden / 2)
    elif each.stratum.proposed:
        shapes = (same + hidden / 2, other + hidden / 2, nowhere + 1 - hidden)
    else:
        shapes = (same, other + hidden, nowhere + 1 - hidden)
    parts = [chance.gammavariate(shape, 1) if shape > 0 else 0.0 for shape in shapes]
    total, people = sum(parts), each.stratum.people
    unseen = max(0, people - each.seen)
    return (
        (same + unseen * parts[0] / total) / people,
        (other + unseen * parts[1] / total) / people,
        (nowhere + unseen * parts[2] / total) / people,
    )


def _measures(strata: Sequence[tuple[Labelled, Shares]]) -> tuple[float | None, ...]:
    """Precision, recall, F1 and the share of absent people who were linked."""
    right = links = present = absent = absent_linked = 0.0
    for each, (same, other, nowhere) in strata:
        people = each.stratum.people
        present += people * (same + other)
        absent += people * nowhere
        if each.stratum.linked:
            links += people
            right += people * same
            absent_linked += people * nowhere
    return (
        right / links if links else None,
        right / present if present else None,
        2 * right / (links + present) if links + present else None,
        absent_linked / absent if absent else None,
    )


def _quantile(
    point: float | None, draws: Sequence[Sequence[float | None]], at: int, share: float
) -> float | None:
    """The share-quantile of one measure; never on the wrong side of the estimate itself."""
    known = sorted(value for value in (draw[at] for draw in draws) if value is not None)
    if point is None or not known:
        return None
    value = known[round(share * (len(known) - 1))]
    return min(value, point) if share < 0.5 else min(1.0, max(value, point))
