"""`pendopo villages add CODE`: one more village on a site that serves an area."""

import argparse
import sys

NAME = "villages add"
HELP = "tambahkan desa atau kelurahan ke situs kecamatan, kabupaten, atau provinsi"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the villages to add."""
    parser.add_argument("codes", nargs="+", metavar="KODE", help="kode desa, misalnya 32.06.13.2002")
    parser.add_argument("--json", action="store_true", help="hasil sebagai JSON")


def run(options: argparse.Namespace) -> int:
    """Set up each village; one that is there already stays as it is."""
    from pendopo.kernel.actor import system_actor
    from pendopo.places.commands.villages_list import tell
    from pendopo.places.operations import add_village
    from pendopo.places.queries import public_area_exists, public_village
    from pendopo.places.rules.codes import is_village_code, parse_code

    codes = [parse_code(typed) or typed for typed in options.codes]
    # Before any is added: what is no area at all would otherwise be refused in a journal of its own.
    for code in codes:
        if not (is_village_code(code) and public_area_exists(code)):
            print(
                f"pendopo: kode desa {code} tidak dikenal. Cari dengan: pendopo areas search NAMA",
                file=sys.stderr,
            )
            return 1
    actor = system_actor("pendopo villages add")
    added = [public_village(add_village(actor, code=code).area_code) for code in codes]
    tell([village for village in added if village], as_json=options.json)
    return 0
