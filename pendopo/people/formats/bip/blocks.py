"""What the four layouts share: reading family lines out of free text, and members under headings."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pendopo.people.formats.grid import Cells, Grid
from pendopo.people.rules.columns import column_of, heading_key

Family = dict[str, object]
Members = Iterator[tuple[int, Mapping[str, object]]]

_DIGITS = re.compile(r"\d{16}")
_RT_RW = re.compile(r"RT\s*/\s*RW\s*:?\s*([\w-]+)\s*/\s*([\w-]+)", re.IGNORECASE)
_RT = re.compile(r"\bRT\s*[:.]?\s*(\d{1,3}|-)", re.IGNORECASE)
_RW = re.compile(r"\bRW\s*[:.]?\s*(\d{1,3}|-)", re.IGNORECASE)

# "Status" in the books is about marriage; in the one with e-KTP columns it is about the voters' list.
MARRIAGE: Final = {"status": "status_kawin"}
_LONGEST: Final = 1_000
FAMILY_COLUMNS: Final = ("no_kk", "alamat", "dusun", "rt", "rw")


@dataclass(frozen=True, slots=True)
class Layout:
    """One way of printing the book: how to recognise a sheet, which columns it gives, how to read its members.

    `goes_on` recognises a further sheet of a book that prints its headings on the first one only.
    """

    format: str
    matches: Callable[[Sequence[Cells]], bool]
    columns: frozenset[str]
    members: Callable[[Grid], Members]
    goes_on: Callable[[Sequence[Cells]], bool] = lambda _head: False


def cell_text(cells: Sequence[object], place: int) -> str:
    """Write one cell as trimmed text; outside the row it is empty."""
    if place >= len(cells):
        return ""
    cell = cells[place]
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return " ".join(str(cell)[:_LONGEST].split())


def is_counter(cells: Sequence[object], place: int) -> bool:
    """Tell whether a row is a member's: it starts with the running number within the family."""
    text = cell_text(cells, place)
    return text.isdigit() and len(text) <= 3 and int(text) > 0


def sixteen_digits(text: str) -> str:
    """Take the family card number out of a line of text, spaces and dots forgiven."""
    found = _DIGITS.search(text)
    return found[0] if found else "".join(character for character in text if character.isdigit())


def rt_and_rw(text: str) -> dict[str, object]:
    """Find RT and RW in an address line, written together or apart."""
    both = _RT_RW.search(text)
    if both:
        return {"rt": both[1], "rw": both[2]}
    rt, rw = _RT.search(text), _RW.search(text)
    return {"rt": rt[1] if rt else "-", "rw": rw[1] if rw else "-"}


def places_of(cells: Sequence[object], more: Mapping[str, str] = MARRIAGE) -> dict[str, int]:
    """Map columns to places by the headings of a row; `more` are headings that mean a column in this book only."""
    places: dict[str, int] = {}
    for place in range(len(cells)):
        text = cell_text(cells, place)
        name = more.get(heading_key(text)) or column_of(text)
        if name is not None:
            places.setdefault(name, place)
    return places


def member(family: Family, cells: Sequence[object], places: Mapping[str, int]) -> dict[str, object]:
    """Join the family's line with a member's own cells."""
    width = len(cells)
    return {**family, **{name: cells[place] for name, place in places.items() if place < width}}
