"""PostgreSQL's own programs, called with the address and password of this site's database."""

import os
import shutil
import subprocess

from django.db import connection
from django.utils.translation import gettext_lazy as _

from pendopo.kernel.errors import Refusal


class BackupTrouble(Refusal):
    """A backup cannot be made or trusted."""

    code = "backup_trouble"
    word = _("Cadangan tidak dapat dibuat atau dipercaya.")


def run_tool(tool: str, words: list[str], *, database: bool = True) -> str:
    """Run one program on this site's database, or on a file alone, and return what it printed."""
    options = _address() if database else []
    done = subprocess.run(
        [find_tool(tool), *options, *words],
        env={**os.environ, "PGPASSWORD": str(connection.settings_dict["PASSWORD"])},
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if done.returncode:
        raise BackupTrouble(f"{tool} gagal: {_said(done.stderr, done.returncode)}")
    return done.stdout


def find_tool(tool: str) -> str:
    """Return the path of one of PostgreSQL's programs; raise BackupTrouble where it is not installed."""
    path = os.environ.get("PENDOPO_PG_BIN")
    found = shutil.which(tool, path=path) if path else shutil.which(tool)
    if found is None:
        raise BackupTrouble(f"{tool} tidak ditemukan. Pasang klien PostgreSQL, atau isi PENDOPO_PG_BIN.")
    return found


def _address() -> list[str]:
    held = connection.settings_dict
    pairs = {
        "--host": held["HOST"],
        "--port": held["PORT"],
        "--username": held["USER"],
        "--dbname": held["NAME"],
    }
    return [word for name, value in pairs.items() if value for word in (name, str(value))]


def _said(stderr: str, code: int) -> str:
    if "No space left" in stderr:
        return "ruang penyimpanan penuh. Kosongkan ruang, lalu coba lagi."
    lines = stderr.strip().splitlines()
    named = [line for line in lines if "error:" in line] or lines[-1:]
    return named[0][:300] if named else str(code)
