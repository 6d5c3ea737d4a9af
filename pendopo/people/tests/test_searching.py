"""A search across villages: for a purpose, masked, capped, and told to the village and to whoever was found."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from django.conf import LazySettings
from django.test import Client

from pendopo.kernel.actor import Actor
from pendopo.kernel.errors import NotFound, NotPermitted, Refusal, TierNotAllowed
from pendopo.kernel.models import JournalEntry
from pendopo.people.models import FileAccess, Person
from pendopo.people.operations.searching import Findings, note_found, search_across
from pendopo.people.queries.persons import may_read_now
from pendopo.people.queries.searching import Sought, searches_of
from pendopo.people.rules.looking_across import MOST_FOUND
from pendopo.people.rules.permissions import READ, SEARCH
from pendopo.people.tests import crowd
from pendopo.people.tests.movers import NEXT, NIK, THIRD, open_site
from tests.making import ELSEWHERE, TARAJU, officer

pytestmark = pytest.mark.django_db
BORN, DISTRICT = date(1980, 3, 4), "32.06.13"
TIER = officer(SEARCH, area=DISTRICT)
ComeAs = Callable[[Actor], Client]
WHY = {"purpose": "aid", "said": "Surat 12/2026"}


@pytest.fixture(autouse=True)
def _site(settings: LazySettings, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    open_site(settings, monkeypatch)
    crowd.village(ELSEWHERE)
    settings.PENDOPO_VILLAGE = ""
    yield


def lives(village: str, name: str = "Asep Sunarya", nik: str | None = None) -> Person:
    row = crowd.person(name, nik=nik, birth_date=BORN, village_code=village, area_code=village)
    crowd.write([row], area=village)
    return row


def search(actor: Actor = TIER, *, area: str = DISTRICT, **sought: object) -> Findings:
    return search_across(actor, area=area, sought=Sought(**sought), **WHY)  # type: ignore[arg-type]


def test_a_nik_is_found_in_its_village_and_both_are_told() -> None:
    asep = lives(NEXT, nik=NIK)
    (line,) = search(nik=NIK).lines
    assert (line.name, line.born, line.person) == ("A••• S•••", "1980", None)
    assert line.village == "Desa Cikubang, Kecamatan Taraju" and NIK not in line.nik
    row = FileAccess.objects.get()
    assert (row.person_id, row.officer_id, row.searched_in) == (asep.pk, TIER.id, DISTRICT)
    assert "Surat 12/2026" in row.purpose
    entries = JournalEntry.objects.filter(operation__startswith="people.search.")
    assert {(one.operation, one.feed.area_code) for one in entries} == {
        ("people.search.across", DISTRICT),
        ("people.search.found", NEXT),
    }
    # The neighbour hears nothing of it, nor does a village that nobody was found in.
    for area, count in ((NEXT, 1), (TARAJU, 0), (THIRD, 0)):
        assert len(searches_of(officer(READ, area=area))[1]) == count


def test_a_name_needs_its_birth_date_and_finds_in_every_village_of_the_area_only() -> None:
    for village in (TARAJU, NEXT, ELSEWHERE):
        lives(village)
    assert search(name="Asep").lines == []
    found = search(name="Asep", born=BORN).lines
    assert sorted(line.village for line in found) == [
        "Desa Cikubang, Kecamatan Taraju",
        "Desa Taraju, Kecamatan Taraju",
    ]
    assert search(name="Asep", born=date(1980, 3, 5)).lines == []


def test_more_than_a_few_are_not_shown_and_nobody_is_said_to_be_found() -> None:
    for _number in range(MOST_FOUND + 1):
        lives(NEXT)
    findings = search(name="Asep Sunarya", born=BORN)
    assert (findings.lines, findings.more) == ([], True)
    assert not FileAccess.objects.exists()


@pytest.mark.parametrize("given", [{"purpose": "", "said": "x"}, {"purpose": "aid", "said": "  "}])
def test_without_a_purpose_nothing_is_searched(given: dict[str, str]) -> None:
    lives(NEXT, nik=NIK)
    with pytest.raises(Refusal) as refused:
        search_across(TIER, area=DISTRICT, sought=Sought(NIK), **given)
    assert refused.value.code == "search_purpose_missing"
    assert not FileAccess.objects.exists()


def test_nobody_searches_who_is_of_a_village_or_beyond_his_area() -> None:
    with pytest.raises(TierNotAllowed):
        search(officer(SEARCH, area=NEXT), area=NEXT, nik=NIK)
    for actor in (officer(READ, area=DISTRICT), officer(SEARCH, area="32.06.14")):
        with pytest.raises(NotPermitted):
            search(actor, nik=NIK)
    asep = lives(NEXT)
    with pytest.raises(NotFound):
        note_found(TIER, village=TARAJU, persons=[asep], area=DISTRICT, reason="x")


def test_a_find_opens_no_file() -> None:
    asep = lives(NEXT, nik=NIK)
    reads = officer(SEARCH, READ, area=DISTRICT)
    (line,) = search(reads, nik=NIK).lines
    assert line.person == asep
    assert not may_read_now(reads, asep)


def test_who_moved_is_found_where_he_lives() -> None:
    lives(TARAJU)
    stub = lives(NEXT)
    from tests.making import changed

    changed(stub, basic_status=3, continued_as=stub.pk)
    assert len(search(name="Asep Sunarya", born=BORN).lines) == 1


def test_the_page_searches_by_post_and_keeps_what_was_typed(come_as: ComeAs) -> None:
    lives(NEXT, nik=NIK)
    client = come_as(officer(SEARCH, area=DISTRICT))
    where = "/meja/warga/lintas-desa/"
    assert client.get(where).status_code == 200
    wrong = client.post(where, {**WHY, "nik": "", "name": "Asep"})
    assert wrong.status_code == 422 and "Surat 12/2026" in wrong.content.decode()
    page = client.post(where, {**WHY, "nik": NIK, "name": "", "born": ""}).content.decode()
    assert "A••• S•••" in page and ">1980<" in page and "Asep" not in page and "Desa Cikubang" in page
    assert come_as(officer(READ, area=NEXT)).get(f"/d/{NEXT}{where}").status_code == 404
    told = come_as(officer(READ, area=NEXT)).get(f"/d/{NEXT}/meja/warga/pencarian/").content.decode()
    assert "Surat 12/2026" in told and "Kecamatan Taraju" in told
    assert (
        "Surat"
        not in come_as(officer(READ, area=TARAJU)).get(f"/d/{TARAJU}/meja/warga/pencarian/").content.decode()
    )


def test_whoever_reads_many_villages_is_led_from_the_list_to_the_search_with_a_purpose(
    come_as: ComeAs,
) -> None:
    lives(NEXT)
    wide = come_as(officer(READ, SEARCH, area=DISTRICT))
    led = wide.get("/meja/warga/?q=Asep")
    assert (led.status_code, led["Location"]) == (302, "/meja/warga/lintas-desa/")
    assert "Asep" in wide.get(f"/d/{NEXT}/meja/warga/?q=Asep").content.decode()
