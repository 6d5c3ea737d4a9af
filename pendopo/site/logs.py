"""How a line of the log is written: identity numbers never stand in it, and no stranger fills the disk with it."""

import logging
import re
import time

_SIXTEEN = re.compile(r"(?<!\d)(\d\d)\d{12}(\d\d)(?!\d)")


def masked(text: str) -> str:
    """Return a text with what could be an NIK or KK number masked."""
    return _SIXTEEN.sub(r"\1************\2", text)


class MaskingFormatter(logging.Formatter):
    """Write a record, tracebacks included, with what could be an NIK or KK number masked."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the finished line."""
        return masked(super().format(record))


class ShortRefusals(logging.Filter):
    """Keeps what a client did wrong (4xx) to a short line, and to so many a minute; faults of ours stay whole."""

    length = 200
    a_minute = 60
    _minute = _count = 0

    def filter(self, record: logging.LogRecord) -> bool:
        """Shorten the record, and say whether it is written."""
        if not 400 <= getattr(record, "status_code", 0) < 500:
            return True
        minute = int(time.monotonic() // 60)
        if minute != self._minute:
            left_out = max(0, self._count - self.a_minute)
            self._minute, self._count = minute, 0
        else:
            left_out = 0
        self._count += 1
        record.exc_info, record.exc_text = None, None
        # Masked before it is cut: half an identity number would no longer be recognised.
        told = masked(record.getMessage())[: self.length]
        record.msg, record.args = told + (f" (dan {left_out} penolakan lain)" if left_out else ""), ()
        return self._count <= self.a_minute
