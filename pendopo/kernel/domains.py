"""What each domain brings to the house: one call in its `apps`, from which every room takes what is of its kind.

A part is plain frozen data: a link, a queue, a chore, a dated rule. The room that defines the kind reads it with
`parts_of`; the kernel knows none of them, so a new kind of part costs its dataclass and its one reader.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True, eq=False)
class Domain:
    """One domain of the house: its folder's name, its title in plain words, and everything it brings."""

    name: str
    title: object
    parts: tuple[object, ...] = ()


class SwitchState(StrEnum):
    """How far a village has opened a domain."""

    OPEN = "open"
    READ_ONLY = "read_only"
    CLOSED = "closed"


DOMAINS: dict[str, Domain] = {}


def register_domain(name: str, title: object, *parts: object) -> None:
    """Let a domain bring its parts; a second call for the same name takes the place of the first."""
    DOMAINS[name] = Domain(name, title, parts)


def domains() -> tuple[Domain, ...]:
    """Return every domain, in the order of the list of applications."""
    return tuple(DOMAINS.values())


def parts_of(kind: type[T], among: Iterable[Domain] | None = None) -> list[tuple[str, T]]:
    """Return every part of one kind with the name of its domain, in the order in which the domains stand."""
    return [
        (domain.name, part)
        for domain in (domains() if among is None else among)
        for part in domain.parts
        if isinstance(part, kind)
    ]
