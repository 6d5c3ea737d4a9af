"""`pendopo export residents`: the 43 columns of the register, noted in the journal like an export at the desk."""

import argparse
import shutil
import sys
from pathlib import Path

NAME = "export residents"
HELP = "ekspor data warga, 43 kolom (xlsx, csv)"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's options."""
    parser.add_argument(
        "--format", choices=("xlsx", "csv"), default="", help="bawaan: menurut akhiran --out, atau csv"
    )
    parser.add_argument(
        "--out", type=Path, metavar="FILE", help="tulis ke berkas ini; kosong = keluaran baku"
    )
    parser.add_argument("--village", default="", help="kode desa; kosong = desa situs ini")
    parser.add_argument(
        "--purpose", default="baris perintah", help="untuk apa berkas ini; tercatat di jurnal"
    )


def run(options: argparse.Namespace) -> int:
    """Make the file, note it in the journal, then hand it over; exit code 2 when a workbook has no place to go."""
    from pendopo.kernel.actor import system_actor
    from pendopo.people.operations.exporting import record_export
    from pendopo.people.queries.export import residents_file
    from pendopo.ui.files import Kind, handed_out

    kind: Kind = options.format or (
        "xlsx" if options.out and options.out.suffix.lower() == ".xlsx" else "csv"
    )
    if kind == "xlsx" and options.out is None:
        print("pendopo: tulis --out BERKAS.xlsx untuk buku kerja Excel", file=sys.stderr)
        return 2
    actor = system_actor("cli")
    made = residents_file(actor, format=kind, village=options.village)
    reason = handed_out(options.purpose, made)
    record_export(actor, area=made.area, reason=reason, evidence=(made.digest,))
    with made.content:
        if options.out is None:
            shutil.copyfileobj(made.content, sys.stdout.buffer)
            sys.stdout.buffer.flush()
        else:
            with options.out.open("wb") as target:
                shutil.copyfileobj(made.content, target)
    print(f"{made.count} warga", file=sys.stderr)
    return 0
