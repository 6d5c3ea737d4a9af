"""Answers that are asked for several times in one request or one operation.

Each names the tables that it was read from and is forgotten when a row of theirs is written; all of them at the end.
"""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import ParamSpec, TypeVar, cast

from django.db.models import Model

P = ParamSpec("P")
R = TypeVar("R")
Key = tuple[frozenset[type[Model]], Hashable]
_held: ContextVar[dict[Key, object] | None] = ContextVar("pendopo_memo", default=None)
_noted: ContextVar[set[str] | None] = ContextVar("pendopo_memo_noted", default=None)
_DISTURBED = [0]


def disturb() -> None:
    """Say that rows were written past the journal (a migration, a factory of the tests): what was kept is in doubt."""
    _DISTURBED[0] += 1


def disturbed() -> int:
    """Return how often that was said in this process."""
    return _DISTURBED[0]


@contextmanager
def noting(tables: set[str]) -> Iterator[None]:
    """Note for a while from which tables answers come that were remembered earlier."""
    token = _noted.set(tables)
    try:
        yield
    finally:
        _noted.reset(token)


@contextmanager
def one_request() -> Iterator[None]:
    """Remember answers for the time of one request, or of an operation outside one."""
    if _held.get() is not None:
        yield
        return
    token = _held.set({})
    try:
        yield
    finally:
        _held.reset(token)


def forget(*tables: type[Model]) -> None:
    """Forget what was read from these tables, or everything remembered so far: something was written."""
    held = _held.get()
    if not held:
        return
    for key in [key for key in held if not tables or not key[0].isdisjoint(tables)]:
        del held[key]


def per_request(*tables: type[Model]) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Ask the database once a request for what stands in these tables; outside a request every call asks."""
    read_from = frozenset(tables)

    def keep(function: Callable[P, R]) -> Callable[P, R]:
        @wraps(function)
        def remembered(*args: P.args, **kwargs: P.kwargs) -> R:
            held = _held.get()
            noted = _noted.get()
            if noted is not None:
                noted.update(table._meta.db_table for table in read_from)
            if held is None:
                return function(*args, **kwargs)
            key = (read_from, (function, args, tuple(sorted(kwargs.items()))))
            if key not in held:
                held[key] = function(*args, **kwargs)
            return cast(R, held[key])

        vars(remembered)["read_from"] = read_from
        return remembered

    return keep


def hold(keeper: Callable[P, R], answer: R, *args: P.args, **kwargs: P.kwargs) -> None:
    """Remember for this request what `keeper`, a function of `per_request`, would answer: it was read with others."""
    held, asked = _held.get(), vars(keeper)
    if held is not None:
        key = (asked["read_from"], (asked["__wrapped__"], args, tuple(sorted(kwargs.items()))))
        held.setdefault(key, answer)
