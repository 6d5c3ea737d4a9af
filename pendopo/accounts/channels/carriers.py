"""Who else than paper can carry a resident's one-time code, or word to an officer about his account. A domain above
brings them; none is needed.

The code is handed over and kept nowhere: not in the inbox, not in the outbox, not in the journal.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from pendopo.kernel.actor import Actor
from pendopo.kernel.domains import parts_of


class Fate(StrEnum):
    """What became of a code that was to be sent."""

    SENT = "sent"
    NO_ADDRESS = "no_address"
    FAILED = "failed"


@dataclass(frozen=True)
class Carried:
    """What became of a code, and to which address, masked."""

    fate: Fate
    address: str = ""


Carry = Callable[[Actor, UUID, str, str], Carried]  # who sends, to whom (a person), subject, text


@dataclass(frozen=True)
class Carrier:
    """Somebody who can carry a code: whether it is open on this site, and how."""

    is_open: Callable[[], bool]
    carry: Carry


def _carriers() -> list[Carrier]:
    return [carrier for _, carrier in parts_of(Carrier)]


def can_carry() -> bool:
    """Say whether any carrier is open on this site."""
    return any(carrier.is_open() for carrier in _carriers())


def carry_code(actor: Actor, person_id: UUID, subject: str, text: str) -> Carried:
    """Hand a code to the first carrier that knows an address; the paper stays whatever happens."""
    found = Carried(Fate.NO_ADDRESS)
    for carrier in _carriers():
        if carrier.is_open():
            found = carrier.carry(actor, person_id, subject, text)
            if found.fate is not Fate.NO_ADDRESS:
                break
    return found


@dataclass(frozen=True)
class OfficerMail:
    """A way to reach an officer about his own account."""

    name: str
    send: Callable[[str, str, str], None]  # address, subject, text; a refusal raises OSError


log = logging.getLogger("pendopo.accounts")


def tell_officer(address: str, subject: str, text: str) -> None:
    """Send an officer word about his account; a mail server that is silent stops nothing."""
    for _, mail in parts_of(OfficerMail):
        try:
            mail.send(address, subject, text)
        except OSError as trouble:
            # The account's own page says the same.
            log.warning("%s did not reach an officer: %s", mail.name, type(trouble).__name__)
