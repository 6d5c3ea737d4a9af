"""A request for public information by somebody whom the village does not know, to the head's decision, on 360 px."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, expect

from tests.browser.test_letters import follow, officer, press
from tests.browser.walking import Walk

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"


def test_from_the_question_to_the_objection(telephone: Walk, browser: Browser) -> None:
    page = telephone.go("/informasi-publik/")
    telephone.check()
    follow(page, "Ajukan")
    page.get_by_label("Informasi yang Anda minta").fill("Salinan kontrak lampu jalan")
    page.get_by_label("Untuk apa informasi ini").fill("laporan warga")
    page.get_by_label("Dibaca di halaman resi").check()
    page.get_by_label("Nama Anda").fill("Rina Wati")
    page.get_by_label("Alamat").fill("Bandung")
    press(page, "Lanjut")
    telephone.check()
    assert page.get_by_label("Informasi yang Anda minta").input_value() == "Salinan kontrak lampu jalan"
    page.get_by_label("Nomor telepon atau surel").fill("0812 0000")
    press(page, "Lanjut")
    telephone.check()
    press(page, "Kirim")
    telephone.check()
    receipt, number = page.url, page.locator(".receipt b").inner_text()
    assert re.fullmatch(r"I\d{4}-[0-9A-Z]{6}", number)
    with officer(browser, telephone, "PPID desa") as ppid:
        desk = ppid.go(f"/meja/informasi-publik/?q={number}")
        ppid.check()
        follow(desk, number)
        ppid.check()
        desk.locator("summary", has_text="Tolak").click()
        refusal = desk.locator("form[action$='/refuse/']")
        refusal.get_by_label("Dasar penolakan").select_option(label="Pasal 17 huruf h: rahasia pribadi")
        refusal.get_by_label("Alasan").fill("Memuat nomor rekening")
        refusal.get_by_role("button", name="Tolak").click()
        desk.wait_for_load_state()
        ppid.check()
    page = telephone.go(receipt.removeprefix(telephone.address))
    assert "Memuat nomor rekening" in page.locator("main").inner_text()
    follow(page, "Ajukan keberatan")
    telephone.check()
    page.get_by_label("Ditolak dengan alasan pengecualian").check()
    page.get_by_role("textbox", name="Alasan").fill("Nomor rekening dapat ditutup")
    page.locator("main input[type=file]").set_input_files(
        {"name": "contoh.pdf", "mimeType": "application/pdf", "buffer": PDF}
    )
    press(page, "Ajukan keberatan")
    # With a script the file goes up first, and the answer takes this page's place.
    expect(page.locator("main")).to_contain_text("Menunggu putusan atasan PPID")
    telephone.check()
