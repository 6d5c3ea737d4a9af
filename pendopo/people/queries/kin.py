"""The ties between people, as far as the register knows them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from uuid import UUID

from pendopo.kernel.actor import Actor
from pendopo.kernel.errors import NotPermitted
from pendopo.kernel.sealed import Unreadable
from pendopo.people.models import PastMembership, Person
from pendopo.people.rules.kin import COUPLE, Ties, couples


def ties_of(actor: Actor, ids: Iterable[UUID]) -> dict[UUID, Ties]:
    """Return what ties some people to others: cards now and before, and the NIK of their parents and parents-in-law.

    Only the system may ask: the answer says something about families.
    """
    if actor.kind != "system":
        raise NotPermitted
    people = list(Person.objects.filter(pk__in=set(ids)))
    cards: dict[UUID, set[UUID]] = defaultdict(set)
    for row in people:
        if row.family_id:
            cards[row.pk].add(row.family_id)
    for person_id, family_id in PastMembership.objects.filter(person__in=people).values_list(
        "person_id", "family_id"
    ):
        cards[person_id].add(family_id)
    in_laws = _in_laws(cards)
    return {
        row.pk: Ties(
            person=row.pk,
            cards=frozenset(cards[row.pk]),
            nik=_known(row.nik),
            parents=_parents(row),
            in_laws=in_laws.get(row.pk, frozenset()),
        )
        for row in people
    }


def _in_laws(cards: Mapping[UUID, set[UUID]]) -> dict[UUID, frozenset[str]]:
    """The NIK of the parents of those who are or were married to each person, as far as a card says so."""
    whole = {card for held in cards.values() for card in held}
    now = Person.objects.filter(family__in=whole, relation__in=COUPLE)
    past = PastMembership.objects.filter(family__in=whole, relation__in=COUPLE)
    married = couples(
        [
            *now.values_list("family_id", "pk", "relation"),
            *past.values_list("family_id", "person_id", "relation"),
        ]
    )
    wanted = {spouse for person in cards for spouse in married.get(person, ())}
    rows = Person.objects.filter(pk__in=wanted).only("father_nik", "mother_nik")
    parents = {row.pk: _parents(row) for row in rows}
    return {person: frozenset().union(*(parents[one] for one in married.get(person, ()))) for person in cards}


def _parents(row: Person) -> frozenset[str]:
    return frozenset({_known(row.father_nik), _known(row.mother_nik)} - {""})


def _known(nik: str | None) -> str:
    # What cannot be read ties nobody: the correction of a spoilt cell must not wait for the cell.
    return "" if isinstance(nik, Unreadable) else nik or ""
