"""The blank form: every question with room to write, the way back to its page, and what an anonymous one leaves out."""

from dataclasses import replace
from datetime import date

import pypdfium2
import pytest
import zxingcpp

from pendopo.press.tests.sheets import SHEET
from pendopo.questions.formats.blank import Blank, render_blank
from pendopo.questions.rules.fields import FIELD_KINDS, Field
from pendopo.questions.rules.sets import QuestionSet
from pendopo.questions.tests.test_rules import SURVEY

HOME = "https://taraju.desa.id/survei/uji.kebun/"
BLANK = Blank(SURVEY, SHEET.letterhead, date(2026, 11, 30), url=HOME, intro="Lampirkan: KTP.")


def said(pdf: bytes) -> str:
    pages = pypdfium2.PdfDocument(pdf)
    return " ".join(" ".join(page.get_textpage().get_text_range() for page in pages).split())


def codes(pdf: bytes) -> list[str]:
    pictures = (page.render(scale=150 / 72).to_pil() for page in pypdfium2.PdfDocument(pdf))
    return [code.text for picture in pictures for code in zxingcpp.read_barcodes(picture)]


def test_a_form_asks_every_question_says_its_limits_and_leads_back_to_its_page() -> None:
    pdf = render_blank(BLANK)
    text = said(pdf)
    for one in SURVEY.fields:
        assert one.label in text
    assert "Isi hanya bila “Punya kebun?” dijawab: Ya, Sewa." in text
    assert "Paling sedikit 10, paling banyak 90.000." in text
    assert "Paling awal 17 Agustus 1945." in text
    assert "Ada pesan? (boleh kosong)" in text
    assert "Kode formulir: uji.kebun-1." in text
    assert "Nama lengkap NIK Nomor telepon" in text
    assert "Yang mengisi," in text
    assert "RANCANGAN" not in text
    assert codes(pdf) == [HOME]
    size = pypdfium2.PdfDocument(pdf)[0].get_size()
    assert size == pytest.approx((595.3, 841.9), abs=0.2)


def test_an_anonymous_form_asks_nobody_who_he_is_and_a_draft_says_that_it_is_one() -> None:
    pdf = render_blank(replace(BLANK, asked=replace(SURVEY, anonymous=True), url="", draft=True))
    text = said(pdf)
    assert "RANCANGAN" in text
    assert not any(word in text for word in ("NIK", "Nama lengkap", "Yang mengisi", "pindai"))
    assert codes(pdf) == []


def test_every_kind_of_question_has_room_to_write() -> None:
    parts = (Field("x", "Kolom satu"), Field("y", "Kolom dua"))
    fields = tuple(
        Field(
            kind, f"Tanya {kind}", kind, choices=(("a", "Pilihan satu"), ("b", "Pilihan dua")), fields=parts
        )
        for kind in FIELD_KINDS
    )
    asked = QuestionSet("uji", 1, "Uji", (*fields, Field("nik", "Tanya NIK", digits=16)))
    bare = replace(asked, fields=())
    drawn = {one.key: _strokes(replace(bare, fields=(one,))) - _strokes(bare) for one in asked.fields}
    assert all(drawn.values()), drawn
    assert drawn["nik"] >= 16
    assert drawn["date"] >= 8
    text = said(render_blank(Blank(asked, None, date(2026, 11, 30))))
    assert all(word in text for word in ("Pilihan dua", "Kolom dua", "Tempat, tanggal lahir", "Rp"))


def _strokes(asked: QuestionSet) -> int:
    """How many lines and boxes are drawn."""
    found = pypdfium2.PdfDocument(render_blank(Blank(asked, None, date(2026, 11, 30))))
    return sum(1 for page in found for _ in page.get_objects([pypdfium2.raw.FPDF_PAGEOBJ_PATH]))


def test_what_a_village_writes_is_printed_and_never_run() -> None:
    choices = (("a", "#1"), ("b", "]"))
    evil = Field("a", '#panic("x") *tebal* $x$', "choice", hint='#read("/etc/passwd")', choices=choices)
    text = said(render_blank(Blank(QuestionSet("uji", 1, "#judul", (evil,)), None, date(2026, 11, 30))))
    assert '#panic("x") *tebal* $x$' in text
    assert '#read("/etc/passwd")' in text
