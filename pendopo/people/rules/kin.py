"""What the register knows of a person that can make two people near kin."""

from dataclasses import dataclass, field
from uuid import UUID


@dataclass(frozen=True)
class Ties:
    """The ties of one person: family cards now and before, the own NIK (empty: not known), and those of the parents."""

    person: UUID
    cards: frozenset[UUID]
    nik: str = field(repr=False)
    parents: frozenset[str] = field(repr=False)
