"""Figures are carried on by what the journal says; whatever it does not tell for certain is counted anew, and once."""

import threading
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from pendopo.kernel import clock
from pendopo.kernel.operations import erase_images, set_rule
from pendopo.people.models import Person
from pendopo.people.operations.merging import merge_persons, undo_merge
from pendopo.people.operations.opening import open_file
from pendopo.people.operations.persons import correct_person
from pendopo.people.queries import statistics
from pendopo.people.queries.statistics import edition, following
from pendopo.people.queries.statistics.tally import Snapshot
from pendopo.people.rules.registering import CARD_DAYS
from pendopo.people.tests import crowd
from pendopo.people.tests.crowd import TARAJU, TESTER
from pendopo.people.tests.event_people import asep_and_euis, officer, village
from pendopo.people.tests.recount import figures_hold

CLERK = officer(TARAJU, "people.read", "people.merge", "people.correct", "people.record")


@pytest.fixture
def rina(transactional_db: None) -> Person:
    """The daughter of a family of four; figures were looked at once."""
    _, _, _, rina, _ = asep_and_euis(village()[0])
    assert not figures_hold(TARAJU, clock.today())
    return rina


def _corrected(person: Person, **values: object) -> None:
    row = Person.objects.get(pk=person.pk)
    correct_person(CLERK, person=row, values=values, seen=row.last_entry, reason="akta")


def _tag() -> str:
    return statistics.public_edition_of(TARAJU).tag


def _sql(ask: Callable[[], object]) -> list[str]:
    with CaptureQueriesContext(connection) as seen:
        ask()
    return [query["sql"] for query in seen.captured_queries]


def test_what_changes_no_figure_leaves_the_edition(rina: Person) -> None:
    tag = _tag()
    open_file(CLERK, person=rina, purpose="layanan")
    assert _tag() == tag and figures_hold(TARAJU, clock.today()) is False
    set_rule(TESTER, area=TARAJU, key=CARD_DAYS, value=9, legal_basis="Perdes", valid_from=clock.today())
    assert _tag() != tag


def test_a_correction_a_merge_and_its_undoing_are_carried_on(rina: Person) -> None:
    days = (clock.today(), clock.today() - timedelta(days=400), date(2014, 1, 1))
    figures_hold(TARAJU, *days)
    _corrected(rina, birth_date=date(1958, 2, 3), religion=3)
    assert figures_hold(TARAJU, *days)
    double = crowd.person("Rina Marlina", sex=2, birth_date=rina.birth_date, area_code=rina.area_code)
    crowd.write([double])  # made before its entry, so that the journal cannot vouch for it
    assert not figures_hold(TARAJU, *days)
    event = merge_persons(CLERK, person=rina, other=double, reason="ganda")
    assert figures_hold(TARAJU, *days)
    undo_merge(CLERK, person=rina, event=event, reason="bukan orang yang sama")
    assert figures_hold(TARAJU, *days)


def test_after_a_birth_nobody_but_the_family_is_read(rina: Person) -> None:
    figures_hold(TARAJU, clock.today())
    _corrected(rina, religion=3)
    asked = [sql for sql in _sql(lambda: figures(TARAJU)) if "people_person" in sql]
    assert len(asked) == 1 and "family_id" in asked[0] and "GROUP BY" not in asked[0]


def figures(area: str) -> None:
    snapshot = Snapshot(statistics.public_edition_of(area), clock.today())
    for field in ("age", "sex", "family", "religion"):
        snapshot.tally(field)


def test_an_erased_image_is_no_source(rina: Person) -> None:
    erase_images(TESTER, area=TARAJU, row_id=rina.pk, reason="permintaan")
    figures_hold(TARAJU, clock.today())
    _corrected(rina, religion=3)
    assert not figures_hold(TARAJU, clock.today())
    _corrected(rina, religion=4)
    assert figures_hold(TARAJU, clock.today())


def test_two_feeds_at_once_and_many_rows_are_counted_anew(
    rina: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    _corrected(rina, religion=3)
    set_rule(TESTER, area="32.06", key=CARD_DAYS, value=9, legal_basis="Perbup", valid_from=clock.today())
    assert not figures_hold(TARAJU, clock.today())
    monkeypatch.setattr(following, "_MOST_ROWS", 0)
    _corrected(rina, religion=2)
    assert not figures_hold(TARAJU, clock.today())


def test_a_count_into_which_somebody_wrote_is_not_carried_on(
    rina: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the look at the edition and the count somebody writes: that count must not meet his step again."""
    old = statistics.public_edition_of(TARAJU)
    _corrected(rina, religion=3)
    edition.TALLIES.forget()
    late = Snapshot(old, clock.today()).tally("religion")
    assert late.whole[3, 2] == 1  # it says what is, and is kept by nobody
    assert figures_hold(TARAJU, clock.today())


def test_four_who_ask_at_once_cost_one_count(rina: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    edition.TALLIES.forget()
    edition.MADE.forget()
    count, start, counted = Snapshot._persons, threading.Barrier(4), list[str]()

    def slowly(self: Snapshot, field: str) -> Any:
        counted.append(field)
        threading.Event().wait(0.2)
        return count(self, field)

    monkeypatch.setattr(Snapshot, "_persons", slowly)
    answers = list[int]()

    def ask() -> None:
        start.wait(10)
        answers.append(Client().get("/statistik/umur/").status_code)
        connections.close_all()

    threads = [threading.Thread(target=ask) for _number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [200] * 4 and counted == ["age"]


def test_an_office_that_writes_costs_the_home_page_few_queries(rina: Person) -> None:
    client = Client()
    client.get("/")
    open_file(CLERK, person=rina, purpose="layanan")
    assert len(_sql(lambda: client.get("/"))) <= 5
