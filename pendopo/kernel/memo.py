"""Answers that are asked for several times in one request; forgotten at its end and at every write."""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")
_held: ContextVar[dict[Hashable, Any] | None] = ContextVar("pendopo_memo", default=None)


@contextmanager
def one_request() -> Iterator[None]:
    """Remember answers for the time of one request."""
    token = _held.set({})
    try:
        yield
    finally:
        _held.reset(token)


def forget() -> None:
    """Forget everything remembered so far: something was written."""
    held = _held.get()
    if held:
        held.clear()


def per_request(function: Callable[P, R]) -> Callable[P, R]:
    """Ask the database once a request; outside a request every call asks."""

    @wraps(function)
    def remembered(*args: P.args, **kwargs: P.kwargs) -> R:
        held = _held.get()
        if held is None:
            return function(*args, **kwargs)
        key = (function, args, tuple(sorted(kwargs.items())))
        if key not in held:
            held[key] = function(*args, **kwargs)
        return held[key]  # type: ignore[no-any-return]

    return remembered
