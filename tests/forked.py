"""Commands in processes that need not load the program first: one process loads it and forks for each command.

A start costs two seconds of processor time and most commands a tenth of that. A forked command has its own environment,
folder, output and exit, as a typed one has, and reads settings, keys and connections anew when it first asks for them.
Only what importing does is not seen in it; the commands that tests start with `start` and `run_anew` show that.
"""

from __future__ import annotations

import atexit
import gc
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Callable, Sequence
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import NoReturn, TypedDict

ROOT = Path(__file__).resolve().parent.parent
POSSIBLE = hasattr(os, "fork")
WARNINGS = "error::ResourceWarning"
LIMIT = 300  # seconds that a command may take


class Asked(TypedDict):
    """What is typed, and where."""

    words: list[str]
    folder: str
    environment: dict[str, str]
    out: str
    err: str


class Forker:
    """The process that forks, seen from the test."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="pendopo-forked-"))
        atexit.register(shutil.rmtree, self.folder, ignore_errors=True)
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.forked"],
            cwd=ROOT,
            env={**os.environ, "PENDOPO_DATA": str(self.folder / "nobody's"), "PYTHONWARNINGS": WARNINGS},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        atexit.register(self._end)

    def _end(self) -> None:
        self.process.kill()
        self.process.wait()

    def run(self, words: tuple[str, ...], folder: Path, environment: dict[str, str]) -> tuple[int, str, str]:
        """Runs a command to its end and answers its exit code and what it printed."""
        out, err = self.folder / "out", self.folder / "err"
        asked = Asked(
            words=list(words), folder=str(folder), environment=environment, out=str(out), err=str(err)
        )
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        print(json.dumps(asked), file=self.process.stdin, flush=True)
        code = int(self.process.stdout.readline())
        return code, out.read_text(encoding="utf-8"), err.read_text(encoding="utf-8")


@cache
def forker() -> Forker:
    """Answers this worker's process."""
    return Forker()


def load() -> None:
    """Loads what commands use, under settings that no command will see."""
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "pendopo.site.settings"

    django.setup()
    from pendopo.site import cli

    for command in cli.find_commands():
        import_module(command.module)
    for name in ("pendopo.site.opening", "pendopo.site.urls", "django.core.management.commands.migrate"):
        import_module(name)
    from django.db.migrations.loader import MigrationLoader

    from pendopo.places.formats.areas import area_table

    MigrationLoader(None)  # every command looks whether the schema is old, and in which zone the village lies
    area_table()
    gc.collect()
    gc.freeze()  # a forked process that looks for garbage would copy all of it


def _forget() -> None:
    """Lets everything that was read from the settings be read again by whoever asks next."""
    from django.conf import settings
    from django.core.cache import caches
    from django.db import connections
    from django.utils.functional import empty

    for handler in (connections, caches):
        for opened in handler.all(initialized_only=True):
            opened.close()
        vars(handler).clear()
        handler.__init__()  # type: ignore[misc]
    settings._wrapped = empty
    sys.modules.pop("pendopo.site.settings", None)


def _close() -> None:
    """Closes what the end of Python closes; a database of SQLite keeps a second file until then."""
    from django.conf import settings
    from django.db import connections

    if settings.configured:
        connections.close_all()


def become(
    environment: dict[str, str], folder: str, streams: Sequence[int], work: Callable[[], object]
) -> NoReturn:
    """Turns this copy of the process into one of its own, does the work, and exits with what it answers as its code."""
    signal.alarm(LIMIT)
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    for number, opened in enumerate(streams):
        os.dup2(opened, number)
        os.close(opened)
    code: object = 1
    try:
        _forget()
        code = work()
    except SystemExit as end:
        code = end.code
    except BaseException:
        traceback.print_exc()
    _close()
    atexit._run_exitfuncs()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(
        code if isinstance(code, int) else 0 if code is None else 1
    )  # the program itself needs no taking down


def opened_for_writing(name: str) -> int:
    """Opens a file of output anew and answers its number."""
    return os.open(name, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600)


def _command(asked: Asked) -> NoReturn:
    from pendopo.site.cli import main

    streams = [opened_for_writing(name) for name in (os.devnull, asked["out"], asked["err"])]
    become(asked["environment"], asked["folder"], streams, lambda: main(asked["words"]))


def serve() -> None:
    """Forks once for every line that comes in, until nobody asks any more."""
    load()
    for line in iter(sys.stdin.readline, ""):
        pid = os.fork()
        if pid == 0:
            _command(json.loads(line))
        _, status = os.waitpid(pid, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


if __name__ == "__main__":
    serve()
