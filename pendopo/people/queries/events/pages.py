"""What one page of the desk needs to record an event: read at once, in one query function."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.kernel.errors import NotFound
from pendopo.kernel.queries import rule_value
from pendopo.people.models import EventKind, Family, Person, PopulationEvent
from pendopo.people.queries.events.duplicates import LikelyDuplicate, likely_duplicates
from pendopo.people.queries.events.effects import _effect_of
from pendopo.people.queries.events.found import (
    STANDING,
    _as_member,
    area_choices,
    event_for,
    families_matching,
    family_for,
    person_for,
    village_for,
)
from pendopo.people.queries.persons import may_read_now
from pendopo.people.rules.codes import RELATION, BasicStatus, MaritalStatus, Relation
from pendopo.people.rules.nik import mask
from pendopo.people.rules.registering import (
    BELONGING,
    BIRTH_DAYS,
    CARD_DAYS,
    DEATH_DAYS,
    Member,
    allowed_kinds,
    successor_order,
    suggest_relations,
)

Who = tuple[str, date | None, str]


@dataclass(frozen=True)
class FamilyPage:
    """A family with everybody who belongs to it, and what its forms may offer."""

    family: Family
    members: list[Person]
    areas: list[tuple[str, str]]
    kk_masked: str
    duplicates: list[LikelyDuplicate] = field(default_factory=list)
    limits: dict[str, int] = field(default_factory=dict)

    @property
    def head(self) -> Person | None:
        """The living or absent head."""
        return next((member for member in self.members if member.relation == Relation.HEAD), None)

    @property
    def place(self) -> str:
        """The neighbourhood in words."""
        return dict(self.areas).get(self.family.area_code, self.family.area_code)

    @property
    def women(self) -> list[Person]:
        """Who may be the mother of a child."""
        return [member for member in self.members if member.sex != 1]

    @property
    def men(self) -> list[Person]:
        """Who may be the father of a child."""
        return [member for member in self.members if member.sex != 2]

    def lines(self) -> list[dict[str, object]]:
        """The members for a table."""
        return [{"person": member, "relation": RELATION.label(member.relation)} for member in self.members]

    def heirs(self) -> list[Person]:
        """The living members who may head the family, the likeliest first."""
        living = [m for m in self.members if m.basic_status == BasicStatus.ALIVE]
        rows = {member.pk: member for member in living}
        order = successor_order([_as_member(member) for member in living], clock.today())
        return [rows[member.id] for member in order]

    def heirs_with_head(self) -> list[Person]:
        """Everybody who may head a new card, the present head included."""
        head = [
            m for m in self.members if m.relation == Relation.HEAD and m.basic_status == BasicStatus.ALIVE
        ]
        return [*head, *self.heirs()]

    def suggested(self, head: UUID) -> dict[UUID, int]:
        """What everybody would be to a new head."""
        members: Sequence[Member] = [_as_member(member) for member in self.members]
        return suggest_relations(members, head) if any(m.id == head for m in members) else {}


@dataclass(frozen=True)
class PersonPage:
    """A person with the family, and what may happen next."""

    person: Person
    home: FamilyPage | None
    areas: list[tuple[str, str]]
    kinds: tuple[str, ...]
    nik_masked: str
    opened: bool
    events: list[PopulationEvent]
    limits: dict[str, int]

    def effect_of(self, values: Mapping[str, object]) -> list[str]:
        """Say which figures a correction changes."""
        return _effect_of(self.person, values)

    @property
    def others(self) -> list[Person]:
        """The other members of the family."""
        members = self.home.members if self.home else []
        return [member for member in members if member.pk != self.person.pk]

    @property
    def is_head(self) -> bool:
        """Whether somebody else has to head the family when this person goes."""
        return self.person.relation == Relation.HEAD and bool(self.heirs())

    @property
    def head_taken(self) -> bool:
        """Whether the family got another head meanwhile."""
        return self.person.relation == Relation.HEAD and any(
            other.relation == Relation.HEAD and other.basic_status == BasicStatus.ALIVE
            for other in self.others
        )

    def heirs(self) -> list[Person]:
        """Who may head the family instead."""
        heirs = self.home.heirs() if self.home else []
        return [heir for heir in heirs if heir.pk != self.person.pk]

    def spouses(self) -> list[Person]:
        """The married members who may be this person's husband or wife."""
        if self.person.marital_status != MaritalStatus.MARRIED:
            return []
        return [
            other
            for other in self.others
            if other.marital_status == MaritalStatus.MARRIED and other.sex != self.person.sex
        ]


@dataclass(frozen=True)
class RegisterPage:
    """What the pages for a new resident offer."""

    village: str
    areas: list[tuple[str, str]]
    home: FamilyPage | None
    duplicates: list[LikelyDuplicate]


def family_desk(actor: Actor, family_id: UUID, permission: str, *, who: Who | None = None) -> FamilyPage:
    """Gather a family for the desk, with people who resemble the one being written down."""
    family = family_for(actor, family_id, permission)
    areas = area_choices(actor, family.village_code, permission)
    alike = _alike(actor, family.village_code, who)
    return _family_page(family, areas, _limits(family.village_code), alike)


def _family_page(
    family: Family,
    areas: list[tuple[str, str]],
    limits: dict[str, int],
    alike: list[LikelyDuplicate] | None = None,
) -> FamilyPage:
    members = Person.objects.filter(family=family, basic_status__in=BELONGING)
    return FamilyPage(
        family=family,
        members=list(members.order_by("relation", "birth_date", "id")),
        areas=areas,
        kk_masked=mask(family.kk_number),
        duplicates=alike or [],
        limits=limits,
    )


def person_desk(actor: Actor, person_id: UUID, permission: str) -> PersonPage:
    """Gather a person for the desk: family, possible events, what may be taken back."""
    person = person_for(actor, person_id, permission)
    family = person.family
    opened = may_read_now(actor, person)
    events = PopulationEvent.objects.filter(STANDING, person=person).exclude(kind=EventKind.CORRECTION)
    areas, limits = area_choices(actor, person.village_code, permission), _limits(person.village_code)
    return PersonPage(
        person=person,
        home=_family_page(family, areas, limits) if family is not None else None,
        areas=areas,
        kinds=allowed_kinds(person.basic_status),
        nik_masked=mask(person.nik),
        opened=opened,
        events=list(events.order_by("-id")),
        limits=limits,
    )


def register_desk(
    actor: Actor, permission: str, *, family_id: UUID | None = None, who: Who | None = None
) -> RegisterPage:
    """Gather what a new resident's pages offer: places, the family, people who resemble."""
    family = family_for(actor, family_id, permission) if family_id is not None else None
    village = family.village_code if family is not None else village_for(actor, permission)
    areas = area_choices(actor, village, permission)
    return RegisterPage(
        village=village,
        areas=areas,
        home=_family_page(family, areas, {}) if family is not None else None,
        duplicates=_alike(actor, village, who),
    )


def reversal_desk(actor: Actor, event_id: UUID, permission: str) -> PopulationEvent:
    """Return an event that an officer may want to take back."""
    event = event_for(actor, event_id, permission)
    if event.reverses_id is not None:
        raise NotFound
    return event


def _alike(actor: Actor, village: str, who: Who | None) -> list[LikelyDuplicate]:
    if who is None:
        return []
    name, born, mother = who
    return likely_duplicates(actor, name=name, birth_date=born, mother_name=mother, village=village)


def _limits(village: str) -> dict[str, int]:
    return {
        "birth": int(rule_value(BIRTH_DAYS, area=village)),
        "death": int(rule_value(DEATH_DAYS, area=village)),
        "card": int(rule_value(CARD_DAYS, area=village)),
    }


def search_for_person(
    actor: Actor, person_id: UUID, text: str, permission: str
) -> tuple[PersonPage, list[tuple[Family, str]]]:
    """Return a person and the families that a search for another one finds."""
    page = person_desk(actor, person_id, permission)
    found = families_matching(actor, text, permission) if text else []
    return page, [
        (family, name)
        for family, name in found
        if family.village_code == page.person.village_code and family.pk != page.person.family_id
    ]


def joining_desk(
    actor: Actor, person_id: UUID, family_id: UUID, permission: str
) -> tuple[PersonPage, Family, str]:
    """Return a person, the family to join, and the name of its head."""
    page, family = person_desk(actor, person_id, permission), family_for(actor, family_id, permission)
    head = Person.objects.filter(family=family, relation=Relation.HEAD, basic_status__in=BELONGING).first()
    return page, family, head.name if head else ""
