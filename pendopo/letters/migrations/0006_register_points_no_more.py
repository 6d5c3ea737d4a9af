from django.db import migrations, models


class Migration(migrations.Migration):
    """A line of the register knows its matter by the id alone: mail stands below letters."""

    dependencies = [
        ("letters", "0005_officers"),
    ]

    operations = [
        migrations.AlterField(
            model_name="registerentry",
            name="request",
            field=models.UUIDField(db_column="request_id", null=True, unique=True),
        ),
    ]
