"""The ties between people, as far as the register knows them."""

from collections.abc import Collection, Iterable, Mapping
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
    asked = set(ids)
    rows = _on_their_cards(asked)
    now = [(row.family_id, row.pk, row.relation) for row in rows.values() if row.family_id]
    members = [*now, *_on_them_before(asked)]
    cards: dict[UUID, set[UUID]] = {person: set() for person in asked & rows.keys()}
    for card, person, _relation in members:
        if person in cards:
            cards[person].add(card)
    in_laws = _in_laws(cards, rows, couples(members))
    return {
        person: Ties(
            person=person,
            cards=frozenset(held),
            nik=_known(rows[person].nik),
            parents=_parents(rows[person]),
            in_laws=in_laws[person],
        )
        for person, held in cards.items()
    }


def _on_their_cards(asked: Collection[UUID]) -> dict[UUID, Person]:
    """These people, and the couples of the cards that they are on and were on: in one look, each part by an index."""
    rows = Person.objects.only("family_id", "relation", "nik", "father_nik", "mother_nik")
    own = rows.filter(pk__in=asked)
    couples_now = rows.filter(family__in=own.values("family"), relation__in=COUPLE)
    before = PastMembership.objects.filter(person__in=asked).values("family")
    return {
        row.pk: row for row in own.union(couples_now, rows.filter(family__in=before, relation__in=COUPLE))
    }


def _on_them_before(asked: Collection[UUID]) -> list[Membership]:
    """Who was on the cards that these people are and were on, and is so no more."""
    rows = PastMembership.objects.values_list("family_id", "person_id", "relation")
    own = rows.filter(person__in=asked)
    of_cards_now = rows.filter(family__in=Person.objects.filter(pk__in=asked).values("family"))
    return list(own.union(of_cards_now, rows.filter(family__in=own.values("family"))))


def _in_laws(
    people: Iterable[UUID], rows: Mapping[UUID, Person], married: Mapping[UUID, set[UUID]]
) -> dict[UUID, frozenset[str]]:
    """The NIK of the parents of those who are or were married to each person, as far as a card says so."""
    spouses = {person: married.get(person, set()) for person in people}
    # Of some only an older card says that they were.
    elsewhere = Person.objects.filter(pk__in=set().union(*spouses.values()) - rows.keys())
    known = {**rows, **{row.pk: row for row in elsewhere.only("father_nik", "mother_nik")}}
    return {
        person: frozenset().union(*(_parents(known[one]) for one in held)) for person, held in spouses.items()
    }


def _parents(row: Person) -> frozenset[str]:
    return frozenset({_known(row.father_nik), _known(row.mother_nik)} - {""})


def _known(nik: str | None) -> str:
    # What cannot be read ties nobody: the correction of a spoilt cell must not wait for the cell.
    return "" if isinstance(nik, Unreadable) else nik or ""
