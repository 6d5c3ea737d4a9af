"""`pendopo restore DIR`: a backup into an empty data folder, checked by `verify`."""

import argparse
import shutil
import sys
from pathlib import Path

NAME = "restore"
HELP = "pulihkan cadangan ke folder data yang kosong, lalu periksa"
NEEDS_SITE = False


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's options."""
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument("--keys", type=Path, help="folder kunci, bila disimpan terpisah")


def run(options: argparse.Namespace) -> int:
    """Restore, then walk every chain; what does not succeed leaves the folder as empty as it was."""
    from pendopo.site.options import option
    from pendopo.site.troubles import RESTORING

    folder = option("PENDOPO_DATA")
    mark = folder / RESTORING
    if mark.exists():
        print(f"pemulihan ke {folder} pernah terputus dan diulang dari awal", file=sys.stderr)
        _empty(folder)
    if folder.exists() and any(path.name != "lost+found" for path in folder.iterdir()):
        print(f"pendopo: Folder data {folder} tidak kosong. Pulihkan ke folder kosong.", file=sys.stderr)
        return 1
    folder.mkdir(parents=True, exist_ok=True)
    mark.touch()
    try:
        code = _restore(options)
    except BaseException:
        _empty(folder)
        raise
    mark.unlink()
    return code


def _empty(folder: Path) -> None:
    """Take away what an unfinished restore has put there, last of all the mark that says so."""
    from pendopo.site.troubles import RESTORING

    for path in sorted(folder.iterdir(), key=lambda path: path.name == RESTORING):
        if path.name != "lost+found":
            shutil.rmtree(path) if path.is_dir() else path.unlink()


def _restore(options: argparse.Namespace) -> int:
    import django

    django.setup()
    from django.conf import settings
    from django.db import connection

    from pendopo.kernel.keys import forget_keys
    from pendopo.kernel.verify import verify
    from pendopo.site import opening, restoring

    keys = options.keys.expanduser().resolve() if options.keys else None
    try:
        restoring.restore(options.folder.expanduser().resolve(), keys)
        forget_keys()
        opening.check_site()
    finally:
        connection.close()
    report = verify()
    if report.broken is not None:
        print(
            f"pendopo: cadangan dipulihkan, tetapi jurnalnya rusak: {report.broken.problem}", file=sys.stderr
        )
        return 1
    print(f"dipulihkan ke {settings.PENDOPO_DATA}: {report.entries} catatan, {report.rows} baris, utuh")
    return 0
