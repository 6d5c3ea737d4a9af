"""One set, one matcher: runs it in a process of its own, then holds its answer against the truth."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from benchmarks.matching.cost import watch
from benchmarks.matching.generate import generate
from benchmarks.workshop import ROOT, NotMeasurable

TODAY = date(2026, 11, 1)  # the generator's own day, so that ages are the same whenever this runs
OWN = "pendopo"


@dataclass(frozen=True)
class Set:
    """An invented register and list, and what the project promised for their kind."""

    name: str
    people: int
    seed: int
    profile: str = "typical"
    culture: str = "sunda"
    variants: str = "dev"
    errors: str = "enumerator"
    listed: float = 0.4
    targets: tuple[float, float, float] | None = (
        None  # F1, recall at precision .999, bad-NIK recall at precision .99
    )
    seconds: float | None = None
    peers: tuple[str, ...] = (
        "exact_nik",
        "exact_nik_name",
        "splink_plain",
        "splink_careful",
        "recordlinkage_ecm",
    )

    def with_peers(self, *more: str) -> "Set":
        """The same set with further peers."""
        return replace(self, peers=(*self.peers, *more))


@dataclass(frozen=True)
class Score:
    """What one matcher reached on one set."""

    f1: float
    recall_999: float
    bad_nik_99: float
    decided_f1: float
    absent_linked: float
    absent_linked_at_best: float
    review_load: float | None
    gaps: int
    seconds: float
    peak_mb: float


def make(each: Set, folder: Path) -> Path:
    """Generate the set once."""
    place = folder / f"{each.name}-{each.people}-{each.seed}"
    if not (place / "truth.parquet").exists():
        generate(
            place, people=each.people, seed=each.seed, profile=each.profile, culture=each.culture,
            variants=each.variants, errors=each.errors, listed=each.listed,
        )  # fmt: skip
    return place


def run(matcher: str, place: Path, *, timeout: float) -> Score:
    """Run a matcher on register and list alone, and judge it afterwards."""
    register, listed, out = place / "register.parquet", place / "list.parquet", place / f"{matcher}.parquet"
    if matcher == OWN:
        return _judge(place, out, own_process(register, listed, out, timeout=timeout))
    words = [matcher, str(register), str(listed), str(out)]
    return _judge(place, out, _process("benchmarks.matching.peers", words, timeout))


def own_process(register: Path, listed: Path, out: Path, *, timeout: float) -> dict[str, float]:
    """Run our own matching as a peer is run; say what it cost."""
    return _process("benchmarks.matching.own", [str(register), str(listed), str(out)], timeout)


def _process(module: str, words: list[str], timeout: float) -> dict[str, float]:
    command = [sys.executable, "-m", module, *words]
    with tempfile.TemporaryFile("w+") as said, tempfile.TemporaryFile("w+") as errors:
        process = subprocess.Popen(command, cwd=ROOT, stdout=said, stderr=errors, text=True)
        try:
            peak = watch(process, timeout)
        except subprocess.TimeoutExpired:
            raise NotMeasurable(f"{module}: no answer after {timeout:.0f} s") from None
        finally:
            process.wait()
        said.seek(0)
        errors.seek(0)
        if process.returncode != 0:
            raise NotMeasurable(f"{module}: {(errors.read().strip().splitlines() or ['failed'])[-1][:200]}")
        cost: dict[str, float] = json.loads(said.read().strip().splitlines()[-1])
    return {**cost, "peak_mb": max(peak, cost["peak_mb"])}


def _judge(place: Path, out: Path, cost: dict[str, float]) -> Score:
    from pendopo.matching.engine.evaluation import evaluate

    register, listed, truth = (place / f"{name}.parquet" for name in ("register", "list", "truth"))
    report = evaluate(register, listed, truth, out, today=TODAY)
    whole = report.everybody
    return Score(
        f1=_value(whole["best"]["f1"]),
        recall_999=_value(whole["recall_at"]["0.999"]["recall"]),
        bad_nik_99=_value(whole["bad_nik"]["recall_at"]["0.99"]["recall"]),
        decided_f1=_value(whole["decided"]["f1"]),
        absent_linked=_value(whole["absent_wrongly_linked"]),
        absent_linked_at_best=_value(whole["absent_wrongly_linked_at_best"]),
        review_load=whole["review_load"]["share"],
        gaps=len(report.gaps),
        seconds=cost["seconds"],
        peak_mb=cost["peak_mb"],
    )


def _value(share: Mapping[str, float | None]) -> float:
    return float(share["value"] or 0.0)
