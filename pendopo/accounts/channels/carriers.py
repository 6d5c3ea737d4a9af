"""Who else than paper can carry a resident's one-time code, or word to an officer about his account. A domain above
registers itself; none is needed.

The code is handed over and kept nowhere: not in the inbox, not in the outbox, not in the journal.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from pendopo.kernel.actor import Actor


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


_CARRIERS: dict[str, Carrier] = {}


def register_code_carrier(name: str, carrier: Carrier) -> None:
    """Add a carrier; a second one of the same name replaces the first."""
    _CARRIERS[name] = carrier


def can_carry() -> bool:
    """Say whether any carrier is open on this site."""
    return any(carrier.is_open() for carrier in _CARRIERS.values())


def carry_code(actor: Actor, person_id: UUID, subject: str, text: str) -> Carried:
    """Hand a code to the first carrier that knows an address; the paper stays whatever happens."""
    found = Carried(Fate.NO_ADDRESS)
    for carrier in _CARRIERS.values():
        if carrier.is_open():
            found = carrier.carry(actor, person_id, subject, text)
            if found.fate is not Fate.NO_ADDRESS:
                break
    return found


Send = Callable[[str, str, str], None]  # address, subject, text; a refusal raises OSError

_OFFICER_MAIL: dict[str, Send] = {}
log = logging.getLogger("pendopo.accounts")


def register_officer_mail(name: str, send: Send) -> None:
    """Add a way to reach an officer; a second one of the same name replaces the first."""
    _OFFICER_MAIL[name] = send


def tell_officer(address: str, subject: str, text: str) -> None:
    """Send an officer word about his account; a mail server that is silent stops nothing."""
    for name, send in _OFFICER_MAIL.items():
        try:
            send(address, subject, text)
        except OSError as trouble:
            # The account's own page says the same.
            log.warning("%s did not reach an officer: %s", name, type(trouble).__name__)
