"""The queue of a day: a ticket is taken at the kiosk and called at the counter."""

from uuid import UUID

from django.db import IntegrityError, transaction

from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.kernel.areas import Tier
from pendopo.kernel.operation import PUBLIC, operation
from pendopo.letters.models import QueueTicket
from pendopo.letters.operations.numbering import locked_counter
from pendopo.letters.operations.refusals import LetterRefused
from pendopo.letters.rules.permissions import ASK
from pendopo.places import queries as places

# Nobody needs more in a day; a child that plays with the tablet stops here.
MOST_TICKETS = 500


@operation("letters.queue.take", "Nomor antrean diambil", PUBLIC, "village", replicates=False)
def take_ticket(actor: Actor, *, village: str, form_key: UUID) -> QueueTicket:
    """This function will give the next number of today's queue; the same form sent twice is one ticket."""
    if places.public_village(village) is None:
        raise LetterRefused("village_missing")
    known = QueueTicket.objects.filter(form_key=form_key).first()
    if known is not None:
        return known
    today = clock.today()
    last = locked_counter(village, f"queue:{today:%m%d}", today.year)
    if last.last >= MOST_TICKETS:
        raise LetterRefused("queue_full")
    last.last += 1
    last.save()
    try:
        with transaction.atomic():
            return QueueTicket.objects.create(
                area_code=village, form_key=form_key, day=today, number=last.last, taken_at=clock.now()
            )
    except IntegrityError:
        return QueueTicket.objects.get(form_key=form_key)


@operation("letters.queue.call", "Nomor antrean dipanggil", ASK, "village", tiers={Tier.VILLAGE})
def call_next(actor: Actor, *, village: str) -> QueueTicket | None:
    """This function will call the next waiting ticket of today; of two counters each gets another one."""
    rows = QueueTicket.objects.select_for_update(of=("self",)).filter(
        area_code=village, day=clock.today(), called_at__isnull=True
    )
    ticket = rows.order_by("number").first()
    if ticket is not None:
        ticket.called_at, ticket.called_by = clock.now(), actor.name
        ticket.save()
    return ticket
