"""An erasure can name single fields."""

from typing import Any

from django.db import migrations, models

from pendopo.kernel.triggers import set_aside_triggers


def set_aside(apps: Any, schema_editor: Any) -> None:
    """Drop the triggers that 0002 made in the same run: SQLite rebuilds the table; `migrate` puts them back."""
    set_aside_triggers()


class Migration(migrations.Migration):
    dependencies = [("kernel", "0004_journal_form")]
    operations = [
        migrations.RunPython(set_aside, migrations.RunPython.noop),
        migrations.AddField("erasure", "fields", models.TextField(blank=True, default="")),
    ]
