"""A village's own Word letter, filled in a confined process: its template sees plain values and reaches nothing."""

import io
import json
import secrets
import subprocess
import threading
import zipfile
from base64 import b64encode
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import segno

from pendopo.press.confinement import bare_environment, command
from pendopo.press.faults import PageTrouble, Problem, explained
from pendopo.press.plain import require_plain
from pendopo.press.sheet import Page

WORKER = Path(__file__).parent / "word_worker.py"
SECONDS = 30.0
PROCESSOR_SECONDS = 20
MEMORY = 1024**3
LARGEST_OPENED = 30_000_000
MOST_PARTS = 400


@dataclass(frozen=True)
class _Answer:
    """What a worker left behind: its exit code, the file, and one line on what was wrong."""

    code: int
    file: bytes
    said: str


def available() -> bool:
    """Say whether Word letters can be filled here."""
    return find_spec("docxtpl") is not None


def render_docx(template: bytes, page: Page) -> bytes:
    """Fill a Word template with the values of a letter; raise PageTrouble when that fails."""
    _check_size(template)
    head = json.dumps(
        {
            "values": require_plain(values_of(page)),
            # Nobody who writes a template can know it, so it stands only where the template prints `qr`.
            "mark": f"qr{secrets.token_hex(16)}" if page.qr_url else "",
            "placeholder": b64encode(_placeholder()).decode(),
        }
    ).encode()
    answer = _ask(b"%d\n" % len(head) + head + template)
    if answer.code or not answer.file.startswith(b"PK"):
        raise PageTrouble([Problem(0, explained(answer.said or "stopped"))])
    _check_size(answer.file)
    return _with_code(answer.file, page.qr_url) if page.qr_url else answer.file


def values_of(page: Page) -> dict[str, Any]:
    """Return what a village's Word file can print, under the names that it uses."""
    return {
        **page.values,
        "nomor": page.number,
        "judul": page.title,
        "tempat_tanggal": page.place_date,
        "penanda_tangan": page.signatory.name,
        "jabatan": "\n".join(page.signatory.lines),
        "nip": page.signatory.nip,
        "kode": page.code,
        "alamat_qr": page.qr_url,
        "kaki": page.footer,
    }


def _ask(request: bytes) -> _Answer:
    """Let a confined process fill the file; it starts in an empty folder and is ended when it takes too long."""
    with TemporaryDirectory(prefix="pendopo-word-") as empty:
        worker = subprocess.Popen(
            command(WORKER, memory=MEMORY, seconds=PROCESSOR_SECONDS),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=empty,
            env=bare_environment(),
        )
        watch = threading.Timer(SECONDS, worker.kill)
        watch.start()
        try:
            return _converse(worker, request)
        finally:
            watch.cancel()
            worker.kill()
            worker.wait()


def _converse(worker: subprocess.Popen[bytes], request: bytes) -> _Answer:
    assert worker.stdin is not None and worker.stdout is not None and worker.stderr is not None
    with worker.stdin, worker.stdout, worker.stderr:
        try:
            worker.stdin.write(request)
            worker.stdin.close()
        except BrokenPipeError:
            return _Answer(1, b"", "")
        # Never more than a letter: what a template makes is bounded here too, and not only in its own process.
        file = worker.stdout.read(LARGEST_OPENED + 1)
        if len(file) > LARGEST_OPENED:
            return _Answer(1, b"", "")
        said = worker.stderr.read(2000).decode(errors="replace").strip().splitlines()
        return _Answer(worker.wait(), file, said[-1] if said else "")


def _with_code(file: bytes, url: str) -> bytes:
    """Put the QR code where the placeholder stands in a filled file."""
    code, out = _png(url), io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(file)) as held, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for part in held.infolist():
            content = held.read(part)
            made.writestr(part, code if content == _placeholder() else content)
    return out.getvalue()


@lru_cache(maxsize=1)
def _placeholder() -> bytes:
    """A picture that stands for the code while the template is filled; a village may put it into its file too."""
    return _png("PENDOPO")


def _png(text: str) -> bytes:
    out = io.BytesIO()
    segno.make_qr(text, error="m", boost_error=False).save(out, kind="png", scale=4, border=4)
    return out.getvalue()


def _check_size(file: bytes) -> None:
    """Refuse a file that would fill the memory once it is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(file)) as held:
            parts = held.infolist()
    except zipfile.BadZipFile:
        raise PageTrouble([Problem(0, explained("no word file"))]) from None
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_OPENED:
        raise PageTrouble([Problem(0, explained("stopped"))])
