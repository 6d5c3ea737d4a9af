"""The runner itself: what it counts and when it fails."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

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
