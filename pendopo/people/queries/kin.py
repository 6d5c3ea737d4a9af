"""Who is near kin of whom, as far as the register knows it."""

from collections.abc import Iterable
from uuid import UUID

from pendopo.kernel.actor import Actor
from pendopo.kernel.errors import NotPermitted
from pendopo.kernel.sealed import blind_index
from pendopo.people.models import PastMembership, Person

SELF, CARD, PARENT = "self", "card", "parent"


def near_kin(actor: Actor, *, of: UUID, among: Iterable[UUID]) -> str:
    """This function will say how somebody is near kin of one of some people, or answer nothing.

    The same person; the same family card, now or before; a parent or child by the NIK that stands in the register.
    Only the system may ask: the answer says something about a family.
    """
    if actor.kind != "system":
        raise NotPermitted
    others = {person for person in among if person}
    if of in others:
        return SELF
    if not others:
        return ""
    if _cards([of]) & _cards(others):
        return CARD
    here = Person.objects.filter(pk=of).first()
    if here is None:
        return ""
    return PARENT if any(_parent_and_child(here, other) for other in _rows(others)) else ""


def _rows(ids: Iterable[UUID]) -> list[Person]:
    return list(Person.objects.filter(pk__in=list(ids)))


def _cards(ids: Iterable[UUID]) -> set[UUID]:
    wanted = list(ids)
    now = Person.objects.filter(pk__in=wanted, family__isnull=False).values_list("family_id", flat=True)
    before = PastMembership.objects.filter(person__in=wanted).values_list("family_id", flat=True)
    return {family for family in (*now, *before) if family is not None}


def _parent_and_child(one: Person, other: Person) -> bool:
    return _is_parent(one, other) or _is_parent(other, one)


def _is_parent(older: Person, younger: Person) -> bool:
    if older.nik_index is None:
        return False
    held = bytes(older.nik_index)
    return any(nik and blind_index("nik", nik) == held for nik in (younger.father_nik, younger.mother_nik))
