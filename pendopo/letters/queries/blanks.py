"""The questions of a letter on paper: to be printed, filled in with a pen, and keyed in at the desk."""

from django.urls import reverse

from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.kernel.village_pages import plain
from pendopo.letters.queries.drafting import public_letterhead
from pendopo.letters.queries.type_pages import public_sheet, type_editor
from pendopo.letters.queries.types import VillageType
from pendopo.letters.rules.types import TypeContent
from pendopo.places.queries import Village
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
        )
    )
