import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import pendopo.kernel.ids


class Migration(migrations.Migration):
    """Officers' identities come from letters with their table and rows; accounts hold posts of the village."""

    dependencies = [
        ("accounts", "0003_known_devices"),
        ("letters", "0005_officers"),
        ("people", "0004_families_without_head"),
        ("places", "0002_village_public_url"),
    ]

    operations = [
        migrations.AddField(
            model_name="pendingchange",
            name="official",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.official"
            ),
        ),
        migrations.AlterField(
            model_name="pendingchange",
            name="kind",
            field=models.CharField(
                choices=[
                    ("link", "tautan kata sandi baru"),
                    ("factor", "hapus faktor kedua"),
                    ("grant", "pemberian peran"),
                    ("contact", "data petugas"),
                    ("post", "jabatan"),
                ],
                max_length=10,
            ),
        ),
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name="OfficerIdentity",
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
                        ("area_code", models.CharField(max_length=32)),
                        ("lives_elsewhere", models.BooleanField(default=False)),
                        (
                            "officer",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="identity",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.person",
                            ),
                        ),
                    ],
                    options={
                        "db_table": "letters_officeridentity",
                        "abstract": False,
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("lives_elsewhere", False), ("person__isnull", False)),
                                    models.Q(("lives_elsewhere", True), ("person__isnull", True)),
                                    _connector="OR",
                                ),
                                name="officer_is_somebody_or_from_elsewhere",
                            )
                        ],
                    },
                ),
            ]
        ),
        migrations.AddField(
            "officeridentity",
            "said_by",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField("officeridentity", "said_on", models.DateField(null=True)),
        migrations.CreateModel(
            name="PostLink",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=pendopo.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("last_entry", models.UUIDField(editable=False)),
                ("area_code", models.CharField(db_index=True, max_length=32)),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(null=True)),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("said", "dipastikan"),
                            ("same_name", "dari nama yang sama, belum dipastikan"),
                        ],
                        default="said",
                        max_length=10,
                    ),
                ),
                ("said_name", models.CharField(max_length=120)),
                ("said_position", models.CharField(max_length=100)),
                ("said_kind", models.CharField(max_length=12)),
                ("said_until", models.DateField(null=True)),
                (
                    "officer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="posts",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "official",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.official"
                    ),
                ),
                (
                    "said_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("valid_to__isnull", True)),
                        fields=("official",),
                        name="one_holder_of_a_post",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="post_link_in_order",
                    ),
                ],
            },
        ),
    ]
