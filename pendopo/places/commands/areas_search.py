"""Find areas by name or code in the shipped list."""

import argparse
import json

from pendopo.places.formats.area_search import search_areas

NAME = "areas search"
HELP = "cari kode provinsi, kabupaten/kota, kecamatan, dan desa"
NEEDS_SITE = False


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the words to look for."""
    parser.add_argument("words", nargs="+", help="nama atau kode, contoh: taraju tasikmalaya")
    parser.add_argument("--limit", type=int, default=20, help="paling banyak sekian baris")
    parser.add_argument("--json", action="store_true", help="hasil sebagai JSON")


def run(options: argparse.Namespace) -> int:
    """Print what was found; 1 when nothing was."""
    found = search_areas(" ".join(options.words), options.limit)
    if options.json:
        rows = [
            {"code": area.code, "name": area.name, "tier": area.tier, "above": area.above} for area in found
        ]
        print(json.dumps(rows, ensure_ascii=False))
    else:
        for area in found:
            print(
                f"{area.code:<14} {area.name}  ({area.path})"
                if area.above
                else f"{area.code:<14} {area.name}"
            )
    return 0 if found else 1
