"""Every column of every table, edited by hand: `verify` names it, or the column says why it cannot."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta

from django.db import DatabaseError, connection, models, transaction

from pendopo.kernel.columns import left_out
from pendopo.kernel.guard import unguarded
from pendopo.kernel.models import Journaled
from pendopo.kernel.tests.steps import without_triggers
from pendopo.kernel.triggers import FROZEN

AUDIT = {*FROZEN, "kernel_journalbody", "kernel_feed"}


def unseen(model: type[models.Model], wrong: Callable[[], bool]) -> tuple[set[str], set[str]]:
    """Edits each column of a table in ways that the database lets through; answers which edits nobody noticed, and
    of which columns the database itself lets no value through. `wrong` says whether something is noticed now."""
    rows = list(model._base_manager.all()[:3])
    missed, refused = set(), set()
    if model._meta.db_table in AUDIT:
        connection.check_constraints()  # what waits for the commit would keep the triggers where they are
        without_triggers()
    for field in model._meta.concrete_fields:
        name = f"{model._meta.label}.{field.attname}"
        edits = ((row, value) for row in rows for value in _others(field, row, rows))
        noticed = (_noticed(model, field, row, value, wrong) for row, value in edits)
        first = next((one for one in noticed if one is not None), None)
        if first is None:
            refused.add(name)
        elif not first:
            missed.add(name)
    return missed, refused


def exceptions(model: type[Journaled]) -> set[str]:
    """Answers the columns of a table that stay at their site, each with its reason."""
    apart = left_out(model).items()
    proven = {name for name, why in apart if why.anew or why.digest or why.secret}
    return {f"{model._meta.label}.{name}" for name, _ in apart if name not in proven}


def _noticed(
    model: type[models.Model],
    field: models.Field[object, object],
    row: models.Model,
    value: object,
    wrong: Callable[[], bool],
) -> bool | None:
    """Says whether an edit was noticed; nothing when the database itself refused it."""
    quote = connection.ops.quote_name
    table, column, name = (
        quote(str(one)) for one in (model._meta.db_table, field.column, model._meta.pk.column)
    )
    with transaction.atomic():
        try:
            with transaction.atomic(), unguarded("an edit by hand"), connection.cursor() as cursor:
                cursor.execute(
                    f"UPDATE {table} SET {column} = %s WHERE {name} = %s",
                    [value, model._meta.pk.get_db_prep_value(row.pk, connection)],  # type: ignore[list-item]
                )
        except DatabaseError:
            return None
        try:
            return wrong()
        except (ValueError, TypeError, ArithmeticError, DatabaseError):
            return True
        finally:
            transaction.set_rollback(True)


def _others(
    field: models.Field[object, object], row: models.Model, rows: Sequence[models.Model]
) -> Iterator[object]:
    """Yields other values for a column, as the driver takes them."""
    held = row.__dict__[field.attname]
    for other in rows:
        if other.__dict__[field.attname] != held:
            yield field.get_db_prep_save(other.__dict__[field.attname], connection)
    if held is not None and field.null:
        yield None
    checks = [one for one in field.model._meta.constraints if isinstance(one, models.CheckConstraint)]
    parts = (part for one in checks if isinstance(one.condition, models.Q) for part in one.condition.children)
    listed = (part[1] for part in parts if isinstance(part, tuple) and part[0] == f"{field.attname}__in")
    choices = (value for values in listed for value in values)
    made = _first(field) if held is None else _changed(held)
    yield from (_prepared(field, value) for value in (*choices, *made) if value != held)


def _prepared(field: models.Field[object, object], value: object) -> object:
    if isinstance(value, bytes):
        return connection.Database.Binary(value)  # type: ignore[attr-defined]
    if isinstance(field, models.JSONField):
        return json.dumps(value)
    return field.get_db_prep_value(value, connection)


def _changed(held: object) -> list[object]:
    match held:
        case bool():
            return [not held]
        case int() | float():
            return [held + 1, held - 1]
        case str():
            return [held + "x", "x" + held[1:], held[:-1]]
        case datetime() | date():
            return [held + timedelta(days=1), held - timedelta(days=1)]
        case bytes() | memoryview():
            return [bytes(held)[:-1] + bytes([bytes(held)[-1] ^ 1])]
    return [uuid.uuid4()] if isinstance(held, uuid.UUID) else [{"x": 1}, [1]]


def _first(field: models.Field[object, object]) -> Iterator[object]:
    if isinstance(field, models.ForeignKey):
        yield from field.related_model._base_manager.values_list("pk", flat=True)[:3]
    if isinstance(field, models.DateTimeField):
        yield from (datetime(year, 1, 1, tzinfo=UTC) for year in (2020, 2050))
    elif isinstance(field, models.DateField):
        yield from (date(year, 1, 1) for year in (2020, 2050))
    if isinstance(field, models.DateField):
        return
    by_kind: dict[str, object] = {
        "BooleanField": True, "BinaryField": bytes(40), "UUIDField": uuid.uuid4(), "JSONField": {"x": 1},
        "CharField": "x", "TextField": "x", "EmailField": "x@y.id",
    }  # fmt: skip
    yield by_kind.get(field.get_internal_type(), 1)
