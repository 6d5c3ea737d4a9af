"""The list of residents as officers use it: what stands in an address, filters that are kept, files and paper."""

from datetime import date
from typing import Any
from uuid import uuid4

import cbor2
import pytest
from django.test import Client

from pendopo.kernel.actor import Actor, Power
from pendopo.kernel.errors import NotFound
from pendopo.kernel.models import JournalBody, JournalEntry
from pendopo.people.models import KeptFilter
from pendopo.people.operations.filters import TooManyFilters, drop_filter, keep_filter
from pendopo.people.queries.filters import filter_of
from pendopo.people.tests.crowd import ELSEWHERE, TARAJU, officer, person, village, write

pytestmark = pytest.mark.django_db
NIK = "3206131708850001"


def reader(*more: str, area: str = TARAJU) -> Actor:
    powers = {Power(name, area) for name in ("people.read", "desk.open", *more)}
    return Actor(kind="officer", name="Bu Euis", id=uuid4(), powers=frozenset(powers))


@pytest.fixture
def people() -> dict[str, Any]:
    codes = village()
    first = codes["Babakan", "001", "001"]
    born = {"birth_date": date(1985, 8, 17), "area_code": first}
    rows = [
        person("Asep Nur Hasan", nik=NIK, father_name="Dadang", mother_name="Imas Masitoh", **born),
        person("Asep Nurhasan", religion=2, area_code=first),
        person("Nurhasan Jauh", village_code=ELSEWHERE, area_code=ELSEWHERE),
    ]
    write(rows)
    return {"first": first}


def test_a_name_a_day_and_a_place_go_into_the_address_and_no_part_of_a_number(
    people: dict[str, Any], come_as: Any
) -> None:
    client: Client = come_as(reader())
    led = {
        text: client.post("/meja/warga/?religion=2&halaman=3", {"text": text}).headers.get("Location")
        for text in ("nurhasan", "17-08-1985", "17 Agustus 1985", "rt 02 rw 001", NIK[:12], NIK, "17081985")
    }
    to = "/meja/warga/?religion=2"
    assert led == {
        "nurhasan": f"{to}&q=nurhasan", "17-08-1985": f"{to}&born=17-08-1985",
        "17 Agustus 1985": f"{to}&born=17-08-1985", "rt 02 rw 001": f"{to}&q=rt+02+rw+001",
        NIK[:12]: None, NIK: None, "17081985": None,
    }  # fmt: skip
    part = client.post("/meja/warga/", {"text": NIK[:12]}).content.decode()
    assert "Asep Nur Hasan" in part and "Asep Nurhasan" not in part and NIK not in part
    assert client.get("/meja/warga/", {"q": NIK[:12]}).status_code == 302
    assert client.get("/meja/warga/", {"q": "a" + NIK[:7]}).status_code == 302


def test_hits_come_with_place_and_parents_and_an_honest_count(people: dict[str, Any], come_as: Any) -> None:
    client: Client = come_as(reader())
    page = client.get("/meja/warga/", {"q": "nurhasan"}).content.decode()
    assert "2 warga cocok." in page and "Nurhasan Jauh" not in page
    assert "Dadang, Imas Masitoh" in page and "RT 001" in page
    assert "1 warga cocok." in client.get("/meja/warga/", {"q": "nurhasan", "religion": "2"}).content.decode()
    write([person(f"Nurhasan {at:02d}", area_code=people["first"]) for at in range(40)])
    second = client.get("/meja/warga/", {"q": "nurhasan", "halaman": "2"}).content.decode()
    assert "42 warga cocok." in second and "26–42" in second and "Asep Nurhasan" in second
    assert 'name="religion"' not in second
    wide = client.get("/meja/warga/", {"rinci": "1", "q": "nurhasan"}).content.decode()
    assert 'name="religion"' in wide and '<details class="filter" open' in wide and "42 warga cocok." in wide
    shown = client.get("/meja/warga/", {"q": "", "status": ""}).content.decode()
    assert '<option value="" selected>Semua</option>' in shown


def test_a_found_list_is_printed_or_filed_with_a_purpose_that_stays(
    people: dict[str, Any], come_as: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    client: Client = come_as(reader())
    where = "/meja/warga/unduh/?q=nurhasan"
    assert where in client.get("/meja/warga/", {"q": "nurhasan"}).content.decode()
    assert client.post(where, {"format": "html", "purpose": " "}).status_code == 422
    paper = client.post(where, {"format": "html", "purpose": "Posyandu"})
    words = paper.getvalue().decode()
    assert paper["Content-Type"].startswith("text/html") and "attachment" not in paper["Content-Disposition"]
    assert "Asep Nur Hasan" in words and "Nurhasan Jauh" not in words and NIK not in words
    entry = JournalEntry.objects.get(operation="people.register.list")
    assert (
        cbor2.loads(bytes(JournalBody.objects.get(pk=entry.pk).body))["reason"]
        == "Posyandu · Daftar warga · 2 baris"
    )
    monkeypatch.setattr("pendopo.ui.listing.MOST_PRINTED", 1)
    refused = client.post(where, {"format": "html", "purpose": "Posyandu"})
    assert refused.status_code == 422 and "terlalu panjang untuk dicetak" in refused.content.decode()
    monkeypatch.setattr("pendopo.people.queries.finding.MOST_FOUND", 1)
    page = client.get("/meja/warga/", {"q": "nurhasan"}).content.decode()
    assert "/meja/warga/unduh/" not in page and "Lebih dari 1 warga cocok." in page
    assert client.post(where, {"format": "csv", "purpose": "Posyandu"}).status_code == 404


def test_a_filter_is_kept_used_again_and_removed(people: dict[str, Any], come_as: Any) -> None:
    me, other = reader(), reader()
    client: Client = come_as(me)
    assert "Simpan saringan ini" not in client.get("/meja/warga/").content.decode()
    asked = "religion=2&age_from=1&halaman=4&sesudah=x~y&else=1"
    page = client.get("/meja/warga/?religion=2&q=nurhasan").content.decode()
    assert "/meja/warga/saringan/?q=nurhasan&amp;religion=2" in page
    assert client.post(f"/meja/warga/saringan/?{asked}", {"title": " "}).status_code == 422
    kept = client.post(f"/meja/warga/saringan/?{asked}", {"title": "Buddha?"})
    assert kept["Location"] == "/meja/warga/?age_from=1&religion=2"
    client.post("/meja/warga/saringan/?religion=2", {"title": "Buddha?"})
    (one,) = KeptFilter.objects.all()
    assert one.asked == "religion=2" and one.officer_id == me.id
    assert 'href="/meja/warga/?religion=2">Buddha?' in client.get("/meja/warga/").content.decode()
    for odd in ("", "?halaman=2", "?age_from=x", f"?q={NIK}", "?status=1"):
        assert client.get(f"/meja/warga/saringan/{odd}").status_code == 404, odd
    come_as(other)
    assert "Buddha?" not in client.get("/meja/warga/").content.decode()
    assert client.post(f"/meja/warga/saringan/{one.pk}/hapus/").status_code == 404
    with pytest.raises(NotFound):
        drop_filter(other, kept=one)
    with pytest.raises(NotFound):
        filter_of(other, one.pk)
    come_as(me)
    assert client.post(f"/meja/warga/saringan/{one.pk}/hapus/").status_code == 302
    assert not KeptFilter.objects.exists()


def test_no_more_filters_are_kept_than_one_can_look_over(
    people: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    me = reader()
    monkeypatch.setattr("pendopo.people.operations.filters.MOST", 1)
    for asked in ("sex=1", "sex=2"):
        keep_filter(me, area=TARAJU, title="Sama", asked=asked)
    with pytest.raises(TooManyFilters):
        keep_filter(me, area=TARAJU, title="Lain", asked="sex=1")
    keep_filter(reader(), area=TARAJU, title="Lain", asked="sex=1")
    with pytest.raises(NotFound):
        keep_filter(officer("people.read"), area=TARAJU, title="Lain", asked="sex=1")
