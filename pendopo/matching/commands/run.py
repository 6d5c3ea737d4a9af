"""`pendopo match run`: match a list to a register, from files to a file."""

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path

NAME = "match run"
HELP = "padankan sebuah daftar dengan register (Parquet atau CSV)"
NEEDS_SITE = False


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's options."""
    parser.add_argument("--register", type=Path, required=True, help="register penduduk, dengan kolom rid")
    parser.add_argument("--list", type=Path, required=True, dest="listed", help="daftar, dengan kolom wid")
    parser.add_argument("--out", type=Path, required=True, help="hasil: satu baris untuk setiap wid")
    parser.add_argument("--engine", choices=("duckdb", "spark"), default="duckdb", help="mesin hitung")
    parser.add_argument(
        "--memory", type=int, metavar="MB", help="batas memori basis data; selebihnya memakai disk"
    )
    parser.add_argument(
        "--labels",
        type=Path,
        metavar="CSV",
        help="putusan petugas dari pendopo match labels; peluang disesuaikan dengannya",
    )
    parser.add_argument(
        "--elsewhere",
        action="store_true",
        help="orang di daftar tanpa kolom desa bisa dari desa mana saja, bukan hanya desa register",
    )
    parser.add_argument("--resume", action="store_true", help="lanjutkan proses yang terhenti")
    parser.add_argument("--json", action="store_true", help="ringkasan sebagai JSON")


def run(options: argparse.Namespace) -> int:
    """Match and print the counts; exit code 1 with one plain line when the files cannot be matched."""
    from pendopo.matching.engine.labels import read_labels
    from pendopo.matching.engine.parameters import load
    from pendopo.matching.engine.problems import MatchingFailed
    from pendopo.matching.engine.run import match_files

    def show(step: str, share: float) -> None:
        if sys.stderr.isatty() and not options.json:
            print(f"\r{share:4.0%} {step:<24}", end="\n" if share >= 1 else "", file=sys.stderr, flush=True)

    try:
        summary = match_files(
            options.register,
            options.listed,
            options.out,
            memory_mb=options.memory,
            progress=show,
            resume=options.resume,
            own_village=not options.elsewhere,
            engine=options.engine,
            answers=read_labels(options.labels, load().version) if options.labels else None,
        )
    except MatchingFailed as failed:
        print(f"pendopo: {failed}", file=sys.stderr)
        return 1
    if options.json:
        print(json.dumps(asdict(summary), ensure_ascii=False))
        return 0
    for verdict, count in summary.counts.items():
        print(f"{verdict:<16} {count:>10}")
    print(f"{summary.listed} baris, {summary.registered} penduduk, {summary.seconds} detik")
    print(f"parameter {summary.parameters}")
    for note in summary.notes:
        print(f"Catatan: {note}")
    return 0
