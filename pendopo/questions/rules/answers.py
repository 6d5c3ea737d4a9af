"""What stands in answers."""

from collections.abc import Mapping
from uuid import UUID

# As JSON holds them, by the key of the question: texts, whole numbers, lists of rows, a person.
Answers = Mapping[str, object]


def is_answered(value: object) -> bool:
    """Say whether something stands in an answer; of a resident the name."""
    if isinstance(value, Mapping):
        return bool(str(value.get("name", "")).strip())
    if isinstance(value, str):
        return bool(value.strip())
    return value is not None and value != []


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
