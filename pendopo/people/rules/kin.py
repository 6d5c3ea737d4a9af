"""What the register knows of a person that can make two people near kin."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from pendopo.people.rules.codes import Relation

COUPLE = (Relation.HEAD, Relation.HUSBAND, Relation.WIFE)


@dataclass(frozen=True)
class Ties:
    """The ties of one person: family cards now and before, the own NIK (empty: not known), and those of the parents,
    his own and those of whomever he is or was married to."""

    person: UUID
    cards: frozenset[UUID]
    nik: str = field(repr=False)
    parents: frozenset[str] = field(repr=False)
    in_laws: frozenset[str] = field(repr=False)


def couples(members: Iterable[tuple[UUID, UUID, int | None]]) -> dict[UUID, set[UUID]]:
    """Say who is married to whom by (card, person, relation): the head of a card and its husband or its wives."""
    cards: dict[UUID, tuple[set[UUID], set[UUID]]] = defaultdict(lambda: (set(), set()))
    for card, person, relation in members:
        if relation in COUPLE:
            cards[card][relation != Relation.HEAD].add(person)
    found: dict[UUID, set[UUID]] = defaultdict(set)
    for heads, others in cards.values():
        for head in heads:
            found[head] |= others
        for other in others:
            found[other] |= heads
    return found
