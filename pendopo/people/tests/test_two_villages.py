"""Residents of two villages of one site: no list, file, figure or page of one shows anything of the other."""

from datetime import date, datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

import pytest
from django.conf import LazySettings

from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.kernel.errors import NotFound
from pendopo.kernel.operations import set_rule
from pendopo.people import queries
from pendopo.people.models import Family, FileAccess, Person, PopulationEvent
from pendopo.people.queries import books, desk, events, export, linking, persons, statistics
from pendopo.people.queries.books.changes import Scope, changes_of
from pendopo.people.queries.books.recap import Recapitulation
from pendopo.people.queries.events import duplicates
from pendopo.people.queries.events.pages import person_desk, search_for_person
from pendopo.people.queries.events.waiting import guests_waiting, heads_waiting
from pendopo.people.queries.persons import Wanted
from pendopo.people.queries.recent import public_event_count
from pendopo.people.queries.statistics.region import RegionSnapshot, public_editions_of
from pendopo.people.rules.books import B1, B2, B4, Month
from pendopo.people.rules.likeness import Likeness
from pendopo.people.rules.permissions import EXPORT, READ, RECORD, STATISTICS
from pendopo.people.rules.registering import CARD_DAYS
from pendopo.people.rules.stays import Turn
from pendopo.people.tests import crowd
from pendopo.people.tests.crowd import ELSEWHERE, TARAJU, TESTER
from tests.making import make, resident

pytestmark = pytest.mark.django_db
NEXT = "32.06.13.2002"  # the next village, of the same district
BORN, DAY = date(1980, 3, 4), date(2026, 10, 5)
NIK, KK = "3206130403800001", "3206130101150001"
ALL = (READ, RECORD, EXPORT, STATISTICS)
WIDE = crowd.officer(*ALL, area="32")
HERE, PART = crowd.officer(*ALL), crowd.officer(*ALL, area=f"{TARAJU}.01")


@pytest.fixture(autouse=True)
def _site(settings: LazySettings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.PENDOPO_VILLAGE = TARAJU
    monkeypatch.setattr(clock, "today", lambda: date(2026, 10, 20))
    for code in (ELSEWHERE, NEXT, TARAJU):
        crowd.village(code)


def lives(area: str, name: str = "Asep Sunarya", **values: Any) -> Person:
    """One resident of a village, or of a part of it."""
    code = ".".join(area.split(".")[:4])
    given = {"birth_date": BORN, "area_code": area, "village_code": code, **values}
    found = crowd.person(name, **given)
    crowd.write([found])
    return found


def card(area: str, **values: Any) -> Family:
    found = crowd.family(area_code=area, village_code=area, **values)
    crowd.write([found])
    return found


def happened(person: Person, kind: str, village: str = "", **details: Any) -> PopulationEvent:
    village = village or person.village_code
    given = {"person": person, "village_code": village, "kind": kind, "on": DAY, "reported_on": DAY}
    found = PopulationEvent(**given, details=details)
    crowd.write([found])
    return found


# Pages of one person


def test_a_person_has_his_own_events_and_openings() -> None:
    asep, other = lives(TARAJU), lives(TARAJU, "Euis")
    own = happened(asep, "leave")
    happened(other, "missing")
    assert person_desk(HERE, asep.pk, RECORD).events == [own]
    assert [entry.sentence for entry in events.timeline(HERE, asep) if entry.on == DAY] == [
        "Pergi sementara."
    ]
    opened = partial(make, FileAccess, purpose="surat", actor_name="Bu Ai", at=clock.now())
    opened(person=asep, officer_id=UUID(int=1))
    me, who_opened = (
        Actor(kind="officer", id=UUID(int=number), name="Bu Ai", powers=HERE.powers) for number in (2, 1)
    )
    assert [person_desk(each, asep.pk, RECORD).opened for each in (me, who_opened)] == [False, True]


def test_a_resident_is_offered_no_desk() -> None:
    page = desk.own_page(resident(lives(TARAJU).pk))
    assert not page.may_record and not page.may_correct


def test_a_family_to_join_is_one_of_the_own_village() -> None:
    asep = lives(TARAJU)
    here, there = card(TARAJU), card(ELSEWHERE)
    for family in (here, there):
        lives(family.area_code, "Tatang", family=family, relation=1)
    assert [family for family, _name in search_for_person(WIDE, asep.pk, "Tatang", RECORD)[1]] == [here]


def test_a_namesake_of_another_village_is_no_duplicate(monkeypatch: pytest.MonkeyPatch) -> None:
    lives(ELSEWHERE)
    monkeypatch.setattr(duplicates, "likeness", lambda: Likeness(lambda one, other: 1.0, lambda area: 0.5))
    for name in ("Asep Sunarya", "Ujang"):  # the same name, and only the same day
        asked = partial(events.likely_duplicates, WIDE, name=name, birth_date=BORN, mother_name="")
        assert asked(village=TARAJU) == [] and len(asked(village=ELSEWHERE)) == 1


def test_a_resident_is_found_for_an_account_in_the_village_that_asks() -> None:
    lives(ELSEWHERE, nik=NIK, family=card(ELSEWHERE, kk_number=KK))
    asked = {"permission": READ, "nik": NIK, "kk_number": KK}
    assert queries.find_for_activation(WIDE, **asked, area=TARAJU) is None
    assert queries.find_for_activation(WIDE, **asked, area=ELSEWHERE) is not None


# Lists


@pytest.mark.parametrize(
    ("actor", "chosen", "offered"),
    [
        (PART, "", {f"{TARAJU}.01"}),
        (WIDE, "", {"32.06.13", "32.08.31"}),
        (WIDE, "32.06.13", {"32.06.13", "32.08.31", TARAJU, NEXT}),
        (WIDE, NEXT, {"32.06.13", "32.08.31", TARAJU, NEXT, f"{NEXT}.01", f"{NEXT}.02"}),
    ],
)
def test_the_areas_to_choose_from_go_down_step_by_step(actor: Actor, chosen: str, offered: set[str]) -> None:
    found = desk.resident_list(actor, Wanted(area=chosen)).areas
    assert {code for code in found if code.count(".") <= 4} == offered
    assert all(code.startswith(f"{chosen or TARAJU}.") for code in found if code.count(".") > 4)


def test_addresses_of_another_village_crowd_nobody_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pendopo.people.queries.finding.MOST_FOUND", 1)
    there, here = (card(area, address="Kp. Cibolang") for area in (ELSEWHERE, TARAJU))
    lives(ELSEWHERE, family=there)
    asep = lives(TARAJU, family=here)
    assert persons.persons_visible_to(HERE, Wanted(text="Cibolang")).persons == [asep]


def test_the_desk_waits_for_its_own_village_by_its_own_rule() -> None:
    set_rule(TESTER, area=TARAJU, key=CARD_DAYS, value=3, legal_basis="Perdes", valid_from=date(2026, 1, 1))
    home = card(TARAJU)
    lives(TARAJU, family=home, relation=1, basic_status=2, present_until=DAY)
    lives(TARAJU, "Dede", family=home, relation=4)
    assert [item.due for item in heads_waiting(HERE)] == [DAY + timedelta(days=3)]
    guest = lives(ELSEWHERE, residence=2)
    happened(guest, "move_in", expected_leave="2026-10-06")
    there = crowd.officer(RECORD, area=ELSEWHERE)
    assert [len(guests_waiting(each)) for each in (HERE, there)] == [0, 1]


# Books and files


def test_a_book_holds_the_events_of_its_village() -> None:
    for area, name in ((ELSEWHERE, "Tetangga"), (TARAJU, "Asep")):
        happened(lives(area, name, present_until=DAY, went_by=Turn.DIED), "death")
    page = books.book_page(WIDE, B2.slug, year=2026, month=10)
    assert [row[1] for row in page.rows] == ["Asep"]


def test_a_guest_is_said_to_come_from_where_this_village_wrote() -> None:
    guest = lives(TARAJU, residence=2)
    happened(guest, "move_in", origin="Malaka")
    happened(guest, "move_in", village=ELSEWHERE, origin="Desa tetangga")
    row = next(iter(books.book_page(HERE, B4.slug, year=2026, month=10).rows))
    assert "Malaka" in row and "Desa tetangga" not in row


def test_a_birth_that_another_village_wrote_is_an_arrival_here() -> None:
    child = lives(TARAJU, birth_date=date(2026, 10, 1), present_from=DAY)
    happened(child, "birth", village=ELSEWHERE)
    month = Month(2026, 10, clock.today())
    scope = Scope(HERE, "people.read", TARAJU)
    line = Recapitulation(scope, month, {}, changes_of(scope, month)).lines()[0]
    assert (line.total("born"), line.total("arrived")) == (0, 1)


@pytest.mark.parametrize("ask", [books.book_rows, books.book_head])
def test_a_book_is_handed_out_to_who_may_export_the_whole_village(ask: Any) -> None:
    assert ask(HERE, B1.slug, year=2026, month=10)
    with pytest.raises(NotFound):
        ask(PART, B1.slug, year=2026, month=10)


def test_a_file_holds_nobody_whose_place_lies_elsewhere() -> None:
    lives(TARAJU)
    lives(ELSEWHERE, "Tetangga", village_code=TARAJU)  # whose two columns contradict each other
    assert export.export_choice(HERE, Wanted()).count == 1
    with export.residents_file(HERE, format="csv").content as content:
        text = content.read().decode("utf-8-sig")
    assert "Asep" in text and "Tetangga" not in text


def test_a_comparison_reads_one_area() -> None:
    before = clock.now() - timedelta(minutes=1)
    lives(ELSEWHERE, family=card(ELSEWHERE))
    asep = lives(TARAJU)
    assert [line.id for line in linking.register_lines(TESTER, area=TARAJU)] == [asep.pk]
    assert changed(WIDE, TARAJU, before) == 1 and changed(WIDE, ELSEWHERE, before) == 2
    with pytest.raises(NotFound):
        changed(HERE, ELSEWHERE, before)


def changed(actor: Actor, area: str, since: datetime) -> int:
    return linking.changed_since(actor, area=area, since=since, permission=READ)


# Figures


def test_lately_written_events_are_counted_for_one_village() -> None:
    happened(lives(ELSEWHERE), "death")
    assert [public_event_count(code, since=DAY) for code in (TARAJU, ELSEWHERE)] == [0, 1]


def test_an_edition_is_new_after_a_write_in_its_own_village_or_above() -> None:
    def tags() -> list[str]:
        region = public_editions_of("32.06.13", [NEXT, TARAJU])
        return [statistics.public_edition_of(TARAJU).tag, *(edition.tag for edition in region)]

    first = tags()
    crowd.write([crowd.person("Asep", area_code=ELSEWHERE, village_code=ELSEWHERE)], area=ELSEWHERE)
    assert tags() == first
    crowd.write([crowd.person("Ujang", area_code=NEXT, village_code=NEXT)], area=NEXT)
    assert [one == other for one, other in zip(tags(), first, strict=True)] == [True, True, False]
    set_rule(TESTER, area="32.06", key=CARD_DAYS, value=9, legal_basis="Perbup", valid_from=DAY)
    assert not set(tags()) & set(first)


def test_a_region_is_the_sum_of_what_lies_in_it() -> None:
    for area in (TARAJU, NEXT, ELSEWHERE):
        lives(area)
    snapshot = RegionSnapshot("32", public_editions_of("32", [TARAJU, NEXT, ELSEWHERE]), clock.today())
    assert [snapshot.counts("sex", area).total() for area in ("32", "32.06.13", NEXT)] == [3, 2, 1]


def test_a_cross_table_of_a_part_counts_that_part() -> None:
    for part in ("01", "02"):
        lives(f"{TARAJU}.{part}")
    for area, total in ((TARAJU, 2), (f"{TARAJU}.01", 1)):
        table = statistics.statistics_of(HERE, "agama", area=area, against="umur").cross
        assert table is not None and table.total == total


def test_an_officer_of_several_areas_begins_in_the_village_of_the_site(settings: LazySettings) -> None:
    powers = crowd.officer(STATISTICS, area="32.06").powers
    for area in (f"{TARAJU}.01", f"{ELSEWHERE}.01"):
        powers |= crowd.officer(STATISTICS, area=area).powers
    actor = Actor(kind="officer", name="Bu Ai", powers=powers)
    settings.PENDOPO_VILLAGE = ELSEWHERE
    found = statistics.statistics_of(actor, "agama")
    assert found.figures.area == f"{ELSEWHERE}.01"
    assert all(code.startswith(f"{ELSEWHERE}.01") for code, _title in found.choices)
