"""Figures against a naive recount, their pages and files, and who may see what."""

import csv
import io
from collections import Counter
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.kernel.errors import NotFound
from pendopo.people.models import Person
from pendopo.people.queries import statistics
from pendopo.people.rules.dates import age
from pendopo.people.rules.statistics import AGE_GROUPS, BY_SLUG, TOPICS
from pendopo.people.tests import crowd
from pendopo.people.tests.crowd import ELSEWHERE, TARAJU, officer, person

TODAY = date(2026, 11, 21)
codes = st.none() | st.integers(1, 4)
people_rows = st.lists(
    st.tuples(
        st.sampled_from(["01.001.001", "01.001.002", "02.001.001", ""]),
        st.none() | st.dates(date(1930, 1, 1), date(2026, 10, 1)),
        st.sampled_from([1, 2, None]),
        codes,
        codes,
        st.dates(date(2020, 1, 1), date(2026, 11, 1)),
        st.none() | st.integers(0, 900),
    ),
    max_size=25,
)


@pytest.fixture(autouse=True)
def _still_clock(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    monkeypatch.setattr(clock, "today", lambda: TODAY)
    settings.PENDOPO_VILLAGE = TARAJU


def _rows(drawn: list[tuple[Any, ...]]) -> list[Person]:
    return [
        person(
            area_code=f"{TARAJU}.{tail}" if tail else TARAJU,
            birth_date=born,
            sex=sex,
            religion=religion,
            disability=disability,
            present_from=since,
            present_until=None if stay is None else since + timedelta(days=stay),
        )
        for tail, born, sex, religion, disability, since, stay in drawn
    ]


def _present(rows: list[Person], on: date, area: str) -> list[Person]:
    return [
        row
        for row in rows
        if row.present_from <= on
        and (row.present_until is None or row.present_until > on)
        and (row.area_code + ".").startswith(area + ".")
    ]


@pytest.mark.django_db(transaction=True)
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    drawn=people_rows, on=st.dates(date(2020, 6, 1), TODAY), tail=st.sampled_from(["", ".01", ".02.001.001"])
)
def test_figures_agree_with_a_naive_recount(drawn: list[tuple[Any, ...]], on: date, tail: str) -> None:
    crowd.village()
    crowd.clear()
    rows = _rows(drawn)
    crowd.write(rows)
    area = TARAJU + tail
    here = _present(rows, on, area)
    me = officer("people.statistics")

    def figures(slug: str) -> statistics.Figures:
        return statistics.statistics_of(me, slug, on=on, area=area).figures

    religion = figures("agama")
    assert {line.code: line.total for line in religion.lines if line.total} == dict(
        Counter(row.religion or 0 for row in here)
    )
    assert religion.total == len(here) == sum(line.total or 0 for line in religion.lines)
    men = {line.code: line.men for line in religion.lines if line.men}
    assert men == dict(Counter(row.religion or 0 for row in here if row.sex == 1))

    ages = figures("umur")
    bands = Counter(
        0 if row.birth_date is None else 1 + min(max(age(row.birth_date, on), 0) // 5, 15) for row in here
    )
    assert {line.code: line.total for line in ages.lines if line.total} == dict(bands)
    for group, line in zip(AGE_GROUPS, figures("kelompok-umur").lines, strict=True):
        inside = [max(age(row.birth_date, on), 0) for row in here if row.birth_date is not None]
        high = 999 if group.high is None else group.high
        assert line.total == sum(1 for years in inside if group.low <= years <= high)

    crossed = statistics.statistics_of(me, "agama", on=on, area=area, against="disabilitas").cross
    assert crossed is not None
    assert dict(crossed.counts) == dict(Counter((row.religion or 0, row.disability or 0) for row in here))
    assert crossed.total == sum(crossed.sums()) == sum(total for _code, _counts, total in crossed.lines())


@pytest.fixture
def taraju(transactional_db: None) -> list[Person]:
    """Thirty people in two hamlets; two of them blind, one family of three."""
    places = crowd.village()
    crowd.neighbour()
    home = crowd.family(area_code=places["Babakan", "001", "001"])
    rows = [
        person(
            f"Warga {number}",
            area_code=places["Babakan" if number % 3 else "Cikoneng", "001", "001"],
            birth_date=date(1980 + number, 3, 12),
            sex=1 + number % 2,
            religion=1,
            education=4,
            disability=2 if number < 2 else 7,
            blood_group=1,
            family=home if number in (1, 2, 4) else None,
            relation=1 if number == 1 else 4,
        )
        for number in range(30)
    ]
    crowd.write([home, *rows])
    return rows


def _as(monkeypatch: pytest.MonkeyPatch, actor: Actor) -> Client:
    monkeypatch.setattr("pendopo.accounts.queries.resolve_actor", lambda request: actor)
    return Client()


def _table(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def test_every_topic_has_a_page_and_a_csv_with_headings(taraju: list[Person], client: Client) -> None:
    for topic in TOPICS:
        page = client.get(f"/statistik/{topic.slug}/")
        assert page.status_code == 200
        assert f"/statistik/{topic.slug}.csv" in page.content.decode()
        answer = client.get(f"/statistik/{topic.slug}.csv")
        assert answer["Content-Type"] == "text/csv; charset=utf-8"
        rows = _table(answer.content)
        assert rows and {"Wilayah yang dihitung", "Tanggal"} < set(rows[0])
    assert client.get("/statistik/").status_code == 200
    assert client.get("/statistik/rahasia/").status_code == 404


def test_the_public_reads_exact_figures_of_a_hamlet_on_a_day(taraju: list[Person], client: Client) -> None:
    rows = _table(client.get(f"/statistik/pendidikan.csv?tanggal=2026-01-01&dusun={TARAJU}.02").content)
    (school,) = (row for row in rows if row["Jumlah"] != "0")
    assert school["Tanggal"] == "2026-01-01"
    assert school["Jumlah"] == str(sum(1 for row in taraju if row.area_code.startswith(f"{TARAJU}.02")))
    pyramid = client.get("/statistik/umur/?tanggal=1999-12-31").content.decode()
    assert ": 0 jiwa" in " ".join(pyramid.split())  # before anybody came


def test_small_health_counts_stay_hidden_from_the_public(taraju: list[Person], client: Client) -> None:
    rows = {
        row["Disabilitas"]: row["Jumlah"] for row in _table(client.get("/statistik/disabilitas.csv").content)
    }
    assert rows["Disabilitas Netra"] == "<5"
    assert rows["Tidak Ada Disabilitas"] == "tidak ditampilkan"
    page = client.get("/statistik/disabilitas/").content.decode()
    assert "Tidak Ada Disabilitas" in page and ">2<" not in page and ">28<" not in page
    # neither a hamlet nor another day can be had to subtract it
    for choice in (f"dusun={TARAJU}.01", "tanggal=2020-02-02"):
        again = _table(client.get(f"/statistik/disabilitas.csv?{choice}").content)
        assert {row["Disabilitas"]: row["Jumlah"] for row in again} == rows
        assert {row["Tanggal"] for row in again} == {"2026-10-01"}


def test_of_a_sensitive_topic_the_public_gets_one_table_whatever_it_asks(
    taraju: list[Person], client: Client
) -> None:
    for topic in (topic for topic in TOPICS if topic.sensitive):
        tables = {
            client.get(f"/statistik/{topic.slug}.csv{choice}").content
            for choice in (
                "",
                f"?dusun={TARAJU}.01",
                "?tanggal=2026-11-20",
                f"?dusun={TARAJU}.02&tanggal=2025-01-01",
            )
        }
        (table,) = tables
        assert set(_table(table)[0]) == {"Wilayah yang dihitung", "Tanggal", topic.column, "Jumlah"}


def test_a_count_close_to_small_is_hidden_and_not_called_small(taraju: list[Person], client: Client) -> None:
    crowd.write([person(f"Yohanes {number}", religion=2) for number in range(7)])
    rows = {row["Agama"]: row["Jumlah"] for row in _table(client.get("/statistik/agama.csv").content)}
    assert rows["Kristen"] == rows["Islam"] == "tidak ditampilkan" and rows["Hindu"] == "0"


def test_no_breakdown_below_the_hamlet_and_no_other_village(taraju: list[Person], client: Client) -> None:
    for area in (f"{TARAJU}.01.001", f"{TARAJU}.01.001.001", ELSEWHERE, f"{TARAJU}.99", "x"):
        assert client.get(f"/statistik/pendidikan/?dusun={area}").status_code == 404
    assert client.get(f"/statistik/pendidikan/?dusun={TARAJU}.01").status_code == 200


def test_a_wrong_day_is_explained_and_not_counted(taraju: list[Person], client: Client) -> None:
    for day in ("31-02-2020", "2031-01-01", "kemarin"):
        page = client.get(f"/statistik/pendidikan/?tanggal={day}")
        assert page.status_code == 200 and 'class="error-summary"' in page.content.decode()
        assert "21 November 2026" in page.content.decode()


def test_a_page_needs_few_queries_and_none_for_counting_twice(taraju: list[Person], client: Client) -> None:
    for address in ("/statistik/", "/statistik/umur/", "/statistik/wilayah/", "/statistik/disabilitas/"):
        counts = []
        for _time in range(2):
            with CaptureQueriesContext(connection) as seen:
                assert client.get(address).status_code == 200
                counts.append([query["sql"] for query in seen.captured_queries])
        assert 0 < len(counts[0]) <= 6, counts[0]
        assert 0 < len(counts[1]) <= 3, counts[1]


def test_a_page_is_sent_again_only_after_a_write(taraju: list[Person], client: Client) -> None:
    first = client.get("/statistik/umur/")
    client.cookies.clear()
    second = client.get("/statistik/umur/")
    client.cookies.clear()
    assert second["ETag"] == first["ETag"]
    same = client.get("/statistik/umur/", headers={"If-None-Match": first["ETag"]})
    assert same.status_code == 304 and not same.content
    client.cookies.clear()
    client.cookies["django_language"] = "en"
    english = client.get("/statistik/umur/", headers={"If-None-Match": first["ETag"]})
    assert english.status_code == 200 and 'lang="en"' in english.content.decode()
    client.cookies.clear()
    crowd.write([person("Euis", birth_date=date(2001, 1, 1))])
    changed = client.get("/statistik/umur/", headers={"If-None-Match": first["ETag"]})
    assert changed.status_code == 200 and ": 31 jiwa" in " ".join(changed.content.decode().split())


def test_area_figures_count_residents_and_families_of_every_part(taraju: list[Person]) -> None:
    found = statistics.public_area_figures(TARAJU)
    assert found[TARAJU].residents == 30 and found[TARAJU].families == 1
    assert (found[TARAJU].men, found[TARAJU].women) == (15, 15)
    assert found[f"{TARAJU}.01"].residents + found[f"{TARAJU}.02"].residents == 30
    assert found[f"{TARAJU}.01.001.001"] == found[f"{TARAJU}.01"]
    assert statistics.public_area_figures(ELSEWHERE)[ELSEWHERE].residents == 1


def test_an_officer_sees_exact_figures_in_the_own_area_only(taraju: list[Person]) -> None:
    head = officer("people.statistics", area=f"{TARAJU}.01")
    found = statistics.statistics_of(head, "disabilitas")
    assert found.figures.area == f"{TARAJU}.01"
    blind = next(line for line in found.figures.lines if line.code == 2)
    assert blind.total == 1
    assert all(code.startswith(f"{TARAJU}.01") for code, _title in found.choices)
    for area in (TARAJU, f"{TARAJU}.02", ELSEWHERE):
        with pytest.raises(NotFound):
            statistics.statistics_of(head, "agama", area=area)
    with pytest.raises(NotFound):
        statistics.statistics_of(officer("people.read"), "agama")


def test_desk_pages(taraju: list[Person], monkeypatch: pytest.MonkeyPatch) -> None:
    client = _as(monkeypatch, officer("people.statistics"))
    for topic in TOPICS:
        assert client.get(f"/meja/statistik/{topic.slug}/?wilayah={TARAJU}.01.001.001").status_code == 200
    page = client.get("/meja/statistik/agama/?silang=umur").content.decode()
    assert "Agama menurut umur" in page
    rows = _table(client.get("/meja/statistik/disabilitas.csv?silang=jenis-kelamin").content)
    assert [row["Jumlah"] for row in rows] == ["2", "28"]
    stranger = _as(monkeypatch, officer("people.statistics", area=ELSEWHERE))
    for address in (
        "/meja/statistik/",
        f"/meja/statistik/agama/?wilayah={TARAJU}",
        "/meja/statistik/agama.csv",
    ):
        assert stranger.get(address).status_code == 404
    assert _as(monkeypatch, officer("people.read")).get("/meja/statistik/").status_code == 404


def test_a_regency_sees_the_sum_of_its_villages(
    taraju: list[Person], monkeypatch: pytest.MonkeyPatch
) -> None:
    neighbour, other_regency = "32.06.13.2002", "32.08.31.2011"
    for code in (neighbour, other_regency):
        crowd.village(code, hamlets=("Nagrak",))
    home = crowd.family(village_code=neighbour, area_code=f"{neighbour}.01")
    crowd.write(
        [
            home,
            person(village_code=neighbour, area_code=f"{neighbour}.01", religion=2, family=home, relation=1),
            person(village_code=other_regency, area_code=f"{other_regency}.01", religion=3),
        ],
        area=neighbour,
    )
    me = officer("people.statistics", area="32.06")
    found = statistics.statistics_of(me, "agama")
    assert found.figures.area == "32.06" and found.area_title == "Kabupaten Tasikmalaya"
    assert {line.code: line.total for line in found.figures.lines if line.total} == {1: 30, 2: 1}
    assert [code for code, _title in found.choices] == ["32.06", TARAJU, neighbour]
    places = statistics.statistics_of(me, "wilayah").figures
    assert {line.code: (line.total, line.families) for line in places.places} == {
        "32.06.13": (31, 2), TARAJU: (30, 1), neighbour: (1, 1)
    }  # fmt: skip
    crossed = statistics.statistics_of(me, "agama", against="jenis-kelamin").cross
    assert crossed is not None and crossed.total == 31
    # after a write, only the village that changed is counted again
    crowd.write([person(village_code=neighbour, area_code=f"{neighbour}.01", religion=2)], area=neighbour)
    with CaptureQueriesContext(connection) as seen:
        again = statistics.statistics_of(me, "agama").figures
        counting = [query["sql"] for query in seen.captured_queries if "people_person" in query["sql"]]
    assert again.total == 32 and len(counting) == 1
    assert neighbour in counting[0] and TARAJU not in counting[0]
    for area in ("32.08", "32", ""):
        if area:
            with pytest.raises(NotFound):
                statistics.statistics_of(me, "agama", area=area)
    client = _as(monkeypatch, me)
    for topic in TOPICS:
        status = client.get(f"/meja/statistik/{topic.slug}/").status_code
        assert status == (404 if topic.slug == "keluarga" else 200)
    assert client.get(f"/meja/statistik/keluarga/?wilayah={TARAJU}").status_code == 200
    assert "Taraju" in client.get("/meja/statistik/wilayah/").content.decode()
    nation = officer("people.statistics", area="")
    assert statistics.statistics_of(nation, "agama", area="32").figures.total == 34  # and the neighbour


def test_each_topic_of_the_cross_table_is_a_field_of_its_own() -> None:
    fields = [topic.field for topic in TOPICS if topic.slug in BY_SLUG and topic.table is not None]
    assert len(fields) == len(set(fields))
