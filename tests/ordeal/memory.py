"""Memory: requests of everybody, with writes among them, to one server; what it holds must not grow with them."""

from __future__ import annotations

import itertools
import re
import time
from pathlib import Path
from random import Random

from django.urls import reverse

from tests.architecture.sweep import addresses
from tests.ordeal.browser import Browser
from tests.ordeal.kills import copy_of, the_village
from tests.ordeal.processes import Server, answer_of
from tests.ordeal.rows import Row
from tests.ordeal.village import opened, signed_in, twice

MOST = 8.0  # MB between a tenth of the requests and all of them
LEAVING = re.compile("keluar|logout|demo|anjungan")  # whoever opens these is somebody else afterwards


def pages() -> list[str]:
    """Every page that names no row."""
    found = [entry for _, entry in addresses() if not entry.pattern.converters and entry.name]
    return [path for entry in found if not LEAVING.search(path := reverse(entry.name))]


def ask_on(requests: int, seed: int, room: Path) -> Row:
    """Asks so often, a tenth of it writes, and compares what the server holds after a tenth and at the end."""
    row, began, chance = Row("memory"), time.monotonic(), Random(seed)
    site = copy_of(the_village(room), room / "memory")
    cookies, paths = answer_of(site, lambda: (opened(site), (signed_in(), pages()))[1])
    statuses: dict[int, int] = {}
    with Server(site) as server:
        browsers = [(name, Browser(server.address, held)) for name, held in cookies.items()]
        early = 0.0
        for number, (name, browser) in zip(range(requests), itertools.cycle(browsers), strict=False):
            if name == "operator" and chance.random() < 0.5:
                page = browser.mail(f"Ordeal {number}")
                row.acknowledged += page.status == 302
            else:
                page = browser.open(chance.choice(paths))
            statuses[page.status] = statuses.get(page.status, 0) + 1
            if number == requests // 10:
                early = server.memory()
        grown = server.memory() - early
    row.kills, row.note = requests, f"{grown:+.1f} MB on {early:.0f} MB; answers {statuses}"
    if grown > MOST:
        row.findings.append(f"the server grew by {grown:.1f} MB")
    row.findings += [f"{count} answers {status}" for status, count in statuses.items() if status >= 500]
    doubled = answer_of(site, lambda: (opened(site), twice((), None))[1])
    row.doubled, row.seconds = len(doubled), time.monotonic() - began
    return row
