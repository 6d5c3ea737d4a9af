"""Writes of the family card itself: number and address, head, relations, and who belongs to it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.kernel.errors import Conflict, NotFound
from pendopo.kernel.operation import operation
from pendopo.kernel.sealed import blind_index
from pendopo.people.models import EventKind, Family, Person, PopulationEvent
from pendopo.people.operations.ledger import Ledger
from pendopo.people.operations.persons import DESKS, _check_area, _check_relation, _lock_person, _save_unique
from pendopo.people.operations.refusals import PeopleRefused
from pendopo.people.operations.staying import _place
from pendopo.people.queries.events import STANDING, _as_member
from pendopo.people.rules.codes import TABLES, BasicStatus, Relation
from pendopo.people.rules.names import clean_name
from pendopo.people.rules.nik import clean_identity
from pendopo.people.rules.permissions import CORRECT, RECORD
from pendopo.people.rules.problems import Problem
from pendopo.people.rules.registering import BELONGING, suggest_relations


@dataclass(frozen=True)
class NewFamily:
    """A family card that begins: in which neighbourhood, at which address, with or without a number yet."""

    area: str
    address: str = ""
    kk_number: str | None = None


def _lock_family(family: Family) -> Family:
    fresh = Family.objects.select_for_update().filter(pk=family.pk).first()
    if fresh is None:
        raise NotFound
    return fresh


def _lock_at_home(person: Person, *others: Family) -> Person:
    """Lock families before persons, always in one order, so that two officers never wait for each other."""
    home = Person.objects.filter(pk=person.pk).values_list("family_id", flat=True).first()
    wanted = {pk for pk in (home, *(family.pk for family in others)) if pk is not None}
    list(Family.objects.select_for_update().filter(pk__in=wanted).order_by("pk"))
    return _lock_person(person)


def _members(family: Family) -> list[Person]:
    rows = Person.objects.select_for_update().filter(family=family, basic_status__in=BELONGING)
    return list(rows.order_by("relation", "birth_date", "id"))


def _kk_number(value: object, *, but: UUID | None = None) -> str | None:
    found = clean_identity(value, field="kk_number")
    if isinstance(found, Problem):
        raise PeopleRefused("bad_kk")
    if found is not None:
        same = Family.objects.filter(kk_number_index=blind_index("kk_number", found))
        if any(pk != but for pk in same.values_list("pk", flat=True)):
            raise PeopleRefused("kk_taken")
    return found


def _new_family(actor: Actor, card: NewFamily, *, village: str, on: date, permission: str = RECORD) -> Family:
    _check_area(actor, permission, card.area, village=village)
    made = Family(
        village_code=village,
        area_code=card.area,
        kk_number=_kk_number(card.kk_number),
        address=clean_name(card.address)[:200],
        formed_on=on,
    )
    _save_unique(made)
    return made


def _living_head_but(person: Person) -> Person | None:
    if person.family is None:
        return None
    heads = Person.objects.filter(
        family=person.family, relation=Relation.HEAD, basic_status=BasicStatus.ALIVE
    )
    return heads.exclude(pk=person.pk).first()


def _join_family(ledger: Ledger, person: Person, family: Family, relation: int, on: date) -> None:
    _place(
        ledger,
        person,
        on,
        family_id=family.pk,
        relation=relation,
        family_since=on,
        area_code=family.area_code,
        village_code=family.village_code,
    )


def _check_joined(members: Iterable[Person], on: date) -> None:
    """Refuse to take somebody out of a family on a day on which he was not in it yet."""
    if any(member.family_since is not None and on < member.family_since for member in members):
        raise PeopleRefused("before_family")


def _check_merged(person: Person, on: date) -> None:
    """Refuse a day before two records became this one: it is not told of which of them it was true."""
    merges = PopulationEvent.objects.filter(
        STANDING, person=person, kind=EventKind.CORRECTION, on__gt=on, details__has_key="merge"
    )
    if merges.exists():
        raise PeopleRefused("before_merge")


def _set_relations(ledger: Ledger, members: list[Person], relations: Mapping[UUID, int], on: date) -> None:
    """Give members their relations; the head comes last, when nobody else heads the family any more."""
    for member in sorted(members, key=lambda member: relations.get(member.pk) == Relation.HEAD):
        if member.pk in relations:
            _place(ledger, member, on, relation=relations[member.pk])


def _check_relations(members: list[Person], relations: Mapping[UUID, int], head: UUID) -> None:
    known = {member.pk for member in members}
    if not set(relations) <= known or head not in known:
        raise PeopleRefused("not_a_member")
    if any(value not in TABLES["kk_level"] for value in relations.values()):
        raise PeopleRefused("relation_missing")
    if [pk for pk, value in relations.items() if value == Relation.HEAD] not in ([], [head]):
        raise PeopleRefused("head_taken")


def _appoint_head(
    ledger: Ledger,
    members: list[Person],
    head: UUID,
    on: date,
    relations: Mapping[UUID, int] | None = None,
) -> None:
    """Put one living member at the head of a family and give the others what they are to the new head."""
    chosen = next((member for member in members if member.pk == head), None)
    if chosen is None or chosen.basic_status != BasicStatus.ALIVE:
        raise PeopleRefused("not_a_member")
    suggested = suggest_relations([_as_member(member) for member in members], head)
    given = {**suggested, **(relations or {}), head: int(Relation.HEAD)}
    _check_relations(members, given, head)
    _set_relations(ledger, members, given, on)


def _dissolve_if_empty(ledger: Ledger, family: Family, on: date) -> None:
    if family.dissolved_on is None and not _members(family):
        ledger.change(family, dissolved_on=on)


@operation("people.family.edit", "Data keluarga diubah", CORRECT, "family", tiers=DESKS, recuse="family")
def edit_family(
    actor: Actor,
    *,
    family: Family,
    kk_number: str | None,
    address: str,
    area_code: str,
    seen: UUID,
    reason: str = "",
) -> Family:
    """Change a family's card number, address or neighbourhood, members included."""
    if not reason.strip():
        raise PeopleRefused("reason_missing")
    fresh = _lock_family(family)
    attempted = {"kk_number": kk_number or None, "address": clean_name(address)[:200], "area_code": area_code}
    if fresh.last_entry != seen:
        raise Conflict(current=fresh.last_entry, attempted=attempted)
    attempted["kk_number"] = _kk_number(kk_number, but=fresh.pk)
    moved = area_code != fresh.area_code
    if all(getattr(fresh, name) == value for name, value in attempted.items()):
        raise PeopleRefused("nothing_changed")
    if moved:
        _check_area(actor, CORRECT, area_code, village=fresh.village_code)
    for name, value in attempted.items():
        setattr(fresh, name, value)
    _save_unique(fresh)
    if moved:
        ledger, today = Ledger(), clock.today()
        for member in _members(fresh):  # the dead and those who moved stay where they lived
            _place(ledger, member, today, area_code=area_code)
    return fresh


@operation(
    "people.family.change_head", "Kepala keluarga diganti", RECORD, "family", tiers=DESKS, recuse="family"
)
def change_head(
    actor: Actor, *, family: Family, head: UUID, relations: Mapping[UUID, int] | None = None, reason: str = ""
) -> Family:
    """Put another member at the head of a family and renew everybody's relation."""
    fresh = _lock_family(family)
    if fresh.dissolved_on is not None:
        raise PeopleRefused("family_closed")
    ledger = Ledger()
    _appoint_head(ledger, _members(fresh), head, clock.today(), relations)
    if not ledger.lines:
        raise PeopleRefused("nothing_changed")
    return fresh


@operation(
    "people.member.relate", "Hubungan keluarga diubah", CORRECT, "person", tiers=DESKS, recuse="person"
)
def change_relation(actor: Actor, *, person: Person, relation: int, reason: str = "") -> Person:
    """Change what a member is to the head of the family; the head changes elsewhere."""
    fresh = _lock_at_home(person)
    if fresh.family is None:
        raise PeopleRefused("family_missing")
    if relation not in TABLES["kk_level"]:
        raise PeopleRefused("relation_missing")
    if Relation.HEAD in (relation, fresh.relation):
        raise PeopleRefused("head_taken")
    fresh.relation = relation
    fresh.save()
    return fresh


@operation(
    "people.member.move",
    "Warga pindah kartu keluarga",
    RECORD,
    "person",
    tiers=DESKS,
    recuse=("person", "family"),
)
def move_member(
    actor: Actor,
    *,
    person: Person,
    family: Family,
    relation: int,
    on: date,
    head: UUID | None = None,
    reason: str = "",
) -> Person:
    """Move a person to another family of the village and close the membership before."""
    fresh, target = _lock_at_home(person, family), _lock_family(family)
    if not actor.may(RECORD, target.area_code):
        raise NotFound
    _check_move(fresh, target, on)
    _check_relation(target, relation)
    ledger = Ledger()
    former = fresh.family
    was_head = fresh.relation == Relation.HEAD
    _join_family(ledger, fresh, target, relation, on)
    if former is not None:
        if was_head and head is not None:
            _appoint_head(ledger, _members(former), head, on)
        _dissolve_if_empty(ledger, former, on)
    return fresh


def _check_move(person: Person, target: Family, on: date) -> None:
    if person.basic_status not in BELONGING:
        raise PeopleRefused("already_dead" if person.basic_status == BasicStatus.DEAD else "already_moved")
    if person.village_code != target.village_code:
        raise PeopleRefused("other_village")
    if person.family_id == target.pk:
        raise PeopleRefused("same_family")
    if on > clock.today():
        raise PeopleRefused("date_future")
    if person.birth_date is not None and on < person.birth_date:
        raise PeopleRefused("before_birth")
    _check_joined([person], on)
    _check_merged(person, on)


@operation("people.family.dissolve", "Kartu keluarga ditutup", RECORD, "family", tiers=DESKS, recuse="family")
def dissolve_family(actor: Actor, *, family: Family, on: date, reason: str = "") -> Family:
    """Close a family card to which nobody belongs any more."""
    fresh = _lock_family(family)
    if fresh.dissolved_on is not None:
        raise PeopleRefused("family_closed")
    if on > clock.today():
        raise PeopleRefused("date_future")
    if _members(fresh):
        raise PeopleRefused("family_has_members")
    fresh.dissolved_on = on
    fresh.save()
    return fresh
