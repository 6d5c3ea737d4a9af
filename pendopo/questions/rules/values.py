"""Answers made ready to print, and said in a line for people to check."""

from collections.abc import Iterable, Mapping
from datetime import date

from pendopo.people.rules.nik import mask
from pendopo.questions.rules.answers import Answers
from pendopo.questions.rules.bounds import seldom
from pendopo.questions.rules.fields import Field
from pendopo.questions.rules.words import figures_and_words, rupiah_figures, rupiah_spelled
from pendopo.ui.rules import date_full, date_long, number

# What is counted in words as well; grams and metres are not.
_COUNTED = frozenset({"", "orang", "hari", "bulan", "tahun", "jam", "lembar", "kali", "minggu", "anak"})
# What is asked of a person who is not in the register, besides the name and the NIK.
MORE_OF_PERSON = ("birth", "religion", "occupation", "address")


def plain_values(one: Field, answer: object) -> dict[str, str]:
    """Return one answer under its key, with its other forms beside it (`_iso`, `_hari`, `_kode`)."""
    text = "" if answer is None else str(answer)
    if one.kind == "choice":
        return {one.key: dict(one.choices).get(text, text), f"{one.key}_kode": text}
    if one.kind == "date":
        day = day_of(text)
        weekday = date_full(day).partition(",")[0] if day else ""
        return {one.key: date_long(day) if day else "", f"{one.key}_hari": weekday, f"{one.key}_iso": text}
    if one.kind in {"number", "money"}:
        return {one.key: _figures(one, text), f"{one.key}_angka": text}
    if one.kind == "time":
        return {one.key: text.replace(":", ".")}
    return {one.key: text}


def row_values(parts: Iterable[Field], row: Answers) -> dict[str, str]:
    """Return one row of a repeated list, ready to print."""
    found: dict[str, str] = {}
    for part in parts:
        found |= plain_values(part, row.get(part.key))
    return found


def rows_of(answer: object) -> list[Answers]:
    """Return the rows of a repeated list; anything else holds none."""
    return [row for row in answer if isinstance(row, Mapping)] if isinstance(answer, list) else []


def day_of(text: str) -> date | None:
    """Read a day as answers hold it, YYYY-MM-DD."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _figures(one: Field, text: str) -> str:
    try:
        value = int(text)
    except ValueError:
        return text
    if one.kind == "money":
        return rupiah_spelled(value)
    figures = figures_and_words(value) if one.unit in _COUNTED and abs(value) < 1000 else number(value)
    return f"{figures} {one.unit}".strip()


def answer_rows(fields: Iterable[Field], answers: Answers) -> list[dict[str, str]]:
    """List questions and answers for people to check; identity numbers are masked."""
    return [
        {
            "key": one.key,
            "label": one.label,
            "value": shown(one, answers.get(one.key)),
            "seldom": "1" if seldom(one, answers.get(one.key)) else "",
        }
        for one in fields
        if one.key in answers
    ]


def shown(one: Field, answer: object) -> str:
    """Say one answer in a line, with identity numbers masked."""
    if one.kind == "group":
        lines = (
            ", ".join(filter(None, (shown(part, row.get(part.key)) for part in one.fields)))
            for row in rows_of(answer)
        )
        return "; ".join(f"{position}. {line}" for position, line in enumerate(lines, 1))
    if one.kind == "resident":
        given = answer if isinstance(answer, Mapping) else {}
        nik = mask(str(given["nik"])) if given.get("nik") else ""
        rest = (str(given.get(part, "")) for part in MORE_OF_PERSON)
        return ", ".join(part for part in (str(given.get("name", "")), nik, *rest) if part)
    if one.kind == "money" and str(answer or "").isdigit():
        return rupiah_figures(int(str(answer)))
    words = plain_values(one, answer)[one.key]
    return mask(words) if one.digits == 16 and words else words
