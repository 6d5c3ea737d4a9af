"""Every page that a link leads to, for each kind of visitor, on a small screen: no finding, no outside host."""

from __future__ import annotations

import re
from collections import deque
from urllib.parse import urljoin, urlsplit

import pytest
from playwright.sync_api import Browser

from tests.browser.walking import Demo, Walk, walk

VISITORS = {
    "stranger": "",
    "operator": "Operator desa",
    "administrator": "Pengelola situs",
    "resident": "Warga",
}
STARTS = {"stranger": ("/", "/masuk/", "/ui/"), "resident": ("/saya/",)}
# Signed in, only the pages that strangers have not walked yet.
OWN = {"stranger": "/", "resident": "/saya/"}
UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def public_kind(url: str) -> str:
    """Answers the page behind an address: ids, queries and one of 44 letter types make no new page."""
    path = UUID.sub("*", urlsplit(url).path)
    path = re.sub(r"/\d+/", "/*/", path)
    path = re.sub(r"^/surat/(?!saya|status|ajukan|permohonan)[\w-]+/$", "/surat/*/", path)
    path = re.sub(r"^/surat/ajukan/[\w-]+/", "/surat/ajukan/*/", path)
    path = re.sub(r"^/meja/surat/jenis/(?!baru/)[\w-]+/", "/meja/surat/jenis/*/", path)
    path = re.sub(r"/aturan/[\w.]+/", "/aturan/*/", path)
    return re.sub(r"/statistik/[\w-]+/", "/statistik/*/", path)


def links(walked: Walk) -> list[str]:
    """Answers where a page leads; what is saved, or says that it is a file of some type, is no page."""
    page = walked.page
    found: list[str] = page.eval_on_selector_all(
        "a[href]:not([download]):not([type])", "nodes => nodes.map(node => node.getAttribute('href'))"
    )
    urls = [urljoin(page.url, href) for href in found]
    here = urlsplit(walked.address).netloc
    return [
        url
        for url in urls
        if urlsplit(url).netloc == here and not re.search(r"\.\w{2,7}$", urlsplit(url).path)
    ]


def crawl(walked: Walk, starts: tuple[str, ...], under: str) -> list[str]:
    """Opens each kind of page once and checks it; answers what was found."""
    waiting = deque(walked.address + path for path in starts)
    seen = {public_kind(url) for url in waiting}
    findings = []
    while waiting:
        url = waiting.popleft()
        answer = walked.page.goto(url)
        if answer is None or answer.status >= 400:
            findings.append(f"{urlsplit(url).path} answers {answer.status if answer else 'nothing'}")
            walked.complaints.clear()
            continue
        try:
            walked.check()
        except AssertionError as finding:
            findings.append(str(finding))
            walked.complaints.clear()
        for link in links(walked):
            if public_kind(link) not in seen and urlsplit(link).path.startswith(under):
                seen.add(public_kind(link))
                waiting.append(link)
    assert seen
    return findings


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("who", VISITORS)
def test_every_page_is_sound_on_a_telephone(browser: Browser, demo: Demo, who: str, scheme: str) -> None:
    # light with JavaScript, dark without: each page is seen both ways and each way once in every colour
    with walk(browser, demo.address, script=scheme == "light", scheme=scheme) as walked:
        if VISITORS[who]:
            walked.enter(VISITORS[who])
        findings = crawl(walked, STARTS.get(who, ("/meja/",)), OWN.get(who, "/meja/"))
    assert not findings, "\n\n".join(findings)
