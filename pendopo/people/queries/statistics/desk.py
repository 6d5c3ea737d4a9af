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
from pendopo.people.queries.statistics.tally import Snapshot
from pendopo.people.rules.statistics import BY_SLUG, CROSSABLE, Topic, band_of, codes_of, visible_codes
from pendopo.places import queries as places

PERMISSION = "people.statistics"


@dataclass(frozen=True)
class DeskFigures:
    """Exact figures of one topic with the choices an officer has."""

    figures: Figures
    village: places.Village
    parts: tuple[tuple[str, str], ...]
    villages: tuple[tuple[str, str], ...] = ()
    cross: "CrossTable | None" = None

    @property
    def area_title(self) -> str:
        """The name of the area that is shown."""
        return dict(self.parts).get(self.figures.area, self.village.title)


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
    """This function will return the exact figures of a topic in an area of the actor, and a cross table if asked."""
    topic = BY_SLUG.get(slug)
    if topic is None:
        raise NotFound
    chosen, village = _area(actor, area)
    today = clock.today()
    snapshot = Snapshot(public_edition_of(village.code), min(on or today, today))
    assembly = Assembly(snapshot, village)
    parts = tuple((code, title) for code, title in assembly.parts() if actor.may(PERMISSION, code))
    if chosen != village.code and chosen not in dict(parts):
        raise NotFound
    found = DeskFigures(assembly.figures(topic, chosen), village, parts, _villages(actor))
    other = BY_SLUG.get(against)
    if other is None or topic not in CROSSABLE or other not in CROSSABLE:
        return found
    return replace(found, cross=_crossed(snapshot, topic, other, chosen))


def cross_table_of(
    actor: Actor, one: str, other: str, *, on: date | None = None, area: str = ""
) -> CrossTable:
    """This function will return two topics against each other in an area of the actor."""
    table = statistics_of(actor, one, on=on, area=area, against=other).cross
    if table is None:
        raise NotFound
    return table


def _crossed(snapshot: Snapshot, one: Topic, other: Topic, area: str) -> CrossTable:
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


def _area(actor: Actor, area: str) -> tuple[str, places.Village]:
    """The area that is asked for, or the actor's own; it must lie in a village of this site."""
    if area and not actor.may(PERMISSION, area):
        raise NotFound
    wanted = area or _own_area(actor)
    village = places.public_village(village_of(wanted)) if tier_of(wanted) in _BELOW else None
    if village is None:
        raise NotFound
    return wanted, village


_BELOW = frozenset({Tier.VILLAGE, Tier.HAMLET, Tier.RW, Tier.RT})


def _own_area(actor: Actor) -> str:
    site = places.public_site_village()
    if site is None:
        raise NotFound
    if actor.may(PERMISSION, site.code):
        return site.code
    held = sorted(actor.areas(PERMISSION), key=lambda code: (code.count("."), code))
    inside = [code for code in held if contains(site.code, code)]
    if inside:
        return inside[0]
    for code in held:
        if tier_of(code) in _BELOW and places.public_village(village_of(code)) is not None:
            return code
        found = places.public_villages(code)
        if found:
            return found[0].code
    raise NotFound


def _villages(actor: Actor) -> tuple[tuple[str, str], ...]:
    """The villages among which an officer of a higher tier may choose."""
    upper = [code for code in actor.areas(PERMISSION) if tier_of(code) not in _BELOW]
    found = {village.code: village.title for code in upper for village in places.public_villages(code)}
    return tuple(sorted(found.items()))
