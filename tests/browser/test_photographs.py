"""Photographs of papers leave a telephone small, whatever button is pressed, and survive a broken connection."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import Browser, FilePayload, Page, Request

from tests.browser.test_letters import press, sign_in
from tests.browser.walking import Demo, Walk, walk

LETTER, MOST_BYTES = "domisili", 450 * 1024


@pytest.fixture
def phone(browser: Browser, demo: Demo) -> Iterator[Walk]:
    with walk(browser, demo.address, script=True) as walked:
        yield walked


def photograph(seed: int) -> bytes:
    """A page of small print as a telephone takes it: 12 megapixels, grain, about 4 MB, held sideways."""
    picture = Image.effect_noise((4032, 3024), 12 + seed).convert("RGB")
    picture = Image.blend(picture, Image.new("RGB", picture.size, "white"), 0.45)
    pen = ImageDraw.Draw(picture)
    for line in range(60):
        pen.text(
            (200, 120 + 46 * line),
            f"{line} Nama lengkap, NIK, alamat {seed} " * 4,
            fill="black",
            font_size=34,
        )
    exif, out = Image.Exif(), io.BytesIO()
    exif[0x0112] = 6
    picture.save(out, "JPEG", quality=87, exif=exif)
    return out.getvalue()


def begun(phone: Walk, demo: Demo) -> Page:
    """The page of the papers, with nothing answered before it."""
    sign_in(phone, demo)
    page = phone.go(f"/surat/ajukan/{LETTER}/")
    press(page, "Mulai mengisi")
    return phone.go("/".join(page.url.removeprefix(phone.address).split("/")[:4]) + "/syarat/")


def test_three_photographs_of_4_mb_are_sent_as_450_kb(phone: Walk, demo: Demo) -> None:
    page = begun(phone, demo)
    phone.check()
    photos = [photograph(seed) for seed in range(3)]
    assert all(3_500_000 < len(one) < 4_800_000 for one in photos), [len(one) for one in photos]
    inputs = page.locator("input[type=file]")
    assert inputs.count() == 3
    sent: list[int] = []

    def count(request: Request) -> None:
        if request.method == "POST":
            sent.append(request.sizes()["requestBodySize"])

    page.on("requestfinished", count)
    page.route("**/syarat/", lambda route: route.continue_())  # what is not looked through has no size
    for at, photo in enumerate(photos):
        inputs.nth(at).set_input_files(
            [FilePayload(name=f"foto{at}.jpg", mimeType="image/jpeg", buffer=photo)]
        )
    # Pressed at once, while they are still being made small.
    page.get_by_role("button", name="Bawa aslinya saja").click()
    page.wait_for_url("**/periksa/")
    assert page.get_by_text("Berkas sudah tersimpan.").count() == 1
    assert page.get_by_text("terlampir").count() == 3
    assert len(sent) == 1 and 100_000 < sent[0] <= MOST_BYTES, sent
    print(f"three photographs, {sum(map(len, photos))} bytes: {sent[0]} bytes sent")
    phone.go("/".join(page.url.removeprefix(phone.address).split("/")[:4]) + "/syarat/")
    shown = page.request.get(
        phone.address + str(page.get_by_role("link", name="Lihat berkas").first.get_attribute("href"))
    )
    width, height = Image.open(io.BytesIO(shown.body())).size
    assert width < height and height >= 1000  # upright, and large enough to read


def test_what_no_browser_can_read_is_said_before_it_is_sent(phone: Walk, demo: Demo) -> None:
    page = begun(phone, demo)
    chosen = page.locator("input[type=file]").first
    for name, content, words in (
        ("IMG_1.HEIC", b"\0\0\0\x18ftypheic" + bytes(300), "Ubah ke JPG"),
        ("kosong.jpg", b"", "Berkas ini kosong"),
    ):
        chosen.set_input_files([FilePayload(name=name, mimeType="", buffer=content)])
        page.locator(".sending p", has_text=words).wait_for()
    # A connection that breaks costs one more tap, and no choice.
    page.route(
        "**/syarat/", lambda route: route.abort() if route.request.method == "POST" else route.continue_()
    )
    page.get_by_role("button", name="Kirim berkas dan lanjut").click()
    page.get_by_text("Sambungan terputus").wait_for()
    page.unroute("**/syarat/")
    phone.complaints.clear()
    assert chosen.evaluate("one => one.files.length") == 1
    press(page, "Kirim berkas dan lanjut")
    page.get_by_text("kosong.jpg: Berkas ini kosong.").first.wait_for()
    phone.check()
