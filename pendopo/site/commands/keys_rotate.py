"""`pendopo keys rotate`: a new sealing key, and every sealed value under it."""

import argparse
from uuid import UUID

NAME = "keys rotate"
HELP = "buat kunci segel baru dan segel ulang semua data"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's options."""


def run(options: argparse.Namespace) -> int:
    """Add a key to seal.key and reseal every table that has sealed fields, batch by batch."""
    from pathlib import Path

    from django.conf import settings

    from pendopo.kernel.actor import system_actor
    from pendopo.kernel.keys import add_seal_key
    from pendopo.kernel.operations import reseal
    from pendopo.kernel.queries import public_sealed_tables
    from pendopo.site.opening import remember_keys

    number = add_seal_key(Path(settings.PENDOPO_KEYS))
    remember_keys()
    actor = system_actor("pendopo keys rotate")
    for table in public_sealed_tables():
        after: UUID | None = None
        while True:
            after = reseal(actor, area="", table=table, after=after)
            if after is None:
                break
    print(f"kunci segel {number} dipakai; kunci lama tetap disimpan untuk membaca jurnal dan cadangan")
    return 0
