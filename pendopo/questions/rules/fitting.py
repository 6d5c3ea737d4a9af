"""Whether answers fit their questions, whoever sent them: asked once more before they are kept."""

import re
from collections.abc import Iterable, Mapping

from pendopo.questions.rules.answers import Answers, is_answered
from pendopo.questions.rules.asked import asked, missing_answers
from pendopo.questions.rules.bounds import outside
from pendopo.questions.rules.fields import Field
from pendopo.questions.rules.values import day_of

LONGEST = 5_000
_HOUR = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


def is_a_name(text: str) -> bool:
    """Say whether a text can be a person's name: letters stand in it and no digits."""
    return any(sign.isalpha() for sign in text) and not any(sign.isdigit() for sign in text)


def misfits(fields: Iterable[Field], answers: Answers) -> list[str]:
    """Return the keys of asked questions that are missing or whose answer is of the wrong kind or out of bounds."""
    questions = list(fields)
    missing = missing_answers(questions, answers)
    wrong = [one.key for one in asked(questions, answers) if not _fits(one, answers.get(one.key))]
    return [*missing, *wrong]


def _fits(one: Field, answer: object) -> bool:
    if not is_answered(answer):
        return True
    if one.kind == "group":
        return isinstance(answer, list) and all(
            isinstance(row, Mapping) and all(_fits(part, row.get(part.key)) for part in one.fields)
            for row in answer
        )
    if one.kind == "resident":
        return isinstance(answer, Mapping) and all(isinstance(part, str) for part in answer.values())
    if one.kind in ("number", "money"):
        return type(answer) is int and not outside(one, answer)
    return isinstance(answer, str) and _text_fits(one, answer)


def _text_fits(one: Field, text: str) -> bool:
    if one.kind == "choice":
        return text in dict(one.choices)
    if one.kind == "date":
        return day_of(text) is not None and not outside(one, text)
    if one.kind == "time":
        return bool(_HOUR.fullmatch(text)) and not outside(one, text)
    if one.digits and outside(one, text):
        return False
    if one.person_name and not is_a_name(text):
        return False
    digits = not one.digits or (len(text) == one.digits and text.isascii() and text.isdigit())
    return digits and one.min_length <= len(text) <= (one.max_length or LONGEST)
