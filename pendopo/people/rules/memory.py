"""A bounded memory of results that never grow old, because their keys name what they were made from."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar

T = TypeVar("T")


class Memory:
    """Results by key; when there are too many, the least recently used one is forgotten."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._held: OrderedDict[Hashable, Any] = OrderedDict()
        self._making: dict[Hashable, Lock] = {}
        self._lock = Lock()

    def recall(
        self, key: Hashable, make: Callable[[], T], keep: Callable[[T], bool] = lambda _made: True
    ) -> T:
        """Return what is held under a key, or make it and keep it; whoever asks meanwhile waits for the one maker."""
        with self._lock:
            if key in self._held:
                self._held.move_to_end(key)
                return self._held[key]  # type: ignore[no-any-return]
            gate = self._making.setdefault(key, Lock())
        with gate:
            with self._lock:
                if key in self._held:
                    return self._held[key]  # type: ignore[no-any-return]
            try:
                made = make()
                if keep(made):
                    self.keep(key, made)
            finally:
                with self._lock:
                    self._making.pop(key, None)
        return made

    def held(self, key: Hashable) -> Any:
        """Return what is held under a key, or None."""
        with self._lock:
            if key in self._held:
                self._held.move_to_end(key)
            return self._held.get(key)

    def keep(self, key: Hashable, made: object) -> None:
        """Hold a result under a key."""
        with self._lock:
            self._held[key] = made
            while len(self._held) > self._most:
                self._held.popitem(last=False)

    def forget(self) -> None:
        """Empty the memory."""
        with self._lock:
            self._held.clear()
