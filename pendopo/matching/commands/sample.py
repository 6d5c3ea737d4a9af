"""`pendopo match sample`: how good a matching is where nobody knows the truth, by looking at a few hundred people."""

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path

NAME = "match sample"
HELP = "ambil contoh untuk diperiksa orang, atau hitung mutu dari contoh yang sudah dilabeli"
NEEDS_SITE = False


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's options: those of drawing, and the one of reckoning."""
    parser.add_argument("--register", type=Path, help="data penduduk (parquet atau CSV)")
    parser.add_argument("--list", type=Path, dest="listed", help="daftar (parquet atau CSV)")
    parser.add_argument("--predictions", type=Path, help="hasil pendopo match run")
    parser.add_argument("--out", type=Path, metavar="FOLDER", help="tulis contoh.xlsx dan lapis.json ke sini")
    parser.add_argument("--size", type=int, default=400, help="banyak orang dalam contoh (bawaan 400)")
    parser.add_argument("--seed", type=int, default=1, help="benih acak; benih sama, contoh sama")
    parser.add_argument("--labelled", type=Path, metavar="FILE", help="contoh.xlsx yang sudah berlabel")
    parser.add_argument(
        "--strata", type=Path, metavar="FILE", help="lapis.json; bawaan: di sebelah --labelled"
    )
    parser.add_argument("--json", action="store_true", help="hasil sebagai JSON")


def run(options: argparse.Namespace) -> int:
    """Draw or reckon; exit code 1 when a file cannot be used, 2 when an option is missing."""
    from pendopo.matching.engine.problems import MatchingFailed

    drawing = {"--register": options.register, "--list": options.listed, "--predictions": options.predictions}
    missing = [name for name, value in {**drawing, "--out": options.out}.items() if value is None]
    if options.labelled is None and missing:
        print(f"pendopo match sample: tambahkan {' '.join(missing)}, atau --labelled FILE", file=sys.stderr)
        return 2
    try:
        return _draw(options) if options.labelled is None else _reckon(options)
    except MatchingFailed as trouble:
        print(f"pendopo: {trouble}", file=sys.stderr)
        return 1


def _draw(options: argparse.Namespace) -> int:
    from pendopo.matching.engine.sampling import draw

    drawn = draw(
        options.register,
        options.listed,
        options.predictions,
        options.out,
        size=options.size,
        seed=options.seed,
    )
    if options.json:
        print(json.dumps({**asdict(drawn), "workbook": str(drawn.workbook)}, ensure_ascii=False))
        return 0
    for code, people in drawn.people.items():
        print(f"{code:<20} {people:>9} orang, {drawn.drawn.get(code, 0):>5} diperiksa")
    print(f"Isi kolom label di {drawn.workbook}. Berkas ini memuat data pribadi: hapus setelah selesai.")
    print(f"Lalu ketik: pendopo match sample --labelled {drawn.workbook}")
    return 0


def _reckon(options: argparse.Namespace) -> int:
    from pendopo.matching.engine.problems import MatchingFailed
    from pendopo.matching.engine.sampling import STRATA, read_labels
    from pendopo.matching.rules.sampling import estimate

    labelled, unsure = read_labels(options.labelled, options.strata or options.labelled.with_name(STRATA))
    try:
        found = estimate(labelled)
    except ValueError as empty:
        raise MatchingFailed(
            f"Belum ada label di lapis {empty}. Isi paling sedikit satu baris tiap lapis."
        ) from empty
    if options.json:
        print(json.dumps({**asdict(found), "unsure": unsure}, ensure_ascii=False))
        return 0
    print(f"{found.labelled} orang dilabeli dari {found.people}; {unsure} tanpa label atau ragu")
    rows = (
        ("Presisi", found.precision),
        ("Recall", found.recall),
        ("F1", found.f1),
        ("Tidak ada, tetapi dipadankan", found.absent_wrongly_linked),
    )
    for name, each in rows:
        value = "-" if each.value is None else f"{each.value:.4f} ({each.low:.4f}-{each.high:.4f})"
        print(f"{name:<30}{value}")
    return 0
