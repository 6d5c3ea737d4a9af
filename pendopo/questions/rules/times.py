"""Hours of the day as people type them."""

import re

_TYPED = re.compile(r"(\d{1,2})(?:[.:, ]?(\d{2}))?")


def parse_time(text: str) -> str:
    """Read 9, 9.30, 09:30 and 0930 as 09:30 and so on; else ValueError (EYD V writes 09.30)."""
    found = _TYPED.fullmatch(re.sub(r"(?i)(?<!\s)\s*(wib|wita|wit)$|^\s*(pukul|jam)\s*", "", text.strip()))
    if found is None:
        raise ValueError("not a time")
    hour, minute = int(found[1]), int(found[2] or 0)
    if hour > 23 or minute > 59:
        raise ValueError("not a time")
    return f"{hour:02d}:{minute:02d}"
