"""What a channel is handed of a message: to whom, and as much as may be read by whoever holds the telephone."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from pendopo.kernel.areas import village_of
from pendopo.kernel.village_pages import plain
from pendopo.notices.channels import Channel
from pendopo.notices.models import ContactAddress, OutboxItem
from pendopo.places.queries import public_address
from pendopo.places.queries.village import public_village


@dataclass(frozen=True)
class Paper:
    """One message as its channel gets it; without an address it goes nowhere."""

    key: UUID
    address: str
    subject: str
    text: str


def papers_of(channel: Channel, area: str, items: Sequence[UUID]) -> list[Paper]:
    """Return what goes out of these messages of one village, in the order in which they were written."""
    rows = OutboxItem.objects.filter(pk__in=list(items)).select_related("notice").order_by("pk")
    found = list(rows)
    people = [row.notice.person_id for row in found]
    addresses = {
        held.person_id: str(held.address or "")
        for held in ContactAddress.objects.filter(channel=channel.name, person_id__in=people)
    }
    site = public_address(village_of(area))
    on_telephone = telephone_text(area, site) if channel.telephone else ""
    return [
        Paper(
            row.pk,
            addresses.get(row.notice.person_id, ""),
            row.notice.subject,
            on_telephone or _text(row, site),
        )
        for row in found
    ]


def telephone_text(area: str, site: str) -> str:
    """Return what every message on a telephone says: whose news it is and where to read it, never about what."""
    village = public_village(village_of(area))
    given = {
        "village": village.title if village else _("kantor desa"),
        "address": f"{site}{plain(reverse('my-notices'))}",
    }
    if site:
        return _("Ada kabar untuk Anda dari %(village)s. Buka %(address)s atau tanyakan di kantor.") % given
    return _("Ada kabar untuk Anda dari %(village)s. Tanyakan di kantor.") % given


def _text(row: OutboxItem, site: str) -> str:
    link = f"\n\n{site}{plain(row.notice.link)}" if site and row.notice.link else ""
    return row.notice.body + link
