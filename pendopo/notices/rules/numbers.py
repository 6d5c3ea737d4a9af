"""Telephone numbers as residents write them, and how many SMS a text costs."""

import re
from math import ceil
from typing import Final

_NOISE = re.compile(r"[\s().-]")
_MOBILE = re.compile(r"(?:\+?62|0)(8[0-9]{8,11})", re.ASCII)
# GSM 03.38, as much of it as the house writes; what else a text holds makes a message of 70 signs instead of 160.
_GSM: Final = frozenset(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./:;<=>?¡ÄÖÑÜ§¿äöñüà"
)


def mobile_number(text: str) -> str | None:
    """Return an Indonesian mobile number as +628..., or nothing where it is none."""
    found = _MOBILE.fullmatch(_NOISE.sub("", text))
    return f"+62{found.group(1)}" if found else None


def sms_parts(text: str) -> int:
    """Say how many SMS a text costs: 160 signs, or 153 each of several; 70 and 67 with one sign outside GSM-7."""
    if set(text) <= _GSM:
        size, one, each = len(text), 160, 153
    else:
        size, one, each = len(text.encode("utf-16-le")) // 2, 70, 67
    return 1 if size <= one else ceil(size / each)
