"""Past days stay true: what later events, imports, corrections and prints do to the months before."""

import argparse
import json
from collections.abc import Callable
from datetime import date, timedelta
from importlib import import_module
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from pendopo.kernel import clock
from pendopo.kernel.actor import Actor, Power
from pendopo.kernel.errors import Refusal
from pendopo.kernel.models import JournalEntry
from pendopo.kernel.tests.steps import do
from pendopo.kernel.verify import verify
from pendopo.people.commands import report
from pendopo.people.models import BookPrint, Family, ImportBatch, ImportState, PastMembership, Person
from pendopo.people.operations import families, merging
from pendopo.people.operations.events import (
    Newcomer,
    NewFamily,
    record_birth,
    record_death,
    record_leave,
    record_move_in,
    record_move_out,
    record_return,
    reverse_event,
    split_family,
)
from pendopo.people.operations.importing import undo_import
from pendopo.people.operations.opening import open_file
from pendopo.people.operations.persons import correct_person
from pendopo.people.operations.printing import print_book
from pendopo.people.queries import books
from pendopo.people.queries.books.pages import BookPage
from pendopo.people.queries.statistics import public_edition_of
from pendopo.people.queries.statistics.tally import Snapshot
from pendopo.people.tests.event_people import ALL, TARAJU, values, village
from pendopo.people.tests.import_files import CLERK, FATHER, nik, sheet, take_in

pytestmark = pytest.mark.django_db
OFFICER = Actor(
    kind="officer",
    id=UUID(int=9),
    name="Bu Ai",
    powers=frozenset(Power(name, TARAJU) for name in (*ALL, "people.merge", "people.export")),
)
B2, B3 = "mutasi-penduduk", "rekapitulasi-penduduk"


class Days:
    """The clock of a test."""

    today = date(2026, 11, 28)


@pytest.fixture(autouse=True)
def days(db: None, monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> Days:
    settings.MEDIA_ROOT = tmp_path / "uploads"
    settings.PENDOPO_VILLAGE = TARAJU
    import_module("pendopo.site.urls")  # pages that are first read now would keep this clock for ever
    held = Days()
    monkeypatch.setattr(clock, "today", lambda: held.today)
    return held


@pytest.fixture
def areas() -> list[str]:
    return village()


@pytest.fixture
def home(areas: list[str]) -> list[Person]:
    """A family of four since July in the first hamlet: father, mother, a grown son, a daughter."""
    people = [
        Newcomer(values("Asep Sunarya", 1, date(1970, 3, 4), nik=nik("040370", 1)), 1),
        Newcomer(values("Euis Kartini", 2, date(1974, 5, 6), nik=nik("460574", 2)), 3),
        Newcomer(values("Cecep Sunarya", 1, date(1998, 7, 8), nik=nik("080798", 3)), 4),
        Newcomer(values("Rina Sunarya", 2, date(2010, 9, 10)), 4),
    ]
    return record_move_in(
        OFFICER, area=areas[0], on=date(2026, 7, 1), newcomers=people, new_family=NewFamily(areas[0])
    )


def page(slug: str, month: int, year: int = 2026) -> BookPage:
    return books.book_page(OFFICER, slug, year=year, month=month)


def hamlets(month: int) -> dict[str, tuple[int, int]]:
    """Answers families and people of each hamlet at the end of a month, from B.3."""
    return {row[1]: (row[29], row[31]) for row in page(B3, month).rows if row[31]}  # type: ignore[misc]


def test_a_split_leaves_the_months_before_as_they_were(home: list[Person], areas: list[str]) -> None:
    family = home[0].family
    assert family is not None
    split_family(
        OFFICER, family=family, chosen=[home[2].pk], head=home[2].pk, new_family=NewFamily(areas[1]),
        on=date(2026, 11, 15),
    )  # fmt: skip
    for month in (7, 8, 9, 10):
        assert hamlets(month) == {"Dusun Cibolang": (1, 4)}
    assert hamlets(11) == {"Dusun Cibolang": (1, 3), "Dusun Nagrak": (1, 1)}
    (row,) = page(B2, 11).rows
    assert row[1] == "Cecep Sunarya" and row[11] == "Pindah antardusun"
    assert (row[6], row[7], row[8], row[9]) == ("Dusun Cibolang", "15-11-2026", "Dusun Nagrak", "15-11-2026")
    line = next(row for row in page("induk-penduduk", 10).rows if row[1] == "Cecep Sunarya")
    assert "Cibolang" in str(line[11]) and line[12] == "Anak"
    line = next(row for row in page("induk-penduduk", 11).rows if row[1] == "Cecep Sunarya")
    assert "Nagrak" in str(line[11]) and line[12] == "Kepala Keluarga"
    for on, wanted in ((date(2026, 11, 14), {areas[0]: 4}), (date(2026, 11, 15), {areas[0]: 3, areas[1]: 1})):
        tally = Snapshot(public_edition_of(TARAJU), on).tally("sex")
        assert {code: sum(counts.values()) for code, counts in tally.areas.items()} == wanted


def test_a_late_death_revises_the_printed_month_and_is_named(home: list[Person]) -> None:
    print_book(OFFICER, village=TARAJU, book=B3, year=2026, month=9, reason="Laporan")
    assert page(B3, 9).printed is not None and not page(B3, 9).printed.revised  # type: ignore[union-attr]
    record_death(OFFICER, person=home[1], on=date(2026, 9, 20), reason="Baru dilaporkan")
    printed = page(B3, 9).printed
    assert printed is not None and printed.revised and printed.revision == 0
    (late,) = printed.late
    assert "Euis Kartini" in late and "20 September 2026" in late and "28 November 2026" in late
    assert ("died", 0, 1) in printed.changed and ("end", 4, 3) in printed.changed
    assert page(B3, 8).printed is None
    made = print_book(OFFICER, village=TARAJU, book=B3, year=2026, month=9, reason="Revisi")
    assert made.printed is not None and made.printed.revised
    printed = page(B3, 9).printed
    assert printed is not None and not printed.revised and printed.revision == 1 and len(printed.late) == 1
    first, second = BookPrint.objects.order_by("pk")
    assert first.figures["end"] == 4 and second.figures["end"] == 3 and first.journal_head
    assert (second.revision, second.first_print, second.actor_name) == (1, first.pk, "Bu Ai")
    assert verify().ok


def test_what_happens_later_revises_no_month_before(home: list[Person], areas: list[str]) -> None:
    for slug in (B2, B3, "induk-penduduk", "lampid", "ktp-kk", "penduduk-sementara"):
        print_book(OFFICER, village=TARAJU, book=slug, year=2026, month=10, reason="Laporan")
    family = home[0].family
    assert family is not None
    record_leave(OFFICER, person=home[3], on=date(2026, 11, 3))
    split_family(
        OFFICER, family=family, chosen=[home[2].pk], head=home[2].pk, new_family=NewFamily(areas[1]),
        on=date(2026, 11, 15),
    )  # fmt: skip
    family.refresh_from_db()
    families.edit_family(
        OFFICER, family=family, kk_number=None, address="Kp. Baru", area_code=areas[1], seen=family.last_entry,
        reason="Pindah rumah",
    )  # fmt: skip
    families.change_head(OFFICER, family=family, head=home[1].pk)
    take_in(sheet([{**FATHER, "nik": nik("170885", 77), "no_kk": "", "dusun": "", "rw": "", "rt": ""}]))
    for slug in (B2, B3, "lampid", "penduduk-sementara"):
        state = page(slug, 10).printed
        assert state is not None and not state.revised, slug
    assert hamlets(10) == {"Dusun Cibolang": (1, 4)}
    assert hamlets(11)["Dusun Nagrak"] == (2, 3)


def test_an_import_leaves_closed_months_and_stands_in_b2_of_its_own(home: list[Person]) -> None:
    for month in (9, 10):
        print_book(OFFICER, village=TARAJU, book=B3, year=2026, month=month, reason="Laporan")
    before = page(B3, 10).sums
    new = {**FATHER, "nik": nik("170885", 50), "nama": "Dadang Warga", "no_kk": ""}
    dead = {
        "nik": home[1].nik,
        "nama": home[1].name,
        "sex": "P",
        "tanggallahir": "06-05-1974",
        "status_dasar": "2",
    }
    batch, _plan = take_in(sheet([new, dead]))
    assert (batch.created, batch.updated) == (1, 1)
    assert page(B3, 10).sums == before and not page(B3, 10).printed.revised  # type: ignore[union-attr]
    lines = {str(row[1]): row for row in page(B2, 11).rows}
    assert lines["Dadang Warga"][7] == "28-11-2026" and "dari impor" in str(lines["Dadang Warga"][11])
    assert lines["Euis Kartini"][10] == "28-11-2026" and "dari impor" in str(lines["Euis Kartini"][11])
    sums = [int(cell) for cell in page(B3, 11).sums[2:32]]
    assert sums[6] + sum(sums[7:15]) - sum(sums[15:23]) == sums[29] == 4
    assert next(row for row in page("ktp-kk", 11).rows if row[2] == "Dadang Warga")[17] == ""
    undo_import(CLERK, batch=batch)
    assert page(B2, 11).rows == [] and hamlets(11) == {"Dusun Cibolang": (1, 4)}


def test_presence_is_several_periods_and_b3_counts_what_b2_lists(home: list[Person]) -> None:
    rina = home[3]
    for on, back in ((date(2026, 8, 10), date(2026, 9, 5)), (date(2026, 9, 20), date(2026, 10, 2))):
        record_leave(OFFICER, person=rina, on=on)
        record_return(OFFICER, person=rina, on=back)
    assert [sum(p for _kk, p in hamlets(m).values()) for m in (7, 8, 9, 10, 11)] == [4, 3, 3, 4, 4]
    assert [len(page(B2, month).rows) for month in (7, 8, 9, 10, 11)] == [4, 1, 2, 1, 0]
    line = page(B3, 9).rows[0]
    assert sum(line[13:17]) == 1 and sum(line[21:25]) == 1  # type: ignore[arg-type]
    stays = list(PastMembership.objects.filter(person=rina).values_list("valid_from", "valid_to"))
    assert stays == [(date(2026, 7, 1), date(2026, 8, 10)), (date(2026, 9, 5), date(2026, 9, 20))]


def test_who_is_born_and_dies_on_one_day_is_counted_as_both(home: list[Person]) -> None:
    family = home[0].family
    assert family is not None
    baby = record_birth(
        OFFICER, family=family, values=values("Ujang Bayi", 1, date(2026, 10, 4)), mother=home[1], reason="x"
    )
    record_death(OFFICER, person=baby, on=date(2026, 10, 4), reason="x")
    assert [row[11] for row in page(B2, 10).rows] == ["Lahir", "Meninggal"]
    line = page(B3, 10).rows[0]
    assert sum(line[9:13]) == sum(line[17:21]) == 1 and line[31] == 4  # type: ignore[arg-type]


def test_a_guest_who_stays_for_good_comes_into_the_books_on_that_day(areas: list[str], days: Days) -> None:
    guest = values("Tamu Jauh", 1, date(1990, 1, 1))
    (person,) = record_move_in(
        OFFICER, area=areas[0], on=date(2026, 8, 1), newcomers=[Newcomer(guest)], temporary=True
    )
    assert page(B2, 8).rows == [] and len(page("penduduk-sementara", 8).rows) == 1
    correct_person(OFFICER, person=person, values={"residence": 1}, seen=person.last_entry, reason="Menetap")
    assert hamlets(10) == {} and hamlets(11) == {"Dusun Cibolang": (0, 1)}
    assert len(page(B2, 11).rows) == 1 and len(page("penduduk-sementara", 10).rows) == 1


# Families of the living are open


def test_nobody_who_lives_belongs_to_a_closed_family(home: list[Person]) -> None:
    family = home[0].family
    assert family is not None
    for person in home:
        record_move_out(OFFICER, person=person, on=date(2026, 11, 2))
    family.refresh_from_db()
    assert family.dissolved_on is not None
    event = home[0].events.get(kind="move_out")
    do(lambda: Family.objects.filter(pk=family.pk).update(dissolved_on=date(2026, 11, 3)))
    reverse_event(OFFICER, person=home[0], event=event, reason="Keliru")
    assert Family.objects.get(pk=family.pk).dissolved_on is None
    assert verify().ok
    do(lambda: Family.objects.filter(pk=family.pk).update(dissolved_on=date(2026, 11, 3)))
    broken = verify().broken
    assert broken is not None and str(family.pk) in broken.problem


def test_an_import_opens_the_card_of_whoever_lives_in_it(home: list[Person]) -> None:
    take_in(sheet([FATHER]))
    asep = Person.objects.get(name=FATHER["nama"])
    record_move_out(OFFICER, person=asep, on=clock.today())
    assert asep.family_id is not None
    assert Family.objects.get(pk=asep.family_id).dissolved_on is not None
    take_in(
        sheet([{**FATHER, "nik": nik("170886", 61), "nama": "Adik Sodikin", "tanggallahir": "17-08-1986"}])
    )
    assert Family.objects.get(pk=asep.family_id).dissolved_on is None and verify().ok


def test_an_undone_import_brings_people_where_their_family_is_now(
    home: list[Person], areas: list[str]
) -> None:
    gone = {
        "nik": home[1].nik, "nama": home[1].name, "sex": "P", "tanggallahir": "06-05-1974", "status_dasar": "2",
    }  # fmt: skip
    batch, _plan = take_in(sheet([gone]))
    assert home[0].family_id is not None
    family = Family.objects.get(pk=home[0].family_id)
    families.edit_family(
        OFFICER, family=family, kk_number=None, address="Kp. Baru", area_code=areas[1], seen=family.last_entry,
        reason="Pindah rumah",
    )  # fmt: skip
    undo_import(CLERK, batch=batch)
    assert Person.objects.get(pk=home[1].pk).area_code == areas[1]
    assert hamlets(11) == {"Dusun Nagrak": (1, 4)}


def test_nothing_is_taken_back_into_a_family_with_another_head(home: list[Person]) -> None:
    record_move_out(OFFICER, person=home[0], on=date(2026, 11, 2))
    assert home[0].family_id is not None
    families.change_head(OFFICER, family=Family.objects.get(pk=home[0].family_id), head=home[1].pk)
    with refused("built_upon"):
        reverse_event(OFFICER, person=home[0], event=home[0].events.get(kind="move_out"), reason="Keliru")
    assert Person.objects.get(pk=home[0].pk).basic_status == 3


@pytest.mark.parametrize("turned", [False, True])
def test_nothing_is_taken_back_below_a_merge(home: list[Person], areas: list[str], turned: bool) -> None:
    double = Newcomer(values("Rina Sunarya", 2, date(2010, 9, 10)))
    (other,) = record_move_in(OFFICER, area=areas[1], on=date(2026, 9, 1), newcomers=[double], reason="x")
    kept, gone = (other, home[3]) if turned else (home[3], other)
    merge = merging.merge_persons(OFFICER, person=kept, other=gone, reason="ganda")
    event = other.events.get(kind="move_in")
    with refused("built_upon"):
        reverse_event(OFFICER, person=other, event=event, reason="keliru")
    merging.undo_merge(OFFICER, person=kept, event=merge, reason="dua orang")
    reverse_event(OFFICER, person=other, event=event, reason="keliru")
    assert hamlets(9) == {"Dusun Cibolang": (1, 4)}


def test_nobody_lives_again_whose_arrival_was_taken_back(home: list[Person], areas: list[str]) -> None:
    two = [
        Newcomer(values("Ani Baru", 2, date(1990, 1, 1)), 1),
        Newcomer(values("Ujang Baru", 1, date(1991, 1, 1)), 9),
    ]
    ani, ujang = record_move_in(
        OFFICER, area=areas[1], on=date(2026, 9, 1), newcomers=two, new_family=NewFamily(areas[1]), reason="x"
    )
    merge = merging.merge_persons(OFFICER, person=home[2], other=ujang, reason="ganda")
    with refused("built_upon"):
        reverse_event(OFFICER, person=ani, event=ani.events.get(kind="move_in"), reason="keliru")
    merging.undo_merge(OFFICER, person=home[2], event=merge, reason="dua orang")
    reverse_event(OFFICER, person=ani, event=ani.events.get(kind="move_in"), reason="keliru")
    assert hamlets(9) == hamlets(11) == {"Dusun Cibolang": (1, 4)}


# Bad input


def reported(words: list[str]) -> int:
    parser = argparse.ArgumentParser()
    report.add_arguments(parser)
    return report.run(parser.parse_args(words))


def refused(code: str) -> Any:
    return pytest.raises(Refusal, match=None, check=lambda error: error.code == code)


def test_days_that_cannot_be_are_refused_in_plain_words(home: list[Person], areas: list[str]) -> None:
    asep, euis, cecep, rina = home
    family = asep.family
    assert family is not None
    with refused("before_birth"):
        record_leave(OFFICER, person=rina, on=date(2010, 9, 9))
    record_leave(OFFICER, person=cecep, on=date(2026, 10, 10))
    for on in (date(2026, 10, 9), date(2026, 9, 1)):
        with refused("before_last_event"):
            record_return(OFFICER, person=cecep, on=on)
    record_return(OFFICER, person=cecep, on=date(2026, 10, 10))  # two events on one day, in their order
    with refused("is_present"):
        record_return(OFFICER, person=cecep, on=date(2026, 10, 10))
    double = values("Rina Sunarya", 2, date(2010, 9, 10))
    (other,) = record_move_in(
        OFFICER, area=areas[0], on=date(2026, 9, 1), newcomers=[Newcomer(double)], reason="x"
    )
    merging.merge_persons(OFFICER, person=rina, other=other, reason="ganda")
    with refused("before_merge") as error:
        record_leave(OFFICER, person=rina, on=date(2026, 11, 27))
    assert "digabung" in str(error.value)
    made = split_family(
        OFFICER, family=family, chosen=[euis.pk], head=euis.pk, new_family=NewFamily(areas[1]),
        on=date(2026, 11, 15),
    )  # fmt: skip
    with refused("before_family"):
        families.move_member(OFFICER, person=euis, family=family, relation=3, on=date(2026, 11, 14))
    assert made.pk == Person.objects.get(pk=euis.pk).family_id


def test_an_event_undone_a_year_later_puts_its_months_right(home: list[Person], days: Days) -> None:
    record_move_out(OFFICER, person=home[2], on=date(2026, 10, 5))
    print_book(OFFICER, village=TARAJU, book=B3, year=2026, month=10, reason="Laporan")
    assert hamlets(10) == {"Dusun Cibolang": (1, 3)}
    days.today = date(2027, 11, 28)
    reverse_event(OFFICER, person=home[2], event=home[2].events.get(kind="move_out"), reason="Keliru")
    assert hamlets(10) == {"Dusun Cibolang": (1, 4)} and page(B2, 10).rows == []
    state = page(B3, 10).printed
    assert state is not None and state.revised and "dibatalkan" in state.late[0]


def test_a_late_death_before_a_split_ends_all_that_was_noted_since(
    home: list[Person], areas: list[str]
) -> None:
    family, son = home[0].family, home[2]
    assert family is not None
    split_family(
        OFFICER,
        family=family,
        chosen=[son.pk],
        head=son.pk,
        new_family=NewFamily(areas[1]),
        on=date(2026, 10, 30),
    )
    record_death(OFFICER, person=son, on=date(2026, 9, 20), reason="Baru dilaporkan")
    assert [hamlets(month) for month in (8, 9, 10)] == [
        {"Dusun Cibolang": (1, 4)}, {"Dusun Cibolang": (1, 3)}, {"Dusun Cibolang": (1, 3)},
    ]  # fmt: skip
    assert [len(page(B2, month).rows) for month in (9, 10, 11)] == [1, 0, 0]


def test_no_book_is_printed_while_an_import_runs(home: list[Person]) -> None:
    batch, _plan = take_in(sheet([FATHER]))
    do(lambda: ImportBatch.objects.filter(pk=batch.pk).update(state=ImportState.RUNNING))
    with refused("import_runs"):
        print_book(OFFICER, village=TARAJU, book=B3, year=2026, month=10, reason="Laporan")
    assert not BookPrint.objects.exists()


def test_a_corrected_birth_date_is_shown_with_its_months_before_it_is_saved(
    home: list[Person], days: Days, come_as: Callable[[Actor], Client]
) -> None:
    family = home[0].family
    assert family is not None
    baby = record_birth(
        OFFICER, family=family, values=values("Ujang Bayi", 1, date(2026, 8, 3)), mother=home[1], reason="x"
    )
    print_book(OFFICER, village=TARAJU, book=B3, year=2026, month=9, reason="Laporan")
    open_file(OFFICER, person=baby, purpose="Pembetulan")
    client = come_as(OFFICER)
    address = reverse("people-correct", args=[baby.pk, "identitas"])
    baby.refresh_from_db()
    form = client.get(address)
    assert form.status_code == 200
    answers = {
        "birth_date_0": "3", "birth_date_1": "10", "birth_date_2": "2026", "birth_date": "2026-10-03",
        "birth_place": "", "reason": "Akta", "seen": str(baby.last_entry), "name": baby.name, "sex": "1",
    }  # fmt: skip
    shown = client.post(address, answers)
    text = shown.content.decode()
    assert shown.status_code == 422 and "3 bulan: 3 Agustus 2026 sampai 3 Oktober 2026" in text
    assert "B.3 09-2026" in text
    assert Person.objects.get(pk=baby.pk).birth_date == date(2026, 8, 3)
    mark = text.split('name="angka" value="')[1].split('"')[0]
    assert client.post(address, {**answers, "angka": mark}).status_code == 302
    assert Person.objects.get(pk=baby.pk).present_from == date(2026, 10, 3)
    assert [sum(p for _kk, p in hamlets(m).values()) for m in (8, 9, 10)] == [4, 4, 5]
    state = page(B3, 9).printed
    assert state is not None and state.revised


# The month's report


def test_the_months_report_has_counts_names_and_what_changed(home: list[Person], capsys: Any) -> None:
    record_move_out(OFFICER, person=home[2], on=date(2026, 11, 5))
    shown = page("lampid", 11)
    assert [row[2:6] for row in shown.rows] == [
        [2, 2, 4, 1], [0, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0], [1, 0, 1, 0], [1, 2, 3, 1],
    ]  # fmt: skip
    assert [row[1] for row in shown.names] == ["Cecep Sunarya"]
    assert reported(["lampid", "--month", "2026-11", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["figures"]["left"] == 1 and told["names"][0][1] == "Cecep Sunarya"
    assert reported(["book", "--book", "B.3", "--month", "2026-10", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["sums"][31] == 4
    assert reported(["lampid", "--month", "2026-11"]) == 0
    assert "Pindah\t1\t0\t1" in capsys.readouterr().out
    assert reported(["book", "--book", "B.9", "--month", "2026-11"]) == 2
    assert reported(["lampid", "--month", "november"]) == 2


def test_the_report_opens_on_the_last_month_in_which_something_happened(
    home: list[Person], days: Days, come_as: Callable[[Actor], Client]
) -> None:
    client, words = come_as(OFFICER), "Bulan berjalan belum punya peristiwa"
    opened = client.get("/meja/buku/lampid/").content.decode()
    assert (
        "November 2026" in opened and words not in opened
    )  # the family has been here for longer than one looks back
    record_move_out(OFFICER, person=home[2], on=date(2026, 11, 5))
    days.today = date(2026, 12, 1)
    for path, month, said in (
        ("/meja/buku/lampid/", "November 2026", True),
        ("/meja/buku/lampid/?bulan=12&tahun=2026", "Desember 2026", False),
        ("/meja/buku/induk-penduduk/", "Desember 2026", False),
    ):
        text = client.get(path).content.decode()
        assert month in text and (words in text) == said


def test_the_reports_page_prints_and_says_what_changed(
    home: list[Person], days: Days, come_as: Callable[[Actor], Client]
) -> None:
    client = come_as(OFFICER)
    address = "/meja/buku/lampid/?bulan=10&tahun=2026"
    assert "Laporan Kependudukan Bulanan" in client.get(address).content.decode()
    paper = client.post("/meja/buku/lampid/cetak/?bulan=10&tahun=2026", {"purpose": "Kecamatan"})
    assert "Mengetahui" in paper.content.decode() and paper["Cache-Control"] == "private, no-store"
    assert JournalEntry.objects.filter(operation="people.book.print", outcome="done").count() == 1
    record_death(
        OFFICER, person=home[0], on=days.today - timedelta(days=40), successor=home[1].pk, reason="x"
    )
    text = client.get(address).content.decode()
    assert "Perlu direvisi" in text and "Mati: 0 → 1" in text and "Asep Sunarya" in text
    again = client.post(
        "/meja/buku/lampid/cetak/?bulan=10&tahun=2026", {"purpose": "Kecamatan"}
    ).content.decode()
    assert "Direvisi" in again and "Asep Sunarya" in again
