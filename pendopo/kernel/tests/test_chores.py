"""Chores: done when due, one process a folder, and a failing one stops no other."""

import logging
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest

from pendopo.kernel import chores, domains
from pendopo.kernel.chores import Chore, do_due, start_chores
from pendopo.kernel.domains import register_domain


@pytest.fixture(autouse=True)
def _own(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(domains, "DOMAINS", {})
    monkeypatch.setattr(chores, "_due", {})
    yield


def test_a_chore_is_done_at_once_and_then_in_its_turn() -> None:
    done: list[str] = []
    register_domain(
        "trial",
        "",
        Chore("often", lambda: done.append("often"), minutes=1),
        Chore("seldom", lambda: done.append("seldom"), minutes=10),
    )
    assert do_due(1000) == ["often", "seldom"]
    assert do_due(1059) == []
    assert do_due(1060) == ["often"]
    assert do_due(1600) == ["often", "seldom"]
    assert done == ["often", "seldom", "often", "often", "seldom"]


def test_a_chore_that_fails_is_logged_and_stops_no_other(caplog: pytest.LogCaptureFixture) -> None:
    broken, whole = Chore("broken", lambda: 1 / 0, minutes=1), Chore("whole", lambda: None, minutes=1)
    register_domain("trial", "", broken, whole)
    with caplog.at_level(logging.ERROR, logger="pendopo.kernel"):
        assert do_due(1) == ["whole"]
    assert "chore broken failed" in caplog.text
    assert do_due(61) == ["whole"]


def test_a_second_registration_takes_the_place_of_the_first() -> None:
    register_domain("trial", "", Chore("one", lambda: 1 / 0, minutes=1))
    register_domain("trial", "", Chore("one", lambda: None, minutes=1))
    assert do_due(1) == ["one"]


@pytest.mark.skipif(sys.platform == "win32", reason="one process serves a site there")
def test_one_process_of_a_folder_does_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chores, "TICK", 3600)
    holder = subprocess.Popen(
        [
            sys.executable,
            "-c",
            textwrap.dedent(f"""
                from pathlib import Path
                from pendopo.kernel.chores import start_chores
                assert start_chores(Path({str(tmp_path)!r}))
                print("held", flush=True)
                input()
            """),
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    assert start_chores(tmp_path) is None
    holder.kill()
    holder.communicate()
    assert start_chores(tmp_path) is not None
