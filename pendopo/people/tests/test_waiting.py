"""What waits of the register: found by what the database keeps ready, whole, and never of another village."""

import random
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.db.models import Exists, OuterRef
from django.test.utils import CaptureQueriesContext

from pendopo.kernel import clock
from pendopo.kernel.guard import unguarded
from pendopo.people.models import Family, ImportBatch, Person
from pendopo.people.queries.events import heads_waiting
from pendopo.people.queries.imports import imports_waiting
from pendopo.people.rules.codes import BasicStatus, Relation
from pendopo.people.rules.registering import BELONGING
from pendopo.people.tests.crowd import ELSEWHERE, TARAJU, family, officer, person, village, write
from tests.making import make

pytestmark = pytest.mark.django_db
RECORD = "people.record"


def kept() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT family_id FROM people_family_without_head")
        return {str(row[0]).replace("-", "") for row in cursor.fetchall()}


def truth() -> set[str]:
    """Families without a head, by going through all of them."""
    members = Person.objects.filter(family=OuterRef("pk"))
    rows = Family.objects.filter(
        Exists(members.filter(basic_status=BasicStatus.ALIVE)),
        ~Exists(members.filter(relation=Relation.HEAD, basic_status__in=BELONGING)),
    )
    return {pk.hex for pk in rows.values_list("pk", flat=True)}


def by_hand(statement: str, *values: Any) -> None:
    with unguarded("a change beside the program"), connection.cursor() as cursor:
        cursor.execute(statement, values)


def key(row: Any) -> Any:
    return row.pk.hex if connection.vendor == "sqlite" else row.pk


@pytest.mark.usefixtures("empty_kept_tables")
def test_the_kept_families_follow_every_change_of_a_resident() -> None:
    village()
    chance = random.Random(7)
    families = [family() for _number in range(4)]
    folk = [person(family=chance.choice([*families, None]), relation=4) for _number in range(10)]
    write([*families, *folk])
    assert kept() == truth() != set()
    seen = set[int]()
    for _step in range(120):
        one = key(chance.choice(folk))
        change, value = chance.choice(
            [
                ("basic_status", chance.choice(list(BasicStatus)).value),
                ("relation", chance.choice([None, 1, 1, 4])),
                ("family_id", chance.choice([None, *map(key, families)])),
            ]
        )
        if change == "family_id" or value == 1:  # one living head a family
            by_hand("UPDATE people_person SET relation = 4 WHERE relation = 1 AND basic_status = 1")
        by_hand(f"UPDATE people_person SET {change} = %s WHERE id = %s", value, one)
        assert kept() == truth()
        seen.add(len(kept()))
    assert len(seen) > 2
    by_hand("DELETE FROM people_person")
    assert kept() == truth() == set()


def headless(count: int, dissolved_on: date | None = None, **where: Any) -> list[Family]:
    rows = [family(dissolved_on=dissolved_on, **where) for _number in range(count)]
    write([*rows, *(person(family=row, relation=4, **where) for row in rows)])
    return rows


def test_every_family_without_a_head_is_counted_and_none_of_another_village() -> None:
    village()
    there = headless(30, village_code=ELSEWHERE, area_code=ELSEWHERE)
    here = headless(60)
    headless(5, dissolved_on=clock.today())
    waiting = heads_waiting(officer(RECORD))
    assert len(waiting) == len(list(waiting)) == 60
    found = " ".join(item.url for item in waiting)
    assert all(str(row.pk) in found for row in here) and not any(str(row.pk) in found for row in there)
    assert len(heads_waiting(officer("people.read"))) == 0


def plan_of(query: str) -> list[str]:
    explain = "EXPLAIN QUERY PLAN" if connection.vendor == "sqlite" else "EXPLAIN"
    with connection.cursor() as cursor:
        cursor.execute(f"{explain} {query}")
        return [str(row[-1]) for row in cursor.fetchall()]


def scanned(plan: list[str]) -> list[str]:
    """The steps that read a table from end to end; an index that is read without a condition is one as well."""
    steps = [
        (line, after) for line, after in zip(plan, [*plan[1:], ""], strict=True) if "SCAN" in line.upper()
    ]
    return [
        line
        for line, after in steps
        if "Index Cond" not in after and "people_family_without_head" not in line
    ]


def test_the_list_is_read_without_going_through_families_or_residents() -> None:
    village()
    rows = [family() for _number in range(1_500)]
    write([*rows, *(person(family=row, relation=1) for row in rows)])
    headless(3)
    with unguarded("the database counts its rows"), connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    with CaptureQueriesContext(connection) as asked:
        assert len(list(heads_waiting(officer(RECORD)))) == 3
    lists = [
        query for query in asked if "kernel_rule" not in query["sql"]
    ]  # that one asks for the dated limit
    assert len(lists) == 3
    for query in lists:
        plan = plan_of(query["sql"])
        assert "people_family_without_head" in " ".join(plan) and scanned(plan) == [], "\n".join(plan)
    members = Person.objects.filter(family=OuterRef("pk"), relation=1)
    assert scanned(plan_of(str(Family.objects.filter(~Exists(members)).query)))  # as it was asked before


def test_every_preview_is_counted_and_found() -> None:
    village()
    for number in range(24):
        make(
            ImportBatch,
            village_code=ELSEWHERE if number % 12 == 0 else TARAJU,
            file_name=f"{number}.xlsx",
            file_hash="x",
            file_format="xlsx",
            uploaded_at=clock.now(),
        )
    waiting = imports_waiting(officer("people.import"))
    assert len(waiting) == len(list(waiting)) == 22
