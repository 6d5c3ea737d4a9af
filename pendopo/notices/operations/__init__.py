"""Writes about messages."""

from pendopo.notices.operations.draining import WORK, deliver_due
from pendopo.notices.operations.messages import (
    follow_address,
    follow_person,
    keep_address,
    keep_addresses,
    mark_read,
    send_notice,
)
from pendopo.notices.operations.outbox import decide
