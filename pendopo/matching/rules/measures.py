"""How good a matching is: precision, recall and what follows from them, each with the room for chance.

Every measure counts listed people: a link is one listed person led to one row of the register. The definitions are
those of handbook/matching.md section 3; the intervals are Wilson's (1927), which stay honest near 0 and 1.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Final, NamedTuple

_Z: Final = 1.96


class Judged(NamedTuple):
    """One listed person with what the matcher said and what is true."""

    score: float  # rank of the best row; the higher, the surer
    proposed: bool  # a row of the register is named at all
    right: bool  # and it is this person's row
    linked: bool  # the machine decided so by itself
    waiting: bool  # the machine asks a person
    present: bool  # the register has this person
    bad_nik: bool  # the number in the list is absent or not this person's


@dataclass(frozen=True)
class Share:
    """A share with its 95 % interval."""

    hits: int
    of: int
    value: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True)
class Quality:
    """Precision, recall and F1 of one way to link."""

    precision: Share
    recall: Share
    f1: Share


@dataclass(frozen=True)
class Reach:
    """Recall that can be had at a demanded precision, and the score from which on one links."""

    demanded: float
    recall: Share
    threshold: float | None


@dataclass(frozen=True)
class ReviewLoad:
    """What people must look at, after all sure pairs were taken, until the wanted share of the present is found."""

    wanted: float
    accepted: int
    reviews: int | None
    share: float | None
    ceiling: float | None


def wilson(hits: int, of: int) -> Share:
    """Give a share with its Wilson interval; nothing counted gives no value."""
    if not of:
        return Share(hits, of, None, None, None)
    share = hits / of
    centre = (share + _Z**2 / (2 * of)) / (1 + _Z**2 / of)
    half = _Z / (1 + _Z**2 / of) * sqrt(share * (1 - share) / of + _Z**2 / (4 * of**2))
    return Share(hits, of, share, min(share, max(0.0, centre - half)), max(share, min(1.0, centre + half)))


def quality(right: int, links: int, present: int) -> Quality:
    """Judge a set of links.

    F1 = 2J / (1 + J) where J is the share of right links among all that is linked or should be; J is a share, so its
    Wilson interval carries over.
    """
    either = wilson(right, links + present - right)
    f1 = Share(right, either.of, *(_f1(each) for each in (either.value, either.low, either.high)))
    return Quality(wilson(right, links), wilson(right, present), f1)


def _f1(share: float | None) -> float | None:
    return None if share is None else 2 * share / (1 + share)


def decided(rows: Iterable[Judged]) -> Quality:
    """Judge the links that the machine made by itself."""
    right = links = present = 0
    for row in rows:
        present += row.present
        links += row.linked
        right += row.linked and row.right
    return quality(right, links, present)


class Ranking(NamedTuple):
    """What has a proposal, from the surest to the least sure, and the steps where a threshold can stand."""

    rows: Sequence[Judged]
    steps: Sequence[tuple[int, int, float]]  # links, right links, score


def ranked(rows: Iterable[Judged]) -> Ranking:
    """Order what has a proposal, and find where a threshold could stand.

    People of one score are linked together or not at all: a threshold cannot pass between them.
    """
    ordered = sorted((row for row in rows if row.proposed), key=lambda row: -row.score)
    found: list[tuple[int, int, float]] = []
    right = 0
    for at, row in enumerate(ordered, start=1):
        right += row.right
        if at == len(ordered) or ordered[at].score != row.score:
            found.append((at, right, row.score))
    return Ranking(ordered, found)


def best(ranking: Ranking, present: int) -> tuple[Quality, float | None]:
    """Give the quality at the threshold with the highest F1, and the threshold.

    The threshold is chosen with the truth in hand, for every matcher alike: it ranks designs, it is no promise.
    """
    links, right, score = max(
        ranking.steps, key=lambda step: 2 * step[1] / (step[0] + present), default=(0, 0, None)
    )
    return quality(right, links, present), score


def recall_at(ranking: Ranking, present: int, demanded: float) -> Reach:
    """Give the highest recall of all thresholds whose precision is at least the demanded one."""
    reached = [step for step in ranking.steps if step[1] >= demanded * step[0]]
    _, right, score = max(reached, key=lambda step: step[1], default=(0, 0, None))
    return Reach(demanded, wilson(right, present), score)


def review_load(rows: int, ranking: Ranking, present: int, *, wanted: float, sure: float) -> ReviewLoad:
    """Count the reviews that the wanted recall costs after the sure pairs were taken.

    Sure is every pair down to the lowest threshold whose precision is at least `sure`. Reviewers then walk down the
    ranking and make no mistakes; a wrong proposal costs its review and finds nobody.
    """
    accepted, found, _ = max(
        (step for step in ranking.steps if step[1] >= sure * step[0]),
        key=lambda step: step[1],
        default=(0, 0, 0.0),
    )
    ceiling = (found + sum(row.right for row in ranking.rows[accepted:])) / present if present else None
    reviews = 0
    for row in ranking.rows[accepted:]:
        if found >= wanted * present:
            break
        reviews += 1
        found += row.right
    if not present or found < wanted * present:
        return ReviewLoad(wanted, accepted, None, None, ceiling)
    return ReviewLoad(wanted, accepted, reviews, reviews / rows, ceiling)


def wrongly_linked(rows: Iterable[Judged], threshold: float | None = None) -> Share:
    """Give the share of people absent from the register who were linked to somebody.

    Without a threshold the machine's own links count, with one every proposal from that score on.
    """
    absent = [row for row in rows if not row.present]
    if threshold is None:
        return wilson(sum(row.linked for row in absent), len(absent))
    return wilson(sum(row.proposed and row.score >= threshold for row in absent), len(absent))


def reliability(rows: Iterable[Judged], edges: Sequence[float]) -> list[tuple[float, float, Share, float]]:
    """Compare said with true probability: (from, to, share that is right, mean that was said)."""
    bins: list[list[Judged]] = [[] for _ in edges[1:]]
    for row in rows:
        if row.proposed:
            at = sum(row.score >= edge for edge in edges[1:-1])
            bins[at].append(row)
    return [
        (
            low,
            high,
            wilson(sum(row.right for row in each), len(each)),
            sum(row.score for row in each) / len(each),
        )
        for low, high, each in zip(edges, edges[1:], bins, strict=False)
        if each
    ]


@dataclass(frozen=True)
class Gap:
    """A group that fares worse than everybody else by more than chance allows."""

    dimension: str
    group: str
    measure: str
    value: float
    others: float
    people: int


def gaps(counts: dict[tuple[str, str], tuple[int, int]], measure: str, *, least: float = 0.005) -> list[Gap]:
    """Name the groups whose share is lower than that of all others together.

    `counts` holds (hits, of) by dimension and group. A gap counts when it is at least `least` and a two-sided test of
    two shares at 5 %, divided by the number of groups of the dimension (Bonferroni), rejects chance.
    """
    found = []
    for dimension in sorted({each for each, _ in counts}):
        own = {group: pair for (each, group), pair in counts.items() if each == dimension}
        hits, of = (sum(pair[at] for pair in own.values()) for at in (0, 1))
        limit = _critical(0.05 / max(1, len(own)))
        for group, (mine, among) in own.items():
            rest = of - among
            if not among or not rest:
                continue
            value, others, pooled = mine / among, (hits - mine) / rest, hits / of
            error = sqrt(pooled * (1 - pooled) * (1 / among + 1 / rest))
            if others - value >= least and error and (others - value) / error > limit:
                found.append(Gap(dimension, group, measure, value, others, among))
    return sorted(found, key=lambda gap: gap.value - gap.others)


def _critical(level: float) -> float:
    """The point that a standard normal deviate exceeds on either side with this probability."""
    from statistics import NormalDist

    return NormalDist().inv_cdf(1 - level / 2)
