"""`pendopo villages add CODE`: one more village on a site that serves an area."""

import argparse

NAME = "villages add"
HELP = "tambahkan desa atau kelurahan ke situs kecamatan, kabupaten, atau provinsi"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the villages to add."""
    parser.add_argument("codes", nargs="+", metavar="KODE", help="kode desa, misalnya 32.06.13.2002")


def run(options: argparse.Namespace) -> int:
    """Set up each village; one that is there already stays as it is."""
    from pendopo.kernel.actor import system_actor
    from pendopo.places.operations import add_village
    from pendopo.places.queries import public_village
    from pendopo.places.rules.codes import parse_code

    for typed in options.codes:
        profile = add_village(system_actor("pendopo villages add"), code=parse_code(typed) or typed)
        village = public_village(profile.area_code)
        print(f"{profile.area_code} {village.title if village else profile.name}")
    return 0
