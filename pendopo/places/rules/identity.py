"""What stands at the head of a village's letters."""

import re
from typing import NamedTuple


class Letterhead(NamedTuple):
    """Name and address of a village office."""

    name: str
    address: str = ""
    postal_code: str = ""
    phone: str = ""
    email: str = ""
    website: str = ""
    kode_bps: str = ""


class OfficeCard(NamedTuple):
    """Where and when the office of a kecamatan, a kabupaten or a province is reached."""

    address: str = ""
    postal_code: str = ""
    phone: str = ""
    email: str = ""
    website: str = ""
    hours: str = ""


def letterhead_problem(letterhead: Letterhead) -> str:
    """Return the code of the first thing wrong with a letterhead (handbook/domain.md 1 and 12)."""
    if not letterhead.name.strip():
        return "name_missing"
    # Postal codes have five digits, BPS codes ten: 2 + 2 + 3 + 3.
    if letterhead.postal_code and not re.fullmatch(r"[0-9]{5}", letterhead.postal_code):
        return "bad_postal_code"
    if letterhead.kode_bps and not re.fullmatch(r"[0-9]{10}", letterhead.kode_bps):
        return "bad_kode_bps"
    return ""
