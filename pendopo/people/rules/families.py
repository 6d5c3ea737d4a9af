"""What looks unlikely inside one family: warnings for a person to look at, never a refusal."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from pendopo.people.rules.codes import MaritalStatus, Relation
from pendopo.people.rules.dates import age
from pendopo.people.rules.problems import Problem, warning

YOUNGEST_PARENT: Final = 10
ADULT: Final = 17  # or once married: UU 24/2013 art. 63
_YOUNGEST_SPOUSE: Final = 12

# Who stands one generation above whom, as the family card names them (SHDK, handbook resident-codes.md).
_BELOW_HEAD: Final = frozenset({Relation.CHILD})
_ABOVE_HEAD: Final = frozenset({Relation.PARENT})
_SPOUSES: Final = frozenset({Relation.HUSBAND, Relation.WIFE})


@dataclass(frozen=True, slots=True)
class CardMember:
    """A living member of a family card as these rules need one; `key` is the caller's own mark."""

    key: int
    relation: int | None
    sex: int | None = None
    birth_date: date | None = None
    marital_status: int | None = None


def head_of(members: Sequence[CardMember]) -> CardMember | None:
    """Find the head of a family, or nothing if there is none or more than one (UU 23/2006 art. 61)."""
    heads = [member for member in members if member.relation == Relation.HEAD]
    return heads[0] if len(heads) == 1 else None


def check_family(members: Sequence[CardMember], *, today: date) -> list[tuple[int, Problem]]:
    """Compare the members of a family with its head; each finding names the member by key (domain.md section 2)."""
    head = head_of(members)
    if head is None:
        return []
    found = [(head.key, problem) for problem in _check_head(head, today)]
    for member in members:
        if member is not head:
            found += [(member.key, problem) for problem in _check_member(member, head, today)]
    return found


def check_parent(child_birth: date | None, parent_birth: date | None, *, field: str) -> list[Problem]:
    """Warn about a parent who is hardly older than the child (handbook domain.md section 2)."""
    if child_birth is None or parent_birth is None:
        return []
    if parent_birth >= child_birth:
        return [warning("parent_younger", field)]
    years = age(parent_birth, child_birth)
    return [warning("parent_too_young", field, age=years)] if years < YOUNGEST_PARENT else []


def check_spouse(spouse: CardMember, head: CardMember, *, today: date) -> Iterator[Problem]:
    """Warn about a spouse of the same sex as the head, not recorded as married, or a child by age."""
    if spouse.sex is not None and spouse.sex == head.sex:
        yield warning("spouse_same_sex", "sex")
    if spouse.marital_status not in (None, MaritalStatus.MARRIED):
        yield warning("spouse_not_married", "marital_status")
    if spouse.birth_date is not None and age(spouse.birth_date, today) < _YOUNGEST_SPOUSE:
        yield warning("spouse_child", "birth_date", age=age(spouse.birth_date, today))


def _check_head(head: CardMember, today: date) -> Iterator[Problem]:
    if head.birth_date is None or head.marital_status not in (None, MaritalStatus.SINGLE):
        return
    years = age(head.birth_date, today)
    if years < ADULT:
        yield warning("head_minor", "relation", age=years)


def _check_member(member: CardMember, head: CardMember, today: date) -> Iterator[Problem]:
    if member.relation in _SPOUSES:
        yield from check_spouse(member, head, today=today)
    elif member.relation in _BELOW_HEAD:
        yield from check_parent(member.birth_date, head.birth_date, field="birth_date")
    elif member.relation in _ABOVE_HEAD:
        yield from check_parent(head.birth_date, member.birth_date, field="birth_date")
