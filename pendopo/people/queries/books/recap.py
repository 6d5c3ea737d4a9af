"""B.3: how many people each hamlet had, gained, lost and has (Permendagri 47/2016)."""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from django.db.models import Case, Count, Min, Value, When

from pendopo.people.queries.books.changes import Change, Scope, nation_of
from pendopo.people.queries.stays import public_stays
from pendopo.people.rules.books import Month, Recap, hamlet_of
from pendopo.people.rules.codes import Citizenship


class Recapitulation:
    """Counts a month of a village by hamlet: who was there at its start and its end, and the lines of B.2."""

    def __init__(
        self, scope: Scope, month: Month, titles: Mapping[str, str], changes: Sequence[Change]
    ) -> None:
        self.scope, self.month, self.titles, self.changes = scope, month, titles, changes
        self.found: dict[str, Recap] = {code: Recap(code, title) for code, title in titles.items()}

    def lines(self) -> list[Recap]:
        """Return a line for each hamlet, those without residents too, in the order of their codes."""
        self._people("start", self.month.before)
        self._people("end", self.month.last)
        for change in self.changes:
            for phase, stay in change.phases():
                line = self._line(stay.area)
                line.add(phase, nation_of(stay.citizenship), stay.sex or 0, 1)
                line.by_import += change.by_import
        for area in self._families(self.month.before):
            self._line(area).families_start += 1
        for area in self._families(self.month.last):
            self._line(area).families_end += 1
        return [self.found[code] for code in sorted(self.found)]

    def _line(self, area: str) -> Recap:
        hamlet = hamlet_of(area)
        return self.found.setdefault(hamlet, Recap(hamlet, self.titles.get(hamlet, "")))

    def _people(self, phase: str, on: date) -> None:
        for rows, to_person in public_stays(on):
            foreign = When(**{f"{to_person}citizenship": Citizenship.FOREIGN}, then=Value("foreign"))
            told = rows.filter(self.scope.holds()).annotate(nation=Case(foreign, default=Value("own")))
            grouped = told.values_list("area_code", "nation", f"{to_person}sex").annotate(n=Count("id"))
            for area, nation, sex, count in grouped.order_by():
                self._line(area).add(phase, nation, sex or 0, count)

    def _families(self, on: date) -> list[str]:
        """Name the neighbourhood of each family that had somebody on a day."""
        found: dict[UUID, str] = {}
        for rows, _to_person in public_stays(on):
            told = rows.filter(self.scope.holds(), family__isnull=False).values_list("family")
            for family, area in told.annotate(area=Min("area_code")).order_by():
                found[family] = min(area, found.get(family, area))
        return list(found.values())
