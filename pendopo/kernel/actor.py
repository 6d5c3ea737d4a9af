"""Who acts: an officer, a resident, a named job, or nobody in particular."""

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal
from uuid import NAMESPACE_URL, UUID, uuid5

from pendopo.kernel.areas import PartOf, contains

Kind = Literal["officer", "resident", "system", "anonymous"]


@dataclass(frozen=True)
class Power:
    """One permission in one area, valid now."""

    permission: str
    area: str


@dataclass(frozen=True)
class Actor:
    """The one who asks or acts, with the powers that hold at this moment."""

    kind: Kind
    id: UUID | None = None
    name: str = ""
    powers: frozenset[Power] = frozenset()
    resident_id: UUID | None = None
    on_behalf_of: UUID | None = None
    # Rows that a resident had in villages of this site before: what was asked there stays his.
    former: frozenset[UUID] = frozenset()
    strong: bool = False
    # Whether something may have to be told above each page; False where it was looked for and there is nothing.
    news: bool = field(default=True, compare=False)

    def may(self, permission: str, area: str) -> bool:
        """Say whether the actor holds the permission in this area or one that contains it."""
        if self.kind == "system":
            return True
        return any(contains(held, area) for held in self.areas(permission))

    def areas(self, permission: str) -> tuple[str, ...]:
        """Return the areas in which the permission holds."""
        if self.kind == "system":
            return ("",)
        return self._areas.get(permission, ())

    @cached_property
    def permissions(self) -> frozenset[str]:
        """Every permission held somewhere."""
        return frozenset(self._areas)

    @cached_property
    def _areas(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        for power in self.powers:
            found[power.permission] = (*found.get(power.permission, ()), power.area)
        return found

    @property
    def own_rows(self) -> frozenset[UUID]:
        """The rows of the register that are the resident himself: the living one, and those he has left behind."""
        return self.former | {self.resident_id} if self.resident_id is not None else frozenset()

    def within(self, area: str) -> "Actor":
        """Return the same actor with what he may do in an area, and nothing of what he may do elsewhere.

        A power that is held further up stays one of its tier: nobody gains by coming nearer.
        """
        powers = [
            held if contains(area, held.area) else Power(held.permission, PartOf.area(area, held.area))
            for held in self.powers
            if contains(area, held.area) or contains(held.area, area)
        ]
        return replace(self, powers=frozenset(powers))

    @property
    def pseudonym_source(self) -> bytes:
        """What the journal derives the actor's pseudonym from."""
        key = self.id or self.resident_id
        return self.kind.encode() + b":" + (key.bytes if key else self.name.encode())


ANONYMOUS = Actor(kind="anonymous", name="anonim")


def system_actor(name: str) -> Actor:
    """Return the named actor of a job; jobs never run without a name."""
    if not name:
        raise ValueError("a system actor needs a name")
    return Actor(kind="system", id=uuid5(NAMESPACE_URL, f"pendopo:{name}"), name=name)
