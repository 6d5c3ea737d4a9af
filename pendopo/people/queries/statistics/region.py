"""Figures of an area above the village: each village's totals are kept, so a write counts one village anew."""

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q, Value
from django.db.models.functions import Coalesce

from pendopo.kernel.areas import chain_of, contains
from pendopo.kernel.models import Feed
from pendopo.people.queries.scope import public_inside
from pendopo.people.queries.statistics.edition import MADE, TOTALS, Edition
from pendopo.people.queries.statistics.tally import Counts, _code
from pendopo.people.queries.stays import Stays, public_stays
from pendopo.people.rules.codes import Relation
from pendopo.people.rules.statistics import UNKNOWN

# (code, sex, how many)
Totals = tuple[tuple[int, int, int], ...]
# SQLite takes a limited number of values in one statement.
_SLICE = 500


def public_editions_of(area: str, villages: Sequence[str]) -> tuple[Edition, ...]:
    """Return the present edition of every village of an area (one query)."""
    feeds: dict[str, list[tuple[bytes, bytes]]] = {}
    rows = Feed.objects.filter(Q(area_code__in=("", *chain_of(area))) | public_inside(area))
    for code, feed, head in rows.values_list("area_code", "id", "head"):
        feeds.setdefault(code, []).append((bytes(feed), bytes(head)))

    def mark(village: str) -> bytes:
        heads = sorted(pair for scope in ("", *chain_of(village)) for pair in feeds.get(scope, ()))
        return hashlib.sha256(b"".join(head for _feed, head in heads)).digest()

    return tuple(Edition(village, mark(village)) for village in sorted(villages))


@dataclass(frozen=True)
class RegionSnapshot:
    """The population of all villages of a district, regency or province on one day."""

    area: str
    editions: tuple[Edition, ...]
    on: date

    @property
    def edition(self) -> Edition:
        """One edition for all villages together."""
        return Edition(self.area, hashlib.sha256(b"".join(one.mark for one in self.editions)).digest())

    def counts(self, field: str, area: str = "") -> Counts:
        """Return the counts by code and sex in the region."""
        found: Counts = Counter()
        for village, totals in self._totals(field).items():
            if contains(area, village):
                for code, sex, count in totals:
                    found[code, sex] += count
        return found

    def sums(self) -> tuple[dict[str, Counter[int]], Counter[str]]:
        """Return residents by sex, and families with a head, of every area from the region down to the village."""
        people: dict[str, Counter[int]] = {}
        families: Counter[str] = Counter()
        heads = self._totals("heads")
        start = len(chain_of(self.area)) - 1 if self.area else 0
        for village, totals in self._totals("sex").items():
            for area in ("", *chain_of(village)) if self.area == "" else chain_of(village)[start:]:
                for _group, sex, count in totals:
                    people.setdefault(area, Counter())[sex] += count
                families[area] += sum(count for _group, _sex, count in heads.get(village, ()))
        return people, families

    def crossed(self, one: str, other: str, area: str) -> Counter[tuple[int, int]]:
        """Return the counts by two fields in the region (counted once for each edition)."""

        def make() -> Counter[tuple[int, int]]:
            found: Counter[tuple[int, int]] = Counter()
            for rows, to_person in self._present([edition.village for edition in self.editions]):
                pairs = rows.annotate(
                    tally_one=_code(one, self.on, to_person), tally_other=_code(other, self.on, to_person)
                )
                grouped = pairs.values_list("tally_one", "tally_other").annotate(n=Count("id")).order_by()
                found.update({(first, second): count for first, second, count in grouped})
            return found

        return MADE.recall((self, one, other), make)

    def _present(self, villages: Sequence[str]) -> Iterator[tuple[Stays, str]]:
        for rows, to_person in public_stays(self.on):
            yield rows.filter(village_code__in=villages), to_person

    def _totals(self, field: str) -> dict[str, Totals]:
        held: dict[str, Totals] = {}
        missing: list[Edition] = []
        for edition in self.editions:
            known = TOTALS.held((edition, self.on, field))
            if known is None:
                missing.append(edition)
            else:
                held[edition.village] = known
        for start in range(0, len(missing), _SLICE):
            part = missing[start : start + _SLICE]
            counted = self._counted(field, [edition.village for edition in part])
            for edition in part:
                held[edition.village] = counted.get(edition.village, ())
                TOTALS.keep((edition, self.on, field), held[edition.village])
        return held

    def _counted(self, field: str, villages: Sequence[str]) -> dict[str, Totals]:
        found: dict[str, list[tuple[int, int, int]]] = {}
        for rows, to_person in self._present(villages):
            if field == "heads":
                rows = rows.filter(relation=Relation.HEAD, family__isnull=False)
            rows = rows.annotate(
                tally_code=_code("sex" if field == "heads" else field, self.on, to_person),
                tally_sex=Coalesce(F(f"{to_person}sex"), Value(UNKNOWN)),
            )
            grouped = rows.values_list("village_code", "tally_code", "tally_sex").annotate(n=Count("id"))
            for village, code, sex, count in grouped.order_by():
                found.setdefault(village, []).append((code, sex, count))
        return {village: tuple(lines) for village, lines in found.items()}
