"""Runs every test in three phases and sums them up; `run.py test`, `lint` and `check` hand over to this.

1. SQLite: everything but the browser. 2. PostgreSQL: every test that touches a database, once more. 3. Chromium.
With --changed: only SQLite, and only the test files that an edit can affect (`tests/changed.py`).
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass
from pathlib import Path

from tests.changed import SILENT, Unknown, choose, edits, is_test, read_tree

ROOT = Path(__file__).resolve().parent.parent
CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")


@dataclass(frozen=True)
class Phase:
    name: str
    select: str
    database: str = "sqlite"
    workers: int = 2
    # A file stays with one worker, so what it builds for its tests is built once; a crawl of pages is shared out.
    share: str = "loadfile"


@dataclass(frozen=True)
class Count:
    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def __add__(self, other: Count) -> Count:
        return Count(self.passed + other.passed, self.failed + other.failed, self.skipped + other.skipped)


PHASES = (
    Phase("SQLite", "not browser and not postgres"),
    Phase("PostgreSQL", "(database or postgres) and not browser", database="postgres"),
    Phase("browser", "browser", share="load"),
)
LINT_IMPORTS = "from importlinter.cli import lint_imports_command; lint_imports_command()"
FORMAT_TEMPLATES = (
    "import subprocess, sys; from pathlib import Path; tool = Path(sys.executable).with_name('djangofmt'); "
    "sys.exit(subprocess.call([tool, *sys.argv[1:]]))"
)
CHECKS = (
    ("lint", ["-m", "ruff", "check", "--no-cache"]),
    ("format", ["-m", "ruff", "format", "--check", "--no-cache"]),
    ("templates", ["-c", FORMAT_TEMPLATES, "--check", "pendopo"]),
    ("types", ["-m", "mypy"]),
    ("contracts", ["-c", LINT_IMPORTS, "--no-cache"]),
    ("catalogue", ["-m", "tests.catalogue", "--check"]),
)


def main(argv: list[str]) -> int:
    """Answers 0 only when at least one test ran and none failed; without tests, when every check is clean."""
    command, arguments = argv[0], argv[1:]
    broken = run_checks() if command in ("check", "lint") else []
    if command == "lint":
        print(f"not clean: {', '.join(broken)}" if broken else "clean", flush=True)
        return 1 if broken else 0
    phases: tuple[Phase, ...] = PHASES
    if "--changed" in arguments:
        arguments.remove("--changed")
        chosen = choose_changed()
        if not isinstance(chosen, list):
            return chosen
        phases, arguments = PHASES[:1], [*arguments, *chosen]
    total = Count()
    with tempfile.TemporaryDirectory(prefix="pendopo-results-") as folder:
        for phase in phases:
            total += run_phase(phase, Path(folder) / f"{phase.name}.xml", arguments)
    if broken:
        print(f"not clean: {', '.join(broken)}")
    print(f"{total.passed} passed, {total.failed} failed, {total.skipped} skipped", flush=True)
    return 1 if broken or total.failed or not total.passed else 0


def choose_changed() -> list[str] | int:
    """Says what changed and answers the test files that it can affect, or the exit code when there is none to run."""
    try:
        against, changed = edits(ROOT)
        choice = choose(tree := read_tree(ROOT), changed)
    except Unknown as trouble:
        print(f"run.py test --changed compares with git, which says: {trouble}", file=sys.stderr)
        return 2
    print(f"== changed against {against}: {', '.join(sorted(changed)[:8]) or 'nothing'}", end="")
    print(f" and {len(changed) - 8} more" if len(changed) > 8 else "")
    every = sum(is_test(path) for path in tree.files)
    print(
        f"== {len(choice.files)} of {every} test files"
        + f"; {choice.whole} concerns all" * bool(choice.whole)
    )
    if choice.beyond:
        print(
            f"== the sweep leaves {len(choice.beyond)} addresses, and domains that are closed, to run.py test"
        )
    print(SILENT, flush=True)
    os.environ["PENDOPO_TEST_BEYOND"] = " ".join(sorted(choice.beyond))
    return list(choice.files) or 0


def run_checks() -> list[str]:
    """Runs lint, types and contracts, and answers the names of those that found something."""
    broken = []
    with tempfile.TemporaryDirectory(prefix="pendopo-checks-") as folder:
        # mypy's plugin reads the settings, which make keys: never in somebody's real data folder
        environment = {**os.environ, "PENDOPO_DATA": folder}
        for name, arguments in CHECKS:
            print(f"== {name}", flush=True)
            done = subprocess.run([sys.executable, *arguments], cwd=ROOT, env=environment, check=False)
            if done.returncode != 0:
                broken.append(name)
    return broken


def run_phase(phase: Phase, report: Path, arguments: list[str]) -> Count:
    """Runs pytest once; a phase that cannot start or does not finish counts as one failure."""
    print(f"== {phase.name}", flush=True)
    environment = {**os.environ, "PENDOPO_TEST_DATABASE": phase.database}
    if phase.name == "browser":
        browser = find_chromium() or install_chromium()
        if browser is None:
            print("no browser; type: apt install chromium (or put chromium or google-chrome on the PATH)")
            return Count(failed=1)
        environment["PENDOPO_TEST_BROWSER"] = browser
    started = time.monotonic()
    command = [sys.executable, "-m", "pytest", "-q", "-n", str(phase.workers), "--dist", phase.share]
    command += ["-m", phase.select, "--junitxml", str(report), "-o", "junit_family=xunit2", *arguments]
    code = subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode
    count = read_report(report)
    print(f"== {phase.name}: {time.monotonic() - started:.0f} s", flush=True)
    if code not in (0, 1, 5) or (code == 1 and not count.failed):
        return count + Count(failed=1)
    return count


def read_report(report: Path) -> Count:
    """Counts a junit file; errors at set-up or tear-down are failures."""
    if not report.exists():
        return Count()
    passed = failed = skipped = 0
    for case in ElementTree.parse(report).iter("testcase"):
        if case.find("failure") is not None or case.find("error") is not None:
            failed += 1
        elif case.find("skipped") is not None:
            skipped += 1
        else:
            passed += 1
    return Count(passed, failed, skipped)


def find_chromium() -> str | None:
    """Answers the path of a Chromium on this machine."""
    return next((found for name in CHROMIUM if (found := shutil.which(name))), None)


def install_chromium() -> str | None:
    """Installs Debian's chromium where that can be done without asking anyone."""
    apt = shutil.which("apt-get")
    if apt is None or not hasattr(os, "geteuid") or os.geteuid() != 0:
        return None
    print("installing Debian's chromium (once)", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (["update"], ["install", "-y", "--no-install-recommends", "chromium"]):
        subprocess.run([apt, "-qq", *arguments], env=environment, stdout=subprocess.DEVNULL, check=False)
    return find_chromium()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
