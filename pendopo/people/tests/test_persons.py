"""The resident list, the search and a person's file: who finds whom, and what leaves a trace."""

import csv
import io
from typing import Any
from uuid import UUID

import cbor2
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from pendopo.kernel.errors import NotFound, NotPermitted
from pendopo.kernel.models import JournalBody, JournalEntry
from pendopo.people.models import FileAccess
from pendopo.people.operations.exporting import record_list
from pendopo.people.operations.opening import open_file
from pendopo.people.queries.desk import own_page, person_page
from pendopo.people.queries.persons import PAGE, Listing, Wanted, person_visible_to, persons_visible_to
from pendopo.people.tests.crowd import ELSEWHERE, TARAJU, family, person, village, write
from tests.making import officer, resident

pytestmark = pytest.mark.django_db
NIK, KK = "3206131708850001", "3206130101150001"
OPERATOR = officer("people.read")


@pytest.fixture
def people() -> dict[str, Any]:
    """A family at an address, a namesake in another village, and some neighbours."""
    codes = village()
    first, last = sorted(codes.values())[0], sorted(codes.values())[-1]
    home = family(kk_number=KK, address="Kp. Cisaladah 12", area_code=first)
    rows = {
        "asep": person("Asep Sunandar", nik=NIK, family=home, relation=1, area_code=first),
        "euis": person("Euis Nurhayati", family=home, relation=3, area_code=first, sex=2),
        "dadang": person("Dadang Suryana", area_code=last),
        "moved": person("Asep Pindah", area_code=last, basic_status=3),
        "far": person("Asep Jauh", village_code=ELSEWHERE, area_code=ELSEWHERE),
    }
    write([home, *rows.values()])
    return {"home": home, "first": first, "last": last, **rows}


def names(listing: Listing) -> list[str]:
    return [one.name for one in listing.persons]


def look(text: str = "", **wanted: Any) -> list[str]:
    return names(persons_visible_to(OPERATOR, Wanted(text=text, **wanted)))


def test_the_list_holds_the_living_of_ones_own_village_by_name(people: dict[str, Any]) -> None:
    assert look() == ["Asep Sunandar", "Dadang Suryana", "Euis Nurhayati"]
    assert look(status=None) == ["Asep Pindah", "Asep Sunandar", "Dadang Suryana", "Euis Nurhayati"]
    assert look(sex=2) == ["Euis Nurhayati"]
    assert look(area=people["last"]) == ["Dadang Suryana"]


def test_a_name_is_found_by_its_beginning_by_a_later_word_and_in_another_spelling(
    people: dict[str, Any],
) -> None:
    assert look("ase") == ["Asep Sunandar"]
    assert look("sunan") == ["Asep Sunandar"]
    assert look("nurhayati") == ["Euis Nurhayati"]
    assert look("noerhajati") == ["Euis Nurhayati"]
    assert look("Soerjana") == ["Dadang Suryana"]


@pytest.mark.parametrize("text", ["---", "%", "' OR 1=1 --", "asep & !", "🙂", "a" * 500, "\\", "x:*"])
def test_odd_text_finds_nobody_and_breaks_nothing(people: dict[str, Any], text: str) -> None:
    assert "Dadang Suryana" not in look(text)


def test_an_address_finds_its_families_when_no_name_does(people: dict[str, Any]) -> None:
    assert look("cisaladah") == ["Asep Sunandar", "Euis Nurhayati"]


def test_a_whole_number_finds_its_person_and_a_part_of_it_nobody(people: dict[str, Any]) -> None:
    assert look(NIK) == ["Asep Sunandar"]
    assert look("32.0613-1708850001") == ["Asep Sunandar"]
    assert look(KK) == ["Asep Sunandar", "Euis Nurhayati"]
    assert look(NIK[:15]) == []


def test_a_head_of_rt_finds_only_the_own_rt(people: dict[str, Any]) -> None:
    head = officer("people.read", area=people["last"])
    for text in ("", "asep", "sunandar", "cisaladah", NIK, KK):
        assert "Asep Sunandar" not in names(persons_visible_to(head, Wanted(text=text)))
    with pytest.raises(NotFound):
        person_visible_to(head, people["asep"].pk)


def test_pages_follow_each_other_without_gap_or_repetition(people: dict[str, Any]) -> None:
    write([person(f"Warga {number % 7}", area_code=people["first"]) for number in range(2 * PAGE + 5)])
    seen: list[UUID] = []
    after = ""
    while True:
        page = persons_visible_to(OPERATOR, Wanted(after=after))
        seen += [one.pk for one in page.persons]
        after = page.after
        if not after:
            break
    assert len(seen) == len(set(seen)) == 2 * PAGE + 8
    with pytest.raises(NotFound):
        persons_visible_to(OPERATOR, Wanted(after="x~not-an-id"))


def test_a_file_opens_only_after_a_purpose_and_the_resident_can_read_who_opened_it(
    people: dict[str, Any],
) -> None:
    asep = people["asep"]
    assert person_page(OPERATOR, asep.pk) is None
    open_file(OPERATOR, person=asep, purpose="Membuat surat")
    page = person_page(OPERATOR, asep.pk)
    assert page is not None and page.file.accesses[0].purpose == "Membuat surat"
    assert person_page(officer("people.read"), asep.pk) is None  # another officer names an own purpose
    shown = str([line.value for _title, lines in page.sections for line in lines])
    assert NIK not in shown and "32••••••••••••01" in shown
    with pytest.raises(NotFound):
        person_page(OPERATOR, people["far"].pk)


def test_a_resident_sees_the_own_page_and_leaves_no_access_behind(people: dict[str, Any]) -> None:
    page = own_page(resident(people["euis"].pk))
    assert page.file.person.name == "Euis Nurhayati"
    assert [member.name for member in page.file.members] == ["Asep Sunandar", "Euis Nurhayati"]
    assert FileAccess.objects.count() == 0
    with pytest.raises(NotFound):
        own_page(OPERATOR)


def test_a_number_never_stands_in_an_address(people: dict[str, Any], come_as: Any) -> None:
    client: Client = come_as(officer("people.read", "desk.open"))
    found = client.post("/meja/warga/", {"text": NIK})
    assert found.status_code == 200 and "Asep Sunandar" in found.content.decode()
    assert NIK not in found.content.decode().replace(f'value="{NIK}"', "")
    by_name = client.post("/meja/warga/", {"text": "asep"})
    assert by_name.status_code == 302 and by_name["Location"] == "/meja/warga/?q=asep"
    assert client.get("/meja/warga/", {"q": NIK}).status_code == 302
    assert TARAJU not in by_name["Location"]


def names_in(file: bytes) -> list[str]:
    lines = csv.DictReader(io.StringIO(file.decode("utf-8-sig"), newline=""), delimiter=";")
    return [line["Nama"] for line in lines]


def test_the_lists_file_holds_every_page_of_the_filter_and_nobody_elsewhere(
    people: dict[str, Any], come_as: Any
) -> None:
    write(
        [person(f"Warga {number:03d}", area_code=people["last"], sex=2) for number in range(2 * PAGE)]
        + [person("=1+1", area_code=people["last"])]
    )
    client: Client = come_as(officer("people.read", "desk.open"))
    assert (
        client.get("/meja/warga/unduh/?age_from=x").status_code == 404
    )  # no file of more than was asked for
    assert "/meja/warga/unduh/" not in client.get("/meja/warga/?age_from=x").content.decode()
    page = client.get("/meja/warga/", {"sex": "2", "sesudah": f"warga~{people['far'].pk}"}).content.decode()
    assert 'href="/meja/warga/unduh/?sex=2"' in page
    asked = client.get("/meja/warga/unduh/?sex=2")
    assert asked.status_code == 200 and "Berkas ini untuk apa?" in asked.content.decode()
    handed = JournalEntry.objects.filter(operation="people.register.list")
    assert client.post("/meja/warga/unduh/?sex=2", {"format": "csv", "purpose": " "}).status_code == 422
    assert not handed.exists()
    women = client.post("/meja/warga/unduh/?sex=2", {"format": "csv", "purpose": "Posyandu"})
    every = [f"Warga {number:03d}" for number in range(2 * PAGE)]
    assert names_in(women.getvalue()) == ["Euis Nurhayati", *every]
    (entry,) = handed
    body = cbor2.loads(bytes(JournalBody.objects.get(pk=entry.pk).body))
    assert body["reason"] == f"Posyandu · Daftar warga · {2 * PAGE + 1} baris" and len(body["evidence"]) == 1
    everybody = client.post("/meja/warga/unduh/?status=", {"format": "csv", "purpose": "Posyandu"})
    text = everybody.getvalue().decode("utf-8-sig")
    assert "Asep Pindah" in text and "Asep Jauh" not in text
    assert "\r\n'=1+1;" in text  # no formula for a spreadsheet
    assert NIK not in text and KK not in text
    assert "no-store" in everybody["Cache-Control"] and NIK not in everybody["Content-Disposition"]


def test_a_file_holds_one_place_and_only_the_officers_own(people: dict[str, Any], come_as: Any) -> None:
    def ask(area: str, chosen: str = "") -> list[str] | int:
        client: Client = come_as(officer("people.read", "desk.open", area=area))
        answer = client.post(f"/meja/warga/unduh/?area={chosen}", {"format": "csv", "purpose": "Rapat"})
        return names_in(answer.getvalue()) if answer.status_code == 200 else answer.status_code

    part = people["last"]
    assert ask(part) == ask(TARAJU, part) == ["Dadang Suryana"]
    assert ask(part, people["first"]) == ask(TARAJU, ELSEWHERE) == 404
    village(code=ELSEWHERE)
    assert ask("32") == 404  # first one of the villages is chosen
    assert ask("32", ELSEWHERE) == ["Asep Jauh"]
    with pytest.raises(NotPermitted):
        record_list(officer("people.read", area=ELSEWHERE), area=TARAJU, reason="x", evidence=())


def test_the_list_looked_at_again_asks_for_its_page_only(people: dict[str, Any], come_as: Any) -> None:
    client = come_as(OPERATOR)
    client.get("/meja/warga/")
    with CaptureQueriesContext(connection) as seen:
        assert "3 warga" in client.get("/meja/warga/").content.decode()
    asked = [query["sql"] for query in seen.captured_queries]
    assert len(asked) <= 8 and sum("people_person" in sql for sql in asked) == 1, asked
    write([person("Ujang Baru", area_code=people["last"])])
    assert "4 warga" in client.get("/meja/warga/").content.decode()
    head = come_as(officer("people.read", area=people["first"]))
    assert "2 warga" in head.get("/meja/warga/").content.decode()
