"""`pendopo verify`: walk every chain and name the first broken entry."""

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path

NAME = "verify"
HELP = "periksa rantai jurnal dan setiap baris data"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's options."""
    parser.add_argument("--json", action="store_true", help="hasil sebagai JSON")
    parser.add_argument(
        "--since", metavar="BERKAS", nargs="?", const="", default=None,
        help="cocokkan juga dengan kepala jurnal di heads.log: dari folder kunci, atau berkas dari cadangan",
    )  # fmt: skip


def run(options: argparse.Namespace) -> int:
    """Print what was walked; exit code 1 when something is broken."""
    from pendopo.kernel.heads import HeadsUnreadable, heads_file, missing_since, read_heads
    from pendopo.kernel.verify import verify

    report = verify()
    if options.since is not None and report.broken is None:
        path = Path(options.since) if options.since else heads_file()
        try:
            report.broken = missing_since(read_heads(path))
        except (OSError, HeadsUnreadable) as trouble:
            print(f"kepala jurnal tidak terbaca: {trouble}", file=sys.stderr)
            return 2
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
