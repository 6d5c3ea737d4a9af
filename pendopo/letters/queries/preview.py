"""The letter as it would look if it were signed today."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from uuid import UUID

from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.kernel.errors import NotFound
from pendopo.letters.queries.authority import likely_signatory
from pendopo.letters.queries.desk import office_request
from pendopo.letters.queries.drafting import draft_page, letter_of
from pendopo.letters.queries.types import content_of
from pendopo.letters.rules.types import TypeContent
from pendopo.press import machine
from pendopo.press.page import render_pdf
from pendopo.press.sheet import Page


@dataclass(frozen=True)
class Draft:
    """A letter without number and signature: its PDF, and what stands on it, for where no press is installed."""

    page: Page
    facts: tuple[tuple[str, str], ...]
    pdf: bytes = b""


def draft_letter(actor: Actor, request_id: UUID) -> Draft:
    """Draw a request as it would be signed today, for the office's eyes; NotFound without signer."""
    row = office_request(actor, request_id)
    content = content_of(row.version)
    letter = letter_of(actor, row, likely_signatory(actor, row.area_code, content.signers))
    if letter is None:
        raise NotFound
    page = draft_page(letter, on=clock.today())
    page = replace(page, draft=True)
    return Draft(page, tuple(_facts(content, page)), render_pdf(page) if machine.available() else b"")


def _facts(content: TypeContent, page: Page) -> Iterator[tuple[str, str]]:
    """What the applicant answered, in words; names and dates stand ready to print among the page's values."""
    yield "Nama", str(page.values.get("nama", ""))
    for field in content.fields:
        yield field.label, _said(page.values.get(field.key))


def _said(value: object) -> str:
    if isinstance(value, dict):
        return str(value.get("nama", ""))
    if isinstance(value, list):
        return "; ".join(
            ", ".join(map(str, row.values())) if isinstance(row, dict) else str(row) for row in value
        )
    return "" if value is None else str(value)
