"""Whether two pictures are the same one, however often it was saved, shrunk or re-dated."""

from typing import Final

_MOST_BITS: Final = 5


def alike(one: str, other: str) -> bool:
    """Say whether two gists (16 hexadecimal digits each) are of one picture: at most five of 64 bits differ.

    A difference hash (Krawetz 2013) says of each of 64 places whether it is brighter than its right neighbour.
    """
    return bool(one and other) and (int(one, 16) ^ int(other, 16)).bit_count() <= _MOST_BITS
