"""What a domain brings to the queue of work (`jobs.py`): chores that come round, and errands that are asked for."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Chore:
    """Work that may be done again and again: it finds by itself what there is to do."""

    name: str
    work: Callable[[], object]
    minutes: float


@dataclass(frozen=True)
class Errand:
    """Work that somebody asks for once, by the key of what it is about; it may be begun twice and must bear that.

    `long` work has a thread of its own, so that nothing short waits for it.
    """

    name: str
    work: Callable[[str], object]
    long: bool = False
