"""What a first visit loads: real Chromium with an empty cache against the production server."""

import argparse
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from benchmarks.result import Result
from benchmarks.workshop import NotMeasurable

NAME = "page-weight"
TARGET = 50
UNIT = "KB"
PEER = 941

CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
# (page, requests, KB, outside requests) of OpenSID 2410 and the targets of the issue
Page = tuple[str, tuple[float, float], tuple[float, float], tuple[float, float]]
HOME: Page = ("portal home, first visit", (62, 8), (941, 50), (15, 0))
LIST: Page = ("resident list (desk), first visit", (97, 10), (1708, 80), (0, 0))


if TYPE_CHECKING:
    from playwright.sync_api import CDPSession

Event = dict[str, Any]  # what Chromium tells


@dataclass
class Seen:
    """What came over the wire: requests and bytes of the site itself, and requests elsewhere."""

    requests: int = 0
    bytes: int = 0
    outside: int = 0
    kinds: list[str] = field(default_factory=list)


def run(options: argparse.Namespace) -> list[Result]:
    site = options.workshop.seeded_site(2000)
    desk = site.probe("desk_session")
    with site.served() as server:
        home = visit(server.address, None)
        residents = visit(urljoin(server.address, desk["resident_list"]), desk)
    return [*_results(HOME, home), *_results(LIST, residents)]


def _results(page: Page, seen: Seen) -> list[Result]:
    name, requests, kilobytes, outside = page
    return [
        Result(f"{name}: requests", seen.requests, "requests", peer=requests[0], target=requests[1],
               note=", ".join(seen.kinds)),
        Result(f"{name}: transferred", seen.bytes / 1024, "KB", peer=kilobytes[0], target=kilobytes[1]),
        Result(f"{name}: outside hosts", seen.outside, "requests", peer=outside[0], target=outside[1]),
    ]  # fmt: skip


def visit(address: str, desk: Mapping[str, str] | None) -> Seen:
    """Open one page with an empty cache and count what comes over the wire, headers included."""
    from playwright.sync_api import sync_playwright

    executable = next((found for name in CHROMIUM if (found := shutil.which(name))), None)
    if executable is None:
        raise NotMeasurable("no browser; type: apt install chromium")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        context = browser.new_context()
        if desk is not None:
            context.add_cookies([{"name": desk["cookie"], "value": desk["value"], "url": address}])
        page = context.new_page()
        seen = _watch(context.new_cdp_session(page), urlsplit(address).netloc)
        answer = page.goto(address, wait_until="networkidle")
        status, landed = (answer.status if answer else 0), page.url
        browser.close()
    if status != 200 or urlsplit(landed).path != urlsplit(address).path:
        raise NotMeasurable(f"{urlsplit(address).path} answered {status} at {urlsplit(landed).path}")
    return seen


def _watch(session: "CDPSession", host: str) -> Seen:
    seen = Seen()

    def on_request(event: Event) -> None:
        parts = urlsplit(event["request"]["url"])
        if parts.scheme not in ("http", "https"):
            return  # data: addresses travel inside the page
        if parts.netloc == host:
            seen.requests += 1
            seen.kinds.append(parts.path.rsplit("/", 1)[-1] or parts.path)
        else:
            seen.outside += 1

    def on_finished(event: Event) -> None:
        seen.bytes += event["encodedDataLength"]

    session.send("Network.enable")
    session.on("Network.requestWillBeSent", on_request)
    session.on("Network.loadingFinished", on_finished)
    return seen
