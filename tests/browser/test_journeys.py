"""What people come for, on a 360 px screen, with and without JavaScript; every page on the way is checked."""

from __future__ import annotations

import io
import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from playwright.sync_api import Page, expect

from tests.browser.walking import Demo, Walk

HEADINGS = (
    *(
        "alamat",
        "dusun",
        "rw",
        "rt",
        "nama",
        "no_kk",
        "nik",
        "sex",
        "tempatlahir",
        "tanggallahir",
        "agama_id",
    ),
    *(
        "pendidikan_kk_id",
        "pendidikan_sedang_id",
        "pekerjaan_id",
        "status_kawin",
        "kk_level",
        "warganegara_id",
    ),
    *("nama_ayah", "nama_ibu", "golongan_darah_id", "status_dasar"),
)


def press(page: Page, name: str | re.Pattern[str]) -> None:
    """Presses a button of the page's content and waits for the answer."""
    page.locator("main").get_by_role("button", name=name).first.click()
    page.wait_for_load_state()


def follow(page: Page, name: str | re.Pattern[str]) -> None:
    page.locator("main").get_by_role("link", name=name).first.click()
    page.wait_for_load_state()


def heading(page: Page) -> str:
    return page.locator("main h1").inner_text()


def open_first_file(walked: Walk) -> str:
    """Opens the file of the first resident on the list, naming the purpose when asked; answers the name."""
    page = walked.go("/meja/warga/")
    walked.check()
    first = page.locator("main table th a").first
    name = first.inner_text()
    first.click()
    page.wait_for_load_state()
    if page.get_by_role("radio").count():
        walked.check()
        page.get_by_label("Mencatat peristiwa atau pembetulan").check()
        press(page, "Buka berkas")
    assert heading(page) == name
    return name


def test_a_visitor_reads_about_the_village(telephone: Walk) -> None:
    page = telephone.go("/")
    telephone.check()
    assert heading(page) == "Apa yang Anda perlukan?"
    for path, words in (("/profil/", "Taraju"), ("/statistik/", "laki-laki"), ("/wilayah/", "Dusun")):
        telephone.go(path)
        telephone.check()
        assert words in page.locator("main").inner_text()


def test_a_visitor_switches_to_english_and_back(telephone: Walk) -> None:
    page = telephone.go("/")
    page.get_by_role("button", name="English").click()
    page.wait_for_load_state()
    telephone.check()
    assert heading(page) == "What do you need?"
    assert page.locator("html").get_attribute("lang") == "en"
    page.get_by_role("button", name="Indonesia").click()
    page.wait_for_load_state()
    assert heading(page) == "Apa yang Anda perlukan?"


def test_an_officer_signs_in_with_a_password(telephone: Walk, demo: Demo) -> None:
    page = telephone.go("/masuk/petugas/")
    telephone.check()
    page.locator("input[name=login]").fill("operator")
    page.locator("input[name=password]").fill("bukan-sandi-itu")
    press(page, "Masuk")
    telephone.check()
    assert "operator" not in page.url
    assert page.locator("#isi [role=alert], .errors, .error-summary, [aria-labelledby*=error]").count()
    page.locator("input[name=login]").fill("operator")
    page.locator("input[name=password]").fill(demo.passwords["operator"])
    press(page, "Masuk")
    assert page.url.startswith(f"{telephone.address}/meja/")
    telephone.check()


def test_a_resident_signs_in_with_a_pin_and_sees_who_read_the_data(telephone: Walk, demo: Demo) -> None:
    phone, pin = next((name, pin) for name, pin in demo.residents.items())
    page = telephone.go("/masuk/warga/")
    telephone.check()
    fields = page.locator("main form input:not([type=hidden])")
    fields.nth(0).fill(phone)
    fields.nth(1).fill(pin)
    press(page, "Masuk")
    assert page.url == f"{telephone.address}/saya/"
    telephone.check()
    body = page.locator("main").inner_text()
    assert "Siapa yang membuka data Anda" in body
    assert not re.search(r"\b\d{16}\b", body)


def test_an_operator_finds_a_resident_and_opens_the_file(telephone: Walk) -> None:
    telephone.enter("Operator desa")
    page = telephone.go("/meja/warga/")
    name = page.locator("main table th a").first.inner_text()
    page.locator("#id_text").fill(name.upper())
    press(page, "Cari")
    telephone.check()
    assert name in page.locator("main table").inner_text()
    assert open_first_file(telephone)
    telephone.check()
    body = page.locator("main").inner_text()
    assert "Siapa membuka berkas ini" in body
    assert not re.search(r"\b\d{16}\b", body), "an identity number stands unmasked on the screen"


def test_an_operator_searches_by_a_number_that_nobody_has(telephone: Walk) -> None:
    telephone.enter("Operator desa")
    page = telephone.go("/meja/warga/")
    page.locator("#id_text").fill("3206139912990099")
    press(page, "Cari")
    telephone.check()
    assert "Nomor itu tidak ada di daftar warga" in page.locator("main").inner_text()
    assert "3206139912990099" not in page.url


def test_an_operator_records_a_birth(telephone: Walk) -> None:
    telephone.enter("Operator desa")
    page = telephone.page
    open_first_file(telephone)
    follow(page, "Buka kartu keluarga")
    telephone.check()
    members = page.locator("main table tbody tr").count()
    follow(page, "Catat kelahiran")
    telephone.check()
    press(page, "Lanjut")
    telephone.check()
    summary = page.locator("main .error-summary")
    assert "Nama anak" in summary.inner_text(), "an empty form says what is missing"
    day = date.today() - timedelta(days=2)
    name = f"Neng Uji {'Skrip' if telephone.script else 'Polos'}"
    page.locator("input[name=anak-name]").fill(name)
    page.get_by_label("Perempuan").check()
    page.locator("input[name=anak-birth_date]").fill(day.strftime("%d-%m-%Y"))
    walk_to_the_end(telephone)
    assert name in page.locator("main").inner_text()
    telephone.check()
    if "/keluarga/" in page.url:
        assert page.locator("main table tbody tr").count() == members + 1


def walk_to_the_end(walked: Walk) -> None:
    """Answers the remaining questions as they come, and saves at the last one."""
    page = walked.page
    for _ in range(6):
        save = page.locator("main").get_by_role("button", name=re.compile("^(Simpan|Catat|Ya)"))
        if save.count():
            walked.check()
            save.first.click()
            page.wait_for_load_state()
            return
        fill_required(page)
        press(page, "Lanjut")
        walked.check()
    raise AssertionError(f"no end in sight: {page.url}\n{page.locator('main').inner_text()}")


def fill_required(page: Page) -> None:
    for field in page.locator("main form select[required]").all():
        if not field.input_value():
            field.select_option(index=1)
    for field in page.locator("main form input[type=text][required]").all():
        if not field.input_value():
            field.fill("Uji")
    for group in page.locator("main fieldset:has(input[type=radio][required])").all():
        if not group.locator("input:checked").count():
            group.locator("input[type=radio]").last.check()


# The import


def workbook(rows: list[dict[str, Any]]) -> bytes:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    sheet = book.add_worksheet("Data Penduduk")
    sheet.write_row(0, 0, HEADINGS)
    for number, row in enumerate(rows, 1):
        sheet.write_row(number, 0, [row.get(name, "") for name in HEADINGS])
    book.close()
    return stream.getvalue()


def person(number: int, **given: Any) -> dict[str, Any]:
    plain = {
        **{"alamat": "Kp. Uji", "dusun": "UJI", "rw": "090", "rt": "001", "no_kk": "3206139001010001"},
        **{
            "nik": f"320613150390{number:04d}",
            "sex": 1,
            "tempatlahir": "TASIKMALAYA",
            "tanggallahir": "15-03-1990",
        },
        **{"agama_id": 1, "pendidikan_kk_id": 5, "pekerjaan_id": 1, "status_kawin": 1, "warganegara_id": 1},
        **{"nama_ayah": "UJI", "nama_ibu": "UJI", "golongan_darah_id": 13, "status_dasar": 1},
    }
    return {**plain, **given}


ROWS = [
    person(9001, nama="UJANG IMPOR UJI", kk_level=1),
    person(9002, nama="ASEP IMPOR UJI", kk_level=9),
    person(9003, nama="", kk_level=9),
]


def test_an_operator_imports_a_workbook_and_undoes_it(telephone: Walk, tmp_path: Path) -> None:
    telephone.enter("Operator desa")
    page = telephone.go("/meja/warga/impor/")
    telephone.check()
    file = tmp_path / "warga-uji.xlsx"
    file.write_bytes(workbook(ROWS))
    page.locator("input[type=file]").set_input_files(str(file))
    press(page, "Unggah dan periksa")
    telephone.check()
    assert heading(page) == "Periksa sebelum menyimpan"
    assert "ditolak" in page.locator("main table").inner_text()
    assert "Nama kosong" in page.locator("main").inner_text()
    press(page, "Simpan 2 baris")
    expect(page.locator("main h1")).to_have_text("Impor selesai", timeout=15_000)
    telephone.check()
    with page.expect_download() as download:
        page.get_by_role("link", name="Unduh laporan (.xlsx)").click()
    assert Path(download.value.path()).read_bytes()[:2] == b"PK"
    found(telephone, "UJANG IMPOR UJI", True)
    telephone.go("/meja/warga/impor/")
    follow(page, "warga-uji.xlsx")
    press(page, "Batalkan impor")
    expect(page.locator("main h1")).to_have_text("Impor ini dibatalkan", timeout=15_000)
    telephone.check()
    found(telephone, "UJANG IMPOR UJI", False)


def found(walked: Walk, name: str, expected: bool) -> None:
    page = walked.go("/meja/warga/")
    page.locator("#id_text").fill(name)
    press(page, "Cari")
    assert (page.locator("main table th a").count() > 0) == expected


BAD = {
    "a text file": ("catatan.txt", b"halo", "tidak"),
    "a PDF named as a workbook": ("warga.xlsx", b"%PDF-1.7\n", "PDF"),
    "an empty file": ("kosong.csv", b"", "kosong"),
}


@pytest.mark.parametrize(("name", "content", "said"), BAD.values(), ids=BAD.keys())
def test_a_wrong_file_gets_a_plain_answer(
    telephone: Walk, tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    telephone.enter("Operator desa")
    page = telephone.go("/meja/warga/impor/")
    file = tmp_path / name
    file.write_bytes(content)
    page.locator("input[type=file]").set_input_files(str(file))
    press(page, "Unggah dan periksa")
    telephone.check()
    body = page.locator("main").inner_text()
    assert said in body
    assert "Traceback" not in body


def test_a_page_that_does_not_exist_leads_back(telephone: Walk) -> None:
    answer = telephone.page.goto(f"{telephone.address}/tidak-ada/")
    assert answer is not None
    assert answer.status == 404
    telephone.check()
    assert telephone.page.get_by_role("link", name=re.compile("[Bb]eranda")).count()
