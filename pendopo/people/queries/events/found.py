"""Persons, families and places as far as an officer's area reaches; everything else does not exist."""

from uuid import UUID

from django.db.models import Q

from pendopo.kernel.actor import Actor
from pendopo.kernel.errors import NotFound
from pendopo.kernel.sealed import blind_index
from pendopo.people.models import Family, Person, PopulationEvent
from pendopo.people.queries.scope import in_areas
from pendopo.people.rules.codes import Relation
from pendopo.people.rules.names import fold
from pendopo.people.rules.registering import BELONGING, Member
from pendopo.places import queries as places

# An event that was taken back, and the one that says so, count no more.
STANDING = Q(reverses__isnull=True, reversed_by__isnull=True)
_FOUND_AT_MOST = 20


def person_for(actor: Actor, person_id: UUID, permission: str) -> Person:
    """Return a person in the actor's areas for a permission, or raise NotFound."""
    rows = Person.objects.filter(in_areas(actor, permission)).select_related("family")
    person = rows.filter(pk=person_id).first()
    if person is None:
        raise NotFound
    return person


def family_for(actor: Actor, family_id: UUID, permission: str) -> Family:
    """Return a family in the actor's areas for a permission, or raise NotFound."""
    family = Family.objects.filter(in_areas(actor, permission)).filter(pk=family_id).first()
    if family is None:
        raise NotFound
    return family


def event_for(actor: Actor, event_id: UUID, permission: str) -> PopulationEvent:
    """Return an event of a person in the actor's areas, or raise NotFound."""
    rows = PopulationEvent.objects.filter(in_areas(actor, permission, "person__area_code"))
    event = rows.select_related("person").filter(pk=event_id).first()
    if event is None:
        raise NotFound
    return event


def families_matching(actor: Actor, text: str, permission: str) -> list[tuple[Family, str]]:
    """Find open families by card number or by the head's name, each with the head's name."""
    digits = "".join(mark for mark in text if mark.isdigit())
    heads = Person.objects.filter(
        in_areas(actor, permission),
        relation=Relation.HEAD,
        basic_status__in=BELONGING,
        family__dissolved_on__isnull=True,
    ).select_related("family")
    if len(digits) == 16:
        heads = heads.filter(family__kk_number_index=blind_index("kk_number", digits))
    else:
        key = fold(text)
        if not key:
            return []
        heads = heads.filter(name_key__gte=key, name_key__lt=f"{key}\U0010ffff")
    found = heads.order_by("name_key", "id")[:_FOUND_AT_MOST]
    return [(person.family, person.name) for person in found if person.family is not None]


def village_for(actor: Actor, permission: str) -> str:
    """Return the code of the village in which an officer records."""
    return places.village_for(actor, permission).code


def area_choices(actor: Actor, village: str, permission: str) -> list[tuple[str, str]]:
    """List the smallest open parts of a village in the actor's areas, with their titles."""
    titles = places.public_locality_titles(village)
    codes = [row.code for row in places.public_localities(village)]
    parents = {code.rpartition(".")[0] for code in codes}
    leaves = [code for code in codes if code not in parents and actor.may(permission, code)]
    if leaves:
        return [(code, titles[code]) for code in leaves]
    found = places.public_village(village)
    return [(village, found.title if found else village)] if actor.may(permission, village) else []


def _as_member(person: Person) -> Member:
    return Member(person.pk, person.relation, person.sex, person.birth_date, person.marital_status)
