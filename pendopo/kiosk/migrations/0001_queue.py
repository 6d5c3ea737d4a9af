from django.db import migrations, models

import pendopo.kernel.ids


class Migration(migrations.Migration):
    """The queue of a day comes from letters; its table stays where it is, with every row."""

    initial = True
    dependencies = [
        ("letters", "0004_queue_leaves"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name="QueueTicket",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=pendopo.kernel.ids.uuid7,
                                editable=False,
                                primary_key=True,
                                serialize=False,
                            ),
                        ),
                        ("last_entry", models.UUIDField(editable=False)),
                        ("area_code", models.CharField(max_length=13)),
                        ("form_key", models.UUIDField(unique=True)),
                        ("day", models.DateField()),
                        ("number", models.PositiveIntegerField()),
                        ("taken_at", models.DateTimeField()),
                        ("called_at", models.DateTimeField(null=True)),
                        ("called_by", models.CharField(blank=True, default="", max_length=200)),
                    ],
                    options={
                        "db_table": "letters_queueticket",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("area_code", "day", "number"), name="one_ticket_per_number_and_day"
                            )
                        ],
                    },
                ),
            ]
        ),
    ]
