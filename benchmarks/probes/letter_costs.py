"""What one letter costs: its page and its signature, in processor time of this process and of the press."""

import hashlib
import os
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from pendopo.letters.channels.signers.base import Passphrase, SignTask
from pendopo.letters.channels.signers.local import LocalSigner
from pendopo.press import machine
from pendopo.press.page import Page, render_pdf
from pendopo.press.tests.sheets import SHEET

NOBODY = Passphrase("")


def run(rounds: int, first: int = 0) -> dict[str, object]:
    """Make `rounds` letters, each with another name and number, signed; report each one's cost in ms."""
    with tempfile.TemporaryDirectory() as folder:
        signer = LocalSigner(Path(folder))
        _signed(signer, render_pdf(SHEET))
        began, cpu = time.monotonic(), _cpu()
        page_cpu, both_cpu, page_wall = [], [], []
        for number in range(first, first + rounds):
            sheet = _letter(number)
            start, wall = _cpu(), time.perf_counter()
            pdf = render_pdf(sheet)
            middle = _cpu()
            page_wall.append((time.perf_counter() - wall) * 1000)
            _signed(signer, pdf)
            page_cpu.append((middle - start) * 1000)
            both_cpu.append((_cpu() - start) * 1000)
        seconds, cpu = time.monotonic() - began, _cpu() - cpu
    return {
        "page_cpu": page_cpu,
        "both_cpu": both_cpu,
        "page_wall": page_wall,
        "seconds": seconds,
        "cpu": cpu,
        "size": len(pdf),
        "digest": hashlib.sha256(render_pdf(SHEET)).hexdigest(),
    }


def _letter(number: int) -> Page:
    values = {**SHEET.values, "nama": f"Warga Nomor {number}", "nik": f"{3206130000000000 + number}"}
    return replace(SHEET, values=values, number=f"400.12.2.1/{number:03d}/32.06.13.2001/XI/2026")


def _signed(signer: LocalSigner, pdf: bytes) -> bytes:
    task = SignTask(pdf, "Asep Suryana", "Desa Taraju", "Surat", "Taraju", SHEET.issued_on)
    return signer.sign(task, NOBODY).pdf


def _cpu() -> float:
    """Seconds of processor time of this process and of the press, to the nanosecond where the kernel tells."""
    process = machine._press.process
    if process is None:
        return time.process_time()
    ticks = 0
    for thread in Path(f"/proc/{process.pid}/task").iterdir():
        try:
            ticks += int((thread / "schedstat").read_text().split()[0])
        except (OSError, ValueError):
            fields = Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()
            return time.process_time() + (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return time.process_time() + ticks / 1e9
