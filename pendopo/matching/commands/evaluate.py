"""`pendopo match evaluate`: how good a matching is, held against the truth."""

import argparse
import json
import sys
import tempfile
import time
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

NAME = "match evaluate"
HELP = "ukur mutu pemadanan terhadap kebenaran yang diketahui"
NEEDS_SITE = False

if TYPE_CHECKING:
    from pendopo.matching.engine.evaluation import Measures

_DIMENSIONS = {"sex": "Jenis kelamin", "age": "Umur", "name": "Nama", "area": "Wilayah"}
_GROUPS = {"single": "satu kata", "more": "dua kata atau lebih", "?": "tidak diketahui"}
_GAPS = {
    "recall": "lebih jarang ditemukan",
    "precision": "lebih sering dipadankan ke orang lain",
    "absent_left_alone": "bila tidak ada di data penduduk, lebih sering dipadankan ke orang lain",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's options."""
    parser.add_argument("--register", type=Path, required=True, help="data penduduk (parquet atau CSV)")
    parser.add_argument("--list", type=Path, required=True, dest="listed", help="daftar (parquet atau CSV)")
    parser.add_argument(
        "--truth", type=Path, required=True, help="kebenaran: kolom wid, rid (rid kosong = tidak ada)"
    )
    parser.add_argument("--predictions", type=Path, help="hasil yang sudah ada; kosong = padankan sekarang")
    parser.add_argument("--memory", type=int, metavar="MB", help="batas memori pemadanan")
    parser.add_argument("--json", action="store_true", help="hasil sebagai JSON")


def run(options: argparse.Namespace) -> int:
    """Match unless answers are given, and only then open the truth; exit code 1 when a file cannot be used."""
    from pendopo.matching.engine.problems import MatchingFailed

    try:
        report = _evaluate(options)
    except MatchingFailed as trouble:
        print(f"pendopo: {trouble}", file=sys.stderr)
        return 1
    if options.json:
        print(json.dumps(report, ensure_ascii=False))
    else:
        print("\n".join(_lines(report)))
    return 0


def _evaluate(options: argparse.Namespace) -> "Measures":
    from pendopo.matching.engine.evaluation import evaluate
    from pendopo.matching.engine.problems import MatchingFailed

    if not options.truth.is_file():
        raise MatchingFailed(f"Berkas {options.truth.name} tidak ada. Periksa nama dan foldernya.")
    cost: dict[str, float] = {}
    with tempfile.TemporaryDirectory(prefix="pendopo-match-") as folder:
        predictions = options.predictions
        if predictions is None:
            predictions = Path(folder) / "predictions.parquet"
            cost = _match(options, predictions)
        report = evaluate(
            options.register,
            options.listed,
            options.truth,
            predictions,
            today=datetime.now(ZoneInfo("Asia/Jakarta")).date(),
        )
    return {**report.as_json(), "cost": cost}


def _match(options: argparse.Namespace, out: Path) -> dict[str, float]:
    """Run the engine; the truth is still closed."""
    from pendopo.matching.engine.run import match_files

    began = time.perf_counter()
    match_files(options.register, options.listed, out, memory_mb=options.memory, progress=_say)
    seconds = time.perf_counter() - began
    return {"seconds": round(seconds, 2), **_peak()}


def _peak() -> dict[str, float]:
    """The most memory that this process or one it started ever held; a machine that does not tell leaves it out."""
    try:
        import resource
    except ImportError:  # Windows
        return {}
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return {"peak_mb": round(peak / 1024)}


def _say(step: str, share: float) -> None:
    if sys.stderr.isatty():
        print(f"\r{share:4.0%} {step:<24}", end="\n" if share >= 1 else "", file=sys.stderr, flush=True)


def _lines(report: "Measures") -> list[str]:
    """The report for a person: everybody first, then groups, then what is not as it should be."""
    lines = [*_whole(report["everybody"]), *_doubles(report["doubles"])]
    for dimension, groups in report["groups"].items():
        lines += ["", *_table(_DIMENSIONS[dimension], groups)]
    lines += ["", "Peluang yang disebut dan yang terjadi"]
    for each in report["reliability"]:
        spoken, true = each["said"], each["true"]
        lines.append(f"  {each['from']:.3f}-{each['to']:.3f}  disebut {spoken:.4f}  terjadi {_share(true)}")
    lines += ["", *_findings(report["gaps"])]
    if report["cost"]:
        lines += [
            "",
            f"{report['cost']['seconds']} detik, puncak memori {report['cost'].get('peak_mb', '?')} MB",
        ]
    return lines


def _whole(whole: "Measures") -> list[str]:
    bad, load = whole["bad_nik"], whole["review_load"]
    if load["reviews"] is None:
        reviews = f"tidak tercapai (paling banyak {_number(load['ceiling'])})"
    else:
        reviews = f"{load['reviews']} pasangan = {load['share']:.2%} dari daftar"
    return [
        f"{whole['people']} orang dalam daftar, {whole['present']} di antaranya ada di data penduduk",
        "",
        *_qualities("Semua", whole),
        *_qualities(f"NIK kosong atau salah ({bad['people']} orang)", bad),
        "Tidak ada di data penduduk, tetapi dipadankan",
        f"  keputusan mesin             {_share(whole['absent_wrongly_linked'])}",
        f"  pada ambang F1 terbaik      {_share(whole['absent_wrongly_linked_at_best'])}",
        f"Ada, tetapi dinyatakan tidak ditemukan  {_share(whole['present_called_absent'])}",
        f"Menunggu pemeriksaan orang    {_share(whole['waiting_for_people'])}",
        f"Pemeriksaan untuk menemukan 99 %: {reviews}",
    ]


def _qualities(title: str, found: "Measures") -> list[str]:
    lines = [title]
    for name, key in (("keputusan mesin", "decided"), ("ambang F1 terbaik", "best")):
        parts = (
            (label, found[key][which]) for label, which in (("P", "precision"), ("R", "recall"), ("F1", "f1"))
        )
        lines.append(f"  {name:<20}" + "  ".join(f"{label} {_interval(share)}" for label, share in parts))
    for demanded, reach in found["recall_at"].items():
        lines.append(f"  R pada presisi {demanded:<6}{_interval(reach['recall'])}")
    return lines


def _doubles(doubles: "Measures") -> list[str]:
    return [
        f"Baris ganda dalam daftar: P {_interval(doubles['precision'])}  R {_interval(doubles['recall'])}"
    ]


def _table(title: str, groups: "dict[str, Measures]") -> list[str]:
    lines = [
        f"{title:<34}{'orang':>8}{'P':>8}{'R':>8}{'F1':>8}{'R@.999':>8}{'NIK-':>8}{'salah':>8}{'periksa':>9}"
    ]
    for name, found in groups.items():
        load = found["review_load"]["share"]
        cells = [
            *(found["decided"][which]["value"] for which in ("precision", "recall", "f1")),
            found["recall_at"]["0.999"]["recall"]["value"],
            found["bad_nik"]["recall_at"]["0.99"]["recall"]["value"],
            found["absent_wrongly_linked"]["value"],
        ]
        line = f"  {_GROUPS.get(name, name):<32}{found['people']:>8}" + "".join(
            f"{_number(each):>8}" for each in cells
        )
        lines.append(line + f"{'-' if load is None else format(load, '.2%'):>9}")
    return lines


def _findings(gaps: "list[Measures]") -> list[str]:
    if not gaps:
        return ["Tidak ada kelompok yang dirugikan lebih dari kebetulan."]
    lines = []
    for gap in gaps:
        group = _GROUPS.get(gap["group"], gap["group"])
        lines.append(
            f"TEMUAN: {_DIMENSIONS[gap['dimension']].lower()} {group}: {_GAPS[gap['measure']]} "
            f"({gap['value']:.4f}, lainnya {gap['others']:.4f}; {gap['people']} orang)"
        )
    return lines


def _interval(share: "Measures") -> str:
    if share["value"] is None:
        return "-"
    return f"{share['value']:.4f} ({share['low']:.4f}-{share['high']:.4f})"


def _share(share: "Measures") -> str:
    return f"{_interval(share)}  {share['hits']} dari {share['of']}"


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:.4f}"
