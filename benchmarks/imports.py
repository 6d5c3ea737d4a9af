"""The import of a workbook: journalled, sealed, in its own process, with its highest memory."""

import argparse
import json
import re
import resource
import subprocess
import sys
import time
from itertools import islice
from pathlib import Path
from typing import TypedDict

from benchmarks.result import Result
from benchmarks.workshop import ENTRY, NotMeasurable, Site
from demo.people.population import generate
from demo.people.workbook import write_workbook

NAME = "import"
TARGET = 8
UNIT = "s"
PEER = 59.9
VILLAGE = "32.06.13.2001"


class Imported(TypedDict):
    """What one import needed: seconds of clock and processor, megabytes, kilobytes written, and what it printed."""

    wall: float
    cpu: float
    peak_mb: float
    written_kb: float
    said: str


def run(options: argparse.Namespace) -> list[Result]:
    results = []
    for count, target, peer, times in ((10_000, 8, 59.9, 3), (100_000, 80, None, 1)):
        book = options.workshop.folder / f"residents-{count}.xlsx"
        # three and a third people a family: the surplus is cut off
        write_workbook(book, islice(generate(families=count // 3), count))
        runs = [import_workbook(options.workshop.folder / str(number), book) for number in range(times)]
        found = sorted(runs, key=lambda one: one["wall"])[times // 2]
        results += [
            Result(f"import of {count:,} residents", found["wall"], UNIT, target=target, peer=peer,
                   note=f"{found['cpu']:.1f} s CPU; {'median of 3; ' if times > 1 else ''}{found['said']}"),
            Result(f"import of {count:,} residents: memory", found["peak_mb"], "MB", target=400),
            Result(f"import of {count:,} residents: CPU", found["cpu"], UNIT, target=70 if count == 100_000 else None),
            Result(f"import of {count:,} residents: written for each", found["written_kb"] / count, "KB", target=10,
                   note="what the kernel was asked to write, log and database file together"),
        ]  # fmt: skip
    return results


def import_workbook(folder: Path, book: Path) -> Imported:
    """Import into a fresh site through the command line, as a village would."""
    folder.mkdir(exist_ok=True)
    site = Site(folder / book.stem, demo=False)
    site.command("init", "--village", VILLAGE)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-c", ENTRY, "import", "residents", str(book), "--json"],
        cwd=folder, env=site.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    peak = _watch_memory(process)
    said, errors = process.communicate()
    wall = time.perf_counter() - start
    if process.returncode != 0:
        raise NotMeasurable(f"import: {(errors or said).strip().splitlines()[-1:]}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    written = (after.ru_oublock - before.ru_oublock) / 2  # blocks of 512 bytes
    return {"wall": wall, "cpu": cpu, "peak_mb": peak, "written_kb": written, "said": _summary(said)}


def _watch_memory(process: "subprocess.Popen[str]") -> float:
    """The highest resident memory of the process, as the kernel counted it, in MB."""
    peak = 0
    while process.poll() is None:
        try:
            status = Path(f"/proc/{process.pid}/status").read_text()
        except OSError:
            break
        found = re.search(r"VmHWM:\s+(\d+)", status)
        peak = max(peak, int(found.group(1)) if found else 0)
        time.sleep(0.02)
    return peak / 1024


def _summary(said: str) -> str:
    try:
        report = json.loads(said)
    except ValueError:
        return "no report"
    parts = []
    for key in ("rows", "created", "updated", "unchanged", "rejected"):
        value = report.get(key)
        if value is not None:
            parts.append(f"{key} {len(value) if isinstance(value, list) else value}")
    return ", ".join(parts)
