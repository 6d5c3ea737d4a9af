"""Throw-away sites to measure on. Every site lives in its own process, because settings are read once."""

import json
import os
import selectors
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
ENTRY = "import sys; from pendopo.site.cli import main; sys.exit(main())"


class NotMeasurable(Exception):
    """Something that the measurement needs is absent or failed; the text says what."""


@dataclass(frozen=True)
class Site:
    """One data folder, and the ways to run something on it."""

    folder: Path
    demo: bool = True
    database_url: str = ""
    options: tuple[tuple[str, str], ...] = ()

    def with_options(self, **given: str) -> "Site":
        """The same site with options of its own."""
        return replace(self, options=tuple(given.items()))

    @property
    def environment(self) -> dict[str, str]:
        """The environment of every process that works on this site."""
        kept = {key: value for key, value in os.environ.items() if not key.startswith("PENDOPO_")}
        kept["PENDOPO_DATA"] = str(self.folder)
        kept["PENDOPO_DEMO"] = "1" if self.demo else ""
        kept["PENDOPO_DATABASE_URL"] = self.database_url
        kept["PYTHONPATH"] = str(ROOT)
        return kept | dict(self.options)

    def command(self, *words: str, timeout: float = 1200) -> subprocess.CompletedProcess[str]:
        """Run a pendopo command on this site."""
        done = subprocess.run(
            [sys.executable, "-c", ENTRY, *words],
            cwd=self.folder.parent, env=self.environment, capture_output=True, text=True, timeout=timeout, check=False,
        )  # fmt: skip
        if done.returncode != 0:
            raise NotMeasurable(f"pendopo {words[0]}: {_last_line(done.stderr or done.stdout)}")
        return done

    def probe(self, name: str, timeout: float = 1800, **arguments: object) -> Any:
        """Run a probe (a module of benchmarks.probes) on this site and return what it measured."""
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.probes", name, json.dumps(arguments)],
            cwd=ROOT, env=self.environment, capture_output=True, text=True, timeout=timeout, check=False,
        )  # fmt: skip
        if done.returncode != 0:
            raise NotMeasurable(f"{name}: {_last_line(done.stderr)}")
        return json.loads(done.stdout.strip().splitlines()[-1])

    @contextmanager
    def served(self) -> Iterator["Served"]:
        """Serve the site with the production server on a free port."""
        server = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.probes", "server", "{}"],
            cwd=ROOT, env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        try:
            yield Served(wait_for_ready(server, 60), server.pid)
        finally:
            server.terminate()
            try:
                server.communicate(timeout=15)
            except subprocess.TimeoutExpired:
                server.kill()
                server.communicate()


@dataclass(frozen=True)
class Served:
    """A running server."""

    address: str
    pid: int

    def cpu_seconds(self) -> float:
        """What the server has used of the processor so far; 0 where the system does not tell."""
        try:
            fields = Path(f"/proc/{self.pid}/stat").read_text().rsplit(")", 1)[1].split()
        except OSError:
            return 0.0
        return (int(fields[11]) + int(fields[12])) / float(os.sysconf("SC_CLK_TCK"))


class Workshop:
    """Makes each site once and hands it to every measure that wants one of that size."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._sites: dict[int, Site] = {}

    def empty_site(self, name: str, *, demo: bool = False, database_url: str = "") -> Site:
        """A new site with its schema and nothing in it."""
        site = Site(self.folder / name, demo=demo, database_url=database_url)
        site.probe("make_empty")
        return site

    def seeded_site(self, families: int) -> Site:
        """A demo site with this many invented families."""
        if families not in self._sites:
            site = Site(self.folder / f"seeded-{families}")
            site.probe("make_seeded", families=families)
            self._sites[families] = site
        return self._sites[families]


def wait_for_ready(server: "subprocess.Popen[str]", seconds: float) -> str:
    """Wait for the line `ready ADDRESS` of a server and return the address."""
    until = time.monotonic() + seconds
    assert server.stdout is not None
    with selectors.DefaultSelector() as selector:
        selector.register(server.stdout, selectors.EVENT_READ)
        while time.monotonic() < until:
            if not selector.select(timeout=max(0.1, until - time.monotonic())):
                break
            line = server.stdout.readline()
            if not line:
                break
            if "ready http" in line:
                return line.split("ready ", 1)[1].strip()
    server.terminate()
    _, errors = server.communicate(timeout=15)
    raise NotMeasurable(f"the server did not get ready: {_last_line(errors or '')}")


def plain(values: Mapping[str, object]) -> str:
    """Say a few named values in one line."""
    return ", ".join(f"{key} {value}" for key, value in values.items())


def _last_line(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1][:300] if lines else "no reason given"
