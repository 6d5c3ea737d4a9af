"""Counts of a run for its page: by verdict, reason, hamlet, sex and age."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from pendopo.matching.rules.tasks import VERDICTS

AGE_BANDS: Final = ((0, 5), (6, 17), (18, 39), (40, 59), (60, 74), (75, 200))


@dataclass(frozen=True, slots=True)
class Counted:
    """What a result contributes to the counts."""

    final: str
    sex: str
    birth_date: date | None
    hamlet: str
    status: int | None
    reasons: tuple[str, ...]
    waiting: bool
    task: str


@dataclass
class Figures:
    """Every count of a run's page."""

    total: int = 0
    waiting: int = 0
    verdicts: Counter[str] = field(default_factory=Counter)
    statuses: Counter[int] = field(default_factory=Counter)
    tasks: Counter[str] = field(default_factory=Counter)
    reasons: dict[str, Counter[str]] = field(default_factory=dict)
    hamlets: dict[str, Counter[str]] = field(default_factory=dict)
    sexes: dict[str, Counter[str]] = field(default_factory=dict)
    ages: dict[str, Counter[str]] = field(default_factory=dict)

    def share(self, verdict: str) -> float:
        """Return the share of a verdict among all lines."""
        return self.verdicts[verdict] / self.total if self.total else 0.0


def age_band(born: date | None, on: date) -> str:
    """Name the age band of a person on a day ("60-74", "75+", "" when unknown)."""
    if born is None:
        return ""
    age = on.year - born.year - ((on.month, on.day) < (born.month, born.day))
    for first, last in AGE_BANDS:
        if first <= age <= last:
            return f"{first}+" if last == 200 else f"{first}-{last}"
    return ""


def tally(results: Iterable[Counted], *, on: date) -> Figures:
    """Count results once, for every table of the page."""
    figures = Figures()
    for one in results:
        figures.total += 1
        figures.waiting += one.waiting
        figures.verdicts[one.final] += 1
        if one.status is not None:
            figures.statuses[one.status] += 1
        if one.task:
            figures.tasks[one.task] += 1
        for name in one.reasons:
            figures.reasons.setdefault(one.final, Counter())[name] += 1
        _count(figures.hamlets, one.hamlet, one.final)
        _count(figures.sexes, one.sex, one.final)
        _count(figures.ages, age_band(one.birth_date, on), one.final)
    return figures


def _count(table: dict[str, Counter[str]], key: str, verdict: str) -> None:
    table.setdefault(key, Counter())[verdict] += 1


def table_rows(table: Mapping[str, Counter[str]]) -> list[tuple[str, list[int], int]]:
    """Lay a table out: label, one count for each verdict in their order, sum; unknown comes last."""
    return [
        (key, [table[key][verdict] for verdict in VERDICTS], sum(table[key].values()))
        for key in sorted(table, key=_order)
    ]


def _order(key: str) -> tuple[bool, int, str]:
    first = key.split("-")[0].rstrip("+")
    return key == "", int(first) if first.isdigit() else 0, key
