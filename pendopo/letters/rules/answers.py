"""What is still missing in the answers to a letter's questions."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from pendopo.letters.rules.types import TypeContent


def missing_answers(content: TypeContent, answers: Mapping[str, Any]) -> list[str]:
    """Return the keys of the questions that must be answered and are not (issue 3: letter types)."""
    return [one.key for one in content.fields if one.required and not is_answered(answers.get(one.key))]


def is_answered(value: Any) -> bool:
    """Say whether something stands in an answer; of a resident the name (issue 3)."""
    if isinstance(value, Mapping):
        return bool(str(value.get("name", "")).strip())
    if isinstance(value, str):
        return bool(value.strip())
    return value is not None and value != []


def next_question(content: TypeContent, answers: Mapping[str, Any]) -> str:
    """Return the first question that nobody has answered yet, or nothing (issue 3: one a page).

    A question that may stay empty counts as answered once its page was sent.
    """
    return next((one.key for one in content.fields if one.key not in answers), "")


def people_in(value: Any) -> set[UUID]:
    """Return the residents whom answers name, also inside lists (issue 3: near kin)."""
    if isinstance(value, Mapping):
        return _own_id(value).union(*(people_in(part) for part in value.values()))
    if isinstance(value, list):
        return set[UUID]().union(*(people_in(part) for part in value))
    return set()


def _own_id(value: Mapping[str, Any]) -> set[UUID]:
    try:
        return {UUID(str(value["id"]))} if value.get("id") else set()
    except ValueError:
        return set()
