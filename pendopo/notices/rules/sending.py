"""How the sending of a message stands, when it is tried again, and when a telephone may ring."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import Final, Protocol
from uuid import UUID


class Addressee(Protocol):
    """Whom a message is for: a row of the register."""

    pk: UUID
    area_code: str


class OutboxState(StrEnum):
    """How far the sending of a message over one channel has come.

    CLAIMED is committed before the channel is called. What is found claimed by nobody's hand is UNKNOWN: it may have
    arrived, so that no program sends it again (ADR 0066).
    """

    QUEUED = "queued"
    CLAIMED = "claimed"
    SENT = "sent"
    FAILED = "failed"
    UNKNOWN = "unknown"


class Fate(StrEnum):
    """What a channel knows after a call."""

    SENT = "sent"
    REFUSED = "refused"  # for good: no such number
    NOT_SENT = "not_sent"  # for certain, and it may be tried again
    LATER = "later"  # the channel takes nothing for a while
    NO_ANSWER = "no_answer"  # it may have gone out


@dataclass(frozen=True)
class Outcome:
    """What became of one call; `trouble` is a kind of trouble and never holds an address."""

    fate: Fate
    trouble: str = ""
    reference: str = ""  # under which the channel knows the message
    wait: timedelta = timedelta(0)  # with LATER


# After each failure the pause grows; after the last one a person has to look (Pendopo design).
_PAUSES = (timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=3), timedelta(hours=24))
DECISIONS: Final = {
    "arrived": OutboxState.SENT,
    "again": OutboxState.QUEUED,
    "leave": OutboxState.FAILED,
}


def pause_after(attempts: int) -> timedelta | None:
    """Say how long to wait after so many failures, or that sending is given up (Pendopo design)."""
    return _PAUSES[attempts - 1] if 0 < attempts <= len(_PAUSES) else None


def state_after(
    outcome: Outcome, attempts: int, knows_key: bool
) -> tuple[OutboxState, timedelta | None, int]:
    """Return the state after a call, the pause before the next one if there is one, and the attempts that count.

    Without an answer a channel that knows the message by its key may be asked again; any other may not.
    """
    if outcome.fate == Fate.SENT:
        return OutboxState.SENT, None, attempts
    if outcome.fate == Fate.LATER:
        return OutboxState.QUEUED, outcome.wait, attempts - 1
    if outcome.fate == Fate.NO_ANSWER and not knows_key:
        return OutboxState.UNKNOWN, None, attempts
    pause = None if outcome.fate == Fate.REFUSED else pause_after(attempts)
    return (OutboxState.FAILED if pause is None else OutboxState.QUEUED), pause, attempts


def quiet_until(moment: datetime, begins: int, ends: int) -> datetime | None:
    """Return when the quiet hours end in which a moment lies, or nothing; hours of the moment's own zone (0 to 23).

    They may lie over midnight: from 21 to 6. Equal hours: there are none.
    """
    hour = moment.hour
    inside = begins <= hour < ends if begins <= ends else hour >= begins or hour < ends
    if begins == ends or not inside:
        return None
    day = moment.date() + timedelta(days=1 if hour >= ends else 0)
    return datetime.combine(day, time(ends), moment.tzinfo)


def next_day(moment: datetime, begins: int, ends: int) -> datetime:
    """Return the first moment of the next day at which a telephone may ring."""
    midnight = datetime.combine(moment.date() + timedelta(days=1), time(0), moment.tzinfo)
    return quiet_until(midnight, begins, ends) or midnight


def mask_address(address: str) -> str:
    """Show as much of an address as its owner needs to recognise it (UU 27/2022 art. 16)."""
    name, _, host = address.partition("@")
    if host:
        return f"{name[:1]}•••@{host}"
    return f"•••{address[-3:]}" if len(address) > 7 else "•••"
