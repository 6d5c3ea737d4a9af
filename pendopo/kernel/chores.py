"""What a site does by itself every few minutes while it serves: each domain brings its chores.

One process of a data folder does them: a second one finds the folder's lock taken and leaves them alone.
"""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from django.db import connections

from pendopo.kernel.domains import parts_of

log = logging.getLogger("pendopo.kernel")
TICK = 5.0  # seconds between two looks at what is due


@dataclass(frozen=True)
class Chore:
    """Work that may be done again and again: it finds by itself what there is to do."""

    name: str
    work: Callable[[], object]
    minutes: float


_due: dict[str, float] = {}  # by name, on the monotonic clock


def do_due(now: float) -> list[str]:
    """Do what is due and return the names; what fails is logged, tried again in its turn, and stops nothing else."""
    done = []
    for _, chore in parts_of(Chore):
        if _due.get(chore.name, 0.0) > now:
            continue
        _due[chore.name] = now + chore.minutes * 60
        try:
            chore.work()
            done.append(chore.name)
        except Exception:
            log.exception("chore %s failed", chore.name)
    return done


def start_chores(folder: Path) -> threading.Thread | None:
    """Do the chores beside the server until the process ends; None when another process of this folder does them."""
    lock = _lock(folder / "chores.lock")
    if lock is None:
        return None
    thread = threading.Thread(target=_keep_doing, args=(lock,), name="chores", daemon=True)
    thread.start()
    return thread


def _keep_doing(lock: IO[str]) -> None:
    with lock:
        while True:
            time.sleep(TICK)
            do_due(time.monotonic())
            # Nothing stays open while the thread sleeps; one that a restart of the database broke is not kept either.
            connections.close_all()


def _lock(path: Path) -> IO[str] | None:
    """Take the folder's lock; the system lets go of it when the process ends, however it ends."""
    held = path.open("w")
    try:
        import fcntl
    except ImportError:  # Windows: one process serves a site there
        return held
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        held.close()
        return None
    return held
