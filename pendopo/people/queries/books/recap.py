"""B.3: how many people each hamlet had, gained, lost and has (Permendagri 47/2016)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Case, Count, F, IntegerField, Max, Min, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce

from pendopo.people.models import EventKind, Person, PopulationEvent
from pendopo.people.rules.books import Month, Recap
from pendopo.people.rules.codes import BasicStatus, Citizenship

HAMLET_PARTS = 5


class Recapitulation:
    """Counts a month of a village by hamlet, in two grouped queries."""

    def __init__(
        self, persons: QuerySet[Person, Person], village: str, month: Month, titles: Mapping[str, str]
    ) -> None:
        self.persons, self.village, self.month, self.titles = persons, village, month, titles

    def lines(self) -> list[Recap]:
        """Return a line for each hamlet, those without residents too, in the order of their codes."""
        found: dict[str, Recap] = {}
        for code, title in self.titles.items():
            found[code] = Recap(code, title)
        self._people(found)
        self._families(found)
        return [found[code] for code in sorted(found)]

    def _line(self, found: dict[str, Recap], area: str) -> Recap:
        hamlet = ".".join(area.split(".")[:HAMLET_PARTS])
        return found.setdefault(hamlet, Recap(hamlet, self.titles.get(hamlet, "")))

    def _people(self, found: dict[str, Recap]) -> None:
        nation = Case(When(citizenship=Citizenship.FOREIGN, then=Value("foreign")), default=Value("own"))
        rows = self.persons.annotate(nation=nation, known_sex=Coalesce(F("sex"), Value(0)))
        counts = {name: Count("id", filter=phase) for name, phase in self._phases().items()}
        grouped: Any = rows.values("area_code", "nation", "known_sex").annotate(**counts).order_by()
        for row in grouped:
            line = self._line(found, row["area_code"])
            # Subtracted here: a birth date that is not known makes "not born" unknown for the database, too.
            sums = {
                "start": row["start"],
                "born": row["born"],
                "arrived": row["came"] - row["born"],
                "died": row["died"],
                "left": row["went"] - row["died"],
                "end": row["end"],
            }
            for phase, count in sums.items():
                if count:
                    line.add(phase, row["nation"], row["known_sex"], count)

    def _phases(self) -> dict[str, Q]:
        before, last = self.month.before, self.month.last
        really = Q(present_until__isnull=True) | Q(present_until__gt=F("present_from"))
        came = Q(present_from__gt=before, present_from__lte=last) & really
        went = Q(present_until__gt=before, present_until__lte=last) & really
        born = Q(birth_date=F("present_from")) | Q(pk__in=self._with(EventKind.BIRTH))
        died = Q(basic_status=BasicStatus.DEAD) | Q(pk__in=self._with(EventKind.DEATH))
        return {
            "start": self._present(before),
            "came": came,
            "born": came & born,
            "went": went,
            "died": went & died,
            "end": self._present(last),
        }

    def _with(self, kind: EventKind) -> list[object]:
        """Who has such an event in this month; a handful of people."""
        events = PopulationEvent.objects.filter(
            village_code=self.village,
            kind=kind,
            on__gt=self.month.before,
            on__lte=self.month.last,
            reversed_by__isnull=True,
        )
        return list(events.values_list("person_id", flat=True))

    @staticmethod
    def _present(on: date) -> Q:
        return Q(present_from__lte=on) & (Q(present_until__isnull=True) | Q(present_until__gt=on))

    def _families(self, found: dict[str, Recap]) -> None:
        def any_member(on: date) -> Max:
            present = When(self._present(on), then=Value(1))
            return Max(Case(present, default=Value(0), output_field=IntegerField()))

        rows = self.persons.filter(family__isnull=False).values("family")
        families = rows.annotate(
            area=Min("area_code"),
            at_start=any_member(self.month.before),
            at_end=any_member(self.month.last),
        )
        for row in families.order_by():
            line = self._line(found, row["area"])
            line.families_start += row["at_start"]
            line.families_end += row["at_end"]
