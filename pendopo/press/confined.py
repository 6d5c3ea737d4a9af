"""Runs one worker's file in a process that can reach nothing but the program itself and what it is handed.

Started as `python -I confined.py BOUNDS WORKER [argument ...]`; BOUNDS is JSON: seconds of processor time (0 = none),
bytes of memory, and what may be read besides the program. It imports nothing of Pendopo. First the limits, then
Landlock where the kernel has it (Linux 5.13), and only then the worker: whatever a village's template talks it into
happens inside. No file can be written, none outside the program read, nothing started, no connection opened.
"""

import contextlib
import ctypes
import json
import os
import runpy
import sys
import sysconfig
from pathlib import Path

OPEN_FILES = 64
# asm-generic numbers, the same on every architecture that Landlock came to
CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 444, 445, 446
NO_NEW_PRIVILEGES = 38
READ_FILE, READ_DIR = 1 << 2, 1 << 3
# What an edition of Landlock can forbid: (edition, file rights, network rights, scopes), newest first.
EDITIONS = (
    (6, (1 << 16) - 1, 3, 3),
    (5, (1 << 16) - 1, 3, 0),
    (4, (1 << 15) - 1, 3, 0),
    (3, (1 << 15) - 1, 0, 0),
    (2, (1 << 14) - 1, 0, 0),
    (1, (1 << 13) - 1, 0, 0),
)
LIBRARIES = ("/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib", "/etc/ld.so.cache")


class _Ruleset(ctypes.Structure):
    _fields_ = (("files", ctypes.c_uint64), ("network", ctypes.c_uint64), ("scoped", ctypes.c_uint64))


class _Beneath(ctypes.Structure):
    _pack_ = 1
    _fields_ = (("allowed", ctypes.c_uint64), ("parent", ctypes.c_int32))


def bound(seconds: int, memory: int) -> None:
    """Bound processor time, memory and files where the system can."""
    with contextlib.suppress(ImportError):
        import resource

        limits = {
            resource.RLIMIT_AS: memory,
            resource.RLIMIT_CORE: 0,
            resource.RLIMIT_FSIZE: 0,
            resource.RLIMIT_NOFILE: OPEN_FILES,
        }
        if seconds:
            limits[resource.RLIMIT_CPU] = seconds
        for kind, most in limits.items():
            with contextlib.suppress(ValueError, OSError):
                resource.setrlimit(kind, (most, most))


def shut_in(readable: list[str]) -> bool:
    """Let this process read the program and these paths and touch nothing else; false where the kernel cannot."""
    if sys.platform != "linux":
        return False
    system = ctypes.CDLL(None, use_errno=True)
    edition = system.syscall(CREATE_RULESET, None, 0, 1)
    known = next((row for row in EDITIONS if row[0] <= edition), None)
    if known is None:
        return False
    _edition, files, network, scoped = known
    # An older kernel refuses a structure that is longer than the one it knows.
    size = 24 if scoped else 16 if network else 8
    rules = system.syscall(CREATE_RULESET, ctypes.byref(_Ruleset(files, network, scoped)), size, 0)
    if rules < 0:
        return False
    for path in {*_program(), *readable}:
        _allow(system, rules, path)
    system.prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    done = system.syscall(RESTRICT_SELF, rules, 0)
    os.close(rules)
    return bool(done == 0)


def _program() -> set[str]:
    """Where Python, its packages and the system's libraries lie: the same on every machine, and nobody's secret."""
    paths = sysconfig.get_paths()
    named = {paths[name] for name in ("stdlib", "platstdlib", "purelib", "platlib")}
    return {*named, f"{sys.base_prefix}/lib", *LIBRARIES}


def _allow(system: ctypes.CDLL, rules: int, path: str) -> None:
    try:
        handle = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    rights = READ_FILE | READ_DIR if os.path.isdir(path) else READ_FILE
    system.syscall(ADD_RULE, rules, 1, ctypes.byref(_Beneath(rights, handle)), 0)
    os.close(handle)


def main() -> None:
    """Shut this process in and become the worker."""
    bounds, worker = json.loads(sys.argv[1]), str(Path(sys.argv[2]).resolve())
    bound(bounds["seconds"], bounds["memory"])
    shut_in([worker, *bounds["readable"]])
    sys.argv = sys.argv[2:]
    runpy.run_path(worker, run_name="__main__")


if __name__ == "__main__":
    main()
