"""Invented answers, on which an editor shows what becomes of them."""

import re
from collections.abc import Iterable
from datetime import date, timedelta

from pendopo.questions.rules.fields import Field
from pendopo.questions.rules.words import spell
from pendopo.ui.rules import parse_whole

# No such person exists.
OTHER_ID, OTHER_NAME = "contoh", "Dadan Contoh Permana"
_SENTENCE_END = re.compile(r"(?<=\w{3})\.(?: |$)")
_NUMBERS = {"berat": 3200, "panjang": 49, "luas": 420, "desil": 2}


def sample_answers(fields: Iterable[Field], on: date) -> dict[str, object]:
    """Answer every question, each in a way of its own; a choice so that a question that depends on it is asked."""
    asked = list(fields)
    calling = {one.asked_if: one.asked_when[0] for one in asked if one.asked_when}
    return {one.key: calling.get(one.key) or _sample(one, at, on) for at, one in enumerate(asked, 1)}


def _sample(one: Field, at: int, on: date) -> object:
    if one.kind == "group":
        return [
            {
                part.key: _sample(part, at * 10 + row * 100 + place, on)
                for place, part in enumerate(one.fields)
            }
            for row in range(max(2, one.least))
        ]
    if one.kind == "resident":
        return {"id": OTHER_ID, "name": OTHER_NAME, "nik": ""}
    return _plain(one, at, on)


def _plain(one: Field, at: int, on: date) -> object:
    if one.kind == "choice":
        return one.choices[0][0]
    if one.kind == "date":
        return (on + timedelta(days=at if one.when == "future" else -at)).isoformat()
    if one.kind == "time":
        return f"{8 + at % 10:02d}:30"
    if one.kind in {"number", "money"}:
        return _NUMBERS.get(one.key) or _usual(one, at + 1 if one.kind == "number" else 250_000 * at)
    if one.digits:
        example = example_of(one)
        year = str(on.year - at) if one.digits == 4 else str(10 ** (one.digits - 1) + at)
        return example if len(example) == one.digits else year
    return _words(one, at)


def _usual(one: Field, count: int) -> int:
    """Bring a number between what its question allows, and what is seldom true."""
    low, high = one.seldom_below or one.lowest, one.seldom_above or one.highest
    within = max(count, parse_whole(low)) if low else count
    return min(within, parse_whole(high)) if high else within


def _words(one: Field, at: int) -> str:
    """The example of the hint if it gives one, else the question itself in short."""
    if one.person_name:
        return example_of(one) or f"Contoh {spell(at).title()}"
    text = example_of(one) or f"Contoh isian {one.key.replace('_', ' ')} {at}"
    return text[: one.max_length or 120]


def example_of(one: Field) -> str:
    """Return the example of a hint, to the end of its sentence; the full stop of "Kp." or "Jl." ends none."""
    return _SENTENCE_END.split(one.hint.partition("Contoh: ")[2])[0].rstrip(".")
