"""`pendopo verify`: walk every chain and name the first broken entry."""

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pendopo.kernel.findings import Broken

NAME = "verify"
NEXT = (
    "Jangan ubah apa pun di folder data ini: ia bukti. Pulihkan cadangan terakhir ke folder kosong, "
    "periksa dengan pendopo verify, lalu kirim baris di atas kepada pengembang."
)
HELP = "periksa rantai jurnal dan setiap baris data"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's options."""
    parser.add_argument("--json", action="store_true", help="hasil sebagai JSON")
    parser.add_argument(
        "--since", metavar="KEPALA", nargs="?", const="", default=None,
        help="cocokkan juga dengan semua kepala jurnal di heads.log (folder kunci), dengan berkas itu dari cadangan, "
        "atau dengan kepala yang tercetak di surat, misalnya 128-9f3a77c102be4d10",
    )  # fmt: skip


def run(options: argparse.Namespace) -> int:
    """Print what was walked; exit code 1 when something is broken."""
    from pendopo.kernel.heads import HeadsUnreadable
    from pendopo.kernel.verify import verify

    report = verify()
    try:
        report.broken = report.broken or _look_back(options.since)
    except FileNotFoundError as trouble:
        print(
            f"{trouble.filename} bukan berkas dan bukan kepala jurnal. Tulis seperti di kaki surat, "
            "misalnya 128-9f3a77c102be4d10, atau nama berkas heads.log dari cadangan.",
            file=sys.stderr,
        )
        return 2
    except (OSError, HeadsUnreadable) as trouble:
        print(f"kepala jurnal tidak terbaca: {trouble}. Pakai heads.log dari cadangan.", file=sys.stderr)
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
    print(NEXT)
    return 1


def _look_back(since: str | None) -> "Broken | None":
    """Say which entry the database lacks that it once had: always the newest, with `since` also the others."""
    from pendopo.kernel.findings import Broken
    from pendopo.kernel.heads import (
        HeadsUnreadable,
        heads_file,
        missing_since,
        newest_missing,
        printed_missing,
        read_heads,
    )

    try:
        missing = newest_missing()
    except (OSError, HeadsUnreadable) as trouble:
        missing = Broken("", "", 0, "", f"the heads that were kept cannot be read: {trouble}")
    if missing is not None or since is None:
        return missing
    try:
        return printed_missing(since)
    except ValueError:
        return missing_since(read_heads(Path(since) if since else heads_file()))
