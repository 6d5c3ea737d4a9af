"""Samples of the papers that a letter asks for and no office hands out: to be printed, filled in and signed."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from pendopo.letters.rules.types import TypeContent
from pendopo.press.page import render_pdf
from pendopo.press.sheet import Page, Signatory
from pendopo.questions.formats.blank import ROOM

REFERENCE = Path(__file__).parent.parent / "reference"
# The duty stamp of a civil declaration (UU 10/2020 art. 3 and 5).
STAMP = "Meterai\nRp10.000"


@dataclass(frozen=True)
class Declaration:
    """What stands on the sheet, as `reference/declarations.toml` says it; texts are Indonesian, as on every letter."""

    title: str
    says: tuple[str, ...]
    who: str = "Yang bertanda tangan di bawah ini:"
    names: tuple[str, ...] = (
        "Nama lengkap",
        "NIK",
        "Tempat, tanggal lahir",
        "Pekerjaan",
        "Alamat",
        "Telepon",
    )
    asks: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    first: tuple[str, ...] = ()
    rows: int = 0
    stamp: bool = False
    knows: tuple[str, ...] = ()
    closing: str = (
        "Pernyataan ini saya buat dengan sebenarnya. Bila tidak benar, saya bersedia dituntut menurut hukum."
    )


@lru_cache(maxsize=1)
def shipped_declarations() -> Mapping[str, Declaration]:
    """Read every sample, by the key of its paper."""
    read = tomllib.loads((REFERENCE / "declarations.toml").read_text(encoding="utf-8"))
    return {
        key: Declaration(**{name: _held(part) for name, part in one.items()}) for key, one in read.items()
    }


def _held(part: object) -> Any:
    return tuple(part) if isinstance(part, list) else part


def declaration_of(content: TypeContent, paper: str) -> Declaration | None:
    """Return the sample of a paper that a letter asks for; nothing for one that is no declaration."""
    if paper not in {one.key for one in content.requirements}:
        return None
    held = shipped_declarations()
    return held.get(f"{content.key}.{paper}") or held.get(paper)


def declared(content: TypeContent) -> frozenset[str]:
    """Return the keys of the papers of a letter that have a sample."""
    return frozenset(one.key for one in content.requirements if declaration_of(content, one.key))


@lru_cache(maxsize=64)
def render_declaration(one: Declaration, letter: str, foot: str, on: date) -> bytes:
    """Draw a sample as PDF, the same one once; PageTrouble where the press cannot."""
    by_others = one.who != Declaration.who
    values: dict[str, object] = {
        **{name: list(part) if isinstance(part, tuple) else part for name, part in vars(one).items()},
        "says": [words.replace("{letter}", letter) for words in one.says],
        "rows": str(one.rows),
        "stamp": STAMP if one.stamp else "",
        "signs": "" if by_others else "Yang menyatakan,",
        "above": "" if by_others else "Mengetahui,",
        "closing": "" if by_others and one.closing == Declaration.closing else one.closing,
        "place": "............................, ............................",
        "room": ROOM,
    }
    page = Page(
        title=one.title,
        body_template=(REFERENCE / "declaration.typ").read_text(encoding="utf-8"),
        values=values,
        letterhead=None,
        signatory=Signatory((), ""),
        place_date="",
        issued_on=on,
        paper="a4",
        footer=f"Contoh untuk: {letter}. Boleh disalin dengan tulisan tangan.\n{foot}".strip(),
    )
    return render_pdf(page)
