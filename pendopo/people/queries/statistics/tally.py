"""Counting: one grouped query for a village, a day and a field; every area above is summed from it."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Count, F, IntegerField, Max, Min, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce

from pendopo.kernel.areas import chain_of, contains
from pendopo.people.models import Person
from pendopo.people.queries.scope import public_inside
from pendopo.people.queries.statistics.edition import MADE, TALLIES, Edition
from pendopo.people.rules.codes import Relation
from pendopo.people.rules.statistics import FAMILY_SIZES, SPANS, UNKNOWN, born_by, span_of

# (area code, code of the field, sex, how many)
Tally = tuple[tuple[str, int, int, int], ...]
# (code, sex) -> how many
Counts = Counter[tuple[int, int]]


def _present_on(on: date) -> Q:
    return Q(present_from__lte=on) & (Q(present_until__isnull=True) | Q(present_until__gt=on))


def _code(field: str, on: date) -> Coalesce | Case:
    """The expression whose value is the group of a person: the field itself, or the span that holds the age."""
    if field != "age":
        return Coalesce(F(field), Value(UNKNOWN))
    # Youngest first: most rows then leave the chain early.
    whens = [
        When(birth_date__gt=born_by(on, upper), then=Value(span_of(lower)))
        for lower, upper in zip(SPANS, SPANS[1:], strict=False)
    ]
    unknown = When(birth_date__isnull=True, then=Value(UNKNOWN))
    return Case(unknown, *whens, default=Value(span_of(SPANS[-1])), output_field=IntegerField())


@dataclass(frozen=True)
class Snapshot:
    """The population of a village on one day, as one edition of the register knows it."""

    edition: Edition
    on: date

    def tally(self, field: str) -> Tally:
        """Return the counts by the finest area, code and sex; counted once for each edition."""
        key = (self.edition, self.on, field)
        return TALLIES.recall(key, self._families if field == "family" else lambda: self._persons(field))

    def counts(self, field: str, area: str = "") -> Counts:
        """Return the counts by code and sex in an area of the village; the whole village when none is named."""
        found: Counts = Counter()
        whole = area in ("", self.edition.village)
        for code, value, sex, count in self.tally(field):
            if whole or contains(area, code):
                found[value, sex] += count
        return found

    def sums(self) -> tuple[dict[str, Counter[int]], Counter[str]]:
        """Return residents by sex, and families, of every area from the village down."""
        return MADE.recall((self, "sums"), self._sums)

    def _sums(self) -> tuple[dict[str, Counter[int]], Counter[str]]:
        people: dict[str, Counter[int]] = {}
        families: Counter[str] = Counter()
        start = self.edition.village.count(".")
        for code, _value, sex, count in self.tally("sex"):
            for area in chain_of(code)[start:]:
                people.setdefault(area, Counter())[sex] += count
        for code, _size, _sex, count in self.tally("family"):
            for area in chain_of(code)[start:]:
                families[area] += count
        return people, families

    def crossed(self, one: str, other: str, area: str) -> Counter[tuple[int, int]]:
        """Return the counts by two fields in an area (one grouped query)."""
        rows = self._present(area).annotate(tally_one=_code(one, self.on), tally_other=_code(other, self.on))
        grouped = rows.values_list("tally_one", "tally_other").annotate(n=Count("id")).order_by()
        return Counter({(first, second): count for first, second, count in grouped})

    def _present(self, area: str = "") -> QuerySet[Person, Person]:
        rows = Person.objects.filter(_present_on(self.on), village_code=self.edition.village)
        if area not in ("", self.edition.village):
            rows = rows.filter(public_inside(area))
        return rows

    def _persons(self, field: str) -> Tally:
        rows = self._present().annotate(
            tally_code=_code(field, self.on), tally_sex=Coalesce(F("sex"), Value(UNKNOWN))
        )
        grouped = rows.values_list("area_code", "tally_code", "tally_sex").annotate(n=Count("id"))
        return tuple(grouped.order_by())

    def _families(self) -> Tally:
        """Families by the neighbourhood of their members, their size, and the sex of their head."""
        head = Case(
            When(relation=Relation.HEAD, then=F("sex")), default=Value(None), output_field=IntegerField()
        )
        rows = self._present().filter(family__isnull=False).values_list("family")
        families = rows.annotate(area=Min("area_code"), size=Count("id"), head=Max(head)).order_by()
        found: Counter[tuple[str, int, int]] = Counter()
        for _family, area, size, sex in families:
            found[area, min(size, FAMILY_SIZES), sex or UNKNOWN] += 1
        return tuple((area, size, sex, count) for (area, size, sex), count in found.items())
