"""Terms of grants: half-open days, nested areas, and the powers they add up to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from pendopo.accounts.rules.roles import are_incompatible, exists_in, role_of
from pendopo.kernel.actor import Power
from pendopo.kernel.areas import contains
from pendopo.kernel.powers import DESK


@dataclass(frozen=True)
class HeldRole:
    """A role held in an area from a day until the day before another."""

    role: str
    area: str
    valid_from: date
    valid_to: date | None = None


def holds_on(held: HeldRole, day: date) -> bool:
    """Say whether a grant holds on a day; the last day is not included (handbook style.md section 5)."""
    return held.valid_from <= day and (held.valid_to is None or day < held.valid_to)


def terms_overlap(one: HeldRole, other: HeldRole) -> bool:
    """Say whether two grants hold on a common day; an empty term holds on none (handbook style.md section 5)."""
    starts = max(one.valid_from, other.valid_from)
    ends = [term.valid_to for term in (one, other) if term.valid_to is not None]
    return not ends or starts < min(ends)


def areas_touch(one: str, other: str) -> bool:
    """Say whether one area lies in the other (design.md section 4)."""
    return contains(one, other) or contains(other, one)


def clash(wanted: HeldRole, held: Iterable[HeldRole]) -> HeldRole | None:
    """Return a grant that forbids the wanted one, in a touching area at a common time (design.md section 5)."""
    for other in held:
        touch = areas_touch(wanted.area, other.area) and terms_overlap(wanted, other)
        if touch and are_incompatible(wanted.role, other.role):
            return other
    return None


def is_repeat(wanted: HeldRole, held: Iterable[HeldRole]) -> bool:
    """Say whether the same role is already held in the same area at a common time (design.md section 5)."""
    return any(
        other.role == wanted.role and other.area == wanted.area and terms_overlap(wanted, other)
        for other in held
    )


def powers_on(held: Iterable[HeldRole], day: date, *, strong: bool) -> frozenset[Power]:
    """Return the powers on a day; deciding permissions only after a second factor (design.md section 5)."""
    powers: set[Power] = set()
    for grant in held:
        role = role_of(grant.role)
        if role is None or not holds_on(grant, day) or not exists_in(role, grant.area):
            continue
        permissions = role.all_permissions if strong else role.permissions
        powers.update(Power(permission, grant.area) for permission in {DESK, *permissions})
    return frozenset(powers)


def needs_second_factor(held: Iterable[HeldRole], day: date) -> bool:
    """Say whether any role held on a day decides (design.md section 5)."""
    roles = (role_of(grant.role) for grant in held if holds_on(grant, day))
    return any(role is not None and role.requires_second_factor for role in roles)
