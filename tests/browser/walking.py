"""A browser that walks the demo like a person: small screen, with and without JavaScript, watched for leaks."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, Playwright, Route

from tests.changed import ROOT
from tests.suite import find_chromium

# Chromium must not call home: on a closed network that costs seconds at every start.
FLAGS = [
    *("--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync", "--disable-default-apps", "--disable-dev-shm-usage"),
]
ENTRY = "import sys; from pendopo.site.cli import main; sys.exit(main())"
START_SECONDS = 120


@dataclass
class Demo:
    """A running demo: its address and what it printed."""

    address: str
    output: str
    process: subprocess.Popen[str]

    @property
    def passwords(self) -> dict[str, str]:
        """Answers user name -> password of the officers, from the table that the demo prints."""
        return dict(re.findall(r"^\s*petugas\s+(\S+)\s+(\S+)\s", self.output, re.M))

    @property
    def residents(self) -> dict[str, str]:
        """Answers telephone number -> PIN of the residents with an account."""
        return dict(re.findall(r"^\s*warga\s+(\d+)\s+(\d+)\s", self.output, re.M))


def start_demo(folder: Path, *, families: int = 120) -> Demo:
    """Starts `pendopo demo` on a free port and waits for its ready line."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PENDOPO_")}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    log = folder.parent / f"{folder.name}.log"
    with log.open("w", encoding="utf-8") as stream:
        process = subprocess.Popen(
            [
                sys.executable,
                "-P",
                "-c",
                ENTRY,
                "demo",
                "--port",
                "0",
                "--families",
                str(families),
                "--data",
                str(folder),
            ],
            cwd=ROOT,
            env=environment,
            stdout=stream,
            stderr=subprocess.STDOUT,
            text=True,
        )
    limit = time.monotonic() + START_SECONDS
    while time.monotonic() < limit:
        output = log.read_text(encoding="utf-8")
        ready = re.search(r"ready (http://\S+/)", output)
        if ready:
            return Demo(ready.group(1).rstrip("/"), output, process)
        if process.poll() is not None:
            break
        time.sleep(0.1)
    process.kill()
    raise RuntimeError(f"the demo did not start:\n{log.read_text(encoding='utf-8')[-3000:]}")


def stop_demo(demo: Demo) -> None:
    """Stops the demo as Ctrl-C does."""
    demo.process.terminate()
    try:
        demo.process.wait(15)
    except subprocess.TimeoutExpired:
        demo.process.kill()
        demo.process.wait()


def launch(playwright: Playwright) -> Browser:
    """Starts the system's Chromium."""
    path = os.environ.get("PENDOPO_TEST_BROWSER") or find_chromium()
    if path is None:
        raise RuntimeError("no browser; type: apt install chromium")
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    return playwright.chromium.launch(
        executable_path=path, args=[*FLAGS, *(["--no-sandbox"] if root else [])]
    )


@dataclass
class Walk:
    """One page in one context, with everything it asked for and complained about."""

    page: Page
    address: str
    script: bool = True
    scheme: str = "light"
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def go(self, path: str) -> Page:
        """Opens a path of the site; anything but a good answer is an error."""
        answer = self.page.goto(self.address + path)
        assert answer is not None
        assert answer.status < 400, f"{path} answers {answer.status}"
        return self.page

    def hear(self, kind: str, text: str) -> None:
        """Keeps what the browser complains about; a refused form (422) and a page not found (404) are answers."""
        if kind == "error" and not re.search(r"status of (404|422) ", text):
            self.complaints.append(text)

    def check(self) -> None:
        """Asserts what holds on every page: no outside host, no complaint, no sideways scrolling, axe finds nothing.

        axe judges each template in each of its states once, whatever words stand in it and whether scripts may run.
        """
        here = urlsplit(self.address).netloc
        outside = [url for url in self.requests if urlsplit(url).netloc not in ("", here)]
        assert not outside, f"asked outside hosts: {outside}"
        assert not self.complaints, f"{self.page.url}: {self.complaints}"
        width = self.page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
        assert width[0] <= width[1], f"{self.page.url} is {width[0]} px wide on a screen of {width[1]} px"
        # Lists of the desk may be moved sideways; the collection of components shows them, too.
        if not urlsplit(self.page.url).path.startswith(("/meja/", "/ui/")):
            cut = cut_off(self.page)
            assert not cut, f"{self.page.url}: cut off at the edge of the screen: {cut}"
        seen = (skeleton(self.page.content()), width[1], self.scheme)
        if seen in JUDGED:
            return
        with self._scripted() as page:
            findings = axe(page)
        JUDGED.add(seen)
        assert not findings, f"{self.page.url}\n" + "\n".join(findings)

    @contextmanager
    def _scripted(self) -> Iterator[Page]:
        """Answers the page itself, or without JavaScript a mirror of it in which only axe may run a script."""
        if self.script:
            yield self.page
            return
        browser, html = self.page.context.browser, self.page.content()
        assert browser is not None
        context = browser.new_context(viewport=self.page.viewport_size)

        def answer(route: Route) -> None:
            kind = route.request.resource_type
            if kind == "document":
                route.fulfill(body=html, content_type="text/html; charset=utf-8")
            elif kind == "script":
                route.abort()
            else:
                route.continue_()

        try:
            mirror = context.new_page()
            mirror.route("**/*", answer)
            mirror.goto(self.page.url)
            yield mirror
        finally:
            context.close()

    def enter(self, role: str) -> None:
        """Signs in by the demo's one step, as the first person with this role."""
        page = self.go("/masuk/demo/")
        page.locator("main tr", has=page.get_by_text(role, exact=True)).get_by_role("button").first.click()
        page.wait_for_load_state()
        assert "/masuk/" not in page.url, page.url


def cut_off(page: Page) -> list[str]:
    """Answers the cells of tables that reach beyond the edge of the screen, also where they could be scrolled to."""
    found: list[str] = page.evaluate(CUT_OFF)
    return found


@contextmanager
def walk(
    browser: Browser, address: str, *, script: bool = True, width: int = 360, scheme: str = "light"
) -> Iterator[Walk]:
    """Opens a fresh context: a small telephone unless another width is given."""
    context = browser.new_context(
        java_script_enabled=script,
        viewport={"width": width, "height": 740 if width < 700 else 900},
        color_scheme="dark" if scheme == "dark" else "light",
        locale="id-ID",
        timezone_id="Asia/Jakarta",
    )
    context.set_default_timeout(15_000)
    page = context.new_page()
    walked = Walk(page, address, script, scheme)
    page.on("request", lambda request: walked.requests.append(request.url))
    page.on("pageerror", lambda error: walked.complaints.append(str(error)))
    page.on("console", lambda message: walked.hear(message.type, message.text))
    try:
        yield walked
    finally:
        context.close()


CUT_OFF = """() => {
  const wide = document.documentElement.clientWidth, found = [];
  for (const cell of document.querySelectorAll("main td, main th, main caption")) {
    const head = cell.closest("thead"), aside = node => node && getComputedStyle(node).position === "absolute";
    if (aside(head) || aside(cell)) continue;
    const words = document.createRange();
    words.selectNodeContents(cell);
    for (const box of [cell.getBoundingClientRect(), words.getBoundingClientRect()])
      if (box.width && (box.right > wide + 1 || box.left < -1)) {
        found.push(`${cell.textContent.trim().slice(0, 40)} (${Math.round(box.right)} px)`);
        break;
      }
  }
  return found;
}"""
# What axe has judged: skeleton, width in pixels, colour scheme.
JUDGED: set[tuple[str, int, str]] = set()
# Attributes whose value says nothing to axe; that they are there and not empty does.
SAID = re.compile(
    r'(\s(?:href|src|action|value|content|nonce|alt|title|aria-label|data-[\w-]+|d|points)=")[^"]+"'
)
TEXT = re.compile(r">[^<]*?[^<\s][^<]*<")
ALIKE = re.compile(r"(<(tr|li|option|p)\b(?:(?!</\2>).)*</\2>)(?:\s*\1)+")


def skeleton(html: str) -> str:
    """Answers the elements of a page with their attributes: words, numbers and further rows of a kind are left out."""
    bare = TEXT.sub(">x<", SAID.sub(r'\1x"', re.sub(r"<(script|style)\b.*?</\1>", "", html, flags=re.S)))
    bare = re.sub(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d+", "0", re.sub(r"\s+", " ", bare))
    return ALIKE.sub(r"\1", bare)


@cache
def _axe_source() -> str:
    return files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")


def axe(page: Page) -> list[str]:
    """Answers what axe-core finds on the page, one line a finding."""
    page.evaluate(f"() => {{ {_axe_source()} }}")
    found = page.evaluate("() => axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{item['id']} ({item['impact']}): {node['html'][:160]} {node['failureSummary'][:200]}"
        for item in found["violations"]
        for node in item["nodes"]
    ]
