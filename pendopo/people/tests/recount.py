"""A slow recount of every figure, row by row in Python: what is carried on must say the same."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from uuid import UUID

from pendopo.people.models import Person
from pendopo.people.queries.statistics import public_edition_of
from pendopo.people.queries.statistics.edition import editions_before
from pendopo.people.queries.statistics.tally import Snapshot
from pendopo.people.rules.dates import age
from pendopo.people.rules.statistics import FAMILY_SIZES, UNKNOWN, span_of

FIELDS = ("age", "sex", "family", "religion", "marital_status", "disability")


def figures_hold(village: str, *days: date) -> bool:
    """Compare what the pages would show with the recount; answer whether it was carried on and not counted."""
    edition = public_edition_of(village)
    carried = any(True for _edition in editions_before(edition))
    rows = list(Person.objects.filter(village_code=village))
    for on in days:
        here = [r for r in rows if r.present_from <= on and (r.present_until is None or r.present_until > on)]
        for field in FIELDS:
            tally = Snapshot(edition, on).tally(field)
            wanted = Counter(_families(here) if field == "family" else _residents(here, field, on))
            found = {(area, *line): n for area, counts in tally.areas.items() for line, n in counts.items()}
            assert found == dict(wanted), (field, on)
            whole = Counter[tuple[int, int]]()
            for (_area, code, sex), count in wanted.items():
                whole[code, sex] += count
            assert tally.whole == whole, (field, on)
    return carried


def _residents(rows: Iterable[Person], field: str, on: date) -> Iterator[tuple[str, int, int]]:
    for row in rows:
        if field == "age":
            code = UNKNOWN if row.birth_date is None else span_of(age(row.birth_date, on))
        else:
            code = getattr(row, field) or UNKNOWN
        yield row.area_code, code, row.sex or UNKNOWN


def _families(rows: Iterable[Person]) -> Iterator[tuple[str, int, int]]:
    members: dict[UUID, list[Person]] = {}
    for row in rows:
        if row.family_id is not None:
            members.setdefault(row.family_id, []).append(row)
    for family in members.values():
        heads = [row.sex or UNKNOWN for row in family if row.relation == 1]
        yield (
            min(row.area_code for row in family),
            min(len(family), FAMILY_SIZES),
            max(heads, default=UNKNOWN),
        )
