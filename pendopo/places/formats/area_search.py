"""Finding areas of the shipped list by code or by name; pure, so that it works before there is a site."""

from typing import NamedTuple

from pendopo.kernel.areas import Tier, chain_of, tier_of
from pendopo.places.formats.areas import AreaRow, area_table
from pendopo.places.rules.codes import parse_code
from pendopo.places.rules.names import fold_name

SHORTEST_SEARCH = 2
MOST_MATCHES = 2_000


class Area(NamedTuple):
    """An area with the names of the areas above it, the nearest first."""

    code: str
    name: str
    tier: Tier
    above: tuple[str, ...]

    @property
    def path(self) -> str:
        """The names above, as people say them: Taraju, Kabupaten Tasikmalaya, Jawa Barat."""
        return ", ".join(self.above)


def with_path(row: AreaRow) -> Area:
    """Add tier and the names above to a row."""
    table = area_table()
    above = [found.name for code in reversed(chain_of(row.parent_code)) if (found := table.get(code))]
    return Area(row.code, row.name, tier_of(row.code), tuple(above))


def area_at(code: str) -> Area | None:
    """Find an area by its code, written with or without dots."""
    parsed = parse_code(code)
    row = area_table().get(parsed) if parsed else None
    return with_path(row) if row else None


def search_areas(text: str, limit: int) -> list[Area]:
    """Find areas by code or by name; words after the name narrow it to an area above."""
    area = area_at(text)
    if area is not None:
        return [area]
    words = fold_name(text)
    if len(words) < SHORTEST_SEARCH:
        return []
    rows = _ranked(words)
    if rows:
        return [with_path(row) for row in rows[:limit]]
    # "taraju tasikmalaya": the more of the words belong to the name, the better.
    parts = words.split()
    for split in range(len(parts) - 1, 0, -1):
        wanted = parts[split:]
        areas = (with_path(row) for row in _ranked(" ".join(parts[:split])))
        found = [area for area in areas if all(word in fold_name(area.path).split() for word in wanted)]
        if found:
            return found[:limit]
    return []


def _ranked(words: str) -> list[AreaRow]:
    """The whole name first, then names that begin so, then the rest; inside each by code."""
    found: list[tuple[int, str, AreaRow]] = []
    for row in area_table().find(words):
        folded = fold_name(row.name)
        rank = 0 if folded == words else 1 if folded.startswith(words) else 2
        found.append((rank, row.code, row))
        if len(found) >= MOST_MATCHES:
            break
    return [row for _, _, row in sorted(found)]
