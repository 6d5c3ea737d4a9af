"""Asking the press: one helper process for each server process, started when first needed, killed when it hangs."""

import atexit
import contextlib
import os
import shutil
import subprocess
import tempfile
import threading
from dataclasses import dataclass, field
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

from pendopo.press.confinement import bare_environment, command
from pendopo.press.worker import Message, receive, send

HERE = Path(__file__).parent
FONTS = HERE / "reference" / "fonts"
ENDINGS = {"image/png": "png", "image/jpeg": "jpg", "image/svg+xml": "svg"}
STANDARDS = ("a-3a", "ua-1")
MEMORY = 3 * 1024**3
SECONDS = 8.0
FIRST_SECONDS = 30.0  # the very first answer includes starting the process on a busy machine


class PressStopped(Exception):
    """The press gave no answer: it took too long, or ran out of memory."""


@dataclass(frozen=True)
class Outcome:
    """What came back: a PDF, or what is wrong."""

    pdf: bytes = b""
    message: str = ""
    where: str = ""
    hints: tuple[str, ...] = ()


@dataclass
class _Press:
    """The running process and its folder; one request at a time."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    process: subprocess.Popen[bytes] | None = None
    owner: int = 0
    root: Path | None = None
    fresh: bool = True

    def ask(self, source: bytes, head: Message) -> Outcome:
        with self.lock:
            # An idle press has ended by itself: its stream breaks at the first word, and a new one takes over.
            for attempt in (0, 1):
                process = self._started()
                try:
                    return self._converse(process, source, head)
                except (BrokenPipeError, ConnectionError):
                    self._end()
                    if attempt:
                        raise PressStopped from None
            raise PressStopped

    def folder(self) -> Path:
        """The press's root: holds emblems and nothing else."""
        with self.lock:
            if self.root is None or self.owner != os.getpid() or not self.root.exists():
                self.root = Path(tempfile.mkdtemp(prefix="pendopo-press-"))
                self.process, self.owner = None, os.getpid()
                atexit.register(self._leave, self.root, self.owner)
            return self.root

    def _started(self) -> subprocess.Popen[bytes]:
        if self.process is None or self.process.poll() is not None:
            assert self.root is not None
            self.fresh = True
            self.process = subprocess.Popen(
                command(HERE / "worker.py", self.root, FONTS, memory=MEMORY, readable=[self.root, FONTS]),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                cwd=self.root,
                env=bare_environment(),
            )
        return self.process

    def _converse(self, process: subprocess.Popen[bytes], source: bytes, head: Message) -> Outcome:
        assert process.stdin is not None and process.stdout is not None
        watch = threading.Timer(FIRST_SECONDS if self.fresh else SECONDS, process.kill)
        watch.daemon = True
        watch.start()
        try:
            send(process.stdin, head, source)  # type: ignore[arg-type]
            answer = receive(process.stdout)  # type: ignore[arg-type]
        finally:
            watch.cancel()
        if answer is None:
            self._end()
            raise PressStopped
        self.fresh = False
        said, pdf = answer
        return Outcome(pdf, said.get("message", ""), said.get("where", ""), tuple(said.get("hints", ())))

    def _end(self) -> None:
        process, self.process = self.process, None
        if process is not None:
            process.kill()
            process.wait()
            for stream in (process.stdin, process.stdout):
                if stream is not None:
                    with contextlib.suppress(OSError):
                        stream.close()

    def _leave(self, root: Path, owner: int) -> None:
        if os.getpid() == owner:
            self._end()
            shutil.rmtree(root, ignore_errors=True)


_press = _Press()


def available() -> bool:
    """Say whether type can be set here at all; there is no typst for Windows on ARM."""
    return find_spec("typst") is not None


def set_type(source: bytes, inputs: dict[str, str], at: str) -> Outcome:
    """Compile one typst document to PDF/A-3a and PDF/UA-1; raise PressStopped when it does not come to an end."""
    _press.folder()
    return _press.ask(source, {"inputs": inputs, "standards": list(STANDARDS), "at": at, "format": "pdf"})


def draw(source: bytes, inputs: dict[str, str], at: str) -> Outcome:
    """Draw the first page of one typst document as SVG, to look at; raise PressStopped as above."""
    _press.folder()
    return _press.ask(source, {"inputs": inputs, "standards": [], "at": at, "format": "svg"})


def lay_out_emblem(content: bytes, media_type: str) -> str:
    """Put an emblem where the press can read it, and return its path there."""
    name = f"{sha256(content).hexdigest()[:32]}.{ENDINGS[media_type]}"
    path = _press.folder() / name
    if not path.exists():
        fresh = path.with_suffix(f".{threading.get_ident()}")
        fresh.write_bytes(content)
        fresh.replace(path)
    return f"/{name}"
