"""Inserting many rows of one table: one prepared statement for all of them.

Django builds a statement for every twenty rows of a wide table on SQLite (999 parameters) and prepares each value
through three calls; an import of 10,000 residents spent half its time there. Here a plain value goes as it is.
"""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

from django.db import connections, models

from pendopo.kernel.sealed import BlindIndexField, SealedTextField

# For these columns a number, a text or nothing is stored as it stands, on both databases.
_AS_IT_STANDS = (
    models.CharField,
    models.TextField,
    models.IntegerField,
    models.FloatField,
    models.ForeignKey,
)
_PLAIN = frozenset({int, str, float, type(None)})


def insert_rows(model: type[models.Model], rows: Sequence[models.Model], using: str) -> None:
    """Insert rows with their primary keys set; raise IntegrityError as the ORM would."""
    connection: Any = connections[using]
    fields = model._meta.concrete_fields
    quote = connection.ops.quote_name
    columns = ", ".join(quote(field.column) for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    columns_of = [(field.attname, _goes_as_it_is(field), _preparer(field, connection)) for field in fields]
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES ({marks})",  # noqa: S608 - names of columns
            [
                [
                    held[name] if as_it_is and type(held[name]) in _PLAIN else prepare(row)
                    for name, as_it_is, prepare in columns_of
                ]
                for row in rows
                for held in (row.__dict__,)
            ],
        )


def _computed(field: Any) -> bool:
    stamped = getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False)
    return stamped or isinstance(field, (SealedTextField, BlindIndexField))


def _goes_as_it_is(field: Any) -> bool:
    return isinstance(field, _AS_IT_STANDS) and not _computed(field)


def _preparer(field: Any, connection: Any) -> Callable[[models.Model], Any]:
    name, computed = field.attname, _computed(field)

    def prepare(row: models.Model) -> Any:
        if computed:
            return field.get_db_prep_save(field.pre_save(row, True), connection)
        value = row.__dict__[name]
        if value is None:
            return value
        if type(value) is date:
            return connection.ops.adapt_datefield_value(value)
        if type(value) is datetime:
            return connection.ops.adapt_datetimefield_value(value)
        return field.get_db_prep_save(value, connection)

    return prepare
