"""Counting: one grouped query for a village, a day and a field; every area above is summed from it.

What was counted is carried on from one edition to the next (following.py); a new count is for the first look, a new
day, and whatever the journal does not tell for certain.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Case, Count, F, IntegerField, Max, Min, Value, When
from django.db.models.functions import Coalesce

from pendopo.kernel import clock
from pendopo.kernel.areas import chain_of, contains
from pendopo.people.queries.scope import public_inside
from pendopo.people.queries.statistics.edition import MADE, TALLIES, Edition, editions_before, is_present
from pendopo.people.queries.statistics.following import Resident, Step, public_place
from pendopo.people.queries.stays import Stays, public_stays
from pendopo.people.rules.codes import Relation
from pendopo.people.rules.statistics import FAMILY_SIZES, SPANS, UNKNOWN, born_by, span_of, span_on

# (code, sex) -> how many
Counts = Counter[tuple[int, int]]
# area, code of the field, sex, how many
Line = tuple[str, int, int, int]


class Tally:
    """Counts by the finest area, and of the whole village; `place` is where the journal stood when they were made."""

    def __init__(self, areas: dict[str, Counts], whole: Counts, place: int | None = None) -> None:
        self.areas, self.whole, self.place = areas, whole, place

    @classmethod
    def of(cls, lines: Iterable[Line], place: int | None) -> "Tally":
        """Put lines together."""
        made = cls({}, Counter(), place)
        made._add(lines)
        return made

    def by_sex(self) -> "Tally":
        """Return how many there are of each sex."""
        lines = ((area, sex, sex, n) for area, counts in self.areas.items() for (_, sex), n in counts.items())
        return Tally.of(lines, self.place)

    def and_then(self, lines: Sequence[Line], place: int) -> "Tally":
        """Return these counts with what has changed since; what did not change is shared."""
        areas = dict(self.areas)
        for area in {line[0] for line in lines} & areas.keys():
            areas[area] = Counter(areas[area])
        made = Tally(areas, Counter(self.whole), place)
        made._add(lines)
        return made

    def _add(self, lines: Iterable[Line]) -> None:
        for area, code, sex, count in lines:
            for counts in (self.areas.setdefault(area, Counter()), self.whole):
                counts[code, sex] += count
                if not counts[code, sex]:
                    del counts[code, sex]


def _code(field: str, on: date, to_person: str) -> Coalesce | Case:
    """The expression whose value is the group of a person: the field itself, or the span that holds the age."""
    if field != "age":
        return Coalesce(F(f"{to_person}{field}"), Value(UNKNOWN))
    # Youngest first: most rows then leave the chain early.
    whens = [
        When(**{f"{to_person}birth_date__gt": born_by(on, upper)}, then=Value(span_of(lower)))
        for lower, upper in zip(SPANS, SPANS[1:], strict=False)
    ]
    unknown = When(**{f"{to_person}birth_date__isnull": True}, then=Value(UNKNOWN))
    return Case(unknown, *whens, default=Value(span_of(SPANS[-1])), output_field=IntegerField())


@dataclass(frozen=True)
class Snapshot:
    """The population of a village on one day, as one edition of the register knows it."""

    edition: Edition
    on: date

    def tally(self, field: str) -> Tally:
        """Return the counts of a field: carried on from an edition before, or counted, once for each edition."""
        key = (self.edition, self.on, field)
        return TALLIES.recall(key, lambda: self._carried(field) or self._counted(field), keep=self._is_sure)

    def _carried(self, field: str) -> Tally | None:
        for earlier, steps in editions_before(self.edition):
            if self.on < clock.today() and any(step.moves_the_past for step in steps):
                return None
            held = TALLIES.held((earlier, self.on, field))
            if isinstance(held, Tally):
                lines = [line for step in steps for line in self._difference(step, field)]
                return held.and_then(lines, self.edition.place)
        return None

    def _difference(self, step: Step, field: str) -> Iterator[Line]:
        for people, sign in ((step.before, -1), (step.after, 1)):
            if field == "family":
                found = families_of((*people, *step.others), step.families, self.on)
            else:
                found = people_by(field, people, self.on)
            yield from ((*line, sign) for line in found)

    def _counted(self, field: str) -> Tally:
        if field == "sex":
            return self.tally("age").by_sex()
        if field == "family":  # where nobody is, no family is either
            return self._families() if self.tally("age").whole else self.tally("age")
        return self._persons(field)

    def _is_sure(self, tally: Tally) -> bool:
        """Say whether nothing was written between the look at the edition and the count."""
        if tally.place != self.edition.place and is_present(self.edition):
            tally.place = self.edition.place
        return tally.place == self.edition.place

    def counts(self, field: str, area: str = "") -> Counts:
        """Return the counts by code and sex in an area of the village; the whole village when none is named."""
        tally = self.tally(field)
        if area in ("", self.edition.village):
            return tally.whole
        found: Counts = Counter()
        for code, counts in tally.areas.items():
            if contains(area, code):
                found.update(counts)
        return found

    def sums(self) -> tuple[dict[str, Counter[int]], Counter[str]]:
        """Return residents by sex, and families, of every area from the village down."""
        return MADE.recall((self, "sums"), self._sums)

    def _sums(self) -> tuple[dict[str, Counter[int]], Counter[str]]:
        people: dict[str, Counter[int]] = {}
        families: Counter[str] = Counter()
        start = self.edition.village.count(".")
        for code, counts in self.tally("sex").areas.items():
            for area in chain_of(code)[start:]:
                held = people.setdefault(area, Counter())
                for (_code, sex), count in counts.items():
                    held[sex] += count
        for code, counts in self.tally("family").areas.items():
            for area in chain_of(code)[start:]:
                families[area] += counts.total()
        return people, families

    def crossed(self, one: str, other: str, area: str) -> Counter[tuple[int, int]]:
        """Return the counts by two fields in an area (one grouped query)."""
        found: Counter[tuple[int, int]] = Counter()
        for rows, to_person in self._present(area):
            pairs = rows.annotate(
                tally_one=_code(one, self.on, to_person), tally_other=_code(other, self.on, to_person)
            )
            grouped = pairs.values_list("tally_one", "tally_other").annotate(n=Count("id")).order_by()
            found.update({(first, second): count for first, second, count in grouped})
        return found

    def _present(self, area: str = "") -> Iterator[tuple[Stays, str]]:
        for rows, to_person in public_stays(self.on):
            mine = rows.filter(village_code=self.edition.village)
            if area not in ("", self.edition.village):
                mine = mine.filter(public_inside(area))
            yield mine.annotate(place=public_place(self.edition.village)), to_person

    def _persons(self, field: str) -> Tally:
        found: list[tuple[str, int, int, int, int]] = []
        for rows, to_person in self._present():
            coded = rows.annotate(
                tally_code=_code(field, self.on, to_person),
                tally_sex=Coalesce(F(f"{to_person}sex"), Value(UNKNOWN)),
            )
            names = ("area_code", "tally_code", "tally_sex", "place")
            found += coded.values_list(*names).annotate(n=Count("id")).order_by()
        lines = ((area, code, sex, count) for area, code, sex, _place, count in found)
        return Tally.of(lines, _one_place(line[3] for line in found))

    def _families(self) -> Tally:
        """Families by the neighbourhood of their members, their size, and the sex of their head."""
        families: dict[UUID, tuple[str, int, int]] = {}
        places = set()
        for rows, to_person in self._present():
            sex = F(f"{to_person}sex")
            head = Case(
                When(relation=Relation.HEAD, then=sex), default=Value(None), output_field=IntegerField()
            )
            grouped = rows.filter(family__isnull=False).values_list("family", "place")
            grouped = grouped.annotate(area=Min("area_code"), size=Count("id"), head=Max(head)).order_by()
            for family, place, area, size, led_by in grouped:
                places.add(place)
                others = families.get(family, (area, 0, UNKNOWN))
                families[family] = (min(area, others[0]), size + others[1], max(led_by or UNKNOWN, others[2]))
        found = Counter((area, min(size, FAMILY_SIZES), sex) for area, size, sex in families.values())
        return Tally.of(((*line, count) for line, count in found.items()), _one_place(places))


def _one_place(places: Iterable[int]) -> int | None:
    """Return where the journal stood, if both tables were asked at one and the same state."""
    held = set(places)
    return held.pop() if len(held) == 1 else None


def _here(people: Iterable[Resident], on: date) -> list[Resident]:
    return [one for one in people if one.since <= on and (one.until is None or one.until > on)]


def people_by(field: str, people: Iterable[Resident], on: date) -> Iterator[tuple[str, int, int]]:
    """Give area, code of a field and sex of those who are present on a day: what `_persons` groups by."""
    for one in _here(people, on):
        code = span_on(one.birth_date, on) if field == "age" else one.codes[field] or UNKNOWN
        yield one.area_code, code, one.codes["sex"] or UNKNOWN


def families_of(
    people: Iterable[Resident], among: Collection[UUID], on: date
) -> Iterator[tuple[str, int, int]]:
    """Give area, size and head's sex of families on a day: what `_families` counts."""
    members: dict[UUID, list[Resident]] = {}
    for one in _here(people, on):
        if one.family_id is not None and one.family_id in among:
            members.setdefault(one.family_id, []).append(one)
    for family in members.values():
        heads = [one.codes["sex"] or UNKNOWN for one in family if one.relation == Relation.HEAD]
        yield (
            min(one.area_code for one in family),
            min(len(family), FAMILY_SIZES),
            max(heads, default=UNKNOWN),
        )
