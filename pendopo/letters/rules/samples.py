"""An invented resident and invented answers, on which the editor shows what a wording makes of them."""

import re
from datetime import date, timedelta
from typing import Any

from pendopo.letters.rules.types import Field, TypeContent
from pendopo.letters.rules.values import Party

# No such person exists: the serial 0000 is never given out (handbook domain.md section 2).
SAMPLE = Party(
    name="Siti Contoh Rahayu",
    nik="3206135708850000",
    kk_number="3206131708100000",
    birth_place="Tasikmalaya",
    birth_date=date(1985, 8, 17),
    sex="Perempuan",
    religion="Islam",
    marital_status="Kawin",
    occupation="Pedagang",
    education="SLTA/Sederajat",
    citizenship="WNI",
    address="Kp. Contoh RT 002 RW 004",
    father_name="Asep Contoh",
    mother_name="Euis Contoh",
)
OTHER_ID = "contoh"
OTHER = Party(
    name="Dadan Contoh Permana",
    nik="3206131202830000",
    birth_place="Garut",
    birth_date=date(1983, 2, 12),
    sex="Laki-laki",
    religion="Islam",
    marital_status="Kawin",
    occupation="Petani/Pekebun",
    citizenship="WNI",
    address="Kp. Contoh RT 003 RW 004",
    father_name="Ujang Contoh",
    mother_name="Nining Contoh",
)
_SENTENCE_END = re.compile(r"(?<=\w{3})\.(?: |$)")
_NUMBERS = {"berat": 3200, "panjang": 49, "luas": 420, "desil": 2}


def sample_answers(content: TypeContent, on: date) -> dict[str, Any]:
    """Answer every question of a letter type, each in a way of its own."""
    return {one.key: _sample(one, at, on) for at, one in enumerate(content.fields, 1)}


def _sample(one: Field, at: int, on: date) -> Any:
    if one.kind == "group":
        return [
            {
                part.key: _sample(part, at * 10 + row * 100 + place, on)
                for place, part in enumerate(one.fields)
            }
            for row in range(max(2, one.least))
        ]
    if one.kind == "resident":
        return {"id": OTHER_ID, "name": OTHER.name, "nik": ""}
    return _plain(one, at, on)


def _plain(one: Field, at: int, on: date) -> Any:
    if one.kind == "choice":
        return one.choices[0][0]
    if one.kind == "date":
        return (on + timedelta(days=at if one.when == "future" else -at)).isoformat()
    if one.kind == "time":
        return f"{8 + at % 10:02d}:30"
    if one.kind in {"number", "money"}:
        return _NUMBERS.get(one.key, at + 1 if one.kind == "number" else 250_000 * at)
    if one.digits:
        example = _example(one)
        return example if len(example) == one.digits else str(10 ** (one.digits - 1) + at)
    return _words(one, at)


def _words(one: Field, at: int) -> str:
    """The example of the hint if it gives one, else the question itself in short."""
    text = _example(one) or f"Contoh isian {one.key.replace('_', ' ')} {at}"
    return text[: one.max_length or 120]


def _example(one: Field) -> str:
    """What the hint gives as an example, to the end of its sentence; the full stop of "Kp." or "Jl." ends none."""
    return _SENTENCE_END.split(one.hint.partition("Contoh: ")[2])[0].rstrip(".")
