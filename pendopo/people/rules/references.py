"""Rows of other domains that name a person: each domain says how they follow when two residents become one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from pendopo.kernel.actor import Actor


@dataclass(frozen=True)
class PersonReference:
    """One kind of row that names a person.

    `held` answers the ids of the rows that name a person; `point` is an operation that makes rows name another
    person. Without `point` the rows cannot move, and whoever has such rows can only be the one who stays.
    """

    name: str
    label: Any
    held: Callable[[UUID], list[UUID]]
    point: Callable[[Actor, Sequence[UUID], UUID], None] | None = None


_REFERENCES: dict[str, PersonReference] = {}


def register_person_reference(reference: PersonReference) -> None:
    """This function will add a kind of row that follows a person; the same name replaces the first (design.md 3)."""
    _REFERENCES[reference.name] = reference


def person_references() -> tuple[PersonReference, ...]:
    """This function will return every registered kind of row (design.md section 3)."""
    return tuple(_REFERENCES[name] for name in sorted(_REFERENCES))


def person_reference(name: str) -> PersonReference | None:
    """This function will return one kind of row by its name (design.md section 3)."""
    return _REFERENCES.get(name)
