"""A newcomer's page while hundreds of strangers hold connections and finish nothing."""

import argparse
import re
from pathlib import Path
from urllib.parse import urlsplit

from benchmarks.crowd import KINDS, Crowd, page_times
from benchmarks.result import Result, median, percentile
from benchmarks.workshop import Served

NAME = "wire"
TARGET = 1
UNIT = "s"
PEER = None
CROWD = 500
SECONDS = {"half a header, then silence": 120}  # what is promised; the other kinds are looked at for shorter
SHORTER = 30
MANY = 3000  # more than the server has places for


def run(options: argparse.Namespace) -> list[Result]:
    _allow_files(2 * MANY)
    results = []
    with options.workshop.seeded_site(2000).served() as server:
        for kind in KINDS:
            results.append(_pressed(server, kind, CROWD, SECONDS.get(kind, SHORTER)))
        results.append(Result(f"memory after {CROWD} connections of each kind", _memory(server), "MB"))
        results.append(_pressed(server, "half a header, then silence", MANY, SHORTER))
        results.append(Result(f"memory after {MANY:,} connections", _memory(server), "MB"))
    return results


def _pressed(server: Served, kind: str, size: int, seconds: float) -> Result:
    link = urlsplit(server.address)
    crowd = Crowd(link.hostname or "", link.port or 0, kind, size)
    with crowd.pressing():
        times = page_times(crowd.host, crowd.port, seconds)
        held = crowd.held
    note = (
        f"{len(times)} pages in {seconds:.0f} s: median {median(times) * 1000:.0f} ms, "
        f"p95 {percentile(times, 0.95) * 1000:.0f} ms; {held} connections held at the end, {crowd.opened} opened"
    )
    return Result(
        f"slowest page beside {size:,} connections: {kind}", max(times), UNIT, target=TARGET, note=note
    )


def _memory(server: Served) -> float | None:
    try:
        found = re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{server.pid}/status").read_text())
    except OSError:
        return None
    return int(found[1]) / 1024 if found else None


def _allow_files(wanted: int) -> None:
    try:
        import resource
    except ImportError:
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(wanted, hard), hard))
