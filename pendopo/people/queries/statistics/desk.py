"""Exact figures for officers, in the areas where they may see them."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date

from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.kernel.areas import Tier, contains, tier_of, village_of
from pendopo.kernel.errors import NotFound
from pendopo.people.queries.statistics.edition import public_edition_of
from pendopo.people.queries.statistics.figures import Assembly, Figures
from pendopo.people.queries.statistics.region import RegionSnapshot, public_editions_of
from pendopo.people.queries.statistics.tally import Snapshot
from pendopo.people.rules.permissions import STATISTICS
from pendopo.people.rules.statistics import BY_SLUG, CROSSABLE, Topic, band_of, codes_of, visible_codes
from pendopo.places import queries as places


@dataclass(frozen=True)
class DeskFigures:
    """Exact figures of one topic with the choices an officer has: the area as a whole, and areas inside it."""

    figures: Figures
    area_title: str
    choices: tuple[tuple[str, str], ...]
    above_village: bool = False
    cross: "CrossTable | None" = None


@dataclass(frozen=True)
class CrossTable:
    """Two topics against each other: a row for each code of the first, a column for each of the second."""

    rows: Topic
    columns: Topic
    row_codes: tuple[int, ...]
    column_codes: tuple[int, ...]
    on: date
    counts: Counter[tuple[int, int]]

    def lines(self) -> list[tuple[int, list[int], int]]:
        """Return code, counts and sum of each row."""
        found = []
        for row in self.row_codes:
            counts = [self.counts[row, column] for column in self.column_codes]
            found.append((row, counts, sum(counts)))
        return found

    def sums(self) -> list[int]:
        """Return the sum of each column."""
        return [sum(self.counts[row, column] for row in self.row_codes) for column in self.column_codes]

    @property
    def total(self) -> int:
        """How many people the table counts."""
        return sum(self.counts.values())


def statistics_of(
    actor: Actor, slug: str, *, on: date | None = None, area: str = "", against: str = ""
) -> DeskFigures:
    """Return the exact figures of a topic in an area of the actor, and a cross table if asked."""
    topic = BY_SLUG.get(slug)
    if topic is None:
        raise NotFound
    wanted = area or _own_area(actor)
    if not actor.may(STATISTICS, wanted):
        raise NotFound
    today = clock.today()
    day = min(on or today, today)
    upper = tier_of(wanted) not in _BELOW
    if upper and topic.field == "family":
        raise NotFound  # sizes of families are counted in their village
    found = (_in_region if upper else _in_village)(actor, topic, wanted, day)
    other = BY_SLUG.get(against)
    if other is None or topic not in CROSSABLE or other not in CROSSABLE:
        return found[1]
    return replace(found[1], cross=_crossed(found[0], topic, other, wanted))


def _in_village(actor: Actor, topic: Topic, area: str, on: date) -> tuple[Snapshot, DeskFigures]:
    village = places.public_village(village_of(area))
    if village is None:
        raise NotFound
    snapshot = Snapshot(public_edition_of(village.code), on)
    assembly = Assembly(snapshot, village)
    parts = ((village.code, village.title), *assembly.parts())
    mine = tuple((code, title) for code, title in parts if actor.may(STATISTICS, code))
    if area not in dict(mine):
        raise NotFound
    above = tuple((code, title) for code, title in _upper(actor) if contains(code, village.code))
    figures = assembly.figures(topic, area)
    return snapshot, DeskFigures(figures, dict(mine)[area], (*above, *mine))


def _in_region(actor: Actor, topic: Topic, area: str, on: date) -> tuple[RegionSnapshot, DeskFigures]:
    villages = {village.code: village.title for village in places.public_villages(area)}
    snapshot = RegionSnapshot(area, public_editions_of(area, tuple(villages)), on)
    figures = Assembly(snapshot, None).figures(topic, area)
    choices = (*((code, title) for code, title in _upper(actor)), *sorted(villages.items()))
    return snapshot, DeskFigures(figures, _title(area), choices, above_village=True)


def _upper(actor: Actor) -> list[tuple[str, str]]:
    """The officer's own areas above the village."""
    held = sorted(set(actor.areas(STATISTICS)))
    return [(code, _title(code)) for code in held if tier_of(code) not in _BELOW]


def _title(code: str) -> str:
    found = places.public_area(code) if code else None
    return found.name if found else "Indonesia"


def _crossed(snapshot: Snapshot | RegionSnapshot, one: Topic, other: Topic, area: str) -> CrossTable:
    counts: Counter[tuple[int, int]] = Counter()
    for (first, second), count in snapshot.crossed(one.field, other.field, area).items():
        row = band_of(first) if one.field == "age" else first
        column = band_of(second) if other.field == "age" else second
        counts[row, column] += count
    rows: Counter[int] = Counter()
    columns: Counter[int] = Counter()
    for (row, column), count in counts.items():
        rows[row] += count
        columns[column] += count
    return CrossTable(one, other, _codes(one, rows), _codes(other, columns), snapshot.on, counts)


def _codes(topic: Topic, counts: Counter[int]) -> tuple[int, ...]:
    return tuple(code for code in visible_codes(counts, codes_of(topic)) if counts[code])


_BELOW = frozenset({Tier.VILLAGE, Tier.HAMLET, Tier.RW, Tier.RT})


def _own_area(actor: Actor) -> str:
    """The site's village where the officer may see it whole, else the officer's own area."""
    held = sorted(actor.areas(STATISTICS), key=lambda code: (code.count("."), code))
    if not held:
        raise NotFound
    site = places.public_site_village()
    if site is not None and site.code in held:
        return site.code
    inside = [code for code in held if site is not None and contains(site.code, code)]
    return inside[0] if inside else held[0]
