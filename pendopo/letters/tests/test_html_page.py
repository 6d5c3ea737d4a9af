"""The letter without a press: word for word what the press prints, or refused."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from html import unescape

import pypdfium2
import pytest

from pendopo.letters.formats.page import Page, PageTrouble, render_html, render_pdf
from pendopo.letters.formats.type_files import shipped_types
from pendopo.letters.rules.samples import OTHER, OTHER_ID, SAMPLE, sample_answers
from pendopo.letters.rules.types import TypeContent
from pendopo.letters.rules.values import Party, Place, Request, letter_values
from pendopo.letters.tests.sheets import SHEET, sheet
from pendopo.places.rules.labels import DESA

ON = date(2026, 11, 21)
PLACE = Place("Taraju", DESA, "Taraju", "Kabupaten Tasikmalaya", "Jawa Barat")
TYPES = shipped_types()


def letter(content: TypeContent, *, answered: bool = True) -> Page:
    answers = sample_answers(content, ON) if answered else {}
    party = SAMPLE if answered else Party(name="Siti", nik="3206135708850000")
    values = letter_values(content, Request(party, answers, ON, ON, {OTHER_ID: OTHER}), PLACE)
    return replace(
        SHEET, title=content.title, body_template=content.template, values=values, qr_url="", code=""
    )


def printed(page: Page) -> str:
    pages = pypdfium2.PdfDocument(render_pdf(page))
    text = "".join(one.get_textpage().get_text_range() for one in pages)
    # The words of the body alone: between the number and the place and date.
    return _squeezed(text.partition(page.number)[2]).replace(
        _squeezed(f"Lanjutan {page.title} {page.number}"), ""
    )


def drawn(page: Page) -> str:
    text = render_html(page).partition("<body>")[2].partition(page.number)[2]
    return _squeezed(unescape(re.sub(r"<[^>]+>", " ", text)))


def _squeezed(text: str) -> str:
    text = (
        re.sub(r"Halaman \d+ dari \d+", "", text).replace(SHEET.footer, "").replace(SHEET.signatory.mark, "")
    )
    return re.sub(r"[\s\x02\ufffe-]", "", text)


@pytest.mark.parametrize("key", sorted(TYPES))
def test_every_shipped_letter_says_the_same_with_and_without_a_press(key: str) -> None:
    page = letter(TYPES[key])
    assert sorted(drawn(page)) == sorted(printed(page))
    assert len(drawn(page)) > 200


@pytest.mark.parametrize("key", ["ahli-waris", "pindah", "domisili"])
def test_a_letter_with_nothing_answered_says_the_same_too(key: str) -> None:
    page = letter(TYPES[key], answered=False)
    assert sorted(drawn(page)) == sorted(printed(page))


def test_what_people_type_never_becomes_html() -> None:
    html = render_html(sheet(nama="<script>alert(1)</script> & *b*", keperluan="#read(1)"))
    assert "<script>" not in html and "&lt;script&gt;" in html and "*b*" in html and "#read(1)" in html


@pytest.mark.parametrize(
    ("body", "line"),
    [
        ('a\n\n#image("x")', 0),
        ("#let x = 1", 1),
        ("a\nb $x$", 2),
        ("#for x in v [a]", 1),
        ("#v.nope", 0),
        ("a [b", 1),
    ],
)
def test_what_is_not_understood_is_refused_and_never_half_printed(body: str, line: int) -> None:
    with pytest.raises(PageTrouble) as raised:
        render_html(sheet(body))
    (problem,) = raised.value.problems
    assert problem.line == line and "tidak dikenal" in problem.message


def test_the_paper_and_the_code_are_there() -> None:
    html = render_html(replace(SHEET, paper="a4"))
    assert "210mm 297mm" in html and "<svg" in html and SHEET.code in html
    assert "215mm 330mm" in render_html(SHEET)
    assert "http" not in html.replace("http://www.w3.org/2000/svg", "")
