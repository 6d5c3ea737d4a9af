"""Faults while the site is served: full disk, folder that cannot be written, clock that jumps, second server."""

from __future__ import annotations

import ctypes
import re
import resource
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from pathlib import Path

from pendopo.mail.models import RegisterEntry
from pendopo.site.cli import main
from tests.ordeal.browser import OFFICE, Browser, Page
from tests.ordeal.kills import copy_of, the_village
from tests.ordeal.processes import Server, answer_of
from tests.ordeal.rows import Row
from tests.ordeal.village import opened, signed_in, twice
from tests.sites import ENTRY, Site

HEADING = re.compile(r"<h1[^>]*>([^<]+)")
CAP_DAC_OVERRIDE, PR_CAPBSET_DROP = 1, 24
AT = "import time_machine\ntime_machine.travel({!r}).start()\n" + ENTRY


class Office:
    """A site that is served, its operator at the desk, and what he has seen done."""

    def __init__(self, site: Site, row: Row) -> None:
        self.site, self.row, self.seen = site, row, list[str]()
        self.cookies = answer_of(site, lambda: (opened(site), signed_in())[1])["operator"]

    def write(self, server: Server, times: int, *, may_fail: bool = False) -> list[Page]:
        """Writes so many letters into the register; answers the pages that said no."""
        browser, refused = Browser(server.address, self.cookies), []
        for number in range(times):
            page = browser.mail(f"Ordeal {number}")
            if page.status == 302:
                self.seen.append(page.location.rstrip("/").rpartition("/")[2])
                continue
            refused.append(page)
            if not may_fail:
                self.row.findings.append(f"a letter is refused with {page.status} though nothing is wrong")
        return refused

    def explained(self, pages: list[Page], words: str) -> None:
        """Each refusal says what is wrong, and no page is a traceback or an unexplained 500."""
        self.row.kills += len(pages)
        wrong = {page.status for page in pages if page.status == 500 or not re.search(words, page.body)}
        self.row.findings += [
            f"a write is refused with {status} and without '{words}'" for status in sorted(wrong)
        ]

    def reads(self, server: Server) -> None:
        """Whoever only reads gets the pages."""
        browser = Browser(server.address, self.cookies)
        for path in ("/", "/meja/", "/meja/surat/masuk/", "/statistik/umur/"):
            if (status := browser.open(path).status) != 200:
                self.row.findings.append(f"{path} answers {status}")

    def judge(self) -> None:
        """Opens the site again: everything seen is there, nothing twice, verify whole, and the work goes on."""

        def looked() -> tuple[int, list[str], list[str]]:
            said = opened(self.site)
            from pendopo.kernel.verify import verify

            broken, there = verify().broken, RegisterEntry.objects.filter(pk__in=self.seen).count()
            return there, twice((), None), [*said, *([broken.problem] if broken else [])]

        there, doubled, broken = answer_of(self.site, looked)
        row = self.row
        row.acknowledged, row.lost = len(self.seen), len(set(self.seen)) - there
        row.doubled, row.verify = len(doubled), not broken
        row.findings += [*doubled, *broken]
        with Server(self.site) as server:
            self.write(server, 1)


def _full(office: Office, times: int) -> None:
    """No file grows beyond so much, the database's log among them; then there is room again."""
    office.row.note = "RLIMIT_FSIZE in the server's process"

    def little() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, resource.RLIM_INFINITY))

    with Server(office.site, before=little) as server:
        refused = office.write(server, max(times, 12), may_fail=True)
        office.reads(server)
        office.explained(refused, "penuh")
        if not refused:
            office.row.findings.append("the disk was never full")
        resource.prlimit(
            server.process.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY)
        )
        office.write(server, 3)


def _read_only(office: Office, times: int) -> None:
    """The folder's permissions are taken away while it is served; the server has no power to pass over them."""
    office.row.note = "chmod, and a server without CAP_DAC_OVERRIDE"
    libc = ctypes.CDLL(None)
    with Server(office.site, before=lambda: libc.prctl(PR_CAPBSET_DROP, CAP_DAC_OVERRIDE)) as server:
        with _taken_away(office.site.folder):
            refused = office.write(server, times, may_fail=True)
            office.reads(server)
        # Each thread has a connection that was opened so; the first who meets it is asked to try again.
        refused += office.write(server, 12, may_fail=True)
        office.explained(refused, "hanya dapat dibaca")
        office.write(server, 3)
    with _taken_away(office.site.folder):  # and a server that begins so
        try:
            with Server(office.site, before=lambda: libc.prctl(PR_CAPBSET_DROP, CAP_DAC_OVERRIDE)) as server:
                refused = office.write(server, times, may_fail=True)
            office.explained(refused, "hanya dapat dibaca")
            if not refused:
                office.row.findings.append("the folder was never read-only")
        except Exception as trouble:
            if "hanya dapat dibaca" not in str(trouble) and "izin" not in str(trouble):
                office.row.findings.append(f"a server on a folder that is read-only says: {trouble}")
            office.row.kills += 1


@contextmanager
def _taken_away(folder: Path) -> Iterator[None]:
    paths = [folder, *folder.rglob("*")]
    held = {path: path.stat().st_mode for path in paths}
    for path in paths:
        path.chmod(0o500 if path.is_dir() else 0o400)
    try:
        yield
    finally:
        for path, mode in held.items():
            if path.exists():
                path.chmod(mode)


def _clock(office: Office, times: int) -> None:
    """The computer's clock is years ahead, then before the newest entry, then right."""
    office.row.note = "two years ahead, three months back, right again"
    with Server(office.site) as server:
        office.write(server, 2)
    for days in (730, -90):
        moment = time.strftime("%Y-%m-%dT%H:%M:%S+00:00", time.gmtime(time.time() + days * 86400))
        with Server(office.site, start=AT.format(moment)) as server:
            office.cookies = answer_of(office.site, partial(signed_in_at, moment))["operator"]
            refused = office.write(server, max(times // 10, 2), may_fail=True)
            office.explained(refused, "[Jj]am |tidak ditemukan|tidak ada")  # back then he held no office yet
            if not refused:
                office.row.findings.append(f"a clock {days} days off numbers letters")
    with Server(office.site) as server:
        office.cookies = answer_of(office.site, signed_in)["operator"]
        refused = office.write(server, 2, may_fail=True)
        office.explained(refused, "[Jj]am ")
    answer_of(
        office.site, lambda: main(["clock", "confirm", "--today", datetime.now(OFFICE).strftime("%Y-%m-%d")])
    )


def signed_in_at(moment: str) -> dict[str, dict[str, str]]:
    """The cookies of everybody at another moment."""
    import time_machine

    with time_machine.travel(moment):
        return signed_in()


def _two(office: Office, times: int) -> None:
    """Two servers on one folder, both written to at once."""
    office.row.note = "both write at once"
    with Server(office.site) as one, Server(office.site) as other, ThreadPoolExecutor(4) as crowd:
        refused = list(
            crowd.map(lambda server: office.write(server, times, may_fail=True), (one, other, one, other))
        )
        office.explained([page for pages in refused for page in pages], "sibuk")
        office.row.kills += 2


FAULTS: dict[str, Callable[[Office, int], None]] = {
    "disk full": _full, "folder read-only": _read_only, "clock jumps": _clock, "two servers": _two,
}  # fmt: skip


def suffer(name: str, times: int, room: Path) -> Row:
    """Lets a served site suffer one fault."""
    row, began = Row(name), time.monotonic()
    site = copy_of(the_village(room), room / "served")
    office = Office(site, row)
    FAULTS[name](office, times)
    office.judge()
    row.seconds = time.monotonic() - began
    return row
