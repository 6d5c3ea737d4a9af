"""Whether two pictures are the same one, however often it was saved, shrunk or re-dated."""

from collections.abc import Iterable
from typing import Final

_MOST_BITS: Final = 5
# The newest papers of a village that one look compares.
MOST_COMPARED: Final = 5_000


def alike(one: str, other: str) -> bool:
    """Say whether two gists (16 hexadecimal digits each) are of one picture: at most five of 64 bits differ.

    A difference hash (Krawetz 2013) says of each of 64 places whether it is brighter than its right neighbour.
    """
    return bool(one and other) and (int(one, 16) ^ int(other, 16)).bit_count() <= _MOST_BITS


def used_with(own: Iterable[tuple[str, str]], others: Iterable[tuple[str, str, str | None]]) -> list[str]:
    """Return the receipts among `others` (digest, gist, receipt) that came with one of `own` (digest, gist)."""
    held = list(own)
    found = (
        receipt
        for digest, gist, receipt in others
        if receipt and digest and any(digest == one or alike(gist, look) for one, look in held)
    )
    return list(dict.fromkeys(found))
