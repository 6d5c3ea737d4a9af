"""Which state of the register figures were counted from, and the memory of what was counted."""

import hashlib
from collections import deque
from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from threading import Lock
from typing import TypeVar

from pendopo.kernel import clock
from pendopo.kernel.memo import per_request
from pendopo.kernel.models import Feed
from pendopo.kernel.since import Head
from pendopo.people.queries.statistics.following import Step, place_of, public_heads, public_step
from pendopo.people.rules.memory import Memory
from pendopo.places import queries as places

T = TypeVar("T")


@dataclass(frozen=True)
class Edition:
    """A village's register as figures see it: new with every write that can change one, and with no other."""

    village: str
    mark: bytes
    # How many entries the journal had when this was still the edition: another reader may know it at a later place.
    place: int = field(default=0, compare=False)

    @property
    def tag(self) -> str:
        """A short text that changes with the edition (for ETag)."""
        return self.mark.hex()[:24]


@dataclass(frozen=True)
class SiteEdition:
    """The edition of the village whose portal this is, with the village itself."""

    edition: Edition
    village: places.Village


# So many editions back a count is carried on; beyond them it is made anew.
_STEPS = 30


class _Follower:
    """A village's editions, one after the other, as this process has seen them."""

    def __init__(self, village: str) -> None:
        self._village, self._lock = village, Lock()
        self._heads: tuple[Head, ...] | None = None
        self._edition = Edition(village, b"")
        self._steps: deque[tuple[Edition, Step]] = deque(maxlen=_STEPS)

    def look(self) -> Edition:
        """Return the present edition."""
        with self._lock:
            heads = public_heads(self._village)
            if heads != self._heads:
                self._go_on(heads)
                self._heads = heads
            return self._edition

    def _go_on(self, heads: tuple[Head, ...]) -> None:
        step = self._heads is not None and public_step(self._village, self._heads, heads)
        mark = (
            self._edition.mark
            if step is True
            else hashlib.sha256(b"".join(head.hash for head in heads)).digest()
        )
        if isinstance(step, Step):
            self._steps.append((self._edition, step))
        elif not step:
            self._steps.clear()
        self._edition = Edition(self._village, mark, place_of(heads))

    def back_from(self, edition: Edition) -> Iterator[tuple[Edition, list[Step]]]:
        """Give the editions before one, the nearest first, each with the steps that lead from it to there."""
        with self._lock:
            known = list(self._steps) if edition == self._edition else []
        steps: list[Step] = []
        for earlier, step in reversed(known):
            steps.insert(0, step)
            yield earlier, steps


_FOLLOWERS = Memory(500)


def _follower(village: str) -> _Follower:
    return _FOLLOWERS.recall(village, lambda: _Follower(village))


@per_request(Feed)
def public_edition_of(village: str) -> Edition:
    """Return the present edition of a village's register: one query, and one more after a write."""
    return _follower(village).look()


def is_present(edition: Edition) -> bool:
    """Say whether a village's register is still the one of an edition, looked for anew."""
    return _follower(edition.village).look() == edition


def editions_before(edition: Edition) -> Iterator[tuple[Edition, list[Step]]]:
    """Give the editions before the present one with the steps from each; none where that is not known."""
    return _follower(edition.village).back_from(edition)


def public_edition() -> SiteEdition:
    """Return the present edition of the register of the site's own village."""
    village = places.public_page_village()
    return SiteEdition(public_edition_of(village.code), village)


def public_once(edition: Edition, name: Hashable, make: Callable[[], T]) -> T:
    """Return what another page makes of the register's tables and the day, made once for each edition."""
    return MADE.recall((edition, name, clock.today()), make)


def public_titles(village: str) -> Mapping[str, str]:
    """Return code and full title of every part of a village, read once for each edition."""
    return public_once(public_edition_of(village), "titles", lambda: places.public_locality_titles(village))


# A tally of the finest areas may hold some thousand lines; everything made from it is small.
TALLIES = Memory(48)
MADE = Memory(2_000)
# A village's totals for the tiers above it: some hundred villages with every topic.
TOTALS = Memory(6_000)
