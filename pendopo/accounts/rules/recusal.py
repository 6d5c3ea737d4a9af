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
    IN_LAW = "in_law"


def kinship(officer: Ties, other: Ties) -> Kinship | None:
    """Say how two people are near kin by what the register knows (UU 30/2014 Pasal 42 dan 43: kerabat dan keluarga).

    The same person; one family card, now or before; parent and child; children of one parent. By marriage (semenda,
    KUH Perdata Pasal 295: each of a couple to the other's kin, nobody behind them): the parents, brothers and sisters
    of a spouse, and the spouse of a child, of a brother or of a sister, also after death or divorce.
    """
    if officer.person == other.person:
        return Kinship.SELF
    if officer.cards & other.cards:
        return Kinship.CARD
    if (officer.nik and officer.nik in other.parents) or (other.nik and other.nik in officer.parents):
        return Kinship.PARENT
    if officer.parents & other.parents:
        return Kinship.SIBLING
    return Kinship.IN_LAW if _by_marriage(officer, other) or _by_marriage(other, officer) else None


def _by_marriage(married: Ties, other: Ties) -> bool:
    """Whether the other is a parent, or a brother or sister, of whom somebody is married to."""
    return other.nik in married.in_laws or bool(other.parents & married.in_laws)


def nearest(officer: Ties, others: Iterable[Ties]) -> Kinship | None:
    """Say how an officer is tied to the nearest of several people (UU 30/2014 Pasal 42 dan 43)."""
    found = {kinship(officer, other) for other in others}
    return next((one for one in Kinship if one in found), None)
