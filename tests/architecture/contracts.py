"""Runs import-linter on a folder that holds `pendopo` and `pyproject.toml`."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

COMMAND = "from importlinter.cli import lint_imports_command; lint_imports_command()"


def broken_contracts(folder: Path) -> set[str]:
    """Answers the names of the contracts that are broken; raises when the linter itself cannot run."""
    environment = {**os.environ, "PYTHONPATH": str(folder), "NO_COLOR": "1", "COLUMNS": "200"}
    done = subprocess.run(
        [sys.executable, "-c", COMMAND, "--no-cache"],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    verdicts = dict(re.findall(r"^(.+?) (KEPT|BROKEN)\b", done.stdout, re.M))
    if not verdicts or (done.returncode == 0) != ("BROKEN" not in verdicts.values()):
        raise RuntimeError(done.stdout + done.stderr)
    return {name for name, verdict in verdicts.items() if verdict == "BROKEN"}


def contract_report(folder: Path) -> str:
    """Answers the linter's own words, for the message of a failing test."""
    environment = {**os.environ, "PYTHONPATH": str(folder), "NO_COLOR": "1"}
    command = [sys.executable, "-c", COMMAND, "--no-cache"]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    return done.stdout[done.stdout.find("Contracts\n") :]
