"""A letter on paper: its questions, to be keyed in at the desk, and samples of the declarations that it asks for."""

from django.urls import reverse
from django.utils.translation import override

from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.kernel.errors import NotFound
from pendopo.kernel.village_pages import plain
from pendopo.letters.formats.declarations import declaration_of, render_declaration
from pendopo.letters.queries.drafting import public_letterhead
from pendopo.letters.queries.type_pages import public_sheet, type_editor
from pendopo.letters.queries.types import VillageType
from pendopo.letters.rules.types import TypeContent
from pendopo.places.queries import Village
from pendopo.places.queries.hours import OfficeCard
from pendopo.press import machine
from pendopo.questions.formats.blank import Blank, render_blank
from pendopo.questions.rules.sets import QuestionSet


def public_blank(key: str) -> bytes:
    """Draw the blank form of a letter that the site's village offers; nothing where no press is installed."""
    page = public_sheet(key)
    return _drawn(page.village, set_of(page.type), page.type.content)


def type_blank(actor: Actor, key: str) -> bytes:
    """Draw the blank form of a letter as its draft asks, for who may edit it; only what holds is no draft."""
    page = type_editor(actor, key)
    version = page.draft or page.live
    asked = question_set(page.content, version.number if version else 1)
    return _drawn(page.village, asked, page.content, draft=page.draft is not None)


def public_declaration(key: str, paper: str) -> bytes:
    """Draw the sample of a paper that a letter asks for; nothing where no press is installed."""
    page = public_sheet(key)
    found = declaration_of(page.type.content, paper)
    if found is None:
        raise NotFound
    if not machine.available():
        return b""
    return render_declaration(found, page.type.content.name, office_foot(page.village), clock.today())


def office_foot(village: Village) -> str:
    """Say below a paper where it is handed in, when, and whom to call; what nobody filled in is not printed."""
    with override("id"):
        hours = OfficeCard(village).hours
    phone = f"Telepon {village.phone}" if village.phone else ""
    return " · ".join(filter(None, (f"Kantor {village.title}", village.address, phone, hours)))


def set_of(found: VillageType) -> QuestionSet:
    """Return what a letter asks, under the number that its version has, or will have once it is used."""
    if found.version is not None:
        return question_set(found.content, found.version.number)
    last = (
        found.type.versions.order_by("-number").values_list("number", flat=True).first() if found.type else 0
    )
    return question_set(found.content, (last or 0) + 1)


def question_set(content: TypeContent, number: int) -> QuestionSet:
    """Return the questions of one version of a letter as a set."""
    return QuestionSet(content.key, number, content.title, content.fields)


def _drawn(village: Village, asked: QuestionSet, content: TypeContent, *, draft: bool = False) -> bytes:
    if not machine.available():
        return b""
    papers = "; ".join(one.name for one in content.requirements if one.required)
    # Only an address through which somebody has opened this site: what is printed cannot be called back.
    address = (
        village.public_url and f"{village.public_url}{plain(reverse('letters-type', args=[content.key]))}"
    )
    return render_blank(
        Blank(
            asked,
            public_letterhead(village),
            clock.today(),
            url=address,
            draft=draft,
            intro=f"Lampirkan: {papers}." if papers else "",
            foot=office_foot(village),
        )
    )
