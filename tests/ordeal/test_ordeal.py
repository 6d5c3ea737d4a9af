"""The short form of `run.py ordeal`: a few kills of one kind, and the patterns that meet what people type."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.ordeal.hostile import Peak
from tests.ordeal.rows import Row, table
from tests.sites import ROOT

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="kills copies of its process")


def test_a_few_kills_lose_nothing_and_no_pattern_is_slow() -> None:
    words = [sys.executable, "-m", "tests.ordeal", "--seeds", "12", "--only", "numbering,slow", "--json"]
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PENDOPO", "DJANGO"))}
    done = subprocess.run(words, cwd=ROOT, env=kept, capture_output=True, text=True, timeout=300)
    said = json.loads(done.stdout)
    assert (done.returncode, said["ok"]) == (0, True), done.stderr
    patterns, killed = said["rows"]
    assert patterns["kills"] > 100
    assert (killed["kind"], killed["kills"] >= 2, killed["lost"], killed["doubled"]) == (
        "numbering",
        True,
        0,
        0,
    )


def test_what_is_wrong_is_said_and_is_no_success() -> None:
    lost = Row("import", kills=2, acknowledged=9, lost=1, findings=["file 3 stands in part"])
    assert not lost.ok and Row("import", kills=2).ok and not Row("import", verify=False).ok
    lines = table([lost]).splitlines()
    assert (
        lines[1].split()[:5] == ["import", "2", "9", "1", "0"] and "NO" in lines[1] and "file 3" in lines[2]
    )


@pytest.mark.skipif(not Path("/proc/self/clear_refs").exists(), reason="the system tells no peak of memory")
def test_what_a_bomb_costs_is_measured_though_it_is_given_back() -> None:
    with Peak() as peak:
        assert len(b"x" * 150_000_000)
    assert 100 < peak.grown < 300
    with Peak() as peak:
        pass
    assert peak.grown < 50
