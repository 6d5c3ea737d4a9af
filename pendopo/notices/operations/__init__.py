"""Writes about messages."""

from pendopo.notices.operations.messages import (
    keep_address,
    mark_read,
    note_failure,
    note_sent,
    send_notice,
)
from pendopo.notices.operations.outbox import deliver_due

__all__ = ["deliver_due", "keep_address", "mark_read", "note_failure", "note_sent", "send_notice"]
