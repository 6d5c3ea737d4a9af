"""Putting counts into the lines that a page, a chart and a CSV show."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from pendopo.people.queries.statistics.edition import MADE, Edition
from pendopo.people.queries.statistics.region import RegionSnapshot
from pendopo.people.queries.statistics.tally import Snapshot
from pendopo.people.rules.codes import Sex
from pendopo.people.rules.statistics import (
    AGE_GROUPS,
    UNKNOWN,
    Topic,
    band_of,
    codes_of,
    in_group,
    suppress,
    visible_codes,
)
from pendopo.places import queries as places
from pendopo.places.rules.localities import NO_NUMBER, LocalityTier, locality_title

MALE, FEMALE = Sex.MALE.value, Sex.FEMALE.value


@dataclass(frozen=True)
class Line:
    """One group: men, women and all (those without a recorded sex included); None is a hidden count."""

    code: int
    total: int | None
    men: int | None = None
    women: int | None = None
    small: bool = False  # hidden because it is small, and said to be


@dataclass(frozen=True)
class PlaceLine:
    """One hamlet, RW or RT with its residents and families."""

    code: str
    title: str
    men: int
    women: int
    total: int
    families: int


@dataclass(frozen=True)
class Figures:
    """One topic, one area, one day."""

    topic: Topic
    edition: Edition
    area: str
    on: date
    lines: tuple[Line, ...]
    total: int
    places: tuple[PlaceLine, ...] = ()
    families: int = 0
    by_sex: bool = True
    covering: int | None = None  # code of the large group that hides the small ones
    withheld: bool = False
    k: int = 0

    @property
    def hides(self) -> bool:
        """Whether a count is hidden."""
        return self.withheld or self.covering is not None

    @property
    def unknown(self) -> int:
        """How many people have nothing recorded for this topic."""
        return next((line.total or 0 for line in self.lines if line.code == UNKNOWN), 0)


def _line(code: int, counts: Mapping[tuple[int, int], int]) -> Line:
    men, women, rest = (counts.get((code, sex), 0) for sex in (MALE, FEMALE, UNKNOWN))
    return Line(code, men + women + rest, men, women)


class Assembly:
    """Makes figures from a snapshot; what was made is remembered with its edition."""

    def __init__(self, snapshot: Snapshot | RegionSnapshot, village: places.Village | None) -> None:
        self.snapshot, self.village = snapshot, village

    def figures(self, topic: Topic, area: str) -> Figures:
        """Return the exact figures of a topic in an area of the village."""
        key = (self.snapshot, topic.slug, area)
        return MADE.recall(key, lambda: self._made(topic, area))

    def published(self, topic: Topic, area: str, k: int) -> Figures:
        """Return the figures as the public may see them: for sensitive topics small counts hidden, no sexes."""
        found = self.figures(topic, area)
        if not topic.sensitive:
            return found
        codes = [line.code for line in found.lines]
        shown = suppress([line.total or 0 for line in found.lines], k)
        lines = tuple(
            Line(code, count, small=count is None and 0 < (line.total or 0) < k)
            for code, count, line in zip(codes, shown.counts, found.lines, strict=True)
        )
        covering = None if shown.covering is None else codes[shown.covering]
        return replace(found, lines=lines, by_sex=False, covering=covering, withheld=shown.withheld, k=k)

    def titles(self) -> Mapping[str, str]:
        """Return code and title of the village's open parts (Dusun Cibolang, RW 004), or of what lies in a region."""
        if self.village is None:
            people, _families = self.snapshot.sums()
            return {code: area.name for code in people if (area := places.public_area(code)) is not None}
        return {code: title for code, title, _tier in self._localities()}

    def hamlets(self) -> tuple[tuple[str, str], ...]:
        """Return code and title of the hamlets, for the choice of an area."""
        return tuple((code, title) for code, title, tier in self._localities() if tier is LocalityTier.HAMLET)

    def parts(self) -> tuple[tuple[str, str], ...]:
        """Return code and full title of every part: RT 002 RW 004 Dusun Cibolang."""
        full: dict[str, str] = {}
        for code, title, _tier in self._localities():
            above = full.get(code.rpartition(".")[0], "")
            full[code] = f"{title} {above}".strip()
        return tuple(full.items())

    def _localities(self) -> tuple[tuple[str, str, LocalityTier], ...]:
        village = self.village
        if village is None:
            return ()

        def make() -> tuple[tuple[str, str, LocalityTier], ...]:
            return tuple(
                (
                    row.code,
                    locality_title(village.labels, LocalityTier(row.tier), row.name),
                    LocalityTier(row.tier),
                )
                for row in places.public_localities(village.code)
            )

        return MADE.recall((self.snapshot.edition, "localities"), make)

    def _made(self, topic: Topic, area: str) -> Figures:
        counts = self.snapshot.counts(topic.field if topic.shape != "areas" else "sex", area)
        figures = Figures(topic, self.snapshot.edition, area, self.snapshot.on, (), sum(counts.values()))
        if topic.shape == "areas":
            lines = self.place_lines(area)
            return replace(figures, places=lines, families=self._families(area))
        if topic.field == "sex":
            folded: Counter[tuple[int, int]] = Counter()
            for (code, _sex), count in counts.items():
                folded[code, UNKNOWN] += count
            codes = visible_codes({code: n for (code, _sex), n in folded.items()}, codes_of(topic))
            lone = tuple(Line(code, folded[code, UNKNOWN]) for code in codes)
            return replace(figures, lines=lone, by_sex=False)
        if topic.shape == "groups":
            return replace(figures, lines=_group_lines(counts))
        if topic.field == "age":
            counts = _banded(counts)
        totals: Counter[int] = Counter()
        for (code, _sex), count in counts.items():
            totals[code] += count
        codes = visible_codes(totals, codes_of(topic))
        if topic.table is not None and not topic.sensitive and len(codes) > _LONG:
            codes = tuple(code for code in codes if totals[code])
        return replace(figures, lines=tuple(_line(code, counts) for code in codes))

    def _families(self, area: str) -> int:
        return self.snapshot.sums()[1][area]

    def place_lines(self, area: str) -> tuple[PlaceLine, ...]:
        """Return residents and families of every part below an area, parents before their parts."""
        key = (self.snapshot, "places", area)
        return MADE.recall(key, lambda: self._place_lines(area))

    def _place_lines(self, area: str) -> tuple[PlaceLine, ...]:
        people, families = self.snapshot.sums()
        titles = self.titles()
        within = f"{area}." if area else ""
        codes = sorted(code for code in {*titles, *people} if code and code.startswith(within))
        lines = []
        for code in codes:
            men, women, rest = (people.get(code, Counter())[sex] for sex in (MALE, FEMALE, UNKNOWN))
            total = men + women + rest
            if not total and code.rpartition(".")[2] in (NO_NUMBER, "00"):
                continue
            title = titles.get(code) or code.rpartition(".")[2]
            lines.append(PlaceLine(code, title, men, women, total, families[code]))
        return tuple(lines)


# A table of more codes than this (the 89 occupations) leaves out those that nobody has.
_LONG = 20


def _banded(counts: Mapping[tuple[int, int], int]) -> Counter[tuple[int, int]]:
    found: Counter[tuple[int, int]] = Counter()
    for (span, sex), count in counts.items():
        found[band_of(span), sex] += count
    return found


def _group_lines(counts: Mapping[tuple[int, int], int]) -> tuple[Line, ...]:
    lines = []
    for place, group in enumerate(AGE_GROUPS, start=1):
        sexes: Counter[tuple[int, int]] = Counter()
        for (span, sex), count in counts.items():
            if in_group(group, span):
                sexes[place, sex] += count
        lines.append(_line(place, sexes))
    return tuple(lines)
