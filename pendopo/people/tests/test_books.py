"""The books B.1 to B.5: balance, content, masking, files, who may see them."""

import io
from collections import Counter
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.kernel.errors import NotFound
from pendopo.kernel.history import history_of
from pendopo.kernel.models import JournalEntry
from pendopo.people.models import EventKind, Person, PopulationEvent
from pendopo.people.queries import books
from pendopo.people.queries.books.changes import Scope, changes_of
from pendopo.people.queries.books.recap import Recapitulation
from pendopo.people.rules.books import BOOKS, Month, Recap
from pendopo.people.rules.stays import ENDED_BY, Turn
from pendopo.people.tests import crowd
from pendopo.people.tests.crowd import ELSEWHERE, TARAJU, officer, person
from pendopo.places.operations import appoint_official
from pendopo.places.rules.terms import Appointment, HolderKind, Term
from pendopo.ui.tables import spans

TODAY = date(2026, 11, 21)
FIRST, LAST = date(2026, 10, 1), date(2026, 10, 31)
NIK, KK = "3206131708850001", "3206131203100001"


@pytest.fixture(autouse=True)
def _still_clock(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    monkeypatch.setattr(clock, "today", lambda: TODAY)
    settings.PENDOPO_VILLAGE = TARAJU


# The rules


def test_headings_fit_the_columns() -> None:
    for book in BOOKS:
        assert sum(span for _words, span, _joined in spans(book.columns)) == len(book.columns)
    assert [len(book.columns) for book in BOOKS] == [16, 12, 33, 15, 19]
    assert len(Recap("", "").row()) == len(BOOKS[2].columns) - 3


def test_a_running_month_ends_today() -> None:
    assert Month(2026, 11, TODAY).last == TODAY
    assert Month(2026, 2, TODAY).last == date(2026, 2, 28)
    assert Month(2026, 1, TODAY).previous == (2025, 12)


# B.3 against a naive count

READER, CLERK = officer("people.read"), officer("people.read", "people.export")
days = st.dates(FIRST - timedelta(days=40), LAST + timedelta(days=20))
lives = st.lists(
    st.tuples(
        st.sampled_from(["01.001.001", "02.001.001"]),
        days,
        st.none() | st.integers(0, 70),
        st.sampled_from([1, 2, None]),
        st.sampled_from([1, 2, 3, None]),
        st.sampled_from([1, 2, 3]),
        st.sampled_from(["newborn", "adult", "unknown"]),
        st.integers(0, 3),
    ),
    max_size=20,
)


@pytest.mark.django_db(transaction=True)
@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lives=lives)
def test_the_month_balances_and_agrees_with_a_naive_count(lives: list[tuple[Any, ...]]) -> None:
    crowd.clear()
    homes = [crowd.family() for _number in range(3)]
    rows = []
    for tail, since, stay, sex, nation, status, born, home in lives:
        birth = {"newborn": since, "adult": date(1980, 1, 1), "unknown": None}[born]
        until = None if stay is None else since + timedelta(days=stay)
        values = {
            "present_from": since,
            "present_until": until,
            "birth_date": birth,
            "sex": sex,
            "citizenship": nation,
            "basic_status": 1 if until is None else status,
            "came_by": Turn.ARRIVED,
            "went_by": 0 if until is None else ENDED_BY.get(status, Turn.AWAY),
            "family": homes[home] if home < 3 else None,
        }
        rows.append(person(area_code=f"{TARAJU}.{tail}", relation=4, **values))
    crowd.write([*homes, *rows])
    month = Month(2026, 10, TODAY)
    scope = Scope(READER, "people.read", TARAJU)
    lines = Recapitulation(scope, month, {}, changes_of(scope, month)).lines()
    assert all(line.balances for line in lines)
    for line in lines:
        mine = [row for row in rows if row.area_code.startswith(line.code)]
        assert line.total("start") == sum(1 for row in mine if _there(row, FIRST - timedelta(days=1)))
        assert line.total("end") == sum(1 for row in mine if _there(row, LAST))
        # Who came and went on one day counts as both.
        came = [row for row in mine if FIRST <= row.present_from <= LAST]
        assert line.total("born") == sum(1 for row in came if row.birth_date == row.present_from)
        assert line.total("arrived") == sum(1 for row in came if row.birth_date != row.present_from)
        numbers = line.row()
        assert numbers[6] == line.total("start") and numbers[4] + numbers[5] == numbers[6]
    at_end = {row.family_id for row in rows if row.family_id and _there(row, LAST)}
    assert sum(line.families_end for line in lines) == len(at_end)


def _there(row: Person, on: date) -> bool:
    return row.present_from <= on and (row.present_until is None or row.present_until > on)


# Content


@pytest.fixture
def taraju(transactional_db: None) -> dict[str, Person]:
    """A family of two, a guest, a newcomer, one who left, one who died, and a birth taken back."""
    places = crowd.village()
    crowd.neighbour()
    rt = places["Babakan", "001", "002"]
    home = crowd.family(area_code=rt, kk_number=KK, address="Kp. Babakan 7")
    found = {
        "head": person(
            "Asep Suryana", area_code=rt, nik=NIK, birth_place="Garut", birth_date=date(1985, 8, 17), family=home,
            relation=1, religion=1, education=5, occupation=9, marital_status=2, citizenship=1, came_by=Turn.ARRIVED,
        ),
        "wife": person("Euis", area_code=rt, sex=2, family=home, relation=3, citizenship=1, education=1),
        "guest": person(
            "Tamu", area_code=rt, residence=2, nik="3273256902000003", present_from=date(2026, 10, 5), citizenship=2
        ),
        "newcomer": person(
            "Pendatang", area_code=rt, present_from=date(2026, 10, 8), citizenship=1, came_by=Turn.ARRIVED
        ),
        "left": person(
            "Pindahan", area_code=rt, basic_status=3, present_until=date(2026, 10, 9), citizenship=1, sex=2,
            went_by=Turn.MOVED,
        ),
        "dead": person(
            "Almarhum", area_code=rt, basic_status=2, present_until=date(2026, 10, 10), citizenship=1,
            went_by=Turn.DIED,
        ),
    }  # fmt: skip

    def event(who: str, kind: EventKind, day: int, **details: Any) -> PopulationEvent:
        on = date(2026, 10, day)
        values = {"person": found[who], "village_code": TARAJU, "kind": kind, "on": on, "reported_on": on}
        return PopulationEvent(**values, details=details)

    undone = event("wife", EventKind.MOVE_OUT, 12, destination="Bandung")
    back = PopulationEvent(
        person=found["wife"], village_code=TARAJU, kind=EventKind.CORRECTION, on=date(2026, 10, 13),
        reported_on=date(2026, 10, 13), reverses=undone,
    )  # fmt: skip
    events = [
        event("guest", EventKind.MOVE_IN, 5, origin="Malaka", purpose="Kerja", host="Asep Suryana"),
        event("newcomer", EventKind.MOVE_IN, 8, origin="Garut"),
        event("left", EventKind.MOVE_OUT, 9, destination="Bekasi"),
        event("dead", EventKind.DEATH, 10),
        undone,
        back,
    ]
    crowd.write([home, *found.values(), *events])
    return found


def _rows(slug: str, actor: Actor = READER) -> list[list[Any]]:
    return books.book_page(actor, slug, year=2026, month=10).rows


def test_b1_lists_permanent_residents_and_masks_their_numbers(taraju: dict[str, Person]) -> None:
    rows = _rows("induk-penduduk")
    assert {row[1] for row in rows} == {"Asep Suryana", "Euis", "Pendatang"}
    head = next(row for row in rows if row[1] == "Asep Suryana")
    assert head[2:11] == [
        "L",
        "Kawin",
        "Garut",
        "17-08-1985",
        "Islam",
        "SLTA/Sederajat",
        "Petani/Pekebun",
        "",
        "WNI",
    ]
    assert head[11].startswith("Kp. Babakan 7, RT 002") and head[12] == "Kepala Keluarga"
    assert head[13] == "32••••••••••••01" and head[14] == "32••••••••••••01"
    assert sorted(row[0] for row in rows) == [1, 2, 3]


def test_b2_lists_what_happened_and_not_what_was_taken_back(taraju: dict[str, Person]) -> None:
    rows = {row[1]: row for row in _rows("mutasi-penduduk")}
    assert set(rows) == {"Pendatang", "Pindahan", "Almarhum"}  # guests stand in B.4, and B.3 counts none
    assert rows["Pendatang"][6:8] == ["Garut", "08-10-2026"]
    assert rows["Pindahan"][8:10] == ["Bekasi", "09-10-2026"]
    assert rows["Almarhum"][10] == "10-10-2026"


def test_b3_sums_the_month(taraju: dict[str, Person]) -> None:
    page = books.book_page(READER, "rekapitulasi-penduduk", year=2026, month=10)
    babakan = next(row for row in page.rows if row[1] == "Dusun Babakan")
    start, end = babakan[2:9], babakan[25:32]
    assert start == [0, 0, 2, 2, 1, 3, 4]  # head, dead | wife, left; one family
    assert (
        babakan[13:17] == [0, 0, 1, 0] and babakan[17:21] == [0, 0, 1, 0] and babakan[21:25] == [0, 0, 0, 1]
    )
    assert end == [0, 0, 2, 1, 1, 2, 3]
    assert page.sums[2:32] == babakan[2:32]


def test_b4_lists_guests_with_their_host(taraju: dict[str, Person]) -> None:
    (row,) = _rows("penduduk-sementara")
    assert row[1] == "Tamu" and row[3] == "32••••••••••••03" and row[7] == "WNA"
    assert row[9:14] == ["Malaka", "Kerja", "Asep Suryana", "05-10-2026", ""]


def test_b5_lists_cards(taraju: dict[str, Person]) -> None:
    head = next(row for row in _rows("ktp-kk") if row[2] == "Asep Suryana")
    assert (
        head[1] == head[3] == "32••••••••••••01"
        and head[5] == "Garut, 17-08-1985"
        and head[17] == "01-01-2000"
    )
    wife = next(row for row in _rows("ktp-kk") if row[2] == "Euis")
    assert wife[17] == ""  # nobody said since when she lives here


def test_an_officer_of_another_place_finds_no_book(taraju: dict[str, Person]) -> None:
    for book in BOOKS:
        with pytest.raises(NotFound):
            books.book_page(officer("people.read", area=ELSEWHERE), book.slug, year=2026, month=10)
        with pytest.raises(NotFound):
            books.book_rows(READER, book.slug, year=2026, month=10)
    for year, month in ((2026, 13), (2027, 1), (2026, 12), (1800, 1)):
        with pytest.raises(NotFound):
            books.book_page(READER, "induk-penduduk", year=year, month=month)
    other_hamlet = officer("people.read", area=f"{TARAJU}.02")
    assert _rows("induk-penduduk", other_hamlet) == [] and _rows("mutasi-penduduk", other_hamlet) == []
    assert [row[1] for row in _rows("rekapitulasi-penduduk", other_hamlet)] == ["Dusun Cikoneng"]


# Pages and files


def _as(monkeypatch: pytest.MonkeyPatch, actor: Actor) -> Client:
    monkeypatch.setattr("pendopo.accounts.queries.resolve_actor", lambda request: actor)
    return Client()


def test_pages_and_paper(taraju: dict[str, Person], monkeypatch: pytest.MonkeyPatch) -> None:
    term = Term("Kepala Desa", HolderKind.PLT, date(2020, 1, 1), None)
    appoint_official(crowd.TESTER, village=TARAJU, appointment=Appointment("Dadang"), term=term)
    client = _as(monkeypatch, READER)
    assert client.get("/meja/buku/").status_code == 200
    for book in BOOKS:
        page = client.get(f"/meja/buku/{book.slug}/?bulan=10&tahun=2026")
        assert page.status_code == 200
        assert NIK not in page.content.decode() and KK not in page.content.decode()
        assert "Oktober 2026" in page.content.decode()
        assert client.get(f"/meja/buku/{book.slug}/cetak/").status_code == 404  # may read, may not export
    assert "Bulan ini belum mulai" in client.get("/meja/buku/ktp-kk/?bulan=12&tahun=2026").content.decode()
    assert client.get("/meja/buku/b-9/").status_code == 404
    assert client.get("/meja/buku/ktp-kk/unduh/").status_code == 404
    clerk = _as(monkeypatch, CLERK)
    for book in BOOKS:
        address = f"/meja/buku/{book.slug}/cetak/?bulan=10&tahun=2026"
        assert NIK not in clerk.get(address).content.decode()
        assert clerk.post(address, {"purpose": " "}).status_code == 422
        paper = clerk.post(address, {"purpose": "Laporan bulanan"}).content.decode()
        assert (NIK in paper) == (book.number in ("B.1", "B.5")) and "Oktober 2026" in paper
        # The head takes note on the left; the secretary writes place and day on the right.
        assert paper.index("Mengetahui") < paper.index("Dadang") < paper.index("21 November 2026")
    shown = clerk.post("/meja/buku/ktp-kk/nik/?bulan=10&tahun=2026", {"purpose": "Mencari kartu"})
    assert NIK in shown.content.decode() and KK in shown.content.decode()
    told = {entry.operation for entry in JournalEntry.objects.all()}
    assert {"people.book.print", "people.book.show"} <= told
    stranger = _as(monkeypatch, officer("people.read", "people.export", area=ELSEWHERE))
    for book in BOOKS:
        for tail in ("", "cetak/", "nik/", "unduh/"):
            assert stranger.get(f"/meja/buku/{book.slug}/{tail}").status_code == 404


def test_a_printed_book_has_every_line(taraju: dict[str, Person], monkeypatch: pytest.MonkeyPatch) -> None:
    crowd.write([crowd.person(f"Warga {number}") for number in range(2_100)])
    paper = _as(monkeypatch, CLERK).post(
        "/meja/buku/induk-penduduk/cetak/?bulan=10&tahun=2026", {"purpose": "Arsip"}
    )
    assert paper.content.decode().count("<td>Warga ") == 2_100 and b"tidak muat" not in paper.content


def test_a_workbook_is_whole_and_its_leaving_is_written_down(
    taraju: dict[str, Person], monkeypatch: pytest.MonkeyPatch
) -> None:
    client = _as(monkeypatch, officer("people.read", "people.export"))
    for book in BOOKS:
        address = f"/meja/buku/{book.slug}/unduh/?bulan=10&tahun=2026"
        assert client.post(address, {"purpose": ""}).status_code == 422
        answer = client.post(address, {"purpose": "Laporan bulanan"})
        assert answer["Content-Disposition"].endswith('-2026-10.xlsx"')
        content = answer.getvalue()
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
        assert sheet[0][0] == f"{book.number} {book.title}"
        numbers = next(
            place
            for place, row in enumerate(sheet)
            if row[: len(book.columns)] == [*range(1, len(book.columns) + 1)]
        )
        titles = sheet[numbers - 1]
        assert [cell for cell in titles if cell] == [heading.title for heading in book.columns]
        if book.number in ("B.1", "B.5"):
            lines = [row for row in sheet[numbers + 1 :] if "Asep Suryana" in row]
            assert NIK in lines[0] and KK in lines[0]  # text, with every digit
    entries = JournalEntry.objects.filter(operation="people.register.export")
    assert Counter(entries.values_list("outcome", flat=True)) == {"done": 5}
    assert (
        history_of(taraju["head"].pk)[0].operation == "test.crowd.make"
    )  # nothing of the person was changed
