"""Copies of this process that work on a site of their own, and can be killed at any moment."""

from __future__ import annotations

import atexit
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks.workshop import wait_for_ready
from tests import forked
from tests.sites import ENTRY, ROOT, Site

planted: list[str] = []  # the fault that is planted into each server and into the cast
FILE_EVENTS = frozenset({"open", "os.rename", "os.remove", "os.mkdir", "os.link", "shutil.copyfile"})


class Broken(Exception):
    """A process that should have worked ended in another way; the text is the last line it said."""


class Fuse:
    """Kills this process before its n-th step to the database or to a file, counted from when it is lit."""

    def __init__(self) -> None:
        self.left, self.steps = 0, 0
        sys.addaudithook(lambda event, _given: self.step() if event in FILE_EVENTS else None)
        from django.db.backends.signals import connection_created

        connection_created.connect(self._watch, weak=False)

    def _watch(self, connection: Any, **_given: object) -> None:
        if connection.vendor == "sqlite":
            connection.connection.set_trace_callback(lambda _sql: self.step())
        else:
            connection.execute_wrappers.append(self._asked)

    def _asked(self, execute: Callable[..., object], *given: object) -> object:
        self.step()
        return execute(*given)

    def light(self, steps: int) -> None:
        """Leaves it so many steps."""
        self.left = steps

    def step(self) -> None:
        """Counts one step."""
        self.steps += 1
        if self.left:
            self.left -= 1
            if not self.left:
                os.kill(os.getpid(), signal.SIGKILL)


class Child:
    """A copy of this process at work on a site; what it prints comes line by line."""

    def __init__(self, site: Site, work: Callable[[], object]) -> None:
        self._err = Path(tempfile.mkstemp(prefix="pendopo-ordeal-")[1])
        ours, theirs = os.pipe()
        sys.stdout.flush()
        self.pid = os.fork()
        if not self.pid:
            atexit._clear()  # what this process leaves behind is no business of its copies
            os.close(ours)
            streams = [os.open(os.devnull, os.O_RDWR), theirs, forked.opened_for_writing(str(self._err))]
            forked.become(site.environment, str(site.folder.parent), streams, work)
        os.close(theirs)
        self.lines = os.fdopen(ours, encoding="utf-8")

    def kill(self) -> None:
        """Ends it as a power cut ends a program."""
        os.kill(self.pid, signal.SIGKILL)

    def end(self) -> tuple[list[str], int, str]:
        """Waits for its end; answers the lines that were left, its exit code and what it complained."""
        left = self.lines.read().splitlines()
        self.lines.close()
        code = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
        said = self._err.read_text(encoding="utf-8")
        self._err.unlink()
        return left, code, said


def answer_of(site: Site, work: Callable[[], object]) -> Any:
    """Does something in a copy of this process and answers what it answered, as JSON carries it."""
    left, code, said = Child(site, lambda: print(json.dumps(work()), flush=True)).end()
    if code or not left:
        raise Broken(f"{code}: {(said.strip().splitlines() or ['nothing said'])[-1]}")
    return json.loads(left[-1])


@contextmanager
def room() -> Iterator[Path]:
    """A folder that is gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="pendopo-ordeal-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


class Server:
    """The site served as `pendopo serve` serves it, in a process that is started anew."""

    def __init__(
        self,
        site: Site,
        *words: str,
        before: Callable[[], None] | None = None,
        start: str = ENTRY,
    ) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-P", "-c", "".join(planted) + start, "serve", "--port", "0", *words],
            cwd=ROOT, env=site.environment, preexec_fn=before,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        self.address = wait_for_ready(self.process, 300)

    def __enter__(self) -> Server:
        return self

    def __exit__(self, *_: object) -> None:
        self.said = self.stop()

    def stop(self) -> str:
        """Ends it as an operator does; answers what it complained."""
        self.process.terminate()
        return self.process.communicate(timeout=300)[1]

    def memory(self) -> float:
        """What the process holds now, in MB."""
        pages = Path(f"/proc/{self.process.pid}/statm").read_text().split()[1]
        return int(pages) * os.sysconf("SC_PAGE_SIZE") / 2**20

    def status(self, path: str = "") -> int:
        """What a page answers to nobody in particular."""
        with urllib.request.urlopen(self.address + path, timeout=30) as page:
            return int(page.status)
