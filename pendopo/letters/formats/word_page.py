"""A village's own Word letter, filled in a process of its own, which its template can neither leave nor keep busy."""

import io
import json
import subprocess
import sys
import zipfile
from base64 import b64encode
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import segno

from pendopo.letters.formats.sheet import Page
from pendopo.letters.formats.trouble import PageTrouble
from pendopo.letters.formats.typst_page import Problem, explained

SECONDS = 30.0
LARGEST_OPENED = 30_000_000
MOST_PARTS = 400


def available() -> bool:
    """Say whether Word letters can be filled here."""
    return find_spec("docxtpl") is not None


def render_docx(template: bytes, page: Page) -> bytes:
    """Fill a Word template with the values of a letter; raise PageTrouble when that fails."""
    _check_size(template)
    head = json.dumps({"values": _values(page), "qr": _qr_png(page.qr_url)}).encode()
    try:
        done = subprocess.run(
            [sys.executable, "-I", str(Path(__file__).with_name("word_worker.py"))],
            input=b"%d\n" % len(head) + head + template,
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise PageTrouble([Problem(0, explained("stopped"))]) from None
    if done.returncode or not done.stdout.startswith(b"PK"):
        said = done.stderr.decode(errors="replace").strip().splitlines()
        raise PageTrouble([Problem(0, explained(said[-1] if said else "stopped"))])
    return done.stdout


def _values(page: Page) -> dict[str, Any]:
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


def _qr_png(url: str) -> str:
    if not url:
        return ""
    out = io.BytesIO()
    segno.make_qr(url, error="m", boost_error=False).save(out, kind="png", scale=4, border=4)
    return b64encode(out.getvalue()).decode()


def _check_size(template: bytes) -> None:
    """Refuse a file that would fill the memory once it is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(template)) as held:
            parts = held.infolist()
    except zipfile.BadZipFile:
        raise PageTrouble([Problem(0, explained("no word file"))]) from None
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_OPENED:
        raise PageTrouble([Problem(0, explained("stopped"))])
