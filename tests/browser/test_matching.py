"""An officer matches a list on a telephone, with and without JavaScript: upload, columns, run, review, undo."""

from __future__ import annotations

import re
import time
from pathlib import Path

from playwright.sync_api import Page

from demo.people.population import generate
from pendopo.kernel import clock
from tests.browser.test_journeys import follow, heading, press
from tests.browser.walking import Walk
from tests.making import TARAJU

LINES = 9


def write_list(folder: Path) -> Path:
    """A table with headings of its own about people of the demo; the first stands on it twice, the last is nobody."""
    born = [
        row
        for row in generate(TARAJU, families=120, seed=2026, on=clock.today())
        if row["nik"] not in (0, "0")
    ]
    people = [*born[10 : 10 + LINES], born[10]]
    lines = [
        f"{number};{row['nik']};{str(row['nama']).upper()};{row['tanggallahir']};{row['dusun']}"
        for number, row in enumerate(people, start=1)
    ]
    path = folder / "bantuan.csv"
    lines.append("99;3273010101880001;QUIRINUS XAVERIUS;1988-01-01;Braga")
    path.write_text("\n".join(["Urut;NIK;Penerima;Tgl. Lahir;Kampung", *lines]), encoding="utf-8")
    return path


def wait_for_the_end(walked: Walk) -> None:
    """Waits until the run's page shows its counts; without JavaScript the page refreshes itself all the same."""
    page = walked.page
    limit = time.monotonic() + 90
    while "sedang berjalan" in heading(page) and time.monotonic() < limit:
        page.wait_for_timeout(1000)  # a reload of our own would cut off the page's
    assert "Pemadanan berhenti" not in heading(page), page.locator("main").inner_text()


def tile(page: Page, word: str) -> int:
    """The number of a verdict on the run's page."""
    text = page.locator(".tile", has_text=word).first.inner_text()
    return int(re.sub(r"\D", "", text.split("\n")[0]))


def test_an_operator_matches_a_list_and_takes_an_answer_back(telephone: Walk, tmp_path: Path) -> None:
    telephone.enter("Operator desa")
    page = telephone.go("/meja/pemadanan/")
    telephone.check()
    follow(page, "Unggah daftar")
    press(page, "Unggah")
    telephone.check()
    assert "Pilih berkasnya dahulu" in page.locator("main").inner_text()
    page.locator("input[name=title]").fill(f"Bantuan {'skrip' if telephone.script else 'polos'}")
    page.locator("input[name=file]").set_input_files(write_list(tmp_path))
    press(page, "Unggah")
    telephone.check()
    assert heading(page) == "Kolom mana berisi apa?"
    # The heading "Penerima" is nobody's name of a column; the officer says what it is.
    page.locator("select[name=nama]").select_option(
        label=page.locator("select[name=nama] option", has_text="Penerima").inner_text()
    )
    page.locator("select[name=alamat]").select_option(
        label=page.locator("select[name=alamat] option", has_text="Kampung").inner_text()
    )
    press(page, "Lanjut")
    telephone.check()
    assert f"{LINES + 2} orang terbaca" in page.locator("main").inner_text()
    press(page, "Padankan")
    wait_for_the_end(telephone)
    telephone.check()
    counts = [tile(page, word) for word in ("padan", "perlu diperiksa", "tidak ditemukan", "ganda")]
    assert sum(counts) == LINES + 2
    assert counts[3] == 1
    review_one(telephone)
    page = telephone.go("/meja/pemadanan/peluang/")
    telephone.check()
    assert heading(page) == "Ketepatan peluang"


def review_one(walked: Walk) -> None:
    """Opens the first household of the queue, answers, and takes the answer back."""
    page = walked.go("/meja/pemadanan/tinjau/")
    walked.check()
    assert page.locator("main table th a").count(), "whoever stands on the list twice waits for people"
    page.locator("main table th a").first.click()
    page.wait_for_load_state()
    walked.check()
    assert not re.search(r"\b\d{16}\b", page.locator("main").inner_text())
    first = page.url
    page.get_by_label("Bukan, orang lain").check()
    press(page, "Simpan jawaban")
    walked.check()
    assert "Alasan belum diisi" in page.locator("main").inner_text()
    page.locator("input[name=reason]").fill("Beda orang, sudah ditanyakan")
    press(page, "Simpan jawaban")
    walked.check()
    assert "Jawaban tersimpan" in page.locator("main").inner_text()
    press(page, "Tarik kembali jawaban")
    walked.check()
    assert page.url.split("?")[0] == first.split("?")[0]
    assert "ditarik kembali" in page.locator("main").inner_text()
    assert page.get_by_role("button", name="Simpan jawaban").count() == 1
