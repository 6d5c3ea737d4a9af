"""Identifiers that sort by time (UUIDv7, RFC 9562 section 5.7)."""

import os
import threading
import time
from uuid import UUID

_lock = threading.Lock()
_last = 0
_BELIEVED = 10_000 << 12  # ten seconds


def uuid7() -> UUID:
    """Return a new UUIDv7: 48 bits of milliseconds, then a rising 12-bit part, then 62 random bits."""
    global _last
    stamp = time.time_ns() // 1_000_000 << 12 | int.from_bytes(os.urandom(1), "big")
    with _lock:
        # Strictly rising inside one process, so that rows of one batch keep their order. A clock that was set
        # back by more than a few seconds is believed again (RFC 9562 section 6.2).
        _last = stamp = stamp if _last - stamp > _BELIEVED else max(stamp, _last + 1)
    random = int.from_bytes(os.urandom(8), "big") & ((1 << 62) - 1)
    return UUID(int=(stamp >> 12) << 80 | 0x7 << 76 | (stamp & 0xFFF) << 64 | 0b10 << 62 | random)
