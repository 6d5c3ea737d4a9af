"""A page as PDF: the frame of every printed paper, around a content of its own."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pendopo.press import machine
from pendopo.press.faults import PageTrouble, Problem, explained, line_of
from pendopo.press.glyphs import printable
from pendopo.press.plain import require_plain
from pendopo.press.qr import svg_of
from pendopo.press.sheet import Attachment, Letterhead, Page, Signatory

__all__ = ("Attachment", "Letterhead", "Page", "PageTrouble", "Problem", "Signatory")

_COUNT = re.compile(rb"/Type/Pages/Count (\d+)")
REFERENCE = Path(__file__).parent / "reference"


def render_pdf(page: Page) -> bytes:
    """Set a letter as PDF/A-3a and PDF/UA-1; the same page gives the same bytes in every process."""
    try:
        outcome = machine.set_type(_words() + _layout(), _inputs(page), _moment(page.issued_on))
        if (
            not outcome.pdf
            and page.letterhead
            and page.letterhead.emblem
            and "decode image" in outcome.message
        ):
            # A damaged emblem stops no letter: the head stands there without it.
            return render_pdf(replace(page, letterhead=replace(page.letterhead, emblem=None)))
        if not outcome.pdf:
            raise PageTrouble([_located(page, outcome.message)])
        if _pages(outcome.pdf) != len(page.attachments) + 2:
            return outcome.pdf
        closer = machine.set_type(_words() + _layout(), _inputs(page, compact=True), _moment(page.issued_on))
    except machine.PressStopped:
        raise PageTrouble([Problem(0, explained("stopped"))]) from None
    # One page and a little more: set closer, it may be one page, and the signature does not stand alone.
    return closer.pdf if closer.pdf and _pages(closer.pdf) < _pages(outcome.pdf) else outcome.pdf


def render_picture(page: Page) -> bytes:
    """Draw the first page of a letter as SVG: what an editor looks at while changing the wording."""
    try:
        outcome = machine.draw(_words() + _layout(), _inputs(page), _moment(page.issued_on))
    except machine.PressStopped:
        raise PageTrouble([Problem(0, explained("stopped"))]) from None
    if not outcome.pdf:
        raise PageTrouble([_located(page, outcome.message)])
    return outcome.pdf


def problems(body_template: str, values: dict[str, object]) -> list[Problem]:
    """List what is wrong with a template, line by line; empty when a letter can be made of it."""
    page = Page(
        title="Surat",
        body_template=body_template,
        values=values,
        letterhead=None,
        signatory=Signatory(("Kepala Desa,",), "Nama"),
        place_date="Tempat, tanggal",
        issued_on=date(2000, 1, 1),
    )
    try:
        render_pdf(page)
    except PageTrouble as trouble:
        return trouble.problems
    return []


def _located(page: Page, message: str) -> Problem:
    """Find the line: each part of the village's own is set once more as the document itself, below the words."""
    words = _words() + b"#let v = fields\n"
    above = words.count(b"\n")
    for body in (page.body_template, *(attachment.body_template for attachment in page.attachments)):
        again = machine.set_type(words + body.encode(), _inputs(page), _moment(page.issued_on))
        if not again.pdf and (line := line_of(again.where)) > above:
            return Problem(line - above, explained(again.message))
    return Problem(0, explained(message))


@lru_cache(maxsize=1)
def _words() -> bytes:
    return (REFERENCE / "words.typ").read_bytes()


@lru_cache(maxsize=1)
def _layout() -> bytes:
    return (REFERENCE / "letter.typ").read_bytes()


def _pages(pdf: bytes) -> int:
    """Read the number of pages from the page tree, which typst writes in plain."""
    return max((int(count) for count in _COUNT.findall(pdf)), default=0)


def _moment(day: date) -> str:
    return f"{day.isoformat()}T00:00:00+00:00"


def _inputs(page: Page, compact: bool = False) -> dict[str, str]:
    head, by = page.letterhead, page.signatory
    texts = {
        "title": page.title,
        "number": page.number,
        "author": page.author or (head.lines[-1] if head else ""),
        "issued_on": page.issued_on.isoformat(),
        "paper": page.paper,
        "language": page.language,
        "footer": page.footer,
        "place_date": page.place_date,
        "code": page.code,
        "qr_host": _shown_address(page.qr_url),
        "scan": page.scan,
        "values": require_plain(page.values),
        "letterhead": {"lines": list(head.lines), "address": head.address} if head else None,
        "signatory": {"lines": list(by.lines), "name": by.name, "nip": by.nip, "mark": by.mark},
    }
    known = _mapped(texts, printable)
    if head is not None:
        emblem = machine.lay_out_emblem(head.emblem, head.emblem_type) if head.emblem else None
        known["letterhead"]["emblem"] = emblem
    known["qr"] = svg_of(page.qr_url) if page.qr_url else None
    known["compact"], known["draft"] = compact, page.draft
    known["body"] = page.body_template
    known["attachments"] = [
        {"title": printable(attachment.title), "body": attachment.body_template}
        for attachment in page.attachments
    ]
    return {"page": json.dumps(known, ensure_ascii=False, separators=(",", ":"))}


def _mapped(value: object, change: Callable[[str], str]) -> Any:
    """Apply a change to every text inside, however deep; numbers become texts, since a template prints them."""
    if isinstance(value, dict):
        return {str(key): _mapped(item, change) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_mapped(item, change) for item in value]
    return None if value is None else change(str(value))


def _shown_address(url: str) -> str:
    """The address that a person can type: the site's host and the page that verifies."""
    return f"{urlsplit(url).netloc.lower()}/verifikasi" if url else ""
