"""`pendopo reference`: makes the pages of docs/reference and README's numbers from the code; --check only compares."""

import argparse
import os
import sys
import tempfile
from pathlib import Path

NAME = "reference"
HELP = "buat halaman docs/reference dari kode (untuk pengembang)"
NEEDS_SITE = False

CHECKOUT = Path(__file__).resolve().parents[3]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's options."""
    parser.add_argument(
        "--check", action="store_true", help="bandingkan saja; kode keluar 1 bila ada yang usang"
    )


def run(options: argparse.Namespace) -> int:
    """Write what differs, or only name it."""
    if not (CHECKOUT / "docs").is_dir():
        print(
            "pendopo reference: folder docs/ tidak ada. Jalankan dari salinan kode sumber.", file=sys.stderr
        )
        return 2
    stale = outdated()
    for path, text in stale.items():
        print(f"{'usang' if options.check else 'ditulis'}: {path.relative_to(CHECKOUT)}")
        if not options.check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    if not stale:
        print("docs/reference sesuai dengan kode")
    return 1 if options.check and stale else 0


def outdated() -> dict[Path, str]:
    """Return the files that say something else than the code, with what they should say."""
    return {path: text for path, text in _made().items() if not _current(path, text)}


def _current(path: Path, text: str) -> bool:
    """Say whether a page stands as it should; the lines of the parts change with every edit and may differ a little."""
    from pendopo.site.reference.house import says_the_same

    old = path.read_text("utf-8") if path.exists() else ""
    return old == text or (path.name == "house.md" and says_the_same(old, text))


def _made() -> dict[Path, str]:
    with tempfile.TemporaryDirectory(prefix="pendopo-reference-") as folder:
        _set_up(folder)
        from pendopo.site.reference import numbers, pages

        made = {CHECKOUT / "docs" / "reference" / name: text for name, text in pages().items()}
        readme = CHECKOUT / "README.md"
        made[readme] = numbers.with_numbers(readme.read_text(encoding="utf-8"))
    return made


def _set_up(folder: str) -> None:
    """Make Django ready with throw-away keys; the pages say nothing of the site that happens to be here."""
    from django.conf import settings

    if settings.configured:
        return
    import django

    for name in [name for name in os.environ if name.startswith("PENDOPO_")]:
        del os.environ[name]
    os.environ["PENDOPO_DATA"] = folder
    django.setup()
