"""`pendopo backup DIR`: a copy of everything, while the site runs."""

import argparse
from pathlib import Path

NAME = "backup"
HELP = "buat cadangan: basis data, unggahan, dan kunci (terpisah)"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's options."""
    parser.add_argument("folder", type=Path, metavar="DIR")


def run(options: argparse.Namespace) -> int:
    """Write the backup and say where the keys are."""
    from pendopo.site.backup import back_up

    made = back_up(options.folder.expanduser().resolve())
    print(f"cadangan: {made / 'data'}")
    print(f"kunci: {made / 'keys'}  (simpan di tempat lain; tanpa kunci, NIK tidak terbaca)")
    return 0
