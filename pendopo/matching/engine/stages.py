"""Remembers which steps of a run are done, so that a run that was killed goes on where it stopped."""

import contextlib
import hashlib
import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

_NOTE = "langkah.json"


def fingerprint(register: Path, listed: Path, version: str) -> str:
    """Name a run by its input files and parameters: another file of the same name is another run."""
    parts = [version]
    for path in (register, listed):
        stat = path.stat() if path.exists() else None
        parts.append(f"{path.resolve()}|{stat.st_size if stat else 0}|{stat.st_mtime_ns if stat else 0}")
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


class Stages:
    """The steps of one run, noted in its work folder after each has been written to disk."""

    def __init__(
        self,
        folder: Path,
        run: str,
        *,
        resume: bool,
        durable: bool = True,
        progress: Callable[[str, float], None] | None = None,
    ) -> None:
        self.folder = folder
        self._run = run
        self._durable = durable
        self._progress = progress
        self._done: list[str] = []
        if resume:
            self._done = self._read()
        self.resumed = bool(self._done)
        if not self._done:
            shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True, exist_ok=True)

    def _read(self) -> list[str]:
        try:
            noted = json.loads((self.folder / _NOTE).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return []
        return [str(name) for name in noted["done"]] if noted.get("run") == self._run else []

    @contextlib.contextmanager
    def step(self, name: str, share: float) -> Iterator[bool]:
        """Open one step; gives False when an earlier run has done it. `share` is how much of all is done after it."""
        if name in self._done:
            yield False
        else:
            yield True
            self._note(name)
        if self._progress is not None:
            self._progress(name, share)

    def _note(self, name: str) -> None:
        self._done.append(name)
        if self._durable:
            partial = self.folder / f"{_NOTE}.partial"
            partial.write_text(json.dumps({"run": self._run, "done": self._done}), encoding="utf-8")
            partial.replace(self.folder / _NOTE)
