"""Writes about messages."""

from pendopo.notices.operations.messages import (
    follow_address,
    follow_person,
    keep_address,
    mark_read,
    note_failure,
    note_sent,
    send_notice,
)
from pendopo.notices.operations.outbox import deliver_due
