"""The clock on the desk and at the command line: one line at the start, a page that asks, a command that answers."""

import contextlib
import subprocess
import sys
import urllib.request
from argparse import Namespace
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.utils import timezone

from pendopo.accounts.tests import folk
from pendopo.kernel import doubts
from pendopo.kernel.actor import Actor, system_actor
from pendopo.kernel.clock import set_zone
from pendopo.kernel.clock_watch import doubt_about_clock
from pendopo.kernel.commands import clock_confirm
from pendopo.kernel.models import ClockDoubt, JournalEntry
from pendopo.kernel.operations import add_local_holiday
from pendopo.kernel.powers import CONFIRM_CLOCK
from pendopo.kernel.worklist import waiting_for
from pendopo.places.operations import set_up_village
from pendopo.site.opening import first_administrator_link
from tests.making import TARAJU, officer
from tests.sites import Site

WIB = ZoneInfo("Asia/Jakarta")
THURSDAY = datetime(2026, 11, 12, 10, 0, tzinfo=WIB)
BATTERY = datetime(2036, 1, 4, 8, 40, tzinfo=WIB)
FULL = ("desk.open", CONFIRM_CLOCK)
AT = """
import sys, time_machine
from pendopo.site.cli import main
with time_machine.travel(sys.argv.pop(1)):
    sys.exit(main())
"""


def start(site: Site, moment: str, *words: str) -> "subprocess.Popen[str]":
    """Starts a command on a computer whose clock says another moment."""
    return subprocess.Popen(
        [sys.executable, "-c", AT, moment, *words],
        cwd=site.folder.parent,
        env=site.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.fixture
def come_as(client: Client, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Sign somebody in without the sign-in page."""
    with time_machine.travel(THURSDAY, tick=False):
        set_up_village(system_actor("test"), code=TARAJU)

    def sign_in(actor: Actor) -> Client:
        monkeypatch.setattr("pendopo.accounts.queries.resolve_actor", lambda request: actor)
        monkeypatch.setattr("pendopo.accounts.queries.second_factor_step", lambda request: "")
        return client

    return sign_in


@contextlib.contextmanager
def doubtful(moment: datetime = BATTERY) -> Iterator[None]:
    with time_machine.travel(moment, tick=False):
        assert doubt_about_clock() is not None
        yield


@pytest.mark.django_db
def test_the_page_asks_for_the_date_and_takes_no_click(come_as: Any) -> None:
    operator = officer(*FULL)
    client = come_as(operator)
    with doubtful():
        page = client.get("/meja/jam/").content.decode()
        assert "Jumat, 4 Januari 2036" in page and "08.40 WIB" in page and "12 November 2026" in page
        assert client.post("/meja/jam/", {"day": ""}).status_code == 422
        wrong = client.post("/meja/jam/", {"day": "12-11-2026"})
        assert wrong.status_code == 422
        assert "Jam komputer salah" in wrong.content.decode() and "timedatectl" in wrong.content.decode()
        assert doubts.open_doubt() is not None
    with time_machine.travel(THURSDAY + timedelta(hours=1), tick=False):
        done = client.post("/meja/jam/", {"day": "12-11-2026"})
        assert (done.status_code, done.url) == (302, "/meja/")
        assert "diragukan" not in client.get("/meja/").content.decode()
    assert doubts.open_doubt() is None


@pytest.mark.django_db
def test_every_page_of_the_desk_says_so_and_the_work_list_leads_there(come_as: Any) -> None:
    may, may_not = officer(*FULL), officer("desk.open", "kernel.rules.edit")
    with doubtful():
        page = come_as(may).get("/meja/").content.decode()
        assert "Jam komputer kantor diragukan" in page and page.count('href="/meja/jam/"') == 2
        assert [item.url for item in waiting_for(may)] == ["/meja/jam/"]
        page = come_as(may_not).get("/meja/aturan/").content.decode()
        assert "Jam komputer kantor diragukan" in page and "/meja/jam/" not in page
        assert come_as(may_not).get("/meja/jam/").status_code == 404
        assert list(waiting_for(may_not)) == []


@pytest.mark.django_db
def test_without_a_doubt_nothing_is_asked(come_as: Any) -> None:
    with time_machine.travel(THURSDAY, tick=False):
        client = come_as(officer(*FULL))
        assert "diragukan" not in client.get("/meja/").content.decode()
        page = client.get("/meja/jam/").content.decode()
        assert "cocok" in page and 'name="day"' not in page


@pytest.mark.django_db
@pytest.mark.parametrize("wrong", [BATTERY, datetime(2010, 1, 1, 0, 5, tzinfo=WIB)], ids=["2036", "2010"])
def test_an_operator_comes_in_under_a_wrong_clock_and_answers_when_it_is_right(wrong: datetime) -> None:
    """His sign-in is the first entry: it notices the doubt and does not wash it away."""
    with time_machine.travel(THURSDAY, tick=False):
        set_up_village(system_actor("test"), code=TARAJU)
        user = folk.officer("operator", "operator_desa")
    with time_machine.travel(wrong, tick=False):
        client = folk.browser(user)
        assert ClockDoubt.objects.count() == 1
        assert "Betulkan dulu" in Client().get("/masuk/petugas/").content.decode()
        if wrong.year > 2026:  # in 2010 his role does not hold yet
            assert "12 November 2026" in client.get("/meja/jam/").content.decode()
    with time_machine.travel(THURSDAY + timedelta(hours=1), tick=False):
        client = folk.browser(user)
        assert f"Januari {wrong.year}" in client.get("/meja/jam/").content.decode()
        assert client.post("/meja/jam/", {"day": "12-11-2026"}).status_code == 302
        assert doubts.open_doubt() is None
        operations = JournalEntry.objects.values_list("operation", flat=True)
        assert "kernel.clock.confirm" in operations


@pytest.mark.django_db
def test_the_date_is_journalled_in_the_village_of_whoever_says_it(come_as: Any) -> None:
    with doubtful():
        come_as(officer(*FULL)).post("/meja/jam/", {"day": "04-01-2036"})
        add_local_holiday(system_actor("test"), area=TARAJU, on=date(2036, 1, 5), name="Libur")
    entry = JournalEntry.objects.select_related("feed").get(operation="kernel.clock.confirm")
    assert (entry.outcome, entry.feed.area_code) == ("done", TARAJU)


# The command line: another process each


def test_one_process_starts_with_a_wrong_clock_and_another_one_waits_for_the_answer(site: Site) -> None:
    process = start(site, "2036-01-04 08:00 +0700", "serve", "--port", "0")
    assert process.stdout is not None and process.stderr is not None
    line = process.stderr.readline()  # before the site is ready
    address = next(out.split()[1] for out in process.stdout if out.startswith("ready "))
    with urllib.request.urlopen(address, timeout=30) as page:
        assert page.status == 200
    process.terminate()
    _out, err = process.communicate(timeout=30)
    assert "jam komputer diragukan: menunjukkan 4 Januari 2036" in line and "pendopo:" not in err
    assert site.ask("SELECT count(*) FROM kernel_clockdoubt WHERE answered_at IS NULL") == [(1,)]
    # The clock is right again; the doubt waits all the same.
    right = site.run("clock", "confirm", "--today", f"{datetime.now(WIB):%Y-%m-%d}")
    assert right.code == 0 and "jam komputer diragukan" in right.err and "dipastikan" in right.out
    after = site.run("verify")
    assert (after.code, after.err) == (0, "")


@pytest.mark.django_db
def test_the_command_takes_no_other_day_than_the_clocks(come_as: Any, capsys: Any) -> None:
    with doubtful():
        assert clock_confirm.run(Namespace(today=date(2026, 11, 12))) == 1
        said = capsys.readouterr().err
        assert "menunjukkan 2036-01-04" in said and "Betulkan jam komputer" in said
        assert doubts.open_doubt() is not None
        assert clock_confirm.run(Namespace(today=date(2036, 1, 4))) == 0
    assert doubts.open_doubt() is None


ZONE = """
import django
django.setup()
from django.conf import settings
from pendopo.kernel.clock import set_zone
from pendopo.kernel.commands import clock_confirm
from pendopo.site.opening import check_site
print(settings.TIME_ZONE)
set_zone("Asia/Jakarta")
(settings.PENDOPO_DATA / "village").unlink()
check_site()
print(settings.TIME_ZONE)
"""


def test_a_site_in_papua_goes_by_its_own_time(no_site: Site) -> None:
    """By its settings alone, and without the file beside the data, as after a choice by web."""
    assert no_site.run("init", "--village", "94.01.01.1001").code == 0
    done = subprocess.run(
        [sys.executable, "-c", ZONE],
        env={**no_site.environment, "DJANGO_SETTINGS_MODULE": "pendopo.site.settings"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == ["Asia/Jayapura", "Asia/Jayapura"]


@pytest.mark.django_db
def test_a_village_chosen_by_web_brings_its_time_at_once(client: Client) -> None:
    address, before = first_administrator_link(), settings.TIME_ZONE
    try:
        client.post(f"{address}desa/", {"kode": "94.01.01.1001"})
        assert settings.TIME_ZONE == "Asia/Jayapura"
        assert timezone.get_default_timezone_name() == "Asia/Jayapura"
    finally:
        set_zone(before)
