"""A resident's own messages, and what an office has on its way."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.core.paginator import Page

from pendopo.accounts.rules.permissions import ACTIVATE as ACCOUNTS_ACTIVATE
from pendopo.kernel.actor import Actor
from pendopo.kernel.errors import NotFound
from pendopo.notices.channels import open_channels
from pendopo.notices.models import ContactAddress, Notice, OutboxItem
from pendopo.notices.rules.permissions import OUTBOX
from pendopo.notices.rules.sending import Addressee, OutboxState
from pendopo.people import queries as people
from pendopo.people.queries.scope import in_areas
from pendopo.ui.listing import paged

_SHOWN = 100


@dataclass(frozen=True)
class Inbox:
    """What stands in a resident's inbox, and which other ways are open."""

    notices: list[Notice]
    unread: int
    addresses: dict[str, str]  # of the ways that are open, the empty ones too; none for who acts for somebody
    person: Addressee


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
    ways = [channel.name for channel in open_channels()] if actor.kind == "resident" else []
    held = ContactAddress.objects.filter(person_id=person.pk, channel__in=ways)
    return Inbox(
        notices=list(rows.order_by("-sent_at")[:_SHOWN]),
        unread=rows.filter(read_at__isnull=True).count(),
        addresses=dict.fromkeys(ways, "") | {one.channel: str(one.address or "") for one in held},
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


@dataclass(frozen=True)
class OutboxPage:
    """Messages on their way in the areas of an officer, the newest first."""

    items: list[OutboxItem]
    page: Page[OutboxItem]
    state: str
    unknown: int


def outbox(actor: Actor, *, state: str = "", number: str = "1") -> OutboxPage:
    """List what goes out over channels; nobody is named, for whom it is stands in his own inbox."""
    mine = OutboxItem.objects.filter(in_areas(actor, OUTBOX, "notice__area_code"))
    chosen = mine.filter(state=state) if state in {one.value for one in OutboxState} else mine
    page = paged(chosen.select_related("notice").order_by("-notice__sent_at", "-pk"), number)
    unknown = mine.filter(state=OutboxState.UNKNOWN.value).count()
    return OutboxPage(list(page.object_list), page, state, unknown)


def outbox_item(actor: Actor, item_id: UUID) -> OutboxItem:
    """Return one message on its way in the actor's areas, or raise NotFound."""
    mine = OutboxItem.objects.filter(in_areas(actor, OUTBOX, "notice__area_code"))
    found = mine.select_related("notice__person").filter(pk=item_id).first()
    if found is None:
        raise NotFound
    return found
