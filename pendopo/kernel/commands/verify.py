"""`pendopo verify`: walk every chain and name the first broken entry."""

import argparse
import json
from dataclasses import asdict

NAME = "verify"
HELP = "periksa rantai jurnal dan setiap baris data"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's options."""
    parser.add_argument("--json", action="store_true", help="hasil sebagai JSON")


def run(options: argparse.Namespace) -> int:
    """Print what was walked; exit code 1 when something is broken."""
    from pendopo.kernel.verify import verify

    report = verify()
    if options.json:
        print(json.dumps({"ok": report.ok, **asdict(report)}))
        return 0 if report.ok else 1
    for feed in report.feeds:
        print(f"{feed['area'] or 'nasional'}: {feed['entries']} catatan, kepala {feed['head'][:16]}")
    if report.broken is None:
        print(f"utuh: {report.entries} catatan, {report.rows} baris, {report.erased} isi dihapus dengan izin")
        return 0
    broken = report.broken
    print(f"RUSAK: wilayah {broken.area}, catatan {broken.seq} ({broken.entry}): {broken.problem}")
    return 1
