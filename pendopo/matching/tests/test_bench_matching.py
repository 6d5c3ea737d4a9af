"""The contest between our matching and its peers: everybody reads the same files, nobody reads the truth."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from benchmarks.matching import contest, febrl
from benchmarks.matching.contest import Set
from benchmarks.matching.cost import watch
from benchmarks.matching.peers import PEERS
from benchmarks.workshop import ROOT, NotMeasurable

SMALL = Set("small", 3000, 4)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return contest.make(SMALL, tmp_path_factory.mktemp("contest"))


def test_exact_numbers_find_who_has_one_and_nobody_else(place: Path) -> None:
    score = contest.run("exact_nik", place, timeout=120)
    assert 0.85 < score.f1 < 0.95
    assert score.bad_nik_99 == 0
    assert score.review_load is None
    assert 0 < score.seconds < 60


def test_a_matcher_runs_without_the_truth(place: Path) -> None:
    truth = (place / "truth.parquet").read_bytes()
    (place / "truth.parquet").unlink()
    files = [str(place / f"{name}.parquet") for name in ("register", "list", "answer")]
    command = [sys.executable, "-m", "benchmarks.matching.peers", "exact_nik_name", *files]
    try:
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    finally:
        (place / "truth.parquet").write_bytes(truth)
    assert done.returncode == 0, done.stderr
    assert pq.read_schema(place / "answer.parquet").names == ["wid", "rid", "verdict", "probability"]


def test_every_peer_that_is_named_has_its_file() -> None:
    folder = ROOT / "benchmarks" / "matching" / "peers"
    assert {f"{name}.py" for name in PEERS} <= {path.name for path in folder.glob("*.py")}


def test_a_matcher_that_fails_is_no_result(place: Path) -> None:
    with pytest.raises(NotMeasurable, match="no such peer"):
        contest.run("nobody", place, timeout=60)


def test_memory_of_the_processes_below_is_counted(tmp_path: Path) -> None:
    below = "import time; x = bytearray(80_000_000); time.sleep(1.5)"
    code = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {below!r}])"
    process = subprocess.Popen([sys.executable, "-c", code], text=True)
    assert 80 < watch(process, 60) < 300


def test_who_never_answers_is_stopped() -> None:
    process = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"], text=True)
    with pytest.raises(subprocess.TimeoutExpired):
        watch(process, 0.3)
    assert process.wait() != 0


def test_two_copies_led_to_one_original_are_a_pair_too(tmp_path: Path) -> None:
    """Three copies of a, one of b; the third copy is led to b: 3 pairs of 7 are right at the verdicts."""
    pairs = [("a", "a1"), ("a", "a2"), ("a", "a3"), ("a1", "a2"), ("a1", "a3"), ("a2", "a3"), ("b", "b1")]
    task = febrl.Task(Path(), Path(), frozenset(pairs))
    verdicts = ["padan", "ganda", "padan", "tidak_ditemukan"]
    answer = {"wid": ["a1", "a2", "a3", "b1"], "rid": ["a", "a", "b", None], "verdict": verdicts}
    pq.write_table(pa.table({**answer, "probability": [0.9, 0.9, 0.6, 0.0]}), tmp_path / "answer.parquet")
    best, decided = febrl.f1(task, tmp_path / "answer.parquet")
    assert best == pytest.approx(2 * 3 / (3 + 7))
    assert decided == pytest.approx(2 * 3 / (4 + 7))
