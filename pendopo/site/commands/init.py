"""`pendopo init --village CODE`: a site without questions."""

import argparse
import sys

NAME = "init"
HELP = "buat situs baru untuk satu desa, tanpa pertanyaan"
NEEDS_SITE = False


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's options."""
    parser.add_argument("--village", required=True, help="kode desa, misalnya 32.06.13.2001")


def run(options: argparse.Namespace) -> int:
    """Make folder, keys, database and village profile; doing it twice changes nothing."""
    import django

    django.setup()
    from django.conf import settings

    from pendopo.places.queries import public_area_exists
    from pendopo.site import opening

    code = options.village.strip()
    if len(code) == 10 and code.isdigit():
        code = f"{code[:2]}.{code[2:4]}.{code[4:6]}.{code[6:]}"
    if code.count(".") != 3 or not public_area_exists(code):
        print(
            f"pendopo: kode desa {options.village} tidak dikenal. Cari dengan: pendopo areas search NAMA",
            file=sys.stderr,
        )
        return 1
    opening.open_or_create()
    opening.set_village(code)
    print(f"situs {code} siap di {settings.PENDOPO_DATA}")
    return 0
