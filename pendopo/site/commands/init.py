"""`pendopo init --tier TIER --area CODE`: a site without questions."""

import argparse
import sys

NAME = "init"
HELP = "buat situs untuk satu desa, atau untuk kecamatan, kabupaten, provinsi, tanpa pertanyaan"
NEEDS_SITE = False
# What a site may be, by how many dots its code has; the last two also by the kind that the code tells.
TIERS = {"provinsi": 0, "kabupaten": 1, "kecamatan": 2, "desa": 3, "kelurahan": 3}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's options."""
    parser.add_argument("--tier", choices=list(TIERS), default="", help="tingkat situs; kota: kabupaten")
    wanted = parser.add_mutually_exclusive_group(required=True)
    wanted.add_argument("--area", default="", help="kode wilayah, misalnya 32.06 atau 32.06.13.2001")
    wanted.add_argument("--village", default="", help="kode satu desa, sama dengan --area KODE")


def run(options: argparse.Namespace) -> int:
    """Make folder, keys, database and the profile or area; doing it twice changes nothing."""
    import django

    django.setup()
    from django.conf import settings

    from pendopo.places.rules.codes import parse_code
    from pendopo.site import opening

    typed = options.area or options.village
    code = parse_code(typed) or ""
    trouble = _trouble(
        code, typed, options.tier or ("desa" if options.village else ""), loose=not options.tier
    )
    if trouble:
        print(f"pendopo: {trouble}", file=sys.stderr)
        return 1
    opening.open_or_create()
    (opening.set_village if code.count(".") == TIERS["desa"] else opening.set_area)(code)
    print(f"situs {code} siap di {settings.PENDOPO_DATA}")
    return 0


def _trouble(code: str, typed: str, tier: str, *, loose: bool) -> str:
    from pendopo.places.queries import public_area_exists
    from pendopo.places.rules.codes import VillageKind, kind_of

    if not public_area_exists(code) or (tier and code.count(".") != TIERS[tier]):
        return f"kode {tier or 'wilayah'} {typed} tidak dikenal. Cari dengan: pendopo areas search NAMA"
    if not loose and tier in ("desa", "kelurahan"):
        kind = "kelurahan" if kind_of(code) is VillageKind.KELURAHAN else "desa"
        if kind != tier:
            return f"{typed} adalah kode {kind}. Jalankan: pendopo init --tier {kind} --area {code}"
    return ""
