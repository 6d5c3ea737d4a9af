"""Statements that every page asks: their SQL is made once in a process, and each time only its values are new.

Making the SQL of a question with several questions inside costs ten times what asking it costs.
"""

import copy
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Generic, TypeVar
from uuid import UUID

from django.db import connections
from django.db.models import Field, Model, QuerySet
from django.db.models.sql.compiler import SQLCompiler

M = TypeVar("M", bound=Model)
# What stands in the place of a value while the SQL is made; nobody else asks for it.
_SAMPLES: dict[str, object] = {
    "CharField": "\N{PILCROW SIGN}",
    "DateTimeField": datetime(1901, 2, 3, 4, 5, 6, 7, tzinfo=UTC),
    "UUIDField": UUID(int=0xA5A5),
}


class Prepared(Generic[M]):
    """A question of the database whose words never depend on what is asked for, only its values do.

    `make` builds it from one value for each of `asked`, the fields that say what kind of value it is. Two values of one
    kind would be mistaken for each other, and are refused; so is None, which SQL asks for in other words.
    """

    keeps = True  # `run.py mutate` changes what `make` says, and turns it off
    checks = False  # the tests make each again and compare

    def __init__(self, make: Callable[..., QuerySet[M]], *asked: Field) -> None:  # type: ignore[type-arg]
        self._make = make
        self._asked = asked
        self._held: dict[str, tuple[QuerySet[M], SQLCompiler, str, list[object]]] = {}

    def __call__(self, *values: object) -> list[M]:
        """Return the rows for these values."""
        if not self.keeps:
            return list(self._make(*values))
        if None in values:
            raise ValueError("A prepared question is asked with values.")
        rows, compiler, sql, parts = self._prepared()
        found = self._said(values, rows.db)
        params = [found[part.place] if isinstance(part, _Place) else part for part in parts]
        if self.checks and (sql, params) != _words(self._make(*values)):
            raise AssertionError(f"{sql} is asked in other words, or of other values, for {values}")
        again = copy.copy(compiler)
        again.connection = connections[rows.db]  # each thread has its own
        # Django's rows ask their question for a compiler, and that one itself for its SQL: both are told.
        again.as_sql = lambda *_, **__: (sql, tuple(params))  # type: ignore[method-assign, assignment]
        asking = rows.all()
        asking.query.get_compiler = lambda *_, **__: again  # type: ignore[method-assign]
        return list(asking)

    def _prepared(self) -> tuple[QuerySet[M], SQLCompiler, str, list[object]]:
        vendor = connections["default"].vendor
        if vendor not in self._held:
            kinds = [getattr(field, "target_field", field).get_internal_type() for field in self._asked]
            if len(set(kinds)) != len(kinds):
                raise ValueError("Two values of one kind cannot be told apart.")
            rows = self._make(*(_SAMPLES[kind] for kind in kinds))
            compiler = rows.query.get_compiler(rows.db)
            sql, params = compiler.as_sql()
            samples = self._said([_SAMPLES[kind] for kind in kinds], rows.db)
            parts = [_Place(samples.index(param)) if param in samples else param for param in params]
            self._held[vendor] = (rows, compiler, sql, parts)
        return self._held[vendor]

    def _said(self, values: Sequence[object], using: str) -> list[object]:
        pairs = zip(self._asked, values, strict=True)
        return [field.get_db_prep_value(value, connections[using]) for field, value in pairs]


class _Place:
    """Where a value stands in the SQL."""

    def __init__(self, place: int) -> None:
        self.place = place


def _words(rows: QuerySet[M]) -> tuple[str, list[object]]:
    sql, params = rows.query.sql_with_params()
    return sql, list(params)
