"""Letters and a matched list for the demo: made behind the first page, once their packages are installed."""

import importlib
import importlib.util
import time
from collections.abc import Callable

from demo.disclosure import seed_disclosure
from demo.notices import seed_notices
from demo.vital import seed_vital
from pendopo.kernel.actor import system_actor

# What run.py installs behind the first page (the extras `letters` and `match` of pyproject.toml).
PACKAGES = ("typst", "PIL", "pyhanko", "docxtpl", "splink", "duckdb")
PATIENCE = 180  # seconds


def fill_desks(village: str, say: Callable[[str], None], patience: float = PATIENCE) -> bool:
    """Leave letters in every state and a list to review; say so and return False where the packages do not come."""
    say(f"{seed_disclosure(village)} permohonan informasi publik")
    say(f"{seed_vital(village)} laporan peristiwa")
    say(f"{seed_notices(village)} pesan di kotak keluar")
    if not _wait_for_packages(patience):
        say("surat dan pemadanan belum terpasang; jalankan: python3 run.py install")
        return False
    from demo.district import seed_district
    from demo.letters import seed_letters
    from demo.mail import seed_mail
    from demo.matching import seed_example

    say(f"{seed_letters(village)} permohonan surat dalam setiap keadaan")
    if asked := seed_district(village):
        say(f"{asked} permohonan ke kecamatan")
    seed_mail(village)
    seed_example(system_actor("demo"), village=village)
    say("satu daftar bantuan yang sudah dipadankan")
    return True


def _wait_for_packages(patience: float) -> bool:
    until = time.monotonic() + patience
    while not all(map(_importable, PACKAGES)):
        if time.monotonic() > until:
            return False
        time.sleep(1)
    return True


def _importable(package: str) -> bool:
    importlib.invalidate_caches()  # the folder has changed since this process began
    return importlib.util.find_spec(package) is not None
