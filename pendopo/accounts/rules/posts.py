"""Which account holds which post: said by somebody, never guessed from a name."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from pendopo.kernel.domains import parts_of
from pendopo.places.rules.names import fold_name


@dataclass(frozen=True)
class HeldByPost:
    """A permission that a domain lets nobody use who holds no post."""

    permission: str


def held_by_post() -> set[str]:
    """Return every permission that a domain brings as held by post (design.md section 5)."""
    return {part.permission for _domain, part in parts_of(HeldByPost)}


@dataclass(frozen=True)
class Post:
    """One line of the table of officials, as far as a link depends on it; `until` is the first day without it."""

    name: str
    position: str
    kind: str
    until: date | None


def still_means(said: Post, now: Post) -> bool:
    """Say whether a line is still what was said: same name, post and capacity, and no longer term (design.md 5).

    Whoever may edit the table would else make a head of an official, or sign under another's name.
    """
    if (said.name, said.position, said.kind) != (now.name, now.position, now.kind):
        return False
    return said.until is None or (now.until is not None and now.until <= said.until)


def pairs_by_name(officers: Mapping[UUID, str], officials: Mapping[UUID, str]) -> list[tuple[UUID, UUID]]:
    """Pair each account with the posts whose holder bears its name, as authority went before links (ADR 0039).

    A name that two accounts bear names nobody.
    """
    accounts: dict[str, list[UUID]] = {}
    for officer, name in officers.items():
        accounts.setdefault(fold_name(name), []).append(officer)
    found = ((accounts.get(fold_name(name), []), official) for official, name in officials.items())
    return [(who[0], official) for who, official in found if len(who) == 1]
