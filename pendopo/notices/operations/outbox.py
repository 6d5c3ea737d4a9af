"""Carries waiting messages out: each is handed over outside any transaction, then its fate is noted."""

from pendopo.kernel import clock
from pendopo.kernel.actor import system_actor
from pendopo.kernel.areas import village_of
from pendopo.kernel.village_pages import plain
from pendopo.notices.channels import open_channels
from pendopo.notices.models import ContactAddress, OutboxItem
from pendopo.notices.operations.messages import note_failure, note_sent
from pendopo.notices.rules import OutboxState
from pendopo.places.queries import public_address

_AT_ONCE = 200


def deliver_due() -> tuple[int, int]:
    """Send what is due; answer how many went out and how many did not."""
    actor, sent, failed = system_actor("outbox"), 0, 0
    channels = {channel.name: channel for channel in open_channels()}
    due = OutboxItem.objects.filter(
        state=OutboxState.QUEUED.value, next_at__lte=clock.now(), channel__in=list(channels)
    )
    for item in due.select_related("notice").order_by("next_at")[:_AT_ONCE]:
        held = ContactAddress.objects.filter(person_id=item.notice.person_id, channel=item.channel).first()
        if held is None or not held.address:
            note_failure(actor, item=item, trouble="no_address")
            failed += 1
            continue
        address = public_address(village_of(item.notice.area_code))
        link = f"\n\n{address}{plain(item.notice.link)}" if address and item.notice.link else ""
        try:
            channels[item.channel].send(held.address, item.notice.subject, item.notice.body + link)
        except OSError as trouble:
            note_failure(actor, item=item, trouble=type(trouble).__name__)
            failed += 1
        else:
            note_sent(actor, item=item)
            sent += 1
    return sent, failed
