"""Tries a version of a letter type on the sample resident: does its wording, or its Word file, become a letter?"""

from datetime import date

from django.utils.translation import gettext as _

from pendopo.letters.formats.word_page import render_docx
from pendopo.letters.rules.samples import OTHER, SAMPLE
from pendopo.letters.rules.types import TypeContent, valid_until
from pendopo.letters.rules.values import Place, Request, head_title, letter_values
from pendopo.press.faults import PageTrouble, Problem
from pendopo.press.machine import available
from pendopo.press.page import problems
from pendopo.press.sheet import Letterhead, Page, Signatory
from pendopo.questions.rules.samples import OTHER_ID, sample_answers
from pendopo.ui.rules import date_long

SAMPLE_NUMBER = "400/001/…"
SAMPLE_CODE = "HTTPS://CONTOH.DESA.ID/V/CONTOH"


def sample_values(content: TypeContent, place: Place, on: date, *, sparse: bool = False) -> dict[str, object]:
    """Give the values of the sample resident; `sparse` leaves out everything that may stay empty."""
    answers = sample_answers(content.fields, on)
    if sparse:
        answers = {one.key: answers[one.key] for one in content.fields if one.required}
    request = Request(SAMPLE, answers, on, valid_until(content, on), {OTHER_ID: OTHER})
    return letter_values(content, request, place)


def sample_page(
    content: TypeContent,
    place: Place,
    on: date,
    letterhead: Letterhead | None = None,
    template: str | None = None,
) -> Page:
    """Put together the letter of the sample resident, to look at."""
    return Page(
        title=content.title,
        body_template=content.template if template is None else template,
        values=sample_values(content, place, on),
        letterhead=letterhead,
        signatory=Signatory((f"{head_title(place)},",), "…"),
        place_date=f"{place.name}, {date_long(on)}",
        issued_on=on,
        number=SAMPLE_NUMBER,
        qr_url=SAMPLE_CODE,
        code="contoh",
        paper=content.paper.lower(),
    )


def wording_problems(content: TypeContent, place: Place, on: date) -> list[Problem]:
    """Say what is wrong with a wording, line by line, with every question answered and with as few as possible."""
    if not available():
        return [Problem(0, _("Bagian surat masih dipasang. Coba lagi sebentar."))]
    found = problems(content.template, sample_values(content, place, on))
    return found or problems(content.template, sample_values(content, place, on, sparse=True))


def word_problems(docx: bytes, content: TypeContent, place: Place, on: date) -> list[Problem]:
    """Say what is wrong with a village's Word file."""
    try:
        render_docx(docx, sample_page(content, place, on))
    except PageTrouble as trouble:
        return trouble.problems
    return []
