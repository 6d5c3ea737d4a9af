"""Make the shipped area list from the CSV files of the npm package idn-area-data."""

import argparse
import csv
import lzma
from collections.abc import Iterator
from pathlib import Path

from pendopo.places.formats.areas import AREAS_FILE, AreaRow, AreaTable, write_areas

NAME = "make areas"
HELP = "buat berkas wilayah dari CSV paket npm idn-area-data (untuk pengembang)"
NEEDS_SITE = False
FILES = ("provinces", "regencies", "districts", "villages")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the folder with the CSV files and the file to write."""
    parser.add_argument("folder", type=Path, help="folder package/data dari `npm pack idn-area-data@4.0.1`")
    parser.add_argument("--output", type=Path, default=AREAS_FILE, help="berkas hasil")


def run(options: argparse.Namespace) -> int:
    """Write the compressed list, after reading it back and comparing every row."""
    rows = sorted(read_rows(options.folder))
    text = write_areas(rows)
    if sorted(AreaTable(text).rows()) != rows:
        print("The list does not read back as it was written. Nothing was saved.")
        return 1
    filters = [{"id": lzma.FILTER_LZMA2, "preset": 9 | lzma.PRESET_EXTREME, "lc": 4, "lp": 0, "pb": 0}]
    packed = lzma.compress(text.encode(), format=lzma.FORMAT_XZ, filters=filters)
    options.output.write_bytes(packed)
    print(f"{len(rows)} areas, {len(packed)} bytes")
    return 0


def read_rows(folder: Path) -> Iterator[AreaRow]:
    """Read code and name of every area from the four CSV files."""
    for name in FILES:
        with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                yield AreaRow(row["code"], " ".join(row["name"].split()))
