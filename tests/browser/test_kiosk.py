"""The office's tablet in a browser: counts from the last touch, keeps what is typed, reads aloud with a voice."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.test_letters import press
from tests.browser.walking import Demo, Walk, walk

CLOSES_SOON = "Layar ini segera tertutup"
VOICE = """const voice = {lang: "id-ID", name: "suara"};
speechSynthesis.getVoices = () => [voice];
self.said = [];
self.SpeechSynthesisUtterance = function (text) { this.text = text; };
speechSynthesis.speak = one => said.push(one.text);"""


@pytest.fixture
def tablet(browser: Browser, demo: Demo) -> Iterator[Walk]:
    with walk(browser, demo.address, script=True) as walked:
        yield walked


def at_a_question(tablet: Walk, demo: Demo) -> Page:
    """Signs a resident in and stops at the first question."""
    page = tablet.go("/anjungan/masuk/")
    phone, pin = next(iter(demo.residents.items()))
    fields = page.locator("main form input:not([type=hidden])")
    fields.nth(0).fill(phone)
    fields.nth(1).fill(pin)
    press(page, "Masuk")
    tablet.check()
    page = tablet.go("/anjungan/surat/domisili/")
    press(page, "Mulai mengisi")
    assert "/isi/" in page.url
    return page


def test_the_tablet_counts_from_the_last_touch_and_forgets_what_was_typed(tablet: Walk, demo: Demo) -> None:
    tablet.page.clock.install()
    page = at_a_question(tablet, demo)
    tablet.check()
    here, field = page.url, page.locator("main form :is(input, textarea):not([type=hidden])").first
    field.fill("Kp. Babakan")
    page.clock.run_for(160_000)
    assert page.get_by_text(CLOSES_SOON).is_visible()
    # The button asks no page anew: what was typed stays, and the three minutes begin again.
    page.get_by_role("button", name="Saya masih di sini").click()
    page.clock.run_for(140_000)
    assert (page.url, field.input_value()) == (here, "Kp. Babakan")
    assert not page.get_by_text(CLOSES_SOON).is_visible()
    field.press("End")  # any touch is one
    page.clock.run_for(170_000)
    assert page.url == here
    page.clock.run_for(15_000)
    page.wait_for_url("**/anjungan/")
    page.go_back()
    assert "Kp. Babakan" not in page.content()
    assert page.locator("main form input[value='Kp. Babakan']").count() == 0


def test_a_page_is_read_aloud_where_there_is_a_voice_and_offers_nothing_elsewhere(
    browser: Browser, tablet: Walk
) -> None:
    page = tablet.go("/anjungan/")
    assert page.evaluate("speechSynthesis.getVoices().length") == 0
    assert not page.get_by_role("button", name="Bacakan halaman ini").is_visible()
    page.add_init_script(VOICE)
    for path, words in (("/anjungan/", "Selamat datang"), ("/surat/tidak-mampu/", "Keterangan tidak mampu")):
        page = tablet.go(path)
        page.get_by_role("button", name="Bacakan halaman ini").click()
        said = page.evaluate("said")
        assert said[0].startswith(words), said[:3]
        assert not any("Bacakan" in text for text in said)
        assert page.get_by_role("button", name="Berhenti membaca").is_visible()
    tablet.check()
