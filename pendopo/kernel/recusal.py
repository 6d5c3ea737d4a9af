"""Whether an officer stands too near a matter: the kernel asks, the domain that knows who officers are answers."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol, runtime_checkable
from uuid import UUID

from pendopo.kernel.actor import Actor
from pendopo.kernel.domains import parts_of
from pendopo.kernel.errors import Recused


@runtime_checkable
class Matter(Protocol):
    """A row that is about somebody; `concerned` are the ids of the residents whom it is about."""

    @property
    def concerned(self) -> frozenset[UUID]: ...


def about(*columns: str) -> property:
    """Make the `concerned` of a row from the columns that hold residents, or rows that say whom they are about."""
    return property(lambda row: persons_in(getattr(row, name) for name in columns))


# Actor, the permission that is used, the area of the subject, whom the matter is about; nothing, or why not.
Ask = Callable[[Actor, str, str, frozenset[UUID]], Recused | None]


@dataclass(frozen=True)
class Recusal:
    """The part with which the domain that knows who officers are answers; the house has one."""

    ask: Ask


def require_distance(actor: Actor, permission: str, area: str, values: Iterable[object]) -> None:
    """Raise Recused when an officer is one of those whom these values are about, or near kin of one."""
    persons = persons_in(values)
    if actor.kind != "officer" or not persons:
        return
    ((_domain, recusal),) = parts_of(Recusal)
    problem = recusal.ask(actor, permission, area, persons)
    if problem is not None:
        raise problem


def persons_in(value: object) -> frozenset[UUID]:
    """Return whom a value is about: a matter, the id of a resident, several of either, or nobody (None)."""
    if value is None:
        return frozenset()
    if isinstance(value, UUID):
        return frozenset({value})
    if isinstance(value, Matter):
        return value.concerned
    if isinstance(value, Iterable) and not isinstance(value, str | bytes):
        return frozenset().union(*(persons_in(one) for one in value))
    raise TypeError(f"a {type(value).__name__} does not say whom it is about")
