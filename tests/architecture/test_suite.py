"""The runner itself: what it counts and when it fails."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests import suite
from tests.changed import ROOT
from tests.suite import Count, read_report

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


PLANTED = """
import pytest
pytestmark = [pytest.mark.django_db, pytest.mark.pages]
def test_a_page(): pass
@pytest.mark.pages(False)
def test_a_list_that_the_database_sorts(): pass
"""


def test_a_page_is_looked_at_on_sqlite_alone_and_what_is_said_otherwise_on_both(tmp_path: Path) -> None:
    (tmp_path / "test_planted.py").write_text(PLANTED, encoding="utf-8")
    words = [
        "-q",
        "--collect-only",
        "-p",
        "conftest",
        "-c",
        str(ROOT / "pyproject.toml"),
        "--rootdir",
        str(tmp_path),
    ]
    command = [sys.executable, "-m", "pytest", *words, "-m", suite.PHASES[1].select, str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    named = [line.rpartition("::")[2] for line in done.stdout.splitlines() if "::" in line]
    assert named == ["test_a_list_that_the_database_sorts"], done.stdout + done.stderr


def test_what_is_looked_at_on_sqlite_alone_is_written_on_postgresql_by_its_neighbours() -> None:
    """A file of pages alone needs one of operations beside it; the sweep opens every address on both databases."""
    texts = {path: path.read_text(encoding="utf-8") for path in (ROOT / "pendopo").rglob("tests/test_*.py")}
    marked = {path for path, text in texts.items() if "pytest.mark.pages" in text}
    assert len(marked) == 6, "a new file that PostgreSQL leaves out: who runs its SQL there?"
    for path in marked:
        beside = [
            text for other, text in texts.items() if other.parent == path.parent and other not in marked
        ]
        assert any("operations" in text and re.search(r"django_db|\bdb: None", text) for text in beside), path
    assert "mark.pages" not in (ROOT / "tests" / "architecture" / "test_sweep.py").read_text(encoding="utf-8")
