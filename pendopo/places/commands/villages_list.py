"""`pendopo villages list`: the villages of this site."""

import argparse
import json
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pendopo.places.queries import Village

NAME = "villages list"
HELP = "daftar desa dan kelurahan di situs ini"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the form of the answer."""
    parser.add_argument("--json", action="store_true", help="hasil sebagai JSON")


def run(options: argparse.Namespace) -> int:
    """Print the villages by code; `path` is what stands before the addresses of each."""
    from pendopo.places.queries import public_villages

    tell(public_villages(), as_json=options.json)
    return 0


def tell(villages: "Iterable[Village]", *, as_json: bool) -> None:
    """Print villages: a line each, or all as JSON."""
    if as_json:
        rows = [
            {"code": one.code, "name": one.name, "kind": one.kind, "title": one.title, "path": f"{one.form}/"}
            for one in villages
        ]
        print(json.dumps(rows, ensure_ascii=False))
    else:
        for one in villages:
            print(f"{one.code} {one.title}")
