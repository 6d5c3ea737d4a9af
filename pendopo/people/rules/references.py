"""Rows of other domains that name a person: each domain says how they follow when two residents become one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from pendopo.kernel.actor import Actor
from pendopo.kernel.domains import parts_of


@dataclass(frozen=True)
class RunningMatter:
    """A resident's matter that is not done yet: number of its receipt, what it is, where it stands, since when."""

    receipt: str
    title: str
    state: str
    since: date


@dataclass(frozen=True)
class PersonReference:
    """One kind of row that names a person.

    `held` answers the ids of the rows that name a person; `point` is an operation that makes rows name another
    person. Without `point` the rows cannot move, and whoever has such rows can only be the one who stays. `carry` makes
    rows follow somebody who moves to another village of the site, and `running` names the matters that stay behind.
    """

    name: str
    label: object
    held: Callable[[UUID], list[UUID]]
    point: Callable[[Actor, Sequence[UUID], UUID], None] | None = None
    carry: Callable[[Actor, Sequence[UUID], UUID], None] | None = None
    running: Callable[[UUID], list[RunningMatter]] | None = None


def person_references() -> tuple[PersonReference, ...]:
    """Return every kind of row that a domain brings (design.md section 3)."""
    return tuple(sorted((one for _, one in parts_of(PersonReference)), key=lambda one: one.name))


def person_reference(name: str) -> PersonReference | None:
    """Return one kind of row by its name (design.md section 3)."""
    return next((one for one in person_references() if one.name == name), None)
