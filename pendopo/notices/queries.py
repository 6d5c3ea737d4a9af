"""A resident's own messages."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from pendopo.accounts.rules.permissions import ACTIVATE as ACCOUNTS_ACTIVATE
from pendopo.kernel.actor import Actor
from pendopo.kernel.errors import NotFound
from pendopo.notices.channels import open_channels
from pendopo.notices.models import ContactAddress, Notice
from pendopo.people import queries as people

_SHOWN = 100


@dataclass(frozen=True)
class Inbox:
    """What stands in a resident's inbox, and which other ways are open."""

    notices: list[Notice]
    unread: int
    email: str
    mail_open: bool
    person: Any


def public_notices_of(person_id: UUID) -> list[UUID]:
    """Return the ids of a resident's messages, without saying anything of them."""
    return list(Notice.objects.filter(person_id=person_id).values_list("pk", flat=True))


def public_addresses_of(person_id: UUID) -> list[UUID]:
    """Return the ids of the rows that say where a resident is reached."""
    return list(ContactAddress.objects.filter(person_id=person_id).values_list("pk", flat=True))


def public_areas_of(notices: Sequence[UUID]) -> list[str]:
    """Return the areas that these messages come from."""
    return sorted(set(Notice.objects.filter(pk__in=list(notices)).values_list("area_code", flat=True)))


def inbox(actor: Actor) -> Inbox:
    """Return the resident's own messages, the newest first."""
    person = people.own_person(actor)
    rows = Notice.objects.filter(person_id=person.pk)
    held = ContactAddress.objects.filter(person_id=person.pk, channel="email").first()
    own = actor.kind == "resident"
    return Inbox(
        notices=list(rows.order_by("-sent_at")[:_SHOWN]),
        unread=rows.filter(read_at__isnull=True).count(),
        email=str(held.address or "") if held and own else "",
        mail_open=own and any(channel.name == "email" for channel in open_channels()),
        person=person,
    )


def my_notice(actor: Actor, notice_id: UUID) -> Notice:
    """Return one of the resident's own messages."""
    found = None
    if actor.resident_id is not None:
        found = Notice.objects.filter(pk=notice_id, person_id=actor.resident_id).first()
    if found is None:
        raise NotFound
    return found


def contact_for_code(actor: Actor, person_id: UUID) -> ContactAddress | None:
    """Return where a one-time code can go, for an officer who opens accounts in that area."""
    held = ContactAddress.objects.filter(person_id=person_id, channel="email").first()
    return held if held is not None and actor.may(ACCOUNTS_ACTIVATE, held.area_code) else None
