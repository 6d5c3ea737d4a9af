"""What stands in answers, and what is still missing."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from pendopo.questions.rules.fields import Field

# As JSON holds them, by the key of the question: texts, whole numbers, lists of rows, a person.
Answers = Mapping[str, object]


def missing_answers(fields: Iterable[Field], answers: Answers) -> list[str]:
    """Return the keys of the questions that must be answered and are not."""
    return [one.key for one in fields if one.required and not is_answered(answers.get(one.key))]


def is_answered(value: object) -> bool:
    """Say whether something stands in an answer; of a resident the name."""
    if isinstance(value, Mapping):
        return bool(str(value.get("name", "")).strip())
    if isinstance(value, str):
        return bool(value.strip())
    return value is not None and value != []


def next_question(fields: Iterable[Field], answers: Answers) -> str:
    """Return the first question that nobody has answered yet, or nothing.

    A question that may stay empty counts as answered once its page was sent.
    """
    return next((one.key for one in fields if one.key not in answers), "")


def people_in(value: object) -> set[UUID]:
    """Return the residents whom answers name, also inside lists: near kin may not decide."""
    if isinstance(value, Mapping):
        return _own_id(value).union(*(people_in(part) for part in value.values()))
    if isinstance(value, list):
        return set[UUID]().union(*(people_in(part) for part in value))
    return set()


def _own_id(value: Answers) -> set[UUID]:
    try:
        return {UUID(str(value["id"]))} if value.get("id") else set()
    except ValueError:
        return set()
