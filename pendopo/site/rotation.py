"""New sealing and index keys, and everything in the database under them; interrupted, it goes on where it was."""

import time
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext_lazy as _

from pendopo.kernel.actor import system_actor
from pendopo.kernel.errors import Refusal
from pendopo.kernel.keys import add_index_key, add_seal_key, drop_old_index_keys, site_keys
from pendopo.kernel.operations import reseal, settle_index_key
from pendopo.kernel.queries import public_sealed_tables
from pendopo.site.opening import remember_keys

ROUNDS = 20
PATIENCE = 60.0  # seconds to wait for writers that began before the new key


class RotationUnfinished(Refusal):
    """Rows were in use until the end: both index keys stay in use."""

    code = "rotation_unfinished"
    default = _(
        "Sebagian data sedang dipakai. Kunci indeks lama masih dipakai. Jalankan lagi: pendopo keys rotate"
    )


def rotate(say: Callable[[str], None]) -> None:
    """Add keys unless a rotation was interrupted, bring every row under them, and drop the old index key."""
    folder = Path(settings.PENDOPO_KEYS)
    if len(site_keys().index_keys) == 1:
        add_seal_key(folder)
        add_index_key(folder)
    else:
        say("melanjutkan penggantian kunci yang terputus")
    remember_keys()
    began = _writers()
    for round_number in range(ROUNDS):
        changed, busy = _walk(say)
        # Only a whole round that finds nothing old, after every earlier writer has ended, proves that all is new.
        if round_number and not changed and not busy and _all_ended(began):
            settle_index_key(system_actor("pendopo keys rotate"), area="")
            drop_old_index_keys(folder)
            return
        if not changed:
            _wait_for(began)
    raise RotationUnfinished


def _walk(say: Callable[[str], None]) -> tuple[int, int]:
    actor = system_actor("pendopo keys rotate")
    changed = busy = 0
    for table in public_sealed_tables():
        done = reseal(actor, area="", table=table)
        renewed, left = done.changed, done.busy
        while done.after is not None:
            done = reseal(actor, area="", table=table, after=done.after)
            renewed, left = renewed + done.changed, left + done.busy
        if renewed:
            say(f"{table}: {renewed} baris")
        changed, busy = changed + renewed, busy + left
    return changed, busy


def _writers() -> tuple[int, int]:
    """Return the oldest transaction that still writes and the next one to come; on SQLite writers queue anyway."""
    if connection.vendor != "postgresql":
        return 0, 0
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_snapshot_xmin(pg_current_snapshot())::text, pg_snapshot_xmax(pg_current_snapshot())::text"
        )
        oldest, coming = cursor.fetchone()
    return int(oldest), int(coming)


def _all_ended(began: tuple[int, int]) -> bool:
    return _writers()[0] >= began[1]


def _wait_for(began: tuple[int, int]) -> None:
    until = time.monotonic() + PATIENCE / ROUNDS
    while not _all_ended(began) and time.monotonic() < until:
        time.sleep(0.1)
