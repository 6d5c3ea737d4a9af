"""The runner itself: what it counts and when it fails."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from tests import suite
from tests.suite import ROOT, Count, read_report

REPORT = """<testsuites><testsuite>
<testcase name="a"/><testcase name="b"><failure/></testcase>
<testcase name="c"><skipped/></testcase><testcase name="d"><error/></testcase>
</testsuite></testsuites>"""


def test_errors_count_as_failures(tmp_path: Path) -> None:
    report = tmp_path / "report.xml"
    report.write_text(REPORT, encoding="utf-8")
    assert read_report(report) == Count(passed=1, failed=2, skipped=1)


def test_no_test_reaches_outside() -> None:
    with socket.socket() as client, pytest.raises(RuntimeError, match="tests stay on this machine"):
        client.connect(("192.0.2.1", 80))


def test_what_ci_runs_is_check_with_the_readmes_own_test_command() -> None:
    commands = [
        line.removeprefix("exec ")
        for line in (ROOT / ".ci" / "run").read_text().splitlines()
        if "run.py" in line
    ][1:]  # the first is the comment
    assert commands == ["python3 run.py lint", "python3 run.py test"]
    for name in ("README.md", "README.id.md", "CONTRIBUTING.md"):
        assert f"\n$ {commands[1]}\n" in (ROOT / name).read_text()
    assert "`python3 run.py check` is what CI runs" in (ROOT / "README.md").read_text()


def test_check_fails_when_one_half_does(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(suite, "run_phase", lambda phase, report, arguments: Count(passed=1))
    monkeypatch.setattr(suite, "run_checks", list)
    assert [suite.main([command]) for command in ("test", "lint", "check")] == [0, 0, 0]
    monkeypatch.setattr(suite, "run_checks", lambda: ["types"])
    assert [suite.main([command]) for command in ("test", "lint", "check")] == [0, 1, 1]
    monkeypatch.setattr(suite, "run_checks", list)
    monkeypatch.setattr(suite, "run_phase", lambda phase, report, arguments: Count(passed=1, failed=1))
    assert [suite.main([command]) for command in ("test", "lint", "check")] == [1, 0, 1]
