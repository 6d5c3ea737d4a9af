"""The threads that do what is due (`jobs.py`) beside the web server, and how a dead worker of this machine is told.

Each process that works holds a file of its own locked; the system lets go of it however the process ends. Who finds
one that nobody holds frees what it held at once; the worker of another machine is told by its lease alone.
"""

import logging
import threading
from pathlib import Path
from typing import IO
from uuid import uuid4

from django.db import connections

from pendopo.kernel import jobs

log = logging.getLogger("pendopo.kernel")
TICK = 5.0  # seconds between two looks at what is due


class Holder:
    """This process as the queue knows it; a context that lets go at its end."""

    def __init__(self, folder: Path) -> None:
        self.name = uuid4().hex
        self._folder = folder / "workers"
        self._folder.mkdir(exist_ok=True)
        self._file = _locked(self._path(self.name), "w")

    def __enter__(self) -> "Holder":
        self.free_the_dead()
        return self

    def __exit__(self, *_: object) -> None:
        jobs.let_go(self.name)
        if self._file is not None:
            self._file.close()
        self._path(self.name).unlink(missing_ok=True)

    def _path(self, name: str) -> Path:
        return self._folder / f"{name}.lock"

    def free_the_dead(self) -> None:
        """Free what workers of this machine held that are no more."""
        for path in self._folder.glob("*.lock"):
            if path == self._path(self.name):
                continue
            found = _locked(path, "r")
            if found is not None:
                jobs.let_go(path.stem)
                path.unlink(missing_ok=True)
                found.close()


def start_worker(folder: Path) -> list[threading.Thread]:
    """Work beside the server until the process ends: one thread for what is short, one for what is long."""
    holder = Holder(folder)
    threads = [
        threading.Thread(target=_keep_working, args=(holder, long), name=name, daemon=True)
        for name, long in (("jobs", False), ("long-jobs", True))
    ]
    for thread in threads:
        thread.start()
    return threads


def _keep_working(holder: Holder, long: bool) -> None:
    planned = False
    while True:
        try:
            if not planned:
                jobs.plan_chores()
                planned = True
            holder.free_the_dead()
            jobs.work_off(holder.name, long=long)
        except Exception:
            log.exception("the queue of work could not be read")
        # Nothing stays open while the thread sleeps; one that a restart of the database broke is not kept either.
        connections.close_all()
        jobs.WAKE[long].wait(TICK)
        jobs.WAKE[long].clear()


def _locked(path: Path, mode: str) -> IO[str] | None:
    """Take a file's lock, or answer None where a living process has it or the system knows no such locks."""
    try:
        import fcntl

        held = path.open(mode)
    except (ImportError, FileNotFoundError):  # Windows: one process serves a site there
        return None
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        held.close()
        return None
    return held
