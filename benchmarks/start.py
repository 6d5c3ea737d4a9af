"""From nothing to the first page: a clone of the code in a new folder, and `run.py demo`."""

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path

from benchmarks.result import Result
from benchmarks.workshop import ROOT, NotMeasurable, wait_for_ready

NAME = "start"
TARGET = 20
UNIT = "s"
PEER = 107


def run(options: argparse.Namespace) -> list[Result]:
    folder: Path = options.workshop.folder
    note = (
        "new clone, new .venv, wheels from the local cache; peer = the database step of its installer alone"
    )
    seconds = fresh_start(folder / "cached")
    results = [Result("fresh start, wheels cached", seconds, UNIT, target=20, peer=107, note=note)]
    again = start_again(folder / "cached")
    results.append(Result("second start, new data folder", again, UNIT, note="the .venv is there already"))
    if options.uncached:
        seconds = fresh_start(folder / "uncached", cache=folder / "empty-cache")
        results.append(Result("fresh start, wheels not cached", seconds, UNIT, target=90, peer=107))
    return results


def fresh_start(clone: Path, cache: Path | None = None) -> float:
    """Clone the committed code, start the demo, and return the seconds until its first page answered."""
    if cache is None:
        # A first clone fills the cache of wheels and stays: deleting its files would slow the disk while we measure.
        warm_up = _clone(clone.parent / "warm-up")
        _demo_until_ready(warm_up, clone.parent / "warm-up-data", None)
        _wait_for_the_rest(warm_up)
    _clone(clone)
    if hasattr(os, "sync"):
        os.sync()  # half a gigabyte of the warm-up is still on its way to the disk
    return _demo_until_ready(clone, clone.parent / f"{clone.name}-data", cache)


def _clone(folder: Path) -> Path:
    done = subprocess.run(
        ["git", "clone", "--quiet", str(ROOT), str(folder)], capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise NotMeasurable(f"git clone: {done.stderr.strip()}")
    return folder


def start_again(clone: Path) -> float:
    """Start the demo of a clone that has its .venv."""
    _wait_for_the_rest(clone)
    return _demo_until_ready(clone, clone.parent / "again-data", None)


def _wait_for_the_rest(clone: Path) -> None:
    """Let run.py finish what it installs behind the first page."""
    until = time.monotonic() + 300
    while (clone / ".venv" / "pendopo-behind.pid").exists() and time.monotonic() < until:
        time.sleep(0.5)


def _demo_until_ready(clone: Path, data: Path, cache: Path | None) -> float:
    environment = {
        key: value for key, value in os.environ.items() if not key.startswith(("PENDOPO_", "PYTHON"))
    }
    environment.pop("VIRTUAL_ENV", None)
    # the fresh machine of the promise has Python and nothing else: no uv that installs ten times faster than pip
    environment["PATH"] = os.defpath
    if cache is not None:
        environment |= {"UV_CACHE_DIR": str(cache), "PIP_CACHE_DIR": str(cache)}
    python = getattr(sys, "_base_executable", None) or sys.executable
    start = time.perf_counter()
    server = subprocess.Popen(
        [python, "run.py", "demo", "--port", "0", "--data", str(data)],
        cwd=clone, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    wait_for_ready(server, 240)
    seconds = time.perf_counter() - start
    server.terminate()
    server.communicate(timeout=20)
    return seconds
