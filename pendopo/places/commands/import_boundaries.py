"""Import boundaries from a berkas GeoJSON."""

import argparse
from datetime import date
from pathlib import Path

from pendopo.kernel.actor import system_actor
from pendopo.places.formats.geojson import BadFile

NAME = "import boundaries"
HELP = "impor batas wilayah (GeoJSON, WGS 84), dicocokkan menurut kode wilayah"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the file, the area it may write to, and where it comes from."""
    parser.add_argument("file", type=Path, help="berkas GeoJSON")
    parser.add_argument("--area", default="", help="hanya wilayah ini dan bagiannya; kosong = desa situs ini")
    parser.add_argument("--source", default="", help="asal data; kosong = nama berkas")
    parser.add_argument(
        "--from", dest="valid_from", type=date.fromisoformat, help="berlaku mulai (TTTT-BB-HH)"
    )
    parser.add_argument("--dry-run", action="store_true", help="tampilkan saja, jangan simpan")


def run(options: argparse.Namespace) -> int:
    """Say what the file holds, and keep it unless this is a dry run."""
    from pendopo.places import operations, queries

    actor = system_actor("import boundaries")
    try:
        content = options.file.read_bytes()
        plan = queries.boundary_preview(actor, content, area=options.area)
    except OSError as error:
        print(f"{options.file}: {error.strerror}")
        return 1
    except BadFile as bad:
        print(f"{options.file.name}: {operations.PlaceRefused(bad.code)}")
        return 1
    for item in plan.found:
        words = f"{item.outline.hectares} ha" if item.outline else str(operations.PlaceRefused(item.problem))
        print(f"{item.position:>5}  {item.code or '-':<22} {item.name:<30} {words}")
    outlines = {
        item.code: (item.outline.geojson, item.outline.hectares)
        for item in plan.found
        if item.code is not None and item.outline is not None
    }
    print(
        f"{plan.area or 'nasional'}: {len(outlines)} dari {len(plan.found)} siap, {plan.elsewhere} di luar wilayah"
    )
    if options.dry_run:
        return 0
    return _keep(plan.area, outlines, options)


def _keep(area: str, outlines: dict[str, tuple[str, float]], options: argparse.Namespace) -> int:
    from pendopo.kernel import clock
    from pendopo.places import operations

    try:
        count = operations.import_boundaries(
            system_actor("import boundaries"),
            area=area,
            outlines=outlines,
            source=options.source or options.file.name,
            valid_from=options.valid_from or clock.today(),
        )
    except operations.PlaceRefused as refusal:
        print(refusal)
        return 1
    print(f"{count} batas wilayah tersimpan")
    return 0
