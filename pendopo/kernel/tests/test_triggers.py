"""The triggers of the audit tables survive whatever a migration does to their tables."""

from typing import Any

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, models, transaction

from pendopo.kernel.guard import unguarded
from pendopo.kernel.models import Erasure, Feed, JournalBody, JournalEntry, JournalTouch
from pendopo.kernel.tests.steps import held_holiday
from pendopo.kernel.triggers import declared, missing_triggers, put_back_triggers, set_aside_triggers

TABLES = (JournalEntry, JournalBody, JournalTouch, Erasure, Feed)


def standing() -> set[str]:
    """Answers the triggers that the database itself names."""
    tables = [model._meta.db_table for model in TABLES]
    parameters: list[Any]
    if connection.vendor == "postgresql":
        sql = (
            "SELECT tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
            " WHERE NOT tgisinternal AND tgenabled = 'O' AND relname = ANY(%s) AND tgname <> 'pendopo_door'"
        )
        parameters = [tables]
    else:
        marks = ", ".join(["%s"] * len(tables))
        sql = f"SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name IN ({marks})"
        parameters = [*tables]
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return {name for (name,) in cursor.fetchall()}


def rebuild(model: type[models.Model]) -> None:
    """Changes a column as a migration would: on SQLite Django makes the table anew for it."""
    before = next(
        field for field in model._meta.concrete_fields if not field.primary_key and not field.remote_field
    )
    after = before.clone()
    after.null = not before.null
    after.set_attributes_from_name(before.name)
    after.model = model
    with unguarded("a migration in a test"), connection.schema_editor() as editor:
        editor.alter_field(model, before, after)
        editor.alter_field(model, after, before)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("model", TABLES, ids=[model.__name__ for model in TABLES])
def test_a_rebuilt_table_has_its_triggers_again_after_migrate(model: type[models.Model]) -> None:
    assert standing() == set(declared(connection.vendor))
    if model in (
        JournalBody,
        Erasure,
    ):  # a trigger of one reads the other: `migrate` sets all aside before it begins
        set_aside_triggers()
    rebuild(model)
    if connection.vendor == "sqlite":
        assert standing() < set(declared("sqlite")), "Django still drops them: the reason for all this"
    call_command("migrate", verbosity=0)
    assert standing() == set(declared(connection.vendor))
    assert missing_triggers() == []


@pytest.mark.django_db(transaction=True)
def test_a_trigger_that_was_dropped_or_softened_by_hand_is_named_and_put_back() -> None:
    name, (table, text) = next(iter(declared(connection.vendor).items()))
    on = f" ON {table}" if connection.vendor == "postgresql" else ""
    with unguarded("a hand in the database"), connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {name}{on}")
    assert put_back_triggers() == [name]
    with unguarded("a hand in the database"), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER {name}")
        else:
            cursor.execute(f"DROP TRIGGER {name}")
            cursor.execute(text.replace("BEFORE", "AFTER"))
    assert put_back_triggers() == [name]
    if connection.vendor == "postgresql":
        with unguarded("a hand in the database"), connection.cursor() as cursor:
            cursor.execute(
                "CREATE OR REPLACE FUNCTION kernel_refuse_rewrite() RETURNS trigger LANGUAGE plpgsql"
                " AS $$ BEGIN RETURN NEW; END $$"
            )
        assert put_back_triggers() == ["kernel_refuse_rewrite()"]
    assert missing_triggers() == []
    held_holiday()
    with unguarded("a hand in the database"), connection.cursor() as cursor:
        for model in (JournalEntry, JournalBody, Feed):
            with pytest.raises(DatabaseError), transaction.atomic():
                cursor.execute(f"DELETE FROM {model._meta.db_table}")
