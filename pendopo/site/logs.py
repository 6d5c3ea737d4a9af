"""How a line of the log is written: identity numbers never stand in it, whoever put them into an address."""

import logging
import re

_SIXTEEN = re.compile(r"(?<!\d)(\d\d)\d{12}(\d\d)(?!\d)")


class MaskingFormatter(logging.Formatter):
    """Write a record, tracebacks included, with what could be an NIK or KK number masked."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the finished line."""
        return _SIXTEEN.sub(r"\1************\2", super().format(record))
