"""What `pendopo verify` has walked and found: the form of its JSON, which others read."""

from dataclasses import dataclass, field
from typing import TypedDict


@dataclass(frozen=True)
class Broken:
    """The first thing that is wrong."""

    feed: str
    area: str
    seq: int
    entry: str
    problem: str


class Walked(TypedDict):
    """One feed that holds: its id and head in hex."""

    feed: str
    area: str
    entries: int
    head: str


@dataclass
class Report:
    """What was walked, and what was found."""

    feeds: list[Walked] = field(default_factory=list)
    entries: int = 0
    rows: int = 0
    erased: int = 0
    broken: Broken | None = None

    @property
    def ok(self) -> bool:
        """Whether everything holds."""
        return self.broken is None
