"""A slow recount of every figure, row by row in Python: what is carried on must say the same."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from uuid import UUID

from pendopo.people.models import PastMembership, Person
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
    rows = stays_of(village)
    for on in days:
        here = [r for r, since, until in rows if since <= on and (until is None or until > on)]
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


def stays_of(village: str) -> list[tuple[Person, date, date | None]]:
    """List every stay as the person who stayed, in the family and place of then, with the days."""
    people = list(Person.objects.filter(village_code=village))
    found = [(row, row.here_since or row.present_from, row.present_until) for row in people]
    for past in PastMembership.objects.filter(village_code=village).select_related("person"):
        row = past.person
        row.family_id, row.relation = past.family_id, past.relation
        row.area_code, row.residence = past.area_code, past.residence
        assert past.valid_from is not None
        found.append((row, past.valid_from, past.valid_to))
    return found


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
