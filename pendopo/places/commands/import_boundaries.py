"""Import boundaries from a berkas GeoJSON."""

import argparse
import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from pendopo.kernel.actor import system_actor
from pendopo.places.formats.geojson import BadFile

if TYPE_CHECKING:
    from pendopo.places.queries import BoundaryPlan

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
    parser.add_argument("--json", action="store_true", help="hasil sebagai JSON")


def run(options: argparse.Namespace) -> int:
    """Say what the file holds, and keep it unless this is a dry run."""
    from pendopo.places import operations, queries

    say = (lambda *_words: None) if options.json else print
    try:
        content = options.file.read_bytes()
        plan = queries.boundary_preview(system_actor("import boundaries"), content, area=options.area)
    except OSError as error:
        return _refused(options, "file_missing", f"{options.file}: {error.strerror}")
    except BadFile as bad:
        refused = operations.PlaceRefused(bad.code, **bad.details)
        return _refused(options, bad.code, f"{options.file.name}: {refused}")
    for item in plan.found:
        words = f"{item.outline.hectares} ha" if item.outline else _words(item.problem)
        say(f"{item.position:>5}  {item.code or '-':<22} {item.name:<30} {words}")
    outlines = {
        item.code: (item.outline.geojson, item.outline.hectares)
        for item in plan.found
        if item.code is not None and item.outline is not None
    }
    say(
        f"{plan.area or 'nasional'}: {len(outlines)} dari {len(plan.found)} siap, {plan.elsewhere} di luar wilayah"
    )
    try:
        saved = 0 if options.dry_run else _keep(plan.area, outlines, options)
    except operations.PlaceRefused as refusal:
        return _refused(options, refusal.code, str(refusal))
    if options.json:
        print(json.dumps(_told(plan, len(outlines), saved), ensure_ascii=False))
    elif not options.dry_run:
        print(f"{saved} batas wilayah tersimpan")
    return 0


def _words(problem: str) -> str:
    from pendopo.places import operations

    return str(operations.PlaceRefused(problem)) if problem else ""


def _refused(options: argparse.Namespace, code: str, words: str) -> int:
    print(json.dumps({"error": code, "message": words}, ensure_ascii=False) if options.json else words)
    return 1


def _told(plan: "BoundaryPlan", ready: int, saved: int) -> dict[str, object]:
    """The answer as JSON: what the file holds, area by area; what has no code waits for a person on the page."""
    areas = [
        {
            "position": item.position,
            "code": item.code,
            "name": item.name,
            "hectares": item.outline.hectares if item.outline else None,
            "parts": item.parts,
            "problem": item.problem or ("" if item.code else "code_missing"),
            "message": _words(item.problem),
        }
        for item in plan.found
    ]
    return {"area": plan.area, "ready": ready, "elsewhere": plan.elsewhere, "saved": saved, "areas": areas}


def _keep(area: str, outlines: dict[str, tuple[str, float]], options: argparse.Namespace) -> int:
    from pendopo.kernel import clock
    from pendopo.places import operations

    return operations.import_boundaries(
        system_actor("import boundaries"),
        area=area,
        outlines=outlines,
        source=options.source or options.file.name,
        valid_from=options.valid_from or clock.today(),
    )
