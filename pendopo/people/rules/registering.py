"""Population events at the desk: their codes, their clocks, and what may follow what (handbook domain.md 2)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final
from uuid import UUID

from pendopo.people.rules.codes import RESIDENCE, TABLES, BasicStatus, CodeTable, MaritalStatus, Relation, Sex
from pendopo.people.rules.columns import COLUMNS
from pendopo.people.rules.marker import gettext_noop as _

BIRTH_DAYS: Final = "people.birth.report_days"
DEATH_DAYS: Final = "people.death.report_days"
# A change in who belongs to a family card: UU 23/2006 pasal 62.
CARD_DAYS: Final = "people.kk.report_days"

MOVE_REASONS: Final[Mapping[int, str]] = MappingProxyType(
    {
        1: _("Pekerjaan"),
        2: _("Pendidikan"),
        3: _("Keamanan"),
        4: _("Kesehatan"),
        5: _("Perumahan"),
        6: _("Keluarga"),
        7: _("Lainnya"),
    }
)
MOVE_CLASSES: Final[Mapping[int, str]] = MappingProxyType(
    {
        1: _("Dalam satu desa/kelurahan"),
        2: _("Antardesa/kelurahan"),
        3: _("Antarkecamatan"),
        4: _("Antarkabupaten/kota"),
        5: _("Antarprovinsi"),
    }
)
MOVE_KINDS: Final[Mapping[int, str]] = MappingProxyType(
    {
        1: _("Kepala keluarga"),
        2: _("Kepala keluarga dan seluruh anggota"),
        3: _("Kepala keluarga dan sebagian anggota"),
        4: _("Anggota keluarga"),
    }
)
HEAD_ALONE, WHOLE_FAMILY, HEAD_AND_SOME, MEMBERS_ONLY = MOVE_KINDS
INSIDE_VILLAGE: Final = 1
PERMANENT, TEMPORARY = 1, 2

# Every coded column of a person under the name it has in the register.
FIELD_TABLES: Final[Mapping[str, CodeTable]] = MappingProxyType(
    {
        **{column.field: TABLES[column.name] for column in COLUMNS if column.name in TABLES},
        "residence": RESIDENCE,
    }
)
IDENTITIES: Final = frozenset({"nik", "father_nik", "mother_nik", "kk_number"})

# Whoever is only away or missing still belongs to the family; the dead and those who moved do not.
BELONGING: Final = frozenset({BasicStatus.ALIVE, BasicStatus.MISSING, BasicStatus.AWAY})

_ALLOWED: Final[Mapping[str, frozenset[BasicStatus]]] = {
    "death": BELONGING,
    "move_out": frozenset({BasicStatus.ALIVE, BasicStatus.AWAY}),
    "missing": frozenset({BasicStatus.ALIVE, BasicStatus.AWAY}),
    "leave": frozenset({BasicStatus.ALIVE}),
    "return": frozenset({BasicStatus.MISSING, BasicStatus.AWAY, BasicStatus.MOVED}),
    "split": frozenset({BasicStatus.ALIVE, BasicStatus.AWAY}),
}
_WHY_NOT: Final[Mapping[int, str]] = {
    BasicStatus.ALIVE: "is_present",
    BasicStatus.DEAD: "already_dead",
    BasicStatus.MOVED: "already_moved",
    BasicStatus.MISSING: "already_missing",
    BasicStatus.AWAY: "already_away",
    BasicStatus.INVALID: "record_invalid",
}


@dataclass(frozen=True, slots=True)
class Member:
    """A member of a family as far as the rules about heads and relations need one."""

    id: UUID
    relation: int | None
    sex: int | None
    birth_date: date | None
    marital_status: int | None = None


def allowed_kinds(basic_status: int) -> tuple[str, ...]:
    """Say which events may happen to a person now: none after death (handbook domain.md section 2)."""
    return tuple(kind for kind, statuses in _ALLOWED.items() if basic_status in statuses)


def event_problem(
    kind: str,
    *,
    on: date,
    today: date,
    basic_status: int,
    birth_date: date | None,
    last_event_on: date | None,
) -> str | None:
    """Say why an event cannot have happened to a person on a day (handbook domain.md section 2), or nothing."""
    if basic_status not in _ALLOWED[kind]:
        return _WHY_NOT[basic_status]
    if on > today:
        return "date_future"
    if birth_date is not None and on < birth_date:
        return "before_birth"
    # A split moves names between cards and not people, so it may be written down after a later event.
    if last_event_on is not None and on < last_event_on and kind != "split":
        return "before_last_event"
    return None


def days_late(on: date, reported_on: date, limit: int) -> int:
    """Count by how many days a report misses its limit; 0 when it is in time (UU 24/2013 art. 27, 44)."""
    return max(0, (reported_on - on).days - limit)


def move_class(own: str, other: str) -> int:
    """Name the class of a move between two villages by the first part of their codes that differs: form F-1.03
    (handbook domain.md section 2)."""
    return next(
        (code for code, end in ((5, 2), (4, 5), (3, 8)) if own[:end] != other[:end]), INSIDE_VILLAGE + 1
    )


def move_kind(members: Iterable[Member], chosen: frozenset[UUID]) -> int:
    """Name the kind of a move by who goes along: form F-1.03 (handbook domain.md section 2)."""
    everyone = list(members)
    heads = {member.id for member in everyone if member.relation == Relation.HEAD}
    if not heads & chosen:
        return MEMBERS_ONLY
    if {member.id for member in everyone} <= chosen:
        return WHOLE_FAMILY
    return HEAD_ALONE if len(chosen) == 1 else HEAD_AND_SOME


_SUCCESSION: Final = (
    (Relation.WIFE, Relation.HUSBAND),
    (Relation.CHILD,),
    (Relation.PARENT, Relation.PARENT_IN_LAW),
    (Relation.CHILD_IN_LAW, Relation.GRANDCHILD),
)
_ADULT: Final = 17


def successor_order(members: Sequence[Member], on: date) -> list[Member]:
    """List who may head a family next: spouse, eldest child, parents, then others, adults first.

    Only a suggestion; the family decides (Permendagri 109/2019 knows no fixed order).
    """

    def rank(member: Member) -> tuple[bool, int, date]:
        born = member.birth_date or on
        adult = on.year - born.year - ((on.month, on.day) < (born.month, born.day)) >= _ADULT
        place = next((n for n, group in enumerate(_SUCCESSION) if member.relation in group), len(_SUCCESSION))
        return not adult, place, born

    return sorted((member for member in members if member.relation != Relation.HEAD), key=rank)


def suggest_relations(members: Sequence[Member], new_head: UUID) -> dict[UUID, int]:
    """Suggest what each member is to a new head of the family; the officer checks (form F-1.01)."""
    head = next(member for member in members if member.id == new_head)
    table = _BY_FORMER_RELATION.get(head.relation or 0, {})
    found = {member.id: _relation_to(member, head, table) for member in members if member.id != new_head}
    _one_spouse(members, head, found)
    return {**found, new_head: Relation.HEAD}


_SPOUSE = 0  # stands for husband or wife, by sex
_FROM_SPOUSE: Final = {
    Relation.HEAD: _SPOUSE,
    Relation.PARENT: Relation.PARENT_IN_LAW,
    Relation.PARENT_IN_LAW: Relation.PARENT,
}
_FROM_CHILD: Final = {
    Relation.HEAD: Relation.PARENT,
    Relation.HUSBAND: Relation.PARENT,
    Relation.WIFE: Relation.PARENT,
    Relation.CHILD: Relation.OTHER_KIN,
    Relation.GRANDCHILD: Relation.CHILD,
    Relation.PARENT: Relation.OTHER_KIN,
    Relation.PARENT_IN_LAW: Relation.OTHER_KIN,
}
_FROM_CHILD_IN_LAW: Final = {
    Relation.HEAD: Relation.PARENT_IN_LAW,
    Relation.HUSBAND: Relation.PARENT_IN_LAW,
    Relation.WIFE: Relation.PARENT_IN_LAW,
    Relation.GRANDCHILD: Relation.CHILD,
}
_FROM_PARENT: Final = {
    Relation.HEAD: Relation.CHILD,
    Relation.HUSBAND: Relation.CHILD_IN_LAW,
    Relation.WIFE: Relation.CHILD_IN_LAW,
    Relation.CHILD: Relation.GRANDCHILD,
    Relation.PARENT: _SPOUSE,
}
_BY_FORMER_RELATION: Final[Mapping[int, Mapping[Relation, int]]] = {
    Relation.HUSBAND: _FROM_SPOUSE,
    Relation.WIFE: _FROM_SPOUSE,
    Relation.CHILD: _FROM_CHILD,
    Relation.CHILD_IN_LAW: _FROM_CHILD_IN_LAW,
    Relation.PARENT: _FROM_PARENT,
}
_STAYS: Final[Mapping[int, frozenset[Relation]]] = {
    Relation.HUSBAND: frozenset({Relation.CHILD, Relation.CHILD_IN_LAW, Relation.GRANDCHILD}),
    Relation.WIFE: frozenset({Relation.CHILD, Relation.CHILD_IN_LAW, Relation.GRANDCHILD}),
}


def _relation_to(member: Member, head: Member, table: Mapping[Relation, int]) -> int:
    was = Relation(member.relation) if member.relation else Relation.OTHER
    if was in (Relation.DOMESTIC_WORKER, Relation.OTHER):
        return was
    found = table.get(was)
    if found == _SPOUSE:
        return Relation.WIFE if member.sex == Sex.FEMALE else Relation.HUSBAND
    if found is not None:
        return found
    return was if was in _STAYS.get(head.relation or 0, frozenset()) else Relation.OTHER_KIN


def _one_spouse(members: Sequence[Member], head: Member, found: dict[UUID, int]) -> None:
    """A married child who becomes head most likely brings the one son- or daughter-in-law of the card along."""
    former = {Relation.CHILD: Relation.CHILD_IN_LAW, Relation.CHILD_IN_LAW: Relation.CHILD}
    wanted = former.get(Relation(head.relation)) if head.relation else None
    if wanted is None or head.marital_status != MaritalStatus.MARRIED:
        return
    married = [
        member
        for member in members
        if member.relation == wanted
        and member.id != head.id
        and member.marital_status == MaritalStatus.MARRIED
        and member.sex != head.sex
    ]
    if len(married) == 1:
        found[married[0].id] = Relation.WIFE if married[0].sex == Sex.FEMALE else Relation.HUSBAND


def swapped_birth(born: date) -> tuple[date, ...]:
    """Return the birth date with day and month swapped, where that is a day (handbook domain.md 12)."""
    return (date(born.year, born.day, born.month),) if born.day <= 12 and born.month <= 28 else ()


def similar_birth(one: date | None, other: date | None) -> bool:
    """Say whether two birth dates are equal, or equal with day and month swapped (handbook domain.md 12)."""
    if one is None or other is None:
        return False
    return one == other or (one.year == other.year and (one.day, one.month) == (other.month, other.day))
