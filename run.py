"""Two commands need nothing but Python: `python3 run.py demo` and `python3 run.py test`.

This file uses only the standard library. It makes `.venv` beside itself, installs the hashed lock, and hands over:
to the `pendopo` command line, or to the runner in `tests/suite.py`. What it cannot install it names in one line.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import sysconfig
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypedDict

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
STAMP = VENV / "pendopo-stamp.json"
BEHIND = VENV / "pendopo-behind.pid"
WINDOWS = os.name == "nt"
SCRIPTS = VENV / ("Scripts" if WINDOWS else "bin")
PYTHON = SCRIPTS / ("python.exe" if WINDOWS else "python")
FIRST_PAGES = 10  # seconds that the installation in the background leaves to the first pages
# each lock holds all that stands before it
LOCKS = {name: ROOT / "requirements" / f"{name}.txt" for name in ("base", "full", "dev", "bench")}
ENTRY = "import sys; from pendopo.site.cli import main; sys.exit(main())"

# command -> (lock it needs, what it hands over to, what it is for)
COMMANDS: dict[str, tuple[str, list[str], str]] = {
    "demo": (
        "base",
        ["-P", "-c", ENTRY, "demo"],
        "a living village on this computer: [--as desa|kelurahan|kabupaten] [--port N] [--data DIR]",
    ),
    "serve": ("base", ["-P", "-c", ENTRY, "serve"], "the same for real use: [--port N] [--data DIR]"),
    "install": (
        "full",
        ["-P", "-c", ENTRY, "--help"],
        "everything that a site can use; demo and serve do it by themselves, behind the first page",
    ),
    "test": (
        "dev",
        ["-m", "tests.suite", "test"],
        "every test, on SQLite, PostgreSQL and in a browser: [--changed] [pytest args]",
    ),
    "lint": ("dev", ["-m", "tests.suite", "lint"], "lint, format, types, contracts, catalogue"),
    "check": ("dev", ["-m", "tests.suite", "check"], "what CI runs: lint, then test"),
    "messages": (
        "dev",
        ["-m", "tests.catalogue"],
        "collects the Indonesian strings into the English catalogue",
    ),
    "mutate": (
        "dev",
        ["-m", "tests.mutation"],
        "takes each area and owner filter away, says what turns red: [--json] [--sweep] [--list] [--jobs N] [FILE]",
    ),
    "ordeal": (
        "dev",
        ["-m", "tests.ordeal"],
        "kills, faults, hostile input, foreign ids, memory: what the program survives: [--seeds N] [--json]",
    ),
    "pictures": ("dev", ["-m", "tests.browser.pictures"], "pictures of the main pages into pictures/"),
    "bench": (
        "bench",
        ["-P", "-c", ENTRY, "bench"],
        "measures every number that README promises: [NAME] [--json]",
    ),
}


class Missing(Exception):
    """Something that run.py cannot install; the text says in one line what to type."""


def main(argv: list[str]) -> int:
    if sys.version_info < (3, 11):  # noqa: UP036 - the reader may well have an older one
        version = ".".join(str(part) for part in sys.version_info[:2])
        print(
            f"Pendopo needs Python 3.11 or newer; this is {version}. On Debian: apt install python3",
            file=sys.stderr,
        )
        return 2
    if not argv or argv[0] not in COMMANDS:
        print("usage: python3 run.py COMMAND\n")
        for name, (_, _, purpose) in COMMANDS.items():
            print(f"  {name:9} {purpose}")
        return 0 if argv and argv[0] in ("-h", "--help", "help") else 2
    if argv == ["install", "--behind"]:
        return install_behind()
    target = COMMANDS[argv[0]][1]
    try:
        lock = lock_for(argv[0])
        prepare(lock)
        if lock == "base":
            begin_behind()
    except Missing as missing:
        print(f"run.py: {missing}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("run.py: stopped. Start again: what is half made is made anew.", file=sys.stderr)
        return 130
    return hand_over([str(PYTHON), *target, *argv[1:]], where=ROOT if "-m" in target else None)


def lock_for(command: str) -> str:
    """The lock that a command needs; the driver of PostgreSQL is not in the base, and the demo never asks for it."""
    lock = COMMANDS[command][0]
    postgres = bool(os.environ.get("PENDOPO_DATABASE_URL")) and command == "serve"
    return "full" if lock == "base" and postgres else lock


def hand_over(command: list[str], *, where: Path | None) -> int:
    """Replaces this process where the system can, so that signals reach the server itself."""
    if where is not None:
        os.chdir(where)
    sys.stdout.flush()
    if not WINDOWS:
        os.execv(command[0], command)
    child = subprocess.Popen(command)
    while True:
        try:
            return child.wait()
        except KeyboardInterrupt:
            continue  # the console sends Ctrl+C to the child too; it ends by itself


# The environment


def prepare(lock: str) -> None:
    """Leaves a .venv that holds the lock, fast when it already does."""
    if holds(lock):
        return
    wait_for_behind()
    if holds(lock):
        return
    stamp = read_stamp()
    if stamp is None or not works(PYTHON) or stamp["where"] != str(ROOT):
        make_venv()
    STAMP.unlink(missing_ok=True)  # from here until it is written again the .venv counts as half made
    install(lock)
    link_package()
    write_stamp(lock)


def holds(lock: str) -> bool:
    """Whether the .venv has this lock whole."""
    stamp = read_stamp()
    return stamp is not None and PYTHON.exists() and fingerprint(lock) in stamp["holds"]


def write_stamp(lock: str) -> None:
    names = list(LOCKS)
    held = [fingerprint(name) for name in names[: names.index(lock) + 1]]
    temporary = STAMP.with_suffix(".tmp")
    temporary.write_text(json.dumps({"where": str(ROOT), "holds": held}), encoding="utf-8")
    temporary.replace(STAMP)


# What the first page does not need: letters and matching bring ten times the size of all the rest.


def begin_behind() -> None:
    """Starts another run.py that adds what is missing while the first pages are answered already."""
    if holds("full") or behind_runs():
        return
    say("letters and matching are installed in the background; they are there in about half a minute")
    base = getattr(sys, "_base_executable", None) or sys.executable
    with (VENV / "pendopo-behind.log").open("w", encoding="utf-8") as log:
        subprocess.Popen(
            [base, str(Path(__file__).resolve()), "install", "--behind"],
            stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=not WINDOWS,
        )  # fmt: skip


def install_behind() -> int:
    """Adds the full lock to a .venv that holds the base already and is in use: nothing of it changes."""
    try:
        with BEHIND.open("x", encoding="ascii") as mine:
            mine.write(str(os.getpid()))
    except FileExistsError:
        return 0
    try:
        if not WINDOWS:
            os.nice(5)
        time.sleep(FIRST_PAGES)
        install("full", processes=1)  # the other core is the village's
        write_stamp("full")
    except Missing as missing:
        print(f"run.py: {missing}", file=sys.stderr)
        return 2
    finally:
        BEHIND.unlink(missing_ok=True)
    return 0


def behind_runs() -> bool:
    """Whether another run.py is adding packages; what a killed one left behind is taken away."""
    try:
        pid = int(BEHIND.read_text(encoding="ascii") or "0")
    except FileNotFoundError:
        return False
    except ValueError:
        pid = 0
    try:
        if pid and not WINDOWS:
            os.kill(pid, 0)  # only asks whether it lives
            return True
        if time.time() - BEHIND.stat().st_mtime < (600 if WINDOWS else 5):
            return True  # just begun, or a system that does not tell
    except (ProcessLookupError, FileNotFoundError):
        pass
    BEHIND.unlink(missing_ok=True)
    return False


def wait_for_behind() -> None:
    """Two installers in one .venv would spoil each other's work."""
    if behind_runs():
        say("waiting for the installation in the background")
    while behind_runs():
        time.sleep(0.5)


def fingerprint(lock: str) -> str:
    text = LOCKS[lock].read_bytes() + sys.version.encode() + sysconfig.get_platform().encode()
    return lock + ":" + hashlib.sha256(text).hexdigest()


class Stamp(TypedDict):
    """What stands in a finished .venv: where it was made, and the locks that it holds whole."""

    where: str
    holds: list[str]


def read_stamp() -> Stamp | None:
    try:
        stamp = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    known = isinstance(stamp, dict) and {"where", "holds"} <= stamp.keys()
    return Stamp(where=stamp["where"], holds=stamp["holds"]) if known else None


def works(python: Path) -> bool:
    try:
        return quiet([str(python), "-c", "import sys"]).returncode == 0
    except OSError:
        return False


def make_venv() -> None:
    base = getattr(sys, "_base_executable", None) or sys.executable
    if Path(sys.prefix).resolve() == VENV.resolve():
        raise Missing(
            "the .venv must be made anew; start run.py with the system's own python3, not with the one in .venv"
        )
    if VENV.exists():
        say("removing a half-made or moved .venv")
        shutil.rmtree(VENV, ignore_errors=True)
        if VENV.exists():
            raise Missing(f"cannot remove {VENV}; close what uses it, delete the folder and start again")
    say("making .venv")
    uv = find_uv()
    if uv is not None and quiet([*uv, "venv", "--python", base, str(VENV)]).returncode == 0:
        return
    # without pip where this Python's own pip can install from outside: that saves three seconds
    bare = ["--without-pip"] if can_install_from_outside(base) else []
    if not module_exists("venv") or not (bare or module_exists("ensurepip")):
        raise Missing("this Python lacks venv or ensurepip; type: apt install python3-venv")
    result = quiet([base, "-m", "venv", "--clear", *bare, str(VENV)])
    if result.returncode != 0:
        if "ensurepip" in result.stdout:
            raise Missing("this Python lacks venv or ensurepip; type: apt install python3-venv")
        raise Missing(f"cannot make {VENV}: {last_line(result.stdout)}")


def can_install_from_outside(base: str) -> bool:
    found = re.search(r"^pip (\d+)\.(\d+)", quiet([base, "-m", "pip", "--version"]).stdout, re.M)
    return found is not None and (int(found.group(1)), int(found.group(2))) >= (22, 3)


def install(lock: str, processes: int = 2) -> None:
    """Only wheels, and only those whose hash stands in the lock."""
    rows = LOCKS[lock].read_text(encoding="utf-8").splitlines()
    count = sum("==" in row and not row.startswith((" ", "#")) for row in rows)
    say(f"installing {count} packages (once; about a minute on a slow line)")
    uv = find_uv()
    wheels_only = ["--require-hashes", "--only-binary", ":all:"]
    if uv is not None:
        whole = [*uv, "pip", "install", "--python", str(PYTHON), *wheels_only, "-r", str(LOCKS[lock])]
        if quiet(whole).returncode == 0:
            return
    pip = [*find_pip(), "--disable-pip-version-check", "--no-input", "install", "--no-compile", *wheels_only]
    # the lock names every package there is, so two pips can share it: neither has to look what the other needs
    parts = [write_part(lock, number, processes) for number in range(processes)]
    with ThreadPoolExecutor(processes) as at_once:
        results = list(at_once.map(quiet, ([*pip, "--no-deps", "-r", str(part)] for part in parts)))
    for part in parts:
        part.unlink()
    failed = [result.stdout for result in results if result.returncode != 0]
    if failed:
        raise Missing(explain(failed[0]))


def write_part(lock: str, number: int, parts: int) -> Path:
    """Every so-many-th pin of a lock, with its hashes, in a file of its own."""
    pins = re.split(r"\n(?=[A-Za-z0-9])", LOCKS[lock].read_text(encoding="utf-8").strip())
    part = VENV / f"pendopo-{lock}-{number}.txt"
    part.write_text("\n".join(pins[number::parts]) + "\n", encoding="utf-8")
    return part


def find_pip() -> list[str]:
    """This Python's own pip, told to install into the .venv, or the one inside the .venv."""
    base = getattr(sys, "_base_executable", None) or sys.executable
    if can_install_from_outside(base):
        return [base, "-m", "pip", "--python", str(PYTHON)]
    if quiet([str(PYTHON), "-m", "pip", "--version"]).returncode != 0:
        result = quiet([str(PYTHON), "-m", "ensurepip", "--upgrade", "--default-pip"])
        if result.returncode != 0:
            raise Missing("this Python lacks ensurepip; type: apt install python3-venv")
    return [str(PYTHON), "-m", "pip"]


def explain(output: str) -> str:
    reason = last_line(output)
    network = (
        "NewConnectionError",
        "Name or service not known",
        "Temporary failure",
        "ConnectTimeout",
        "ReadTimeout",
    )
    if any(sign in output for sign in (*network, "Max retries", "No matching distribution", "ProxyError")):
        return (
            "the packages cannot be fetched. Connect to the internet and start again, "
            f"or name a folder of wheels in PIP_FIND_LINKS ({reason})"
        )
    if "No space left" in output:
        return f"the disk is full; free about 600 MB and start again ({reason})"
    return f"pip could not install the packages: {reason}"


def link_package() -> None:
    """The code runs from this folder; the command `pendopo` stands in the .venv like any other."""
    found = quiet([str(PYTHON), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"])
    purelib = Path(found.stdout.strip().splitlines()[-1])
    (purelib / "pendopo-source.pth").write_text(f"{ROOT}\n", encoding="utf-8")
    if WINDOWS:
        (SCRIPTS / "pendopo.cmd").write_text(f'@"%~dp0python.exe" -P -c "{ENTRY}" %*\n', encoding="utf-8")
        return
    command = SCRIPTS / "pendopo"
    # through sh, because a first line with the path itself breaks on folders with spaces
    command.write_text(f'#!/bin/sh\nexec {shlex.quote(str(PYTHON))} -P -c "{ENTRY}" "$@"\n', encoding="utf-8")
    command.chmod(0o755)


# Small tools


def find_uv() -> list[str] | None:
    """uv installs ten times faster than pip; it is used when present and never needed."""
    for candidate in (SCRIPTS / ("uv.exe" if WINDOWS else "uv"), shutil.which("uv")):
        if candidate is None or not Path(candidate).exists():
            continue
        try:
            if quiet([str(candidate), "--version"]).returncode == 0:
                return [str(candidate), "--quiet", "--no-python-downloads"]
        except OSError:
            continue
    return None


def module_exists(name: str) -> bool:
    from importlib.util import find_spec

    return find_spec(name) is not None


def quiet(command: list[str]) -> subprocess.CompletedProcess[str]:
    environment = {key: value for key, value in os.environ.items() if key not in ("PYTHONHOME", "PYTHONPATH")}
    return subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
        env=environment,
        check=False,
    )


def last_line(output: str) -> str:
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    errors = [line for line in lines if line.upper().startswith("ERROR")]
    return (errors or lines or ["no reason given"])[-1][:300]


def say(text: str) -> None:
    print(f"run.py: {text}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
