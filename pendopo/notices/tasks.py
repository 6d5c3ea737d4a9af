"""Work of the outbox that other domains start: a resident's one-time code is sent at once and kept nowhere."""

from collections.abc import Sequence
from uuid import UUID

from pendopo.accounts.channels.carriers import Carried, Fate
from pendopo.kernel.actor import Actor
from pendopo.notices import queries
from pendopo.notices.channels import CHANNELS, send_one
from pendopo.notices.operations import deliver_due, follow_address, follow_person
from pendopo.notices.operations.codes import note_code_sent
from pendopo.notices.rules.sending import Fate as Sent
from pendopo.notices.rules.sending import mask_address
from pendopo.people import queries as people

__all__ = [
    "carry_addresses",
    "carry_code",
    "deliver_due",
    "mail_is_open",
    "point_notices",
    "write_officer",
]


def mail_is_open() -> bool:
    """Say whether e-mails leave this site."""
    return CHANNELS["email"].is_open()


def write_officer(address: str, subject: str, text: str) -> None:
    """Send an officer an e-mail about his own account, where e-mails leave this site."""
    if mail_is_open():
        outcome = send_one(CHANNELS["email"], address, subject, text)
        if outcome.fate != Sent.SENT:
            raise OSError(outcome.trouble)


def point_notices(actor: Actor, notices: Sequence[UUID], person_id: UUID) -> None:
    """Let messages follow a resident whose two records have become one."""
    for area in queries.public_areas_of(notices):
        follow_person(actor, area=area, notices=notices, person_id=person_id)


def carry_addresses(actor: Actor, addresses: Sequence[UUID], person_id: UUID) -> None:
    """Let the addresses of a resident follow to another village."""
    area = people.public_place_of(person_id)
    follow_address(actor, area=area, addresses=addresses, person_id=person_id)


def carry_code(actor: Actor, person_id: UUID, subject: str, text: str) -> Carried:
    """Send a code by e-mail to a resident who has given an address, and note that it went."""
    contact = queries.contact_for_code(actor, person_id)
    if contact is None or not contact.address:
        return Carried(Fate.NO_ADDRESS)
    address = str(contact.address)
    if send_one(CHANNELS["email"], address, subject, text).fate != Sent.SENT:
        return Carried(Fate.FAILED, mask_address(address))
    note_code_sent(actor, contact=contact)
    return Carried(Fate.SENT, mask_address(address))
