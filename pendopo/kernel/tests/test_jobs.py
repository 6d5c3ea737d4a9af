"""The queue of work: done when due, shared by leases, and nothing is lost with a worker that is killed."""

import logging
import os
import threading
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.db.models.functions import Now

from pendopo.kernel import domains, jobs
from pendopo.kernel.chores import Chore, Errand
from pendopo.kernel.domains import register_domain
from pendopo.kernel.models import Job
from pendopo.kernel.worker import Holder
from tests.ordeal.processes import Child
from tests.sites import Site

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _own(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(domains, "DOMAINS", {})
    yield


def later(minutes: float) -> None:
    """Lets time go by for the queue."""
    for job in Job.objects.all():
        due = job.due_at and job.due_at - timedelta(minutes=minutes)
        until = job.held_until and job.held_until - timedelta(minutes=minutes)
        Job.objects.filter(pk=job.pk).update(due_at=due, held_until=until)


def test_a_chore_is_done_at_once_and_then_in_its_turn() -> None:
    register_domain(
        "trial", "", Chore("often", lambda: None, minutes=1), Chore("seldom", lambda: None, minutes=10)
    )
    jobs.plan_chores()
    assert jobs.work_off("one") == ["often", "seldom"]
    jobs.plan_chores()  # another start of the program
    later(0.9)
    assert jobs.work_off("one") == []
    later(0.2)
    assert jobs.work_off("one") == ["often"]
    later(9)
    assert sorted(jobs.work_off("two")) == ["often", "seldom"]


def test_a_chore_that_fails_is_logged_comes_again_and_stops_no_other(
    caplog: pytest.LogCaptureFixture,
) -> None:
    broken, whole = Chore("broken", lambda: 1 / 0, minutes=1), Chore("whole", lambda: None, minutes=1)
    register_domain("trial", "", broken, whole)
    jobs.plan_chores()
    with caplog.at_level(logging.ERROR, logger="pendopo.kernel"):
        assert jobs.work_off("one") == ["whole"]
    assert "job broken failed" in caplog.text
    assert Job.objects.get(name="broken").trouble == "ZeroDivisionError"
    register_domain("trial", "", Chore("broken", lambda: None, minutes=1))
    later(1.1)
    assert jobs.work_off("one") == ["broken"]
    assert Job.objects.get(name="broken").trouble == ""


def test_an_errand_is_done_once_however_often_it_was_asked_for() -> None:
    done: list[str] = []
    register_domain("trial", "", Errand("errand", done.append))
    for key in ("a", "b", "a"):
        jobs.ask("errand", key)
    assert jobs.work_off("one") == ["errand", "errand"]
    assert (sorted(done), Job.objects.count()) == (["a", "b"], 0)


def test_what_is_asked_for_while_it_is_being_done_is_done_again() -> None:
    done: list[str] = []

    def work(key: str) -> None:
        done.append(key)
        if len(done) == 1:
            jobs.ask("errand", key)

    register_domain("trial", "", Errand("errand", work))
    jobs.ask("errand", "a")
    jobs.work_off("one")
    assert (done, Job.objects.count()) == (["a", "a"], 0)


def test_an_errand_that_fails_comes_later_and_later_until_it_is_given_up_and_asked_for_again() -> None:
    tried: list[str] = []

    def fail(key: str) -> None:
        tried.append(key)
        raise OSError("0812 3456 7890")

    register_domain("trial", "", Errand("errand", fail))
    jobs.ask("errand", "a")
    jobs.work_off("one")
    for turn, minutes in enumerate((1, 5, 30, 180, 720), start=1):
        later(minutes - 0.1)
        jobs.work_off("one")
        assert len(tried) == turn
        later(0.2)
        jobs.work_off("one")
        assert len(tried) == turn + 1
    given_up = Job.objects.get()
    assert (given_up.due_at, given_up.trouble) == (None, "OSError")
    jobs.ask("errand", "a")
    jobs.work_off("one")
    assert Job.objects.get().attempts == 1


def test_work_that_is_held_is_left_alone_until_its_lease_runs_out() -> None:
    seen: list[list[str]] = []
    register_domain("trial", "", Chore("chore", lambda: seen.append(jobs.work_off("two")), minutes=1))
    jobs.plan_chores()
    jobs.work_off("one")
    assert seen == [[]]
    Job.objects.update(due_at=Now(), holder="dead", held_until=Now() + timedelta(seconds=jobs.LEASE))
    assert jobs.work_off("two") == []
    later(1.1)
    assert jobs.work_off("two") == ["chore"]


def test_a_lease_is_renewed_while_the_work_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "LEASE", 0.6)
    seen: list[str] = []

    def work() -> None:
        if not seen:
            threading.Event().wait(1.5)
            seen.extend(["first", *jobs.work_off("two")])

    register_domain("trial", "", Chore("chore", work, minutes=1))
    jobs.plan_chores()
    assert jobs.work_off("one") == ["chore"]
    assert seen == ["first"]


def test_who_has_lost_his_lease_settles_nothing_of_the_next_one() -> None:
    def work(key: str) -> None:
        Job.objects.update(holder="two")

    register_domain("trial", "", Errand("errand", work))
    jobs.ask("errand", "a")
    jobs.work_off("one")
    assert Job.objects.get().holder == "two"


@pytest.mark.parametrize("years", [-5, 5])
def test_a_clock_that_went_wrong_for_a_while_stops_nothing(years: int) -> None:
    register_domain("trial", "", Chore("chore", lambda: None, minutes=1))
    jobs.plan_chores()
    wrong = Now() + timedelta(days=365 * years)
    Job.objects.update(due_at=wrong, holder="dead", held_until=wrong)
    assert jobs.work_off("one") == ["chore"]


def test_what_is_asked_for_in_a_transaction_that_fails_was_never_asked_for() -> None:
    from django.db import transaction

    with pytest.raises(ZeroDivisionError), transaction.atomic():
        jobs.ask("errand", "a")
        raise ZeroDivisionError
    assert not Job.objects.exists()


def test_long_work_keeps_nothing_short_waiting() -> None:
    done: list[str] = []
    register_domain("trial", "", Errand("long", done.append, long=True), Errand("short", done.append))
    jobs.ask("long", "l")
    jobs.ask("short", "s")
    assert jobs.work_off("one") == ["short"]
    assert jobs.work_off("one", long=True) == ["long"]


def test_a_command_holds_a_chore_by_hand_and_two_never_do() -> None:
    register_domain("trial", "", Chore("chore", lambda: None, minutes=1))
    with jobs.held("chore", "one") as mine:
        assert mine
        with jobs.held("chore", "two") as also:
            assert not also
        assert jobs.work_off("three") == []
    with jobs.held("chore", "two") as mine:
        assert mine


def worker(site: Site, out: Path, slow: bool = False) -> Child:
    """A process of its own that does the site's errands, and says of each that it began and ended."""

    def work(key: str) -> None:
        with out.open("a") as file:
            file.write(f"begun {key}\n")
        if slow:
            os.write(1, b"at work\n")  # pytest has taken sys.stdout
            time.sleep(20)
        with out.open("a") as file:
            file.write(f"done {key}\n")

    def run() -> None:
        register_domain("trial", "", Errand("errand", work))
        with Holder(site.folder) as holder:
            jobs.work_off(holder.name)

    return Child(site, run)


def ask_for(site: Site, count: int) -> None:
    def run() -> None:
        for number in range(count):
            jobs.ask("errand", str(number))

    assert Child(site, run).end()[1] == 0


@pytest.mark.database
@pytest.mark.skipif(os.name == "nt", reason="SIGKILL")
def test_a_killed_worker_loses_nothing_and_the_next_one_need_not_wait_for_its_lease(
    site: Site, tmp_path: Path
) -> None:
    out = tmp_path / "said"
    ask_for(site, 3)
    first = worker(site, out, slow=True)
    assert first.lines.readline() == "at work\n"
    first.kill()
    first.end()
    assert worker(site, out).end()[1] == 0
    said = out.read_text().splitlines()
    assert said[:2] == ["begun 0", "begun 0"]
    assert [line for line in said if line.startswith("done")] == ["done 0", "done 1", "done 2"]
    assert not list((site.folder / "workers").iterdir())


@pytest.mark.database
def test_four_workers_of_one_database_do_each_errand_once(site: Site, tmp_path: Path) -> None:
    ask_for(site, 40)
    workers = [worker(site, tmp_path / f"said-{n}") for n in range(4)]
    assert [one.end()[1:] for one in workers] == [(0, "")] * 4
    said = [line for path in tmp_path.glob("said-*") for line in path.read_text().splitlines()]
    assert sorted(said) == sorted(f"{word} {n}" for word in ("begun", "done") for n in range(40))
