"""`pendopo match labels`: what people decided about pairs, for fitting the calibration again."""

import argparse
import csv
import json
import sys
from dataclasses import asdict, fields
from pathlib import Path

NAME = "match labels"
HELP = "tulis putusan petugas tentang pasangan, tanpa nama dan nomor, untuk kalibrasi"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's options."""
    parser.add_argument("--out", type=Path, required=True, metavar="CSV")
    parser.add_argument("--area", default="", help="kode wilayah; kosong = semua")
    parser.add_argument("--json", action="store_true", help="jumlah sebagai JSON")


def run(options: argparse.Namespace) -> int:
    """Write one line a decided pair: run, model, stratum, probability, answer, number of reviewers."""
    from pendopo.kernel.actor import system_actor
    from pendopo.matching.queries.calibration import Label, review_labels

    count = same = 0
    try:
        with options.out.open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, [field.name for field in fields(Label)])
            writer.writeheader()
            for label in review_labels(system_actor("pendopo match labels"), area=options.area):
                writer.writerow(asdict(label))
                count, same = count + 1, same + label.same
    except OSError as trouble:
        print(
            f"pendopo: {options.out} tidak dapat ditulis ({trouble.strerror}). Pilih tempat lain.",
            file=sys.stderr,
        )
        return 1
    if options.json:
        print(json.dumps({"pairs": count, "same": same}))
    else:
        print(f"{count} pasangan, {same} di antaranya orang yang sama")
    return 0
