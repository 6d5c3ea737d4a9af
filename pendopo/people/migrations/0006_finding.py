"""Names across word breaks, mothers by name, and each officer's kept filters."""

from importlib import import_module

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from pendopo.kernel.ids import uuid7
from pendopo.people.rules.searching import key_of_mother

WORDS = import_module("pendopo.people.migrations.0003_name_words")
BATCH = 5_000


def words_anew(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    WORDS.drop(apps, schema_editor)
    WORDS.make(apps, schema_editor)


def mothers(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    person = apps.get_model("people", "Person")
    named = person.objects.exclude(mother_name="").only("id", "mother_name").order_by("id")
    rows = []
    for row in named.iterator(chunk_size=BATCH):
        row.mother_key = key_of_mother(row.mother_name)
        rows.append(row)
        if len(rows) == BATCH:
            person.objects.bulk_update(rows, ["mother_key"], batch_size=500)
            rows = []
    person.objects.bulk_update(rows, ["mother_key"], batch_size=500)


class Migration(migrations.Migration):
    dependencies = [("people", "0005_stays")]

    operations = [
        migrations.RunPython(words_anew, migrations.RunPython.noop),
        migrations.AddField(
            "person", "mother_key", models.CharField(default="", editable=False, max_length=160)
        ),
        migrations.RunPython(mothers, migrations.RunPython.noop),
        migrations.AddIndex(
            "person", models.Index(fields=["village_code", "mother_key"], name="person_by_mother")
        ),
        migrations.CreateModel(
            "KeptFilter",
            [
                (
                    "id",
                    models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False),
                ),
                ("last_entry", models.UUIDField(editable=False)),
                ("officer_id", models.UUIDField(db_index=True)),
                ("area_code", models.CharField(max_length=32)),
                ("title", models.CharField(max_length=60, verbose_name="nama saringan")),
                ("asked", models.CharField(max_length=600)),
            ],
            {
                "constraints": [
                    models.UniqueConstraint(fields=("officer_id", "title"), name="one_filter_of_a_name")
                ]
            },
        ),
    ]
