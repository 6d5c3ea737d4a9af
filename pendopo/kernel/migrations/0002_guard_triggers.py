"""Audit tables cannot be rewritten: triggers against UPDATE and DELETE on both databases."""

from typing import Any

from django.db import migrations

from pendopo.kernel.triggers import creating


def add_triggers(apps: Any, schema_editor: Any) -> None:
    """Create the triggers of the database in use."""
    for statement in creating(schema_editor.connection.vendor):
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("kernel", "0001_initial")]
    operations = [migrations.RunPython(add_triggers, migrations.RunPython.noop)]
