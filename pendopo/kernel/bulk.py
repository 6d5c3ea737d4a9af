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
    prepare = [_preparer(field, connection) for field in fields]
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES ({marks})",  # noqa: S608 - names of columns
            [[one(row) for one in prepare] for row in rows],
        )


def _preparer(field: Any, connection: Any) -> Callable[[models.Model], Any]:
    name = field.attname
    plain = isinstance(field, _AS_IT_STANDS)
    stamped = getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False)
    computed = isinstance(field, (SealedTextField, BlindIndexField)) or stamped

    def prepare(row: models.Model) -> Any:
        if computed:
            return field.get_db_prep_save(field.pre_save(row, True), connection)
        value = row.__dict__[name]
        if value is None or (plain and type(value) in _PLAIN):
            return value
        if type(value) is date:
            return connection.ops.adapt_datefield_value(value)
        if type(value) is datetime:
            return connection.ops.adapt_datetimefield_value(value)
        return field.get_db_prep_save(value, connection)

    return prepare
