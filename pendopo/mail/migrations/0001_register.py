import django.db.models.deletion
from django.db import migrations, models

import pendopo.kernel.ids
import pendopo.kernel.sealed


class Migration(migrations.Migration):
    """The register of mail comes from letters; its tables stay where they are, with every row."""

    initial = True

    dependencies = [
        ("letters", "0006_register_points_no_more"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name="NumberCounter",
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
                        ("counter", models.CharField(max_length=60)),
                        ("year", models.PositiveSmallIntegerField()),
                        ("last", models.PositiveIntegerField(default=0)),
                    ],
                    options={
                        "db_table": "letters_numbercounter",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("area_code", "counter", "year"), name="one_counter_per_year"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RegisterEntry",
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
                        (
                            "book",
                            models.CharField(
                                choices=[
                                    ("service", "Surat layanan"),
                                    ("outgoing", "Surat keluar"),
                                    ("incoming", "Surat masuk"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("counter", models.CharField(max_length=60)),
                        ("year", models.PositiveSmallIntegerField()),
                        ("number", models.PositiveIntegerField()),
                        ("text", models.CharField(max_length=100)),
                        ("on", models.DateField()),
                        ("request_id", models.UUIDField(null=True, unique=True)),
                        ("archive", models.CharField(blank=True, default="", max_length=30)),
                        ("summary", pendopo.kernel.sealed.SealedTextField(null=True)),
                        ("party", pendopo.kernel.sealed.SealedTextField(null=True)),
                        ("their_number", models.CharField(blank=True, default="", max_length=100)),
                        ("their_date", models.DateField(null=True)),
                        ("form_key", models.UUIDField(null=True, unique=True)),
                        ("noted_by", models.CharField(blank=True, default="", max_length=200)),
                        ("void_on", models.DateField(null=True)),
                        ("void_reason", models.CharField(blank=True, default="", max_length=300)),
                    ],
                    options={
                        "db_table": "letters_registerentry",
                        "indexes": [models.Index(fields=["area_code", "on", "id"], name="entry_by_day")],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("area_code", "counter", "year", "number"),
                                name="one_letter_per_number",
                            ),
                            models.UniqueConstraint(
                                fields=("area_code", "book", "text"), name="one_letter_per_number_text"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("book__in", ["service", "outgoing", "incoming"])),
                                name="entry_book_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("void_on__isnull", True),
                                    models.Q(("void_reason", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="void_letter_has_reason",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Disposition",
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
                        ("given_by", models.CharField(max_length=200)),
                        ("given_at", models.DateTimeField()),
                        ("position", models.CharField(max_length=100)),
                        ("instruction", pendopo.kernel.sealed.SealedTextField(null=True)),
                        ("due", models.DateField(null=True)),
                        ("done_at", models.DateTimeField(null=True)),
                        ("done_by", models.CharField(blank=True, default="", max_length=200)),
                        ("result", models.CharField(blank=True, default="", max_length=300)),
                        (
                            "entry",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="dispositions",
                                to="mail.registerentry",
                            ),
                        ),
                    ],
                    options={
                        "db_table": "letters_disposition",
                    },
                ),
                migrations.CreateModel(
                    name="Delivery",
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
                        ("on", models.DateField()),
                        ("party", pendopo.kernel.sealed.SealedTextField(null=True)),
                        ("received_by", pendopo.kernel.sealed.SealedTextField(null=True)),
                        ("handed_by", models.CharField(max_length=200)),
                        ("note", models.CharField(blank=True, default="", max_length=200)),
                        (
                            "entry",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="deliveries",
                                to="mail.registerentry",
                            ),
                        ),
                    ],
                    options={
                        "db_table": "letters_delivery",
                    },
                ),
            ]
        ),
    ]
