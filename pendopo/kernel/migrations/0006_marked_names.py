"""Names behind pseudonyms carry a mark; those that stand already are taken as they are, once."""

from typing import Any

from django.db import migrations, models

from pendopo.kernel.watched import name_mark


def mark(apps: Any, schema_editor: Any) -> None:
    """Mark the names that an older program wrote."""
    for row in apps.get_model("kernel", "ActorName").objects.all().iterator():
        row.mark = name_mark(bytes(row.pseudonym), row.kind, row.name)
        row.save()


class Migration(migrations.Migration):
    dependencies = [("kernel", "0005_erased_fields")]
    operations = [
        migrations.AddField("actorname", "mark", models.BinaryField(max_length=16, default=b"")),
        migrations.RunPython(mark, migrations.RunPython.noop),
        migrations.AlterField("actorname", "mark", models.BinaryField(max_length=16)),
    ]
