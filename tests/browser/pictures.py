"""Pictures of the main pages into pictures/: two widths, light and dark. Kept out of git, made by one command."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.walking import Walk, launch, start_demo, stop_demo, walk
from tests.changed import ROOT
from tests.suite import find_chromium, install_chromium

FOLDER = ROOT / "pictures"
SHAPES = [(360, "light"), (360, "dark"), (1200, "light"), (1200, "dark")]
PAGES = {
    "": {
        "home": "/",
        "profile": "/profil/",
        "areas": "/wilayah/",
        "statistics": "/statistik/",
        "sign-in": "/masuk/",
    },
    "Operator desa": {
        "desk": "/meja/",
        "residents": "/meja/warga/",
        "imports": "/meja/warga/impor/",
        "events": "/meja/peristiwa/",
        "books": "/meja/buku/",
        "village": "/meja/desa/",
        "components": "/ui/",
    },
    "Pengelola situs": {"accounts": "/meja/akun/", "roles": "/meja/akun/peran/"},
    "Warga": {"my-data": "/saya/"},
}


def main() -> int:
    """Starts a demo, walks the main pages and saves a picture of each."""
    browser_path = find_chromium() or install_chromium()
    if browser_path is None:
        print("no browser; type: apt install chromium", file=sys.stderr)
        return 2
    os.environ["PENDOPO_TEST_BROWSER"] = browser_path
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="pendopo-pictures-") as folder, sync_playwright() as playwright:
        demo = start_demo(Path(folder) / "site", families=2000)
        browser = launch(playwright)
        try:
            for width, scheme in SHAPES:
                take(browser, demo.address, width, scheme)
        finally:
            browser.close()
            stop_demo(demo)
    print(f"{len(list(FOLDER.glob('*.png')))} pictures in {FOLDER}")
    return 0


def take(browser: Browser, address: str, width: int, scheme: str) -> None:
    """Takes all pictures of one shape."""
    for role, pages in PAGES.items():
        with walk(browser, address, width=width, scheme=scheme) as walked:
            if role:
                walked.enter(role)
            for name, path in pages.items():
                save(walked.go(path), name, width, scheme)
            if role == "Operator desa":
                save(file_of_a_resident(walked), "file", width, scheme)
                save(walked.go("/statistik/"), "statistics-topic", width, scheme, before=follow_first_topic)


def save(
    page: Page, name: str, width: int, scheme: str, *, before: Callable[[Page], None] | None = None
) -> None:
    """Saves the whole page as a PNG."""
    if before is not None:
        before(page)
    page.screenshot(path=FOLDER / f"{name}-{width}-{scheme}.png", full_page=True)


def file_of_a_resident(walked: Walk) -> Page:
    """Opens the first resident's file."""
    page = walked.go("/meja/warga/")
    page.locator("main table th a").first.click()
    page.wait_for_load_state()
    if page.get_by_role("radio").count():
        page.get_by_role("radio").first.check()
        page.get_by_role("button", name="Buka berkas").click()
        page.wait_for_load_state()
    return page


def follow_first_topic(page: Page) -> None:
    """Opens the first topic of the statistics."""
    page.locator("main a[href^='/statistik/']").first.click()
    page.wait_for_load_state()


if __name__ == "__main__":
    sys.exit(main())
