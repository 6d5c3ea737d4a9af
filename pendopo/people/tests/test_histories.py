"""Whatever happened in whatever order and however late: every month since the start balances and is true.

A few histories by default; `PENDOPO_HISTORIES=300` runs as many (run.py test --all does), `..._FROM` other ones.
"""

import os
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from pendopo.kernel import clock
from pendopo.kernel.verify import verify
from pendopo.people.models import Person
from pendopo.people.queries import books
from pendopo.people.queries.books.changes import Change, Scope, changes_of
from pendopo.people.queries.books.recap import Recapitulation
from pendopo.people.queries.statistics import public_edition_of
from pendopo.people.queries.statistics.tally import Snapshot
from pendopo.people.rules.books import Month, Recap, hamlet_of
from pendopo.people.tests.event_people import TARAJU
from pendopo.people.tests.histories import DAYS, ME, START, Told, World
from pendopo.people.tests.recount import figures_hold

pytestmark = pytest.mark.django_db
HISTORIES = int(os.environ.get("PENDOPO_HISTORIES", "6"))
FIRST = int(os.environ.get("PENDOPO_HISTORIES_FROM", "0"))
STEPS = 45


@pytest.fixture(autouse=True)
def _media(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "uploads"
    settings.PENDOPO_VILLAGE = TARAJU


def _live(seed: int, monkeypatch: pytest.MonkeyPatch) -> World:
    now = [START]
    monkeypatch.setattr(clock, "today", lambda: now[0])
    world = World(seed, now)
    first, second = sorted(world.draw.sample(range(STEPS), 2))
    for number in range(STEPS):
        world.step()
        if number in (first, second):
            world.happen(world.imported)
    return world


@pytest.mark.parametrize("seed", range(FIRST, FIRST + HISTORIES))
def test_every_month_of_any_history_balances_and_is_true(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    world = _live(seed, monkeypatch)
    assert len(world.done) >= 9, world.done
    told, sexes = world.told(), dict(Person.objects.values_list("pk", "sex"))
    before: dict[str, Recap] = {}
    for month in _months(world.today):
        scope = Scope(ME, "people.read", TARAJU)
        changes = changes_of(scope, month)
        lines = {line.code: line for line in Recapitulation(scope, month, {}, changes).lines()}
        for code, line in lines.items():
            assert line.balances, (month, code)
            if before:
                assert line.total("start") == (before[code].total("end") if code in before else 0)
                assert line.families_start == (before[code].families_end if code in before else 0)
        _same_people(lines, told, sexes, month)
        _same_changes(changes, told, month)
        before = lines
    _pages_say_the_same(world.today)
    day = START + timedelta(days=world.draw.randrange((world.today - START).days + 1))
    figures_hold(TARAJU, world.today, day)
    for on in (day, world.today):
        _same_figures(told, sexes, on)
    assert not Person.objects.filter(basic_status__in=(1, 4, 6), family__dissolved_on__isnull=False).exists()
    report = verify()
    assert report.ok, report


def _months(today: date) -> Iterator[Month]:
    for number in range(START.month, today.month + 1):
        yield Month(START.year, number, today)


def _there(told: Told, on: date) -> Iterator[tuple[UUID, UUID | None, str]]:
    at = (on - START).days
    for who, days in told.days.items():
        if 0 <= at < DAYS and (where := days[at]) is not None:
            yield who, *where


def _same_people(lines: dict[str, Recap], told: Told, sexes: dict[UUID, int | None], month: Month) -> None:
    for phase, on in (("start", month.before), ("end", month.last)):
        people = Counter((hamlet_of(area), sexes[who]) for who, _family, area in _there(told, on))
        found = {
            (code, sex): count
            for code, line in lines.items()
            for (held, _nation, sex), count in line.people.items()
            if held == phase
        }
        assert found == dict(people), (phase, on)
        homes: dict[UUID, str] = {}
        for _who, family, area in _there(told, on):
            if family is not None:
                homes[family] = min(area, homes.get(family, area))
        cards = Counter(hamlet_of(area) for area in homes.values())
        held = Counter({code: getattr(line, f"families_{phase}") for code, line in lines.items()})
        assert +held == cards, (phase, on)


def _same_changes(changes: list[Change], told: Told, month: Month) -> None:
    """Compare who came to and went from which hamlet on which day, and how; who came and went at once is neither."""
    found: dict[tuple[UUID, date], Counter[str]] = {}
    kinds: dict[tuple[UUID, date, int], str] = {}
    for change in changes:
        for phase, stay in change.phases():
            sign = 1 if phase in ("born", "arrived") else -1
            found.setdefault((stay.person, change.on), Counter())[hamlet_of(stay.area)] += sign
            kinds[stay.person, change.on, sign] = phase
    found = {key: Counter({k: n for k, n in one.items() if n}) for key, one in found.items()}
    wanted: dict[tuple[UUID, date], Counter[str]] = {}
    for who, days in told.days.items():
        on = month.first
        while on <= month.last:
            at = (on - START).days
            was, now = (days[at - 1] if at else None), days[at]
            hamlets = [hamlet_of(one[1]) if one else None for one in (was, now)]
            if hamlets[0] != hamlets[1]:
                delta = Counter({code: sign for code, sign in zip(hamlets, (-1, 1), strict=True) if code})
                wanted[who, on] = delta
                if None in hamlets:
                    sign = 1 if now else -1
                    kind = told.marks.get((who, on, "in" if now else "out"))
                    assert kind is None or kinds.get((who, on, sign)) == kind, (who, on, kind)
            on += timedelta(days=1)
    assert {key: one for key, one in found.items() if one} == wanted


def _same_figures(told: Told, sexes: dict[UUID, int | None], on: date) -> None:
    snapshot = Snapshot(public_edition_of(TARAJU), on)
    people = Counter((area, sexes[who]) for who, _family, area in _there(told, on))
    tally = snapshot.tally("sex")
    assert {(area, sex): n for area, held in tally.areas.items() for (_c, sex), n in held.items()} == people
    members: dict[UUID, list[str]] = {}
    for _who, family, area in _there(told, on):
        if family is not None:
            members.setdefault(family, []).append(area)
    sizes = Counter((min(areas), len(areas)) for areas in members.values())
    held: Counter[tuple[str, int]] = Counter()
    for area, counts in snapshot.tally("family").areas.items():
        for (size, _sex), count in counts.items():
            held[area, size] += count
    assert held == sizes


def _pages_say_the_same(today: date) -> None:
    """Every book of the last two months opens, B.1 has as many lines as B.3 has people."""
    for number in (today.month - 1, today.month):
        rows = {
            slug: books.book_page(ME, slug, year=today.year, month=number)
            for slug in ("induk-penduduk", "mutasi-penduduk", "rekapitulasi-penduduk", "ktp-kk")
        }
        end = rows["rekapitulasi-penduduk"].sums[31]
        assert rows["induk-penduduk"].page.paginator.count == rows["ktp-kk"].page.paginator.count == end
