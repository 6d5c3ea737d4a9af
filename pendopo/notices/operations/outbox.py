"""How a message stands on its way: claimed before its channel is called, settled after it, or by a person."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.kernel.errors import Refusal
from pendopo.kernel.operation import operation
from pendopo.notices.channels import CHANNELS
from pendopo.notices.models import OutboxItem
from pendopo.notices.rules.permissions import OUTBOX, SEND
from pendopo.notices.rules.sending import DECISIONS, OutboxState, Outcome, state_after

# A worker whose lease ran out comes late with what it knows for certain.
_OPEN = (OutboxState.CLAIMED.value, OutboxState.UNKNOWN.value)


class SettledMeanwhile(Refusal):
    """The message is not uncertain any more."""

    code = "settled_meanwhile"
    default = _("Nasib pesan ini sudah diketahui. Muat ulang halaman ini.")


@operation("notices.outbox.claim", "Pesan diambil untuk dikirim", SEND, "area")
def claim(actor: Actor, *, area: str, items: Sequence[UUID]) -> dict[UUID, int]:
    """Take waiting messages of one village for the calls that follow; return the attempts of those that were free."""
    rows = list(
        OutboxItem.objects.select_for_update(of=("self",)).filter(
            pk__in=list(items), state=OutboxState.QUEUED.value, notice__area_code=area
        )
    )
    free = OutboxItem.objects.filter(pk__in=[row.pk for row in rows])
    free.update(state=OutboxState.CLAIMED.value, attempts=F("attempts") + 1)
    return {row.pk: row.attempts + 1 for row in rows}


@operation(
    "notices.outbox.settle",
    "Hasil pengiriman pesan dicatat",
    SEND,
    "area",
    formerly=("notices.outbox.sent", "notices.outbox.failed"),
)
def settle(actor: Actor, *, area: str, outcomes: Mapping[UUID, Outcome]) -> None:
    """Write down what became of the calls of one village."""
    now = clock.now()
    rows = list(
        OutboxItem.objects.select_for_update(of=("self",)).filter(
            pk__in=list(outcomes), state__in=_OPEN, notice__area_code=area
        )
    )
    # One statement for all that fared alike: a bulk statement with six columns costs more than everything else here.
    alike: dict[tuple[OutboxState, str, int, timedelta | None], list[UUID]] = defaultdict(list)
    for row in rows:
        outcome, knows = outcomes[row.pk], CHANNELS[row.channel].knows_key
        state, pause, attempts = state_after(outcome, row.attempts, knows)
        alike[state, outcome.trouble[:60], attempts, pause].append(row.pk)
        row.reference = outcome.reference or row.reference
    for (state, trouble, attempts, pause), keys in alike.items():
        written = {"state": state.value, "trouble": trouble, "attempts": attempts}
        moments = (
            {"sent_at": now}
            if state == OutboxState.SENT
            else {}
            if pause is None
            else {"next_at": now + pause}
        )
        OutboxItem.objects.filter(pk__in=keys).update(**written, **moments)
    OutboxItem.objects.bulk_update([row for row in rows if row.reference], ["reference"])


@operation("notices.outbox.postpone", "Pesan menunggu waktu yang boleh", SEND, "area")
def postpone(actor: Actor, *, area: str, items: Sequence[UUID], until: datetime, why: str) -> None:
    """Let waiting messages of one village wait until their channel may be used again."""
    rows = OutboxItem.objects.filter(
        pk__in=list(items), state=OutboxState.QUEUED.value, notice__area_code=area
    )
    rows.update(next_at=until, trouble=why)


@operation("notices.outbox.decide", "Petugas memastikan nasib pesan", OUTBOX, "item")
def decide(actor: Actor, *, item: OutboxItem, decision: str) -> OutboxItem:
    """Settle an uncertain message: it has arrived, it goes out again, or it is left."""
    row = OutboxItem.objects.select_for_update(of=("self",)).select_related("notice").get(pk=item.pk)
    if row.state != OutboxState.UNKNOWN.value:
        raise SettledMeanwhile
    state = DECISIONS[decision]
    row.state, now = state.value, clock.now()
    if state == OutboxState.SENT:
        row.sent_at = now
    row.next_at = now if state == OutboxState.QUEUED else row.next_at
    row.save()
    return row
