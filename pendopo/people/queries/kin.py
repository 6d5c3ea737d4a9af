"""The ties between people, as far as the register knows them."""

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from pendopo.kernel.actor import Actor
from pendopo.kernel.errors import NotPermitted
from pendopo.kernel.sealed import Unreadable
from pendopo.people.models import PastMembership, Person
from pendopo.people.rules.kin import Ties


def ties_of(actor: Actor, ids: Iterable[UUID]) -> dict[UUID, Ties]:
    """Return what ties some people to others: cards now and before, and the NIK of their parents.

    Only the system may ask: the answer says something about families.
    """
    if actor.kind != "system":
        raise NotPermitted
    people = list(Person.objects.filter(pk__in=set(ids)))
    cards: dict[UUID, set[UUID]] = defaultdict(set)
    for person_id, family_id in PastMembership.objects.filter(person__in=people).values_list(
        "person_id", "family_id"
    ):
        cards[person_id].add(family_id)
    return {row.pk: _ties(row, cards[row.pk]) for row in people}


def _ties(row: Person, cards: set[UUID]) -> Ties:
    own = {row.family_id} if row.family_id else set()
    return Ties(
        person=row.pk,
        cards=frozenset(cards | own),
        nik=_known(row.nik),
        parents=frozenset({_known(row.father_nik), _known(row.mother_nik)} - {""}),
    )


def _known(nik: str | None) -> str:
    # What cannot be read ties nobody: the correction of a spoilt cell must not wait for the cell.
    return "" if isinstance(nik, Unreadable) else nik or ""
