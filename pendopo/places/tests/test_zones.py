"""The office's time follows the province of its village."""

import os
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine
from django.conf import settings as site
from django.template import Context, Template

from pendopo.kernel import clock
from pendopo.kernel.actor import system_actor
from pendopo.places.formats.areas import area_table
from pendopo.places.operations import set_up_village
from pendopo.places.queries import public_zone
from pendopo.places.rules.zones import ZONES, zone_of
from tests.making import TARAJU

EVENING = datetime(2026, 11, 30, 15, 30, tzinfo=UTC)  # 22.30 WIB, and the next day in Jayapura


@pytest.fixture
def own_zone() -> Iterator[None]:
    """Put the zone back that other tests go by."""
    before = site.TIME_ZONE
    yield
    clock.set_zone(before)


def test_every_province_of_the_list_has_its_zone() -> None:
    provinces = [area.code for area in area_table().children("")]
    assert len(provinces) == 38
    assert set(provinces) == set(ZONES)


@pytest.mark.parametrize(
    ("village", "zone"),
    [
        ("11.01.01.2001", "Asia/Jakarta"),
        ("61.01.01.2001", "Asia/Jakarta"),
        ("62.01.01.2001", "Asia/Jakarta"),
        ("63.01.01.2001", "Asia/Makassar"),
        ("64.01.01.2001", "Asia/Makassar"),
        ("65.01.01.2001", "Asia/Makassar"),
        ("51.01.01.2001", "Asia/Makassar"),
        ("53.01.01.2001", "Asia/Makassar"),
        ("73.01.01.2001", "Asia/Makassar"),
        ("81.01.01.2001", "Asia/Jayapura"),
        ("96.01.01.2001", "Asia/Jayapura"),
        ("", "Asia/Jakarta"),
    ],
)
def test_the_zone_of_an_area(village: str, zone: str) -> None:
    assert zone_of(village) == zone


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("province", "day", "said"),
    [("32", 30, "22.30 WIB"), ("73", 30, "23.30 WITA"), ("94", 1, "1 Desember 2026, 00.30 WIT")],
)
def test_days_and_hours_follow_the_village(own_zone: None, province: str, day: int, said: str) -> None:
    code = province
    while len(code) < 13:
        code = area_table().children(code)[0].code
    set_up_village(system_actor("test"), code=code)
    clock.set_zone(public_zone())
    with time_machine.travel(EVENING, tick=False):
        assert clock.today() == date(2026, 12 if day == 1 else 11, day)
    shown = Template("{% load ui %}{{ at|waktu }}").render(Context({"at": EVENING}))
    assert shown.endswith(said)
    if hasattr(time, "tzset"):
        assert (os.environ["TZ"], time.tzname[0]) == (site.TIME_ZONE, said.rpartition(" ")[2])


@pytest.mark.django_db
def test_the_option_wins_and_an_area_has_its_own(settings: Any) -> None:
    set_up_village(system_actor("test"), code=TARAJU)
    assert (public_zone(), public_zone("94.01.01.2001")) == ("Asia/Jakarta", "Asia/Jayapura")
    settings.PENDOPO_TIME_ZONE = "Asia/Makassar"
    assert (public_zone(), public_zone("94.01.01.2001")) == ("Asia/Makassar", "Asia/Makassar")
