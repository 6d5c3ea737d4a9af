import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """The register now belongs to mail; its tables stay where they are, with every row."""

    dependencies = [
        ("letters", "0006_register_points_no_more"),
        ("mail", "0001_register"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    model_name="letterdocument",
                    name="entry",
                    field=models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="mail.registerentry",
                    ),
                ),
                migrations.DeleteModel("Delivery"),
                migrations.DeleteModel("Disposition"),
                migrations.DeleteModel("RegisterEntry"),
                migrations.DeleteModel("NumberCounter"),
            ]
        ),
    ]
