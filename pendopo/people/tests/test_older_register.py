"""A register that an older program wrote is brought to stays: what `0005_stays` and its followers make of real rows."""

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from pendopo.kernel.actor import Actor, Power
from pendopo.kernel.guard import unguarded
from pendopo.people.models import PastMembership, Person
from pendopo.people.queries.books.changes import Scope, changes_of
from pendopo.people.queries.books.recap import Recapitulation
from pendopo.people.rules.books import Month
from pendopo.people.tests import crowd
from pendopo.people.tests.crowd import TARAJU

pytestmark = [pytest.mark.usefixtures("empty_kept_tables"), pytest.mark.django_db(transaction=True)]
BEFORE = ("people", "0004_families_without_head")
TODAY = date(2026, 11, 30)
BORN = date(2026, 3, 5)


@pytest.fixture
def older() -> Iterator[Any]:
    """The tables as the program before stays had them; brought forward again whatever happens."""
    with unguarded("an older program's tables"):
        MigrationExecutor(connection).migrate([BEFORE])
        yield MigrationExecutor(connection).loader.project_state([BEFORE]).apps
    call_command("migrate", verbosity=0)


class Register:
    """Writes rows as the older program did."""

    def __init__(self, apps: Any, areas: list[str]) -> None:
        self.apps, self.areas = apps, areas

    def family(self, area: str) -> Any:
        return self._row("Family", village_code=TARAJU, area_code=area)

    def person(self, name: str, **values: Any) -> Any:
        given = {
            "name": name, "name_key": name.lower(), "sex": 1, "village_code": TARAJU, "area_code": self.areas[0],
            "birth_date": date(1980, 1, 1), "present_from": date(1980, 1, 1), **values,
        }  # fmt: skip
        return self._row("Person", **given)

    def event(self, person: Any, kind: str, on: date, reverses: Any = None) -> Any:
        return self._row(
            "PopulationEvent", person=person, village_code=TARAJU, kind=kind, on=on, reported_on=on,
            details={}, reverses=reverses,
        )  # fmt: skip

    def was(self, person: Any, family: Any, since: date | None, until: date) -> Any:
        return self._row(
            "PastMembership", person=person, family=family, relation=4, valid_from=since, valid_to=until
        )

    def _row(self, table: str, **values: Any) -> Any:
        return self.apps.get_model("people", table).objects.create(id=uuid4(), last_entry=uuid4(), **values)


def written(old: Register) -> None:
    """Everybody whom the rules name: born, come, listed, dead, gone, split off once and twice, and undone."""
    first, second, third = (old.family(area) for area in (*old.areas, old.areas[1]))
    baby = old.person("bayi", birth_date=BORN, present_from=BORN, family=first, relation=4, family_since=BORN)
    old.event(baby, "birth", BORN)
    here = date(2025, 2, 3)
    come = old.person("datang", present_from=here, family=first, relation=1, family_since=here)
    old.event(come, "move_in", here)
    old.person("impor", family=first, relation=3)
    for name, status, kind in (("mati", 2, "death"), ("pindah", 3, "move_out"), ("hilang", 4, "missing"),
                               ("merantau", 6, "leave")):  # fmt: skip
        gone = old.person(name, basic_status=status, present_until=date(2026, 6, 7), family=first, relation=9)
        old.event(gone, kind, date(2026, 6, 7))
    undone = old.person("dibatalkan", basic_status=9, present_from=here, present_until=here)
    old.event(undone, "move_in", here, None)
    old.event(undone, "move_in", here, undone.events.get())
    back = old.person("kematian batal", family=first, relation=9)
    old.event(back, "death", date(2026, 5, 5))
    old.event(back, "death", date(2026, 5, 5), back.events.get())
    split, again = date(2026, 4, 10), date(2026, 8, 20)
    son = old.person("pecah", family=third, relation=1, family_since=again, area_code=old.areas[1])
    old.was(son, first, None, split)
    old.was(son, second, split, again)
    guest = old.person("pecah kemudian", present_from=here, family=second, relation=9, family_since=split,
                       area_code=old.areas[1])  # fmt: skip
    old.event(guest, "move_in", here)
    old.was(guest, first, None, split)
    gap = old.person("berlubang", family=second, relation=9, family_since=again, area_code=old.areas[1])
    old.was(gap, first, date(2020, 1, 1), split)
    late = old.person(
        "mati lebih dulu", basic_status=2, present_until=date(2026, 2, 2), family=second, relation=9
    )
    old.was(late, first, None, split)


def test_stays_come_out_of_older_rows_as_the_rules_say(older: Any) -> None:
    areas = sorted(crowd.village().values())[::2]
    written(Register(older, areas))
    call_command("migrate", verbosity=0)
    said = {
        row.name: (row.came_by, row.went_by, row.here_since)
        for row in Person.objects.filter(village_code=TARAJU)
    }
    split, again = date(2026, 4, 10), date(2026, 8, 20)
    assert said == {
        "bayi": (1, 0, None), "datang": (2, 0, None), "impor": (12, 0, None),
        "mati": (12, 4, None), "pindah": (12, 5, None), "hilang": (12, 6, None), "merantau": (12, 7, None),
        "dibatalkan": (0, 0, None), "kematian batal": (12, 0, None),
        "pecah": (8, 0, again), "pecah kemudian": (8, 0, split),
        "berlubang": (12, 0, None), "mati lebih dulu": (12, 4, None),
    }  # fmt: skip
    stays = PastMembership.objects.exclude(village_code="").order_by("person__name", "valid_to")
    told = stays.values_list(
        "person__name", "valid_from", "valid_to", "came_by", "went_by", "village_code", "area_code"
    )
    assert list(told) == [
        ("pecah", date(1980, 1, 1), split, 12, 8, TARAJU, areas[0]),
        ("pecah", split, again, 8, 8, TARAJU, areas[1]),
        ("pecah kemudian", date(2025, 2, 3), split, 2, 8, TARAJU, areas[0]),
    ]
    assert PastMembership.objects.filter(village_code="").count() == 2, "kin are known by them, nobody counts"
    _every_month_balances(areas)


def _every_month_balances(areas: list[str]) -> None:
    reader = Actor(kind="officer", name="Bu Ai", powers=frozenset({Power("people.read", TARAJU)}))
    ends: dict[tuple[int, int], int] = {}
    for year, number in ((2024, 12), (2025, 1), (2025, 2), *((2026, number) for number in range(1, 12))):
        scope, month = Scope(reader, "people.read", TARAJU), Month(year, number, TODAY)
        lines = Recapitulation(scope, month, {}, changes_of(scope, month)).lines()
        assert all(line.balances for line in lines), month
        ends[year, number] = sum(line.total("end") for line in lines)
    # imported, four who are gone later, one undone death, who split twice, who has a gap, who died: all listed before
    assert ends[2025, 1] == ends[2024, 12] == 9
    assert ends[2025, 2] == ends[2026, 1] == 11, (
        "who moved in and split off later counts from the day he came"
    )
    assert ends[2026, 2] == 10 and ends[2026, 3] == 11, "one dies, one is born"
    assert ends[2026, 5] == 11 and ends[2026, 6] == ends[2026, 11] == 7
