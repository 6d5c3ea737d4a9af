"""When an office is open: read as people write it, told for any moment, printed only where somebody filled it in."""

from datetime import date, datetime, time
from typing import Any

import pytest
from django.test import Client

from pendopo.kernel import clock
from pendopo.kernel.actor import system_actor
from pendopo.kernel.errors import Conflict
from pendopo.kernel.models import LocalHoliday
from pendopo.places import operations, queries
from pendopo.places.models import OfficeHours
from pendopo.places.rules.hours import BadHours, Span, alike, dialled, read_day, read_point, standing
from pendopo.places.rules.permissions import EDIT_PROFILE
from tests.making import TARAJU, make, officer

DAY = (Span(time(8), time(12)), Span(time(13), time(15, 30)))
WEEK = {**dict.fromkeys(range(4), DAY), 4: (Span(time(8), time(11)),)}


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("08.00-15.30", "08.00–15.30"),
        ("8–12, 13.00–15.30", "08.00–12.00, 13.00–15.30"),
        ("13:00-15:30; 8 - 12", "08.00–12.00, 13.00–15.30"),
        ("0800-1530", "08.00–15.30"),
        ("8 sampai 12 dan 13 s.d. 15", "08.00–12.00, 13.00–15.00"),
        ("8 s/d 14", "08.00–14.00"),
        ("00.00-24.00", "00.00–23.59"),
        ("tutup", ""),
        (" - ", ""),
    ],
)
def test_hours_are_read_as_people_write_them(text: str, written: str) -> None:
    assert ", ".join(span.written for span in read_day(text)) == written


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("pagi", "hours_unreadable"),
        ("8", "hours_unreadable"),
        ("8-25", "hours_unreadable"),
        ("8.70-9", "hours_unreadable"),
        ("24.30-24.45", "hours_unreadable"),
        ("15-8", "hours_backwards"),
        ("8-8", "hours_backwards"),
        ("8-12, 11-15", "hours_overlap"),
        ("8-9, 9-10, 10-11, 11-12", "hours_unreadable"),
    ],
)
def test_what_cannot_be_meant_is_refused(text: str, code: str) -> None:
    with pytest.raises(BadHours) as trouble:
        read_day(text)
    assert trouble.value.code == code


@pytest.mark.parametrize(
    ("moment", "found"),
    [
        (datetime(2026, 11, 30, 7, 59), (None, date(2026, 11, 30), time(8))),
        (datetime(2026, 11, 30, 8), (time(12), None, None)),
        (datetime(2026, 11, 30, 12), (None, date(2026, 11, 30), time(13))),
        (datetime(2026, 11, 30, 15, 30), (None, date(2026, 12, 1), time(8))),
        (datetime(2026, 12, 3, 15, 29), (time(15, 30), None, None)),
        # Friday is a day off: the next day after the week-end
        (datetime(2026, 12, 3, 16), (None, date(2026, 12, 7), time(8))),
        (datetime(2026, 12, 4, 9), (None, date(2026, 12, 7), time(8))),
    ],
)
def test_a_moment_is_told_by_the_week_and_the_days_off(moment: datetime, found: tuple[Any, ...]) -> None:
    assert tuple(standing(WEEK, moment, {date(2026, 12, 4)})) == found
    assert standing({}, moment, ()) == (None, None, None)


def test_days_alike_stand_together() -> None:
    assert alike(WEEK) == [(0, 3, "08.00–12.00, 13.00–15.30"), (4, 4, "08.00–11.00")]
    assert alike({0: DAY[:1], 2: DAY[:1]}) == [(0, 0, "08.00–12.00"), (2, 2, "08.00–12.00")]


@pytest.mark.parametrize(
    ("phone", "link"),
    [("(0265) 546 123", "+62265546123"), ("+62 812-3456-789", "+628123456789"), ("112", ""), ("", "")],
)
def test_a_number_is_dialled_only_where_it_is_one(phone: str, link: str) -> None:
    assert dialled(phone) == link


def test_a_point_lies_in_indonesia_and_names_latitude_first() -> None:
    assert read_point("-7.45123, 108.01234") == read_point("-7,45123; 108,01234") == (-7.45123, 108.01234)
    assert read_point(" ") is None
    for text, code in (("108.0, -7.4", "point_elsewhere"), ("Taraju", "point_unreadable")):
        with pytest.raises(BadHours, match=code):
            read_point(text)


@pytest.mark.django_db
class TestPages:
    @pytest.fixture(autouse=True)
    def _village(self, monkeypatch: pytest.MonkeyPatch) -> None:
        operations.set_up_village(system_actor("test"), code=TARAJU)
        self.clerk = officer(EDIT_PROFILE)
        self.at(monkeypatch, datetime(2026, 11, 30, 9))
        self.patch = monkeypatch

    def at(self, monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
        monkeypatch.setattr(clock, "at_the_office", lambda _now: moment)

    def fill(self, **more: Any) -> OfficeHours:
        return operations.set_hours(
            self.clerk, village=TARAJU, days=dict.fromkeys(range(5), "08.00-15.30"), **more
        )

    def test_nothing_is_printed_of_what_nobody_filled_in(self, client: Client) -> None:
        for path in ("/", "/kantor/"):
            page = client.get(path).content.decode()
            assert "Buka sekarang" not in page and "Tutup" not in page
            assert "tel:" not in page and "openstreetmap" not in page and "Jam buka" not in page

    def test_home_card_page_and_foot_say_the_same(self, client: Client) -> None:
        self.fill(point="-7.45123, 108.01234", note="Pintu landai di kiri.")
        make(LocalHoliday, area_code=TARAJU, on=date(2026, 12, 1), name="Hajat desa")
        home, page = (client.get(path).content.decode() for path in ("/", "/kantor/"))
        for text in (home, page):
            assert "Buka sekarang, sampai 15.30" in text and "Senin–Jumat 08.00–15.30" in text
            assert "mlat=-7.45123" in text
        assert "Pintu landai" in page and "tutup, hari libur setempat (1 Des 2026)" in page
        self.at(self.patch, datetime(2026, 11, 30, 16))
        assert "Tutup, buka Rabu 08.00" in client.get("/").content.decode()

    def test_what_eases_coming_is_printed_only_where_the_village_said_so(self, client: Client) -> None:
        self.fill()
        facts = ("tanpa tangga", "kursi roda", "bahasa isyarat", "membantu menulis")
        for path in ("/aksesibilitas/", "/kantor/"):
            page = client.get(path).content.decode()
            assert "Buka sekarang" in page and not any(words in page for words in facts)
        self.fill(access=("writing", "unknown"), seen=OfficeHours.objects.get().last_entry)
        assert OfficeHours.objects.get().access == ["writing"]
        for path in ("/aksesibilitas/", "/kantor/"):
            page = client.get(path).content.decode()
            assert "membantu menulis" in page and "tanpa tangga" not in page

    def test_the_foot_leads_to_contact_privacy_standard_and_access(self, client: Client) -> None:
        self.fill()
        home = client.get("/").content.decode()
        foot = home[home.index("<footer") :]
        for path in ("/kantor/", "/privasi/", "/standar-pelayanan/", "/aksesibilitas/"):
            assert f'href="{path}"' in foot
            page = client.get(path)
            assert page.status_code == 200 and "Buka sekarang, sampai 15.30" in page.content.decode()
        for path in ("/surat/", "/surat/domisili/"):
            assert "Buka sekarang" in client.get(path).content.decode()

    def test_nothing_is_promised_that_a_village_must_confirm_first(self, client: Client) -> None:
        for path in ("/surat/domisili/", "/standar-pelayanan/", "/aksesibilitas/", "/privasi/"):
            page = client.get(path).content.decode().lower()
            assert not any(words in page for words in ("halaman pengaduan", "survei", "tanpa tangga")), path

    def test_two_officers_notice_each_other(self) -> None:
        seen = self.fill(note="Pertama").last_entry
        with pytest.raises(Conflict):  # the second also opened the page before there were any hours
            self.fill(note="Kedua")
        assert OfficeHours.objects.get().note == "Pertama"
        self.fill(seen=seen)
        with pytest.raises(Conflict):
            self.fill(seen=seen)

    def test_a_week_edited_by_hand_is_not_told(self, client: Client) -> None:
        make(OfficeHours, area_code=TARAJU, week={"0": "kapan saja"})
        assert "Buka sekarang" not in client.get("/kantor/").content.decode()
        assert queries.public_hours_page().now == ""
