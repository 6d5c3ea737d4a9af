"""Which state of the register figures were counted from, and the memory of what was counted."""

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from threading import Lock
from typing import Any, TypeVar

from pendopo.kernel.areas import chain_of
from pendopo.kernel.errors import NotFound
from pendopo.kernel.models import Feed
from pendopo.places import queries as places

T = TypeVar("T")


@dataclass(frozen=True)
class Edition:
    """A village and the heads of every journal feed that can change its figures: new with every write."""

    village: str
    mark: bytes

    @property
    def tag(self) -> str:
        """A short text that changes with every write (for ETag)."""
        return self.mark.hex()[:24]


@dataclass(frozen=True)
class SiteEdition:
    """The edition of the village whose portal this is, with the village itself."""

    edition: Edition
    village: places.Village


def public_edition_of(village: str) -> Edition:
    """This function will return the present edition of a village's register (one query)."""
    scopes = ("", *chain_of(village))
    heads = Feed.objects.filter(area_code__in=scopes).order_by("id").values_list("head", flat=True)
    return Edition(village, hashlib.sha256(b"".join(bytes(head) for head in heads)).digest())


def public_edition() -> SiteEdition:
    """This function will return the present edition of the register of the site's own village."""
    village = places.public_site_village()
    if village is None:
        raise NotFound
    return SiteEdition(public_edition_of(village.code), village)


class Memory:
    """Results by key, the least recently used forgotten first; every key names its edition, so none grows old."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._held: OrderedDict[Hashable, Any] = OrderedDict()
        self._lock = Lock()

    def recall(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return what is held under a key, or make it and keep it."""
        with self._lock:
            if key in self._held:
                self._held.move_to_end(key)
                return self._held[key]  # type: ignore[no-any-return]
        made = make()
        with self._lock:
            self._held[key] = made
            while len(self._held) > self._most:
                self._held.popitem(last=False)
        return made

    def forget(self) -> None:
        """Empty the memory."""
        with self._lock:
            self._held.clear()


# A tally of the finest areas may hold some thousand lines; everything made from it is small.
TALLIES = Memory(48)
MADE = Memory(2_000)
