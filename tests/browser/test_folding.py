"""Long public pages fold on a telephone: short when they come, whole when they are opened, and nothing is cut off."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.browser.walking import Demo, Walk, cut_off, walk

TALLEST = 3_000  # px at 360 px: about four screens
LONG = {
    "": (
        "/",
        "/surat/",
        "/surat/permohonan-kk/",
        "/wilayah/",
        "/profil/",
        "/kantor/",
        "/kinerja/",
        "/statistik/",
    ),
    "Warga": ("/saya/", "/saya/data/", "/surat/saya/"),
}


@pytest.mark.parametrize("who", LONG)
def test_a_long_page_folds_and_nothing_in_it_is_cut_off(browser: Browser, demo: Demo, who: str) -> None:
    with walk(browser, demo.address, script=False) as walked:
        if who:
            walked.enter(who)
        findings = [
            said for path in (*LONG[who], *(() if who else _topics(walked))) for said in _seen(walked, path)
        ]
    assert not findings, "\n".join(findings)


def _topics(walked: Walk) -> list[str]:
    links = walked.go("/statistik/").locator("main .tasks a")
    return [link.get_attribute("href") or "" for link in links.all()]


def _seen(walked: Walk, path: str) -> list[str]:
    page = walked.go(path)
    tall = page.evaluate("document.documentElement.scrollHeight")
    found = [f"{path} is {tall} px tall"] if tall > TALLEST else []
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
    wide = page.evaluate("document.documentElement.scrollWidth")
    found += [f"{path} is {wide} px wide"] if wide > 360 else []
    return found + [f"{path} cuts off {cell}" for cell in cut_off(page)]


def test_what_is_folded_is_found_in_the_page(browser: Browser, demo: Demo) -> None:
    """The search of a browser opens what folds, so it must be there, without a script and without a second request."""
    with walk(browser, demo.address, script=False) as walked:
        for path, words in (("/surat/", "Keterangan domisili"), ("/wilayah/", "RT 002")):
            page = walked.go(path)
            held = page.locator("details", has_text=words).first
            assert held.count() and not page.get_by_text(words).first.is_visible()
            assert held.evaluate("one => one.hidden || getComputedStyle(one).display") != "none"
