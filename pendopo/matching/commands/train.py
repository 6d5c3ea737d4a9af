"""`pendopo match train`: make the shipped parameters anew from labelled sets."""

import argparse
import sys
from pathlib import Path

NAME = "match train"
HELP = "latih ulang parameter pemadanan dari data berlabel"
NEEDS_SITE = False


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's options."""
    parser.add_argument(
        "sets", nargs="+", type=Path, metavar="FOLDER", help="folder berisi register, list, dan truth"
    )
    parser.add_argument(
        "--thin",
        action="append",
        default=[],
        metavar="FOLDER=KOLOM,KOLOM",
        help="folder yang juga dilatih tanpa kolom itu dalam daftar; boleh diulang",
    )
    parser.add_argument("--version", required=True, help="nama versi, misalnya 2026.11")
    parser.add_argument("--out", type=Path, required=True, help="berkas parameter (JSON)")


def run(options: argparse.Namespace) -> int:
    """Train and write; progress goes to the error channel."""
    from pendopo.matching.engine.problems import MatchingFailed
    from pendopo.matching.engine.training import Source, train, write

    sources = [Source(folder) for folder in options.sets]
    for thin in options.thin:
        folder, _, columns = thin.partition("=")
        sources.append(Source(Path(folder), tuple(columns.split(","))))
    try:
        parameters = train(sources, options.version, say=lambda text: print(text, file=sys.stderr))
    except MatchingFailed as failed:
        print(f"pendopo: {failed}", file=sys.stderr)
        return 1
    write(parameters, options.out)
    print(f"versi {options.version} ditulis ke {options.out}")
    return 0
