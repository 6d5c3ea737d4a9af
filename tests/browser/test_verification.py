"""Checking a letter on a telephone: in the browser itself, with and without a network, with and without JavaScript."""

from __future__ import annotations

import json
import os
import random
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from playwright.sync_api import Browser, Page, Route

from pendopo.letters.models import LetterDocument
from pendopo.letters.operations.signing import sign_request
from pendopo.letters.queries.documents import own_document
from pendopo.letters.rules.verification import from_text, to_text
from pendopo.letters.tests.office import open_office, seen
from pendopo.letters.tests.test_verification import path_of
from tests.browser.walking import Walk, walk

STATIC = Path(__file__).resolve().parents[2] / "pendopo" / "letters" / "static" / "letters"
CHANGES = 100
KEPT = """caches.keys().then(names => Promise.all(names.map(name => caches.open(name).then(held => held.keys()))))
  .then(files => files.flat().length > 3)"""
DONE = """wanted => {
  const outcome = document.querySelector("[data-verify]").dataset.outcome;
  return wanted ? outcome === wanted : outcome && outcome !== "valid";
}"""
CHANGE_LIST = """root => {
  const list = JSON.parse(root.dataset.list);
  list.body = list.body.replace("Taraju", "Cikubang");
  root.dataset.list = JSON.stringify(list);
}"""
# Playwright keeps a loop running in this thread; the database is asked here all the same.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"


@dataclass(frozen=True)
class Letter:
    """A signed letter on a running site."""

    address: str
    code: str
    number: str
    pdf: bytes


@pytest.fixture
def letter(transactional_db: None, live_server: Any) -> Letter:
    # Playwright keeps a loop running in this thread, and pyHanko wants one of its own.
    with ThreadPoolExecutor(1) as thread:
        code, number, pdf = thread.submit(_issue).result()
    return Letter(str(live_server.url).replace("127.0.0.1", "localhost"), code, number, pdf)


def _issue() -> tuple[str, str, bytes]:
    try:
        office = open_office()
        row = sign_request(office.head, case=seen(office))
        document = LetterDocument.objects.get(request=row)
        assert path_of(document) == f"/V/{document.code_text}"
        return document.code_text, document.number, own_document(office.resident, row.pk).content
    finally:
        connection.close()


@pytest.fixture
def phone(browser: Browser, letter: Letter) -> Iterator[Walk]:
    with walk(browser, letter.address) as walked:
        yield walked


def verdict(page: Page, code: str) -> str:
    return str(page.evaluate("code => pendopoVerify(code)", code))


def spoilt_codes(code: str) -> Iterator[str]:
    dice, good = random.Random(7), from_text(code)
    for _ in range(CHANGES):
        at, change = dice.randrange(len(good)), dice.randrange(1, 256)
        yield to_text(good[:at] + bytes([good[at] ^ change]) + good[at + 1 :])


def test_the_browser_accepts_the_letter_and_rejects_a_hundred_changes(phone: Walk, letter: Letter) -> None:
    page = phone.go("/verifikasi/")
    assert verdict(page, letter.code) == "valid"
    shown = page.locator("[data-verify]").inner_text()
    assert letter.number in shown and "Pencabutan tidak diketahui" in shown and "Desa Taraju" in shown
    outcomes = [verdict(page, code) for code in spoilt_codes(letter.code)]
    assert len(outcomes) == CHANGES
    assert set(outcomes) <= {"forged", "unknown", "unreadable"}
    assert "forged" in outcomes
    phone.check()
    assert not [url for url in phone.requests if "vendor" in url]


def test_an_older_telephone_fetches_the_library_and_only_then(phone: Walk, letter: Letter) -> None:
    phone.page.add_init_script(
        "const own = crypto.subtle.importKey.bind(crypto.subtle);"
        "crypto.subtle.importKey = (form, key, how, ...rest) => (how.name || how) === 'Ed25519'"
        " ? Promise.reject(new DOMException('', 'NotSupportedError')) : own(form, key, how, ...rest);"
    )
    page = phone.go("/verifikasi/")
    assert not [url for url in phone.requests if "vendor" in url]
    assert verdict(page, letter.code) == "valid"
    assert len({url for url in phone.requests if "vendor" in url}) == 1
    outcomes = {verdict(page, code) for code in list(spoilt_codes(letter.code))[:10]}
    assert outcomes <= {"forged", "unknown", "unreadable"}


def test_the_page_opens_without_a_network(phone: Walk, letter: Letter) -> None:
    page = phone.go("/verifikasi/")
    page.evaluate("navigator.serviceWorker.ready.then(() => 1)")
    page.wait_for_function(KEPT)
    phone.go("/verifikasi/")
    page.context.set_offline(True)
    page.goto(f"{letter.address}/V/{letter.code}")
    page.wait_for_selector("[data-outcome]")
    assert page.locator("[data-verify]").get_attribute("data-outcome") == "valid"
    assert "Sah menurut daftar tanggal" in page.locator("main").inner_text()
    page.goto(f"{letter.address}/verifikasi/")
    page.get_by_label("Kode surat").fill(f"{letter.address}/V/{letter.code}")
    page.get_by_role("button", name="Periksa kode").click()
    page.wait_for_selector("[data-outcome=valid]")
    page.context.set_offline(False)


def test_the_saved_file_works_from_a_folder(phone: Walk, letter: Letter, tmp_path: Path) -> None:
    page = phone.go("/verifikasi/")
    with page.expect_download() as download:
        page.get_by_role("link", name="Simpan halaman ini sebagai berkas").click()
    file = tmp_path / "periksa.html"
    download.value.save_as(file)
    page.context.set_offline(True)
    page.goto(file.as_uri())
    for code, outcome in ((letter.code, "valid"), (next(spoilt_codes(letter.code)), "")):
        page.get_by_label("Alamat dari kode QR").fill(f"HTTPS://TARAJU.DESA.ID/V/{code}")
        page.get_by_role("button", name="Periksa kode").click()
        page.wait_for_function(DONE, arg=outcome)
    # Offline and from a folder, an older telephone uses the library that the file carries along.
    page.evaluate(
        "() => { const own = crypto.subtle.importKey;"
        " crypto.subtle.importKey = () => { crypto.subtle.importKey = own; return Promise.reject(1); }; }"
    )
    assert verdict(page, letter.code) == "valid"


def test_a_list_by_another_signer_is_not_believed(phone: Walk, letter: Letter) -> None:
    page = phone.go("/verifikasi/")
    assert verdict(page, letter.code) == "valid"
    page.evaluate("localStorage.pendopoList = '00'.repeat(32)")
    assert verdict(page, letter.code) == "list"
    page.evaluate("localStorage.removeItem('pendopoList')")
    page.locator("[data-verify]").evaluate(CHANGE_LIST)
    assert verdict(page, letter.code) == "list"


def test_a_pdf_is_compared_on_the_telephone_and_never_sent(
    phone: Walk, letter: Letter, tmp_path: Path
) -> None:
    page = phone.go(f"/V/{letter.code}")
    assert "Surat ini sah" in page.locator("main").inner_text()
    sent: list[str] = []

    def watch(route: Route) -> None:
        sent.append(route.request.method)
        route.continue_()

    page.route("**/V/**", watch)
    for content, same in ((letter.pdf, "yes"), (letter.pdf + b"\n", "no")):
        file = tmp_path / f"{same}.pdf"
        file.write_bytes(content)
        page.locator("input[type=file]").set_input_files(file)
        page.locator(f"[data-same={same}]").wait_for()
        assert page.locator("[data-same]:visible").count() == 1
    assert sent == []
    phone.check()


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_every_page_of_checking_is_sound(browser: Browser, letter: Letter, script: bool) -> None:
    with walk(browser, letter.address, script=script) as walked:
        page = walked.go("/verifikasi/")
        walked.check()
        page.get_by_label("Kode surat").fill("0" * 26)
        page.get_by_role("button", name="Periksa kode").click()
        page.wait_for_url("**/kode/**")
        assert "Kode atau nomor ini tidak ada di situs ini" in page.locator("main").inner_text()
        walked.check()
        walked.go(f"/V/{letter.code}")
        walked.check()
        walked.go("/V/ABC")
        walked.check()


def test_the_verifier_is_small_and_the_library_is_the_one_that_the_manifest_names() -> None:
    assert len((STATIC / "verify.js").read_bytes()) <= 5_000
    assert json.loads((STATIC / "vendor" / "manifest.json").read_text())[0]["version"] == "2.3.0"
