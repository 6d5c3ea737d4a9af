"""What was read and still holds: kept by this process until an entry touches a table that it was read from.

The tables are taken from the statements themselves, so that none can be forgotten; what also comes from a table that
the journal does not cover is never kept. Whoever asks pays one question for how far the journal has come.
"""

import re
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from functools import cache
from threading import Lock
from typing import Any, NamedTuple, TypeVar, cast

from django.apps import apps
from django.db import connection

from pendopo.kernel import barrier, memo
from pendopo.kernel.domains import parts_of
from pendopo.kernel.images import UNREADABLE
from pendopo.kernel.models import Feed, Journaled
from pendopo.kernel.since import Head, Unsure, public_entries, public_heads
from pendopo.kernel.triggers import Kept

T = TypeVar("T")
_MOST_FEEDS, _MOST_ENTRIES, _MOST_HELD = 5, 100, 4_000
_READ = re.compile(r'\b(?:FROM|JOIN)\s+"?(\w+)', re.IGNORECASE)

# Tests set it: what is kept is then read again each time, and must be the same.
look_again = False


class _Held(NamedTuple):
    value: object
    tables: frozenset[str]
    at: int


class _Memory:
    """What is held, and at which step of the journal each table was last touched."""

    def __init__(self) -> None:
        self._lock, self._held = Lock(), dict[Hashable, _Held]()
        self._heads: dict[bytes, Head] = {}
        self._touched: dict[str, int] = {}
        self._step = self._all = self._disturbed = 0

    def step(self) -> int:
        """Look how far the journal has come, note which tables were touched since the last look, and count it."""
        with self._lock:
            heads = {head.feed: head for head in _public_heads()}
            if heads != self._heads or memo.disturbed() != self._disturbed:
                self._step += 1
                try:
                    self._touched |= dict.fromkeys(self._tables_of(heads), self._step)
                except (Unsure, *UNREADABLE):
                    self._all = self._step
                self._heads, self._disturbed = heads, memo.disturbed()
            return self._step

    def _tables_of(self, heads: dict[bytes, Head]) -> set[str]:
        if self._heads.keys() - heads.keys() or memo.disturbed() != self._disturbed:
            raise Unsure
        moved = [head for feed, head in heads.items() if self._heads.get(feed) != head]
        if len(moved) > _MOST_FEEDS:
            raise Unsure
        return {
            line.table
            for head in moved
            for lines in public_entries(self._heads.get(head.feed), head, _MOST_ENTRIES).values()
            for line in lines
        }

    def recall(self, key: Hashable) -> _Held | None:
        with self._lock:
            held = self._held.get(key)
            if (
                held is None
                or self._all > held.at
                or any(self._touched.get(one, 0) > held.at for one in held.tables)
            ):
                return None
            return held

    def keep(self, key: Hashable, held: _Held) -> None:
        with self._lock:
            if len(self._held) >= _MOST_HELD:
                self._held.clear()
            self._held[key] = held


_MEMORY = _Memory()


@memo.per_request(Feed)
def _public_heads() -> tuple[Head, ...]:
    return public_heads()


def kept(key: Hashable, make: Callable[[], T], proof: Callable[[T], object]) -> T:
    """Return what `make` returns, read anew only when a table that it was read from has been touched.

    The key names who asks and everything that it depends on beside the tables, the time included. `proof` returns what
    must be equal when tests read it again. Inside an operation nothing is kept: what it wrote may still be undone.
    """
    if barrier.opened.get():
        return make()
    step, held = _MEMORY.step(), _MEMORY.recall(key)
    if held is not None:
        value = cast(T, held.value)
        if look_again and proof(value) != proof(make()):
            raise AssertionError(f"kept, though it changed: {key}")
        return value
    with _tables_read() as tables:
        made = make()
    if tables <= _covered():
        _MEMORY.keep(key, _Held(made, frozenset(tables), step))
    return made


@contextmanager
def _tables_read() -> Iterator[set[str]]:
    tables: set[str] = set()

    def note(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        tables.update(_READ.findall(sql))
        return execute(sql, *rest)

    with connection.execute_wrapper(note), memo.noting(tables):
        yield tables


@cache
def _covered() -> frozenset[str]:
    """The tables whose every change stands in the journal, and those that the database keeps from them by itself."""
    rows = (model._meta.db_table for model in apps.get_models() if issubclass(model, Journaled))
    return frozenset([*rows, *(part.table for _, part in parts_of(Kept))])
