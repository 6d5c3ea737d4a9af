"""Changes to the account of somebody who decides: who may let them take effect, and when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from pendopo.accounts.rules.roles import role_of
from pendopo.accounts.rules.terms import HeldRole


class Stage(StrEnum):
    """How a change stands at a moment."""

    WAITING = "waiting"
    RIPE = "ripe"
    CONFIRMED = "confirmed"
    LAPSED = "lapsed"
    OVER = "over"


@dataclass(frozen=True)
class Asked:
    """What the rules need to know of a change."""

    owner: UUID
    asker: UUID
    state: str
    ripe_at: datetime
    lapses_at: datetime


def decides(held: Iterable[HeldRole]) -> bool:
    """Say whether any of these roles, of any time, lets its holder decide (issue 8, line 4).

    A role that has ended counts: else it would be revoked, the account taken, and the role given back.
    """
    found = (role_of(one.role) for one in held)
    return any(role is not None and role.requires_second_factor for role in found)


def stage(asked: Asked, now: datetime) -> Stage:
    """Return how a change stands at a moment (issue 8, line 4: a second officer, or a day)."""
    if asked.state not in ("waiting", "confirmed"):
        return Stage.OVER
    if now >= asked.lapses_at:
        return Stage.LAPSED
    if asked.state == "confirmed":
        return Stage.CONFIRMED
    return Stage.RIPE if now >= asked.ripe_at else Stage.WAITING


def may_confirm(asked: Asked, who: UUID | None, now: datetime) -> bool:
    """Say whether this person can be the second: neither asker nor owner (issue 8, line 4: four eyes)."""
    return stage(asked, now) in (Stage.WAITING, Stage.RIPE) and who not in (None, asked.owner, asked.asker)


def may_carry_out(asked: Asked, who: UUID | None, now: datetime) -> bool:
    """Say whether this person can now let a change take effect: anybody but its owner (issue 8, line 4)."""
    return stage(asked, now) in (Stage.RIPE, Stage.CONFIRMED) and who not in (None, asked.owner)
