"""Pages of letters: sound PDFs, the same bytes everywhere, values that stay values."""

from __future__ import annotations

import io
import shutil
import socket
import subprocess
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
import zxingcpp

from pendopo.press import confinement, machine
from pendopo.press.glyphs import printable
from pendopo.press.page import (
    Attachment,
    Page,
    PageTrouble,
    _inputs,
    _layout,
    _words,
    problems,
    render_pdf,
)
from pendopo.press.tests.sheets import SHEET, VALUES, sheet

ROOT = Path(__file__).resolve().parents[3]


def text_of(pdf: bytes, page: int = 0) -> str:
    document = pypdfium2.PdfDocument(pdf)
    return str(document[page].get_textpage().get_text_range()).replace("\r\n", "\n")


def drawn(pdf: bytes, dots: int = 150) -> Any:
    return pypdfium2.PdfDocument(pdf)[0].render(scale=dots / 72).to_pil()


def test_the_pdf_is_sound_and_says_that_it_is_pdf_a_3a_and_pdf_ua_1() -> None:
    with pikepdf.open(io.BytesIO(render_pdf(SHEET))) as pdf:
        assert pdf.check_pdf_syntax() == []
        with pdf.open_metadata() as meta:
            assert meta["pdfaid:part"] == "3" and meta["pdfaid:conformance"] == "A"
            assert meta["pdfuaid:part"] == "1"
            assert SHEET.title in str(meta["dc:title"])
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "id"
        fonts = {str(font.BaseFont) for font in pdf.pages[0].Resources.Font.values()}
        assert fonts and all("LiberationSerif" in name for name in fonts)


@pytest.mark.skipif(shutil.which("qpdf") is None, reason="qpdf is not installed")
def test_qpdf_finds_nothing(tmp_path: Path) -> None:
    file = tmp_path / "surat.pdf"
    file.write_bytes(render_pdf(SHEET))
    done = subprocess.run(["qpdf", "--check", str(file)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_text_comes_in_the_order_in_which_it_is_read() -> None:
    text = " ".join(text_of(render_pdf(SHEET)).split())
    order = [
        *("PEMERINTAH KABUPATEN TASIKMALAYA", "KECAMATAN TARAJU", "DESA TARAJU", "Jalan Raya Taraju 1"),
        *("SURAT KETERANGAN DOMISILI", "Nomor: 400.12.2.1/007/32.06.13.2001/XI/2026", "Yang bertanda tangan"),
        *("Siti Aminah", "3206135708850002", "membuka rekening bank", "Demikian", "Taraju, 21 November 2026"),
        *("Kepala Desa Taraju,", "Asep Suryana", "NIP 196501011990031001"),
    ]
    at = [text.find(part) for part in order]
    assert -1 not in at and at == sorted(at), list(zip(order, at, strict=True))


def test_two_processes_give_the_same_bytes() -> None:
    script = (
        "import sys, hashlib; from pendopo.press.page import render_pdf;"
        "from pendopo.press.tests.sheets import SHEET;"
        "sys.stdout.write(hashlib.sha256(render_pdf(SHEET)).hexdigest())"
    )
    sums = {
        subprocess.run(
            [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
        ).stdout
        for _ in range(2)
    }
    assert len(sums) == 1 and len(sums.pop()) == 64


@pytest.mark.parametrize(("paper", "size"), [("f4", (609.4, 935.4)), ("a4", (595.3, 841.9))])
def test_both_papers_have_their_size(paper: str, size: tuple[float, float]) -> None:
    document = pypdfium2.PdfDocument(render_pdf(replace(SHEET, paper=paper)))
    assert len(document) == 1
    assert document[0].get_size() == pytest.approx(size, abs=0.2)


def test_a_camera_reads_the_code_at_150_dots_an_inch() -> None:
    picture = drawn(render_pdf(SHEET))
    assert [code.text for code in zxingcpp.read_barcodes(picture)] == [SHEET.qr_url]


@pytest.mark.skipif(shutil.which("zbarimg") is None, reason="zbarimg is not installed")
def test_zbarimg_reads_the_code_too(tmp_path: Path) -> None:
    file = tmp_path / "surat.png"
    drawn(render_pdf(SHEET)).save(file)
    done = subprocess.run(["zbarimg", "-q", "--raw", str(file)], capture_output=True, text=True, check=False)
    assert done.stdout.strip() == SHEET.qr_url


NASTY = [
    '#read("/etc/passwd")',
    "*tebal* _miring_ `kode` $x^2$ <label> @acuan [kurung] \\ // bukan komentar",
    '"petik" \'tunggal\' #let x = 1 #panic("x") = judul',
    ']) #pagebreak() #import "@preview/cetz:0.3.0"',
    "Ma'mun bin Syamsu'ddin, S.Pd.I – “kutip” … é ñ ç",
]


@pytest.mark.parametrize("text", NASTY)
def test_what_people_type_stays_text(text: str) -> None:
    shown = text_of(render_pdf(sheet(nama=text, keperluan=text)))
    assert "".join(shown.split()).count("".join(text.split())) == 2


def test_a_purpose_of_ten_thousand_letters_goes_over_to_further_pages() -> None:
    document = pypdfium2.PdfDocument(render_pdf(sheet(keperluan="mengurus " * 1111)))
    assert len(document) > 1
    assert "Asep Suryana" in text_of(render_pdf(sheet(keperluan="mengurus " * 1111)), len(document) - 1)


@pytest.mark.parametrize("values", [{"keperluan": "x" * 10_000}, {"nama": "Y" * 60}, {"alamat": "Z" * 400}])
def test_no_letter_leaves_the_page(values: dict[str, Any]) -> None:
    pdf = render_pdf(sheet(**values))
    for page in pypdfium2.PdfDocument(pdf):
        width, _height = page.get_size()
        texts = page.get_textpage()
        rights = [texts.get_charbox(at)[2] for at in range(texts.count_chars())]
        assert max(rights) <= width - 50


def test_a_name_of_sixty_letters_keeps_its_words_together() -> None:
    name = "Raden Muhammad Abdurrahman Wiranatakusumah Suryadiningrat Bin"
    assert name.replace(" ", "") in text_of(render_pdf(sheet(nama=name))).replace("\n", "").replace(" ", "")


def test_a_sign_without_a_shape_becomes_a_square_and_never_stops_a_letter() -> None:
    assert printable("Siti \U0001f600 \x07Aminah\r\nB") == "Siti □ Aminah\nB"
    assert "□" in text_of(render_pdf(sheet(nama="Siti \U0001f600")))


def test_attachments_stand_on_pages_of_their_own() -> None:
    page = replace(SHEET, attachments=(Attachment("Daftar pengikut", "#v.nama ikut pindah."),))
    assert "DAFTAR PENGIKUT" in text_of(render_pdf(page), 1)


def test_a_fault_is_named_with_its_line() -> None:
    found = problems("Baris satu\n\nDengan #kata yang salah", VALUES)
    assert [(one.line, "kata" in one.message) for one in found] == [(3, True)]
    assert [one.line for one in problems("a\nb #data((\n", VALUES)] == [2]
    assert problems("#v.tidak_ada", VALUES)[0].message.count("tidak_ada") == 1
    assert problems(SHEET.body_template, VALUES) == []


@pytest.mark.parametrize(
    "body",
    [
        '#read("/etc/passwd")',
        '#read("../../../../etc/passwd")',
        f'#include "{ROOT}/README.md"',
        '#image("/etc/passwd")',
        '#import "@preview/cetz:0.3.0": *',
        '#import ("@" + "preview/cetz:0.3.0"): *',
        '#plugin("/etc/passwd")',
        '#eval("#read(\\"/etc/passwd\\")", mode: "markup")',
    ],
)
def test_a_template_reads_no_file_and_fetches_nothing(body: str) -> None:
    (found,) = problems(body, VALUES)
    assert found.line == 1 and "berkas" in found.message


def test_a_template_asks_only_a_door_that_is_shut() -> None:
    """Whatever a template asks of the network goes to an address on this machine where nobody listens."""
    from pendopo.press import worker

    host, port = worker.NOWHERE.removeprefix("http://").split(":")
    assert host == "127.0.0.1"
    with pytest.raises(OSError, match="refused"):
        socket.create_connection((host, int(port)), timeout=2)


@pytest.mark.parametrize(
    "body",
    [
        "#for i in range(9000) { for j in range(9000) { for k in range(9000) [a] } }",
        "#let f(n, i) = if n > 0 { f(n - 1, 2 * i) + f(n - 1, 2 * i + 1) } else { i }\n#f(40, 0)",
        '#("a" * 9000000000)',
    ],
)
def test_a_template_without_an_end_is_stopped_and_the_next_letter_is_made(
    body: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    render_pdf(SHEET)
    monkeypatch.setattr(machine, "SECONDS", 1.5)
    began = time.monotonic()
    assert problems(body, VALUES)
    assert time.monotonic() - began < 8
    monkeypatch.undo()
    assert render_pdf(SHEET).startswith(b"%PDF-")


def test_many_threads_share_one_press() -> None:
    expected, seen = render_pdf(SHEET), []
    threads = [threading.Thread(target=lambda: seen.append(render_pdf(SHEET))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen == [expected] * 8


def test_the_press_sees_nothing_of_the_sites_surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PENDOPO_DATABASE_URL", "postgres://secret")
    assert "PENDOPO_DATABASE_URL" not in confinement.bare_environment()


def test_trouble_names_itself_and_not_the_letter() -> None:
    with pytest.raises(PageTrouble) as raised:
        render_pdf(sheet("#salah"))
    assert VALUES["nik"] not in repr(raised.value) + str(raised.value.problems)


def test_a_letter_that_runs_over_by_a_few_lines_is_set_closer() -> None:
    lines = next(
        count for count in range(20, 60) if len(pypdfium2.PdfDocument(render_pdf(_long(count)))) == 2
    )
    # Set at the usual size it would have run over some lines earlier.
    usual = machine.set_type(_words() + _layout(), _inputs(_long(lines - 1)), "2026-11-21T00:00:00+00:00")
    assert len(pypdfium2.PdfDocument(usual.pdf)) == 2
    assert len(pypdfium2.PdfDocument(render_pdf(_long(lines - 1)))) == 1


def test_a_further_page_says_to_which_letter_it_belongs() -> None:
    pdf = render_pdf(_long(90))
    assert f"Lanjutan {SHEET.title} {SHEET.number}" in " ".join(text_of(pdf, 1).split())
    assert "Lanjutan" not in text_of(pdf, 0)


def test_an_identity_number_in_a_table_of_many_columns_stays_in_its_cell() -> None:
    columns = '(("nama","Nama"),("nik","NIK"),("lahir","Lahir"),("hubungan","Hubungan"),("alamat","Alamat"))'
    row = {
        "nama": "Dadang Suryana",
        "nik": "3206131708850001",
        "lahir": "Garut, 12 Februari 1983",
        "hubungan": "anak",
    }
    pdf = render_pdf(
        sheet(f"#daftar(v.orang, {columns})", orang=[{**row, "alamat": "Kp. Cikubang RT 002 RW 004"}])
    )
    texts = pypdfium2.PdfDocument(pdf)[0].get_textpage()
    text = texts.get_text_range()
    at, after = text.index("3206131708850001"), text.index("Garut")
    end = texts.get_charbox(at + 15)
    assert texts.get_charbox(at)[1] == pytest.approx(end[1], abs=2)  # one line
    assert end[2] < texts.get_charbox(after)[0]


def test_a_damaged_emblem_stops_no_letter() -> None:
    assert SHEET.letterhead is not None
    head = replace(SHEET.letterhead, emblem=b"\x89PNG\r\n\x1a\nrusak", emblem_type="image/png")
    assert "DESA TARAJU" in text_of(render_pdf(replace(SHEET, letterhead=head)))


def _long(lines: int) -> Page:
    return sheet("\n\n".join("Baris yang cukup pendek." for _ in range(lines)))
