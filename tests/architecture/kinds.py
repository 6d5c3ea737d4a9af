"""What a kelurahan never says: the words of a desa, looked for on a page as people read it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from typing import Any

from pendopo.kernel import memo
from pendopo.kernel.tests.steps import tamper
from pendopo.places.rules.codes import VillageKind
from pendopo.places.rules.labels import default_labels
from tests.making import KELURAHAN, TARAJU

# Only a desa has these; "desa" itself stands on pages of a kelurahan in names alone.
_DESA = re.compile(
    r"(?<![\w./-])(?<!%\()(desa|kepala desa|pemerintah desa|desa kami|dusun|bpd|apbdes|rkpdes|rpjmdes|perdes|"
    r"musdes|bumdes|kades|sekdes|kadus|village|hamlet)(?![\w-])",
    re.IGNORECASE,
)
# A word in a name that is the same everywhere: what it is the name of.
NAMES = {
    "desa atau kelurahan": "either kind, on a page about any place",
    "desa dan kelurahan": "either kind",
    "village or kelurahan": "either kind",
    "desa/kelurahan": "either kind, as forms of the state print it",
    "dana desa": "a programme of the state",
    "tentang desa": "a law",
    "{{ desa }}": "a word to fill in a village's own Word letter",
    "[village]": "a part of a letter's number, as one writes it",
    "desa cikubang": "another village of the site, by its own name",
    "dusun: babakan": "a column of a file that somebody brought, under its own heading",
    "desa adat": "a kind of village",
    "customary village": "a kind of village",
    "village fund": "a programme of the state",
}
# Pages that list such words on purpose.
LISTED = {"people-import-words": "the headings and words that a file may have, whoever wrote it"}
_SPOKEN = frozenset({"title", "aria-label", "placeholder", "alt", "content"})


class _Read(HTMLParser):
    """The words of a page that a person reads or hears."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self._silent = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in ("script", "style")
        self.words += [value for name, value in attrs if name in _SPOKEN and value]

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in ("script", "style")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.words.append(" ".join(data.split()))


def desa_words(html: str) -> list[str]:
    """Answers each text of a page that says what only a desa has."""
    found = []
    for text in _Read(html).words:
        bare = text
        for name in NAMES:
            bare = re.sub(re.escape(name), "", bare, flags=re.IGNORECASE)
        found += [text[:120]] if _DESA.search(bare) else []
    return found


@contextmanager
def as_kelurahan() -> Iterator[None]:
    """Makes the desa of the cast a kelurahan for the time of the block: its kind, its labels, and whom it has."""
    from tests.architecture.sweep import taken_back  # comes with every domain; the words alone need none

    labels = default_labels(VillageKind.KELURAHAN, KELURAHAN, "Kota Bandung")
    with taken_back():
        kept = json.dumps(labels)
        tamper(
            "UPDATE places_villageprofile SET kind = 'kelurahan', labels = %s WHERE area_code = %s",
            kept,
            TARAJU,
        )
        for before, after in (("Kepala Desa", "Lurah"), ("Sekretaris Desa", "Sekretaris Kelurahan")):
            tamper("UPDATE places_official SET position = %s WHERE position = %s", after, before)
        # what was written to residents was written by a desa; `test_wording.py` reads a message of a kelurahan
        tamper("UPDATE notices_notice SET body = replace(body, 'desa', 'kelurahan')")
        tamper("UPDATE people_fileaccess SET purpose = replace(purpose, 'desa', 'kelurahan')")
        _forget()
        yield
    _forget()


def _forget() -> None:
    """Forgets what pages were made of: nobody wrote into the journal that another kind of village begins here."""
    from pendopo.people.queries.statistics import edition
    from pendopo.people.views.statistics import BODIES

    memo.forget()
    for kept in (BODIES, edition.TALLIES, edition.MADE, edition.TOTALS):
        kept.forget()


def texts(page: Any) -> str:
    """Answers a page as text; a file that is none says nothing."""
    kind = page.headers.get("Content-Type", "")
    return (
        page.content.decode(errors="replace")
        if kind.startswith("text/html") and page.status_code == 200
        else ""
    )
