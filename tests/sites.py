"""Sites of their own for tests of the command line: a folder each, a process for each command (`tests/forked.py`).

One empty site is made per run and copied (on PostgreSQL: its database is a template), which takes a moment instead of
seconds.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from tests.forked import POSSIBLE, WARNINGS, forker

ROOT = Path(__file__).resolve().parent.parent
ENTRY = "import sys; from pendopo.site.cli import main; sys.exit(main())"
TARAJU = "32.06.13.2001"
LONG_NUMBER = re.compile(r"\d{16}")


@dataclass(frozen=True)
class Ran:
    """What a command answered."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def quiet(self) -> bool:
        """Whether neither a traceback nor a NIK came to the screen."""
        return "Traceback" not in self.out + self.err and not LONG_NUMBER.search(self.out + self.err)


@dataclass(frozen=True)
class Site:
    """A data folder with its database."""

    folder: Path
    database_url: str = ""

    @property
    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("PENDOPO_")}
        kept |= {
            "PENDOPO_DATA": str(self.folder),
            "PYTHONPATH": str(ROOT),
            "PYTHONWARNINGS": WARNINGS,
        }
        if self.database_url:
            kept["PENDOPO_DATABASE_URL"] = self.database_url
        return kept

    def start(self, *words: str, **environment: str) -> subprocess.Popen[str]:
        """Starts a command and answers its process."""
        return subprocess.Popen(
            [sys.executable, "-c", ENTRY, *words],
            cwd=self.folder.parent,
            env={**self.environment, **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, *words: str, **environment: str) -> Ran:
        """Runs a command to its end, in a process that has loaded the program already."""
        if not POSSIBLE:
            return self.run_anew(*words, **environment)
        return Ran(*forker().run(words, self.folder.parent, {**self.environment, **environment}))

    def run_anew(self, *words: str, **environment: str) -> Ran:
        """Runs a command to its end as a person does: Python starts and loads everything."""
        process = self.start(*words, **environment)
        out, err = process.communicate(timeout=300)
        return Ran(process.returncode, out, err)

    def ask(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        """Asks the database directly, as another program would."""
        if self.database_url:
            import psycopg

            with psycopg.connect(self.database_url) as connection:
                cursor = connection.execute(sql.replace("?", "%s"), values)
                return cursor.fetchall() if cursor.description else []
        with contextlib.closing(sqlite3.connect(self.folder / "pendopo.sqlite3", timeout=20)) as connection:
            found = connection.execute(sql, values).fetchall()
            connection.commit()
            return found


def postgres_url() -> str:
    """Answers the address of the run's PostgreSQL, or nothing on SQLite."""
    return os.environ.get("PENDOPO_TEST_DATABASE_URL", "") if _on_postgres() else ""


def _on_postgres() -> bool:
    return os.environ.get("PENDOPO_TEST_DATABASE") == "postgres"


def new_database(template: str = "") -> str:
    """Makes a database on the run's PostgreSQL and answers its address."""
    import psycopg

    name = f"site_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(postgres_url(), autocommit=True) as connection:
        copy = f" TEMPLATE {urlsplit(template).path.strip('/')}" if template else ""
        connection.execute(f"CREATE DATABASE {name}{copy}".encode())
    return urlunsplit(urlsplit(postgres_url())._replace(path=f"/{name}")) if name else ""


def drop_database(address: str) -> None:
    """Drops a database again."""
    import psycopg

    with psycopg.connect(postgres_url(), autocommit=True) as connection:
        connection.execute(
            f"DROP DATABASE IF EXISTS {urlsplit(address).path.strip('/')} WITH (FORCE)".encode()
        )


def fresh_site(folder: Path) -> Site:
    """Answers a site that does not exist yet."""
    return Site(folder, new_database() if _on_postgres() else "")


def village_site(folder: Path, village: str = TARAJU) -> Site:
    """Makes a site of a village with `pendopo init`."""
    site = fresh_site(folder)
    made = site.run("init", "--village", village)
    assert made.code == 0, made.err
    return site


@contextlib.contextmanager
def copied(pattern: Site, folder: Path) -> Iterator[Site]:
    """A copy of a site that nobody uses at the moment."""
    shutil.copytree(pattern.folder, folder)
    site = Site(folder, new_database(pattern.database_url) if pattern.database_url else "")
    yield site
    if site.database_url:
        drop_database(site.database_url)
