"""The ties between people, as far as the register knows them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from pendopo.kernel.actor import Actor
from pendopo.kernel.errors import NotPermitted
from pendopo.kernel.sealed import Unreadable
from pendopo.people.models import PastMembership, Person
from pendopo.people.rules.kin import COUPLE, Ties, couples

Membership = tuple[UUID, UUID, int | None]  # card, person, relation


def ties_of(actor: Actor, ids: Iterable[UUID]) -> dict[UUID, Ties]:
    """Return what ties some people to others: cards now and before, and the NIK of their parents and parents-in-law.

    Only the system may ask: the answer says something about families.
    """
    if actor.kind != "system":
        raise NotPermitted
    people = list(Person.objects.filter(pk__in=set(ids)))
    known, cards = {row.pk for row in people}, defaultdict[UUID, set[UUID]](set)
    for row in people:
        if row.family_id:
            cards[row.pk].add(row.family_id)
    past = _past(people)
    for card, person, _relation in past:
        if person in known:
            cards[person].add(card)
    in_laws = _in_laws(cards, past)
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


def _past(people: Sequence[Person]) -> list[Membership]:
    """Who was on a card before, on those that these people are and were on: in one look, and each by its own index."""
    rows = PastMembership.objects.values_list("family_id", "person_id", "relation")
    own = rows.filter(person__in=people)
    cards = {row.family_id for row in people if row.family_id}
    of_cards_before = rows.filter(
        family__in=PastMembership.objects.filter(person__in=people).values("family")
    )
    return list(own.union(rows.filter(family__in=cards), of_cards_before))


def _in_laws(cards: Mapping[UUID, set[UUID]], past: Iterable[Membership]) -> dict[UUID, frozenset[str]]:
    """The NIK of the parents of those who are or were married to each person, as far as a card says so."""
    whole = {card for held in cards.values() for card in held}
    rows = Person.objects.only("family_id", "relation", "father_nik", "mother_nik")
    now = {row.pk: row for row in rows.filter(family__in=whole, relation__in=COUPLE)}
    members = [(row.family_id, row.pk, row.relation) for row in now.values() if row.family_id]
    married = couples([*members, *past])
    wanted = {spouse for person in cards for spouse in married.get(person, ())}
    elsewhere = rows.filter(pk__in=wanted - now.keys())  # of whom only an older card says so
    parents = {row.pk: _parents(row) for row in (*now.values(), *elsewhere) if row.pk in wanted}
    return {person: frozenset().union(*(parents[one] for one in married.get(person, ()))) for person in cards}


def _parents(row: Person) -> frozenset[str]:
    return frozenset({_known(row.father_nik), _known(row.mother_nik)} - {""})


def _known(nik: str | None) -> str:
    # What cannot be read ties nobody: the correction of a spoilt cell must not wait for the cell.
    return "" if isinstance(nik, Unreadable) else nik or ""
