"""What a process costs: seconds by the clock, and the most memory that it and what it started held at one moment."""

import os
import subprocess
import time
from pathlib import Path

_PAUSE = 0.1


def peak_of_this_process() -> float:
    """The most memory of this process in MB; 0 where the system does not tell.

    Not from getrusage: there a new process begins with the size of the one that started it.
    """
    try:
        status = Path("/proc/self/status").read_text()
    except OSError:
        return 0.0
    return next(
        (int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmHWM")), 0.0
    )


def watch(process: "subprocess.Popen[str]", timeout: float) -> float:
    """Wait for a process and return the most memory in MB that it and its children held together."""
    until, peak = time.monotonic() + timeout, 0.0
    while process.poll() is None:
        peak = max(peak, _tree(process.pid))
        if time.monotonic() > until:
            process.kill()
            raise subprocess.TimeoutExpired(process.args, timeout)
        time.sleep(_PAUSE)
    return peak


def _tree(root: int) -> float:
    """Resident memory of a process and all below it, in MB."""
    parents: dict[int, int] = {}
    sizes: dict[int, int] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rsplit(")", 1)[1].split()
        except OSError:  # ended meanwhile
            continue
        parents[int(folder.name)], sizes[int(folder.name)] = int(fields[1]), int(fields[21])
    own = {root}
    for _ in range(4):
        own |= {pid for pid, parent in parents.items() if parent in own}
    return sum(sizes.get(pid, 0) for pid in own) * os.sysconf("SC_PAGE_SIZE") / 1024**2
