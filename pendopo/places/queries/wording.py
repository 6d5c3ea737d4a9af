"""In whose words the interface speaks: those of the village of the page, or of the one that is written to."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import DatabaseError

from pendopo.kernel.areas import village_of
from pendopo.kernel.village_pages import makes_page
from pendopo.places.queries.village import Village, public_site_village, public_village
from pendopo.places.rules.codes import VillageKind
from pendopo.places.rules.wording import may_change, said

_area: ContextVar[str] = ContextVar("pendopo_words_of", default="")


@contextmanager
def public_words_of(area: str) -> Iterator[None]:
    """Speak in the words of an area's village for the time of the block, whatever page is made around it."""
    token = _area.set(village_of(area))
    try:
        yield
    finally:
        _area.reset(token)


def public_said(text: str, language: str) -> str:
    """Say a sentence of the interface in the words of the village whose page or message is being made."""
    if not may_change(text):
        return text
    try:
        village = _village()
    except DatabaseError:  # the page that says so must still be made
        return text
    return public_said_in(village, text, language) if village is not None else text


def public_said_in(village: Village, text: str, language: str = "id") -> str:
    """Say a sentence in the words of one village."""
    return said(text, language, VillageKind(village.kind), village.labels)


def _village() -> Village | None:
    area = _area.get()
    if area:
        return public_village(area)
    return public_site_village() if makes_page() else None
