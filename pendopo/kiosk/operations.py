"""The queue of a day: a ticket is taken at the kiosk and called at the counter."""

from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.kernel.areas import Tier
from pendopo.kernel.errors import Refusal
from pendopo.kernel.operation import PUBLIC, operation
from pendopo.kiosk.models import QueueTicket
from pendopo.kiosk.rules import SERVE
from pendopo.places import queries as places

# Nobody needs more in a day; a child that plays with the tablet stops here.
MOST_TICKETS = 500
_ATTEMPTS = 5


class VillageMissing(Refusal):
    """The tablet stands in a village that this site does not know."""

    code = "village_missing"
    default = _("Desa ini belum disiapkan di situs ini. Hubungi pengelola situs.")


class QueueFull(Refusal):
    """No number is left today."""

    code = "queue_full"
    default = _("Nomor antrean hari ini sudah habis. Silakan bertanya kepada petugas.")


@operation(
    "kiosk.ticket.take",
    "Nomor antrean diambil",
    PUBLIC,
    "village",
    replicates=False,
    formerly=("letters.queue.take",),
)
def take_ticket(actor: Actor, *, village: str, form_key: UUID) -> QueueTicket:
    """Give the next number of today's queue; the same form sent twice is one ticket."""
    if places.public_village(village) is None:
        raise VillageMissing
    today = clock.today()
    for _attempt in range(_ATTEMPTS):
        known = QueueTicket.objects.filter(form_key=form_key).first()
        if known is not None:
            return known
        number = _last(village, today) + 1
        if number > MOST_TICKETS:
            raise QueueFull
        try:
            with transaction.atomic():
                return QueueTicket.objects.create(
                    area_code=village, form_key=form_key, day=today, number=number, taken_at=clock.now()
                )
        except IntegrityError:
            continue  # somebody took this number, or sent this very form, at the same moment
    raise QueueFull


def _last(village: str, day: date) -> int:
    rows = QueueTicket.objects.filter(area_code=village, day=day)
    return rows.aggregate(last=Max("number"))["last"] or 0


@operation(
    "kiosk.ticket.call",
    "Nomor antrean dipanggil",
    SERVE,
    "village",
    tiers={Tier.VILLAGE},
    formerly=("letters.queue.call",),
)
def call_next(actor: Actor, *, village: str) -> QueueTicket | None:
    """Call the next waiting ticket of today; of two counters each gets another one."""
    rows = QueueTicket.objects.select_for_update(of=("self",)).filter(
        area_code=village, day=clock.today(), called_at__isnull=True
    )
    ticket = rows.order_by("number").first()
    if ticket is not None:
        ticket.called_at, ticket.called_by = clock.now(), actor.name
        ticket.save()
    return ticket
