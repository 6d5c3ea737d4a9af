"""A blank form on A4: what cannot be filled in on a telephone is filled in with a pen and keyed in later."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from pendopo.press.page import render_pdf
from pendopo.press.sheet import Letterhead, Page, Signatory
from pendopo.questions.rules.asked import only_if
from pendopo.questions.rules.bounds import bounds_of, said_bound
from pendopo.questions.rules.fields import Field, named
from pendopo.questions.rules.sets import QuestionSet

BODY = Path(__file__).parent.parent / "reference" / "blank.typ"
# A name in brackets, to be written above a line.
ROOM = f"({chr(0xA0) * 44})"
# Letters of handwriting on a line of 165 mm, and on one beside a word of 44 mm.
LINE, BESIDE = 60, 42


@dataclass(frozen=True)
class Blank:
    """What is printed: the questions under an office's head; `url` leads to the page where they are asked as well.

    `foot` stands below every page: where and when the paper is handed in. A form of anonymous answers does not ask who
    fills it in, and has no room for a signature.
    """

    asked: QuestionSet
    head: Letterhead | None
    on: date
    url: str = ""
    draft: bool = False
    intro: str = ""
    foot: str = ""


@lru_cache(maxsize=64)
def render_blank(blank: Blank) -> bytes:
    """Draw a blank form as PDF, the same one once; PageTrouble where the press cannot."""
    return render_pdf(_page(blank))


def _page(blank: Blank) -> Page:
    fields, by_name = blank.asked.fields, not blank.asked.anonymous
    return Page(
        title=blank.asked.title,
        body_template=BODY.read_text(encoding="utf-8"),
        values={
            "code": blank.asked.code,
            "intro": blank.intro,
            "named": "ya" if by_name else "",
            "questions": [_question(one, fields) for one in fields],
        },
        letterhead=blank.head,
        signatory=Signatory(("Yang mengisi,",) if by_name else (), ROOM if by_name else ""),
        place_date="....................., ....................." if by_name else "",
        issued_on=blank.on,
        qr_url=blank.url,
        scan="Isi lewat telepon: pindai kode ini." if blank.url else "",
        paper="a4",
        footer="\n".join(filter(None, (f"Formulir {blank.asked.code}: {blank.asked.title}", blank.foot))),
        draft=blank.draft,
    )


def _question(one: Field, fields: tuple[Field, ...]) -> dict[str, object]:
    """Say in plain values what stands on the paper for one question."""
    return {
        "label": one.label,
        "kind": one.kind,
        "hint": one.hint,
        "only": _only_if(one, named(fields, one.asked_if)),
        "bounds": _bounds(one),
        "optional": "" if one.required else "ya",
        "choices": [label for _key, label in one.choices],
        "columns": [_part(part) for part in one.fields],
        "rows": max(one.rows, one.least, 3),
        "unit": one.unit,
        "boxes": one.digits,
        "lines": 5 if one.kind == "longtext" else _lines(one, LINE, 4),
    }


def _part(one: Field) -> dict[str, object]:
    """Say what stands in a row of a repeated list for one of its parts."""
    return {"label": one.label, "boxes": one.digits, "lines": _lines(one, BESIDE, 2)}


def _lines(one: Field, letters: int, most: int) -> int:
    """How many lines an answer gets: nobody needs a page for one, whatever the field would hold."""
    return min(most, 1 + ((one.max_length or 2 * letters) - 1) // letters)


def _only_if(one: Field, other: Field | None) -> str:
    words, said = only_if(one, other) if other is not None else ("", {})
    return words % said


def _bounds(one: Field) -> str:
    words = (
        ("Paling awal", "paling akhir")
        if one.kind in ("date", "time")
        else ("Paling sedikit", "paling banyak")
    )
    said = [
        f"{word} {said_bound(one, bound)}"
        for word, bound in zip(words, bounds_of(one), strict=True)
        if bound is not None
    ]
    text = ", ".join(said)
    return f"{text[0].upper()}{text[1:]}." if text else ""
