"""A letter from the telephone to the signed page and its verification, on 360 px, with and without script."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from PIL import Image
from playwright.sync_api import Browser, FilePayload, Page

from tests.browser.walking import Demo, Walk, walk

LETTER = "domisili"


def press(page: Page, name: str | re.Pattern[str]) -> None:
    """Presses a button of the page's content and waits for the answer."""
    page.locator("main").get_by_role("button", name=name).first.click()
    page.wait_for_load_state()


def follow(page: Page, name: str | re.Pattern[str]) -> None:
    """Follows a link of the page's content."""
    page.locator("main").get_by_role("link", name=name).first.click()
    page.wait_for_load_state()


@contextmanager
def officer(browser: Browser, telephone: Walk, role: str) -> Iterator[Walk]:
    """Another person's telephone, signed in by the demo's one step."""
    with walk(browser, telephone.address, script=telephone.script) as walked:
        walked.enter(role)
        yield walked


def sign_in(telephone: Walk, demo: Demo) -> None:
    """Signs the first resident in with the PIN."""
    phone, pin = next(iter(demo.residents.items()))
    page = telephone.go("/masuk/warga/")
    fields = page.locator("main form input:not([type=hidden])")
    fields.nth(0).fill(phone)
    fields.nth(1).fill(pin)
    press(page, "Masuk")


def answer(page: Page) -> None:
    """Answers the question on the page, whatever its kind."""
    if page.locator("main form input[type=radio]").count():
        page.locator("main form input[type=radio]").first.check()
        return
    for field in page.locator("main form :is(input, textarea):not([type=hidden])").all():
        numeric = field.get_attribute("inputmode") == "numeric"
        field.fill(
            "02-11-2026" if "hari" in page.locator("main form").inner_text().lower() and numeric else "3"
        )
        if not numeric:
            field.fill("Membuka rekening bank")


def ask(telephone: Walk) -> str:
    """Asks for a letter page by page and answers the receipt's number."""
    page = telephone.go(f"/surat/ajukan/{LETTER}/")
    telephone.check()
    press(page, "Mulai mengisi")
    while "/isi/" in page.url:
        telephone.check()
        here = page.url
        answer(page)
        press(page, "Lanjut")
        assert page.url != here, page.locator("main").inner_text()
    assert page.url.endswith("/syarat/")
    telephone.check()
    attach(page, script=telephone.script)
    telephone.check()
    press(page, "Bawa aslinya saja")
    telephone.check()
    press(page, "Kirim permohonan")
    telephone.check()
    number = page.locator(".receipt b").inner_text()
    assert re.fullmatch(r"S\d{4}-[0-9A-Z]{6}", number)
    follow(page, "halaman keadaan permohonan")
    telephone.check()
    assert number in page.locator("main").inner_text()
    page.go_back()
    follow(page, "Lihat permohonan")
    telephone.check()
    return number


def attach(page: Page, *, script: bool) -> None:
    """Sends two photographs at once; where there is script they are made small before they leave the telephone."""
    out = io.BytesIO()
    Image.effect_noise((2400, 1600), 60).convert("RGB").save(out, "JPEG", quality=95)
    photo, chosen = out.getvalue(), page.locator("input[type=file]").first
    names = ("depan.jpg", "belakang.jpg")
    files = [FilePayload(name=name, mimeType="image/jpeg", buffer=photo) for name in names]
    chosen.set_input_files(files)
    if script:
        page.wait_for_function(
            "most => [...document.querySelector('input[type=file]').files].every(one => one.size < most)",
            arg=len(photo) / 2,
        )
    press(page, "Unggah berkas yang dipilih")
    page.get_by_text("Berkas sudah tersimpan.").wait_for()
    assert page.get_by_role("link", name=re.compile("Lihat berkas")).count()


def open_at_the_desk(walked: Walk, number: str) -> Page:
    """Finds a request by its receipt."""
    page = walked.go("/meja/surat/")
    walked.check()
    page.get_by_label("Nomor resi atau nomor surat").fill(number)
    press(page, "Cari")
    page.locator("main table th a").first.click()
    page.wait_for_load_state()
    walked.check()
    assert number in page.locator("main").inner_text()
    return page


def connect_signer(walked: Walk) -> None:
    """The secretary says who the head is in the register, unless that is known."""
    page = walked.go("/meja/akun/jabatan/")
    walked.check()
    card = page.locator("main section.card", has=page.get_by_text("belum dihubungkan")).filter(
        has=page.get_by_role("link", name=re.compile("^Hubungkan"))
    )
    if card.count():
        card.first.get_by_role("link", name=re.compile("^Hubungkan")).click()
        page.wait_for_load_state()
        walked.check()
        press(page, "Ia tinggal di desa lain")


def test_a_letter_from_the_telephone_to_its_verification(
    telephone: Walk, browser: Browser, demo: Demo
) -> None:
    sign_in(telephone, demo)
    number = ask(telephone)
    request = telephone.page.url
    with officer(browser, telephone, "Operator desa") as operator:
        page = open_at_the_desk(operator, number)
        for box in page.locator("main input[name=shown]").all():
            box.check()
        press(page, "Lengkap, teruskan")
        operator.check()
    with officer(browser, telephone, "Sekretaris desa") as secretary:
        connect_signer(secretary)
        page = open_at_the_desk(secretary, number)
        press(page, "Verifikasi")
        secretary.check()
    with officer(browser, telephone, "Kepala desa") as head:
        sign(head, number)
    page = telephone.go(request.removeprefix(telephone.address))
    telephone.check()
    assert "Surat Anda sudah selesai" in page.locator("main").inner_text()
    link = page.locator("main").get_by_role("link", name="Unduh surat (PDF)").get_attribute("href")
    file = page.request.get(f"{telephone.address}{link}")
    assert file.ok and file.body().startswith(b"%PDF-")
    follow(page, "Periksa keasliannya")
    telephone.check()
    assert "/V/" in page.url
    assert "berlaku" in page.locator("main").inner_text().lower()


def sign(head: Walk, number: str) -> None:
    """The head looks at letters until this one is ready, and signs."""
    page = head.go("/meja/surat/tanda-tangan/")
    for _ in range(40):
        head.check()
        if not page.get_by_role("button", name="Sudah saya lihat, lanjut").count():
            break
        press(page, "Sudah saya lihat, lanjut")
    page = head.go("/meja/surat/tanda-tangan/setuju/")
    head.check()
    assert number in page.locator("main").inner_text()
    press(page, "Tanda tangani")
    head.check()
    assert "Sudah ditandatangani" in page.locator("main").inner_text()


def test_the_picture_of_a_letter_follows_the_typing(telephone: Walk) -> None:
    telephone.enter("Sekretaris desa")
    page = telephone.go(f"/meja/surat/jenis/{LETTER}/kalimat/")
    telephone.check()
    picture = page.locator("[data-trial] img")
    assert picture.get_attribute("src", timeout=5_000)
    wording = page.locator("textarea[name=template]")
    kept = wording.input_value()
    wording.fill(f"{kept}\nKalimat yang sedang diketik.\n")
    if telephone.script:
        drawn = page.locator("[data-trial] img[src^='data:image/svg']")
        drawn.wait_for(timeout=20_000)
        assert drawn.evaluate("picture => picture.decode().then(() => picture.naturalWidth)") > 0
        wording.fill(f"{kept}\n#orang(v\n")
        page.locator("[data-trial] .notice").wait_for(timeout=20_000)
        assert "belum ditutup" in page.locator("[data-trial]").inner_text()
        telephone.check()
    # nothing was saved by looking
    page = telephone.go(f"/meja/surat/jenis/{LETTER}/kalimat/")
    assert page.locator("textarea[name=template]").input_value() == kept


def test_the_kiosk_gives_a_number_and_forgets(telephone: Walk, demo: Demo) -> None:
    page = telephone.go("/anjungan/")
    telephone.check()
    press(page, "Ambil nomor antrean")
    telephone.check()
    assert page.locator(".kiosk-number").inner_text().isdigit()
    follow(page, "Selesai")
    follow(page, "Minta surat")
    telephone.check()
    phone, pin = next(iter(demo.residents.items()))
    fields = page.locator("main form input:not([type=hidden])")
    fields.nth(0).fill(phone)
    fields.nth(1).fill(pin)
    press(page, "Masuk")
    telephone.check()
    follow(page, re.compile("Tempat tinggal"))
    telephone.check()
    follow(page, re.compile("domisili", re.I))
    telephone.check()
    page.get_by_role("banner").get_by_role("button", name="Selesai").click()
    page.wait_for_load_state()
    telephone.check()
    page.goto(f"{telephone.address}/anjungan/surat/")
    assert page.url.endswith("/anjungan/masuk/")


@pytest.mark.parametrize("path", ["/meja/surat/masuk/", "/meja/surat/agenda/", "/meja/antrean/"])
def test_the_register_fits_a_telephone(telephone: Walk, path: str) -> None:
    telephone.enter("Operator desa")
    telephone.go(path)
    telephone.check()
