"""A pen: what a person writes on a blank form, how much room the paper leaves, and what keying it in must give."""

from collections.abc import Iterable, Mapping, Sequence

import pypdfium2

from pendopo.questions.rules.fields import Field
from pendopo.questions.rules.samples import OTHER_NAME

# Millimetres of a letter written by hand, and of a point of a PDF.
LETTER, POINT = 2.6, 25.4 / 72
PERSON = {
    "name": OTHER_NAME,
    "nik": "3206130101800001",
    "birth": "Garut, 12 Februari 1983",
    "religion": "Islam",
    "occupation": "Petani",
    "address": "Kp. Babakan RT 002 RW 004 Desa Taraju",
}


def squeezed(text: str) -> str:
    """A text without its spaces, which a PDF sets anew."""
    return "".join(text.split())


def rows_of(value: object) -> Sequence[Mapping[str, object]]:
    assert isinstance(value, list)
    return value


def written(fields: Iterable[Field], given: Mapping[str, object]) -> dict[str, str]:
    """What stands on the paper, under the names of the desk's form."""
    typed: dict[str, str] = {}
    for one in fields:
        value = given[one.key]
        if one.kind == "group":
            for at, row in enumerate(rows_of(value)):
                typed |= {f"{one.key}-{at}-{part}": text for part, text in written(one.fields, row).items()}
        elif one.kind == "resident":
            typed |= {f"{one.key}-0-{part}": text for part, text in PERSON.items()}
        else:
            typed[one.key] = _by_hand(one, str(value))
    return typed


def _by_hand(one: Field, value: str) -> str:
    if one.kind == "date":
        return "-".join(reversed(value.split("-")))
    if one.kind == "time":
        return value.replace(":", ".")
    if one.kind in ("number", "money"):
        return f"{int(value):,}".replace(",", ".")
    return value


def keyed_in(fields: Iterable[Field], given: Mapping[str, object]) -> dict[str, object]:
    """The answers that must come of it."""
    return {one.key: {"id": "", **PERSON} if one.kind == "resident" else given[one.key] for one in fields}


def need(one: Field, value: object, most: int = 120) -> float:
    """How many millimetres this answer takes; a text may have `most` letters, unless fewer are allowed."""
    if one.kind == "group":
        return sum(need(part, row[part.key], 80) for row in rows_of(value) for part in one.fields)
    if one.kind == "resident":
        return 16 * 5 + sum(len(text) for part, text in PERSON.items() if part != "nik") * LETTER
    if one.kind == "choice":
        return len(one.choices) * 3.5
    boxes = {"date": 8, "time": 4}.get(one.kind, one.digits)
    longest = min(most, one.max_length or most) if one.kind in ("text", "longtext") else 0
    return boxes * 4.9 if boxes else max(longest, len(_by_hand(one, str(value)))) * LETTER


def rooms(pdf: bytes, labels: Sequence[str]) -> dict[str, float]:
    """How many millimetres of lines and boxes are drawn below each question, before the next one."""
    found, now = dict.fromkeys(labels, 0.0), ""
    for page in pypdfium2.PdfDocument(pdf):
        read = page.get_textpage()
        marks: list[tuple[float, str, float]] = []
        for number, label in enumerate(labels, 1):
            hit = read.search(f"{number}. {label[:24]}").get_next()
            if hit is not None:
                marks.append((read.get_charbox(hit[0])[3], label, 0))
        for path in page.get_objects([pypdfium2.raw.FPDF_PAGEOBJ_PATH]):
            left, bottom, right, _top = path.get_bounds()
            if bottom > 62:  # the rule above the foot is none to write on
                marks.append((bottom, "", (right - left) * POINT))
        for _height, label, width in sorted(marks, key=lambda mark: -mark[0]):
            now = label or now
            if now and not label:
                found[now] += width
    return found
