"""Who stands too near a matter to decide it: oneself and near kin, everywhere by this one rule."""

from collections.abc import Iterable
from enum import StrEnum

from pendopo.people.rules.kin import Ties


class Kinship(StrEnum):
    """How an officer is tied to somebody whom a matter is about."""

    SELF = "self"
    CARD = "card"
    PARENT = "parent"
    SIBLING = "sibling"


def kinship(officer: Ties, other: Ties) -> Kinship | None:
    """Say how two people are near kin by what the register knows (UU 30/2014 Pasal 42 dan 43: kerabat dan keluarga).

    The same person; one family card, now or before; parent and child; children of one parent.
    """
    if officer.person == other.person:
        return Kinship.SELF
    if officer.cards & other.cards:
        return Kinship.CARD
    if (officer.nik and officer.nik in other.parents) or (other.nik and other.nik in officer.parents):
        return Kinship.PARENT
    return Kinship.SIBLING if officer.parents & other.parents else None


def nearest(officer: Ties, others: Iterable[Ties]) -> Kinship | None:
    """Say how an officer is tied to the nearest of several people (UU 30/2014 Pasal 42 dan 43)."""
    found = {kinship(officer, other) for other in others}
    return next((one for one in Kinship if one in found), None)
