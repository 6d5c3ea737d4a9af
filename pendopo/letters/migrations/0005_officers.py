from django.db import migrations


class Migration(migrations.Migration):
    """Officers' identities go to accounts; their table stays as it is (accounts 0004)."""

    dependencies = [
        ("letters", "0004_queue_leaves"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(state_operations=[migrations.DeleteModel("OfficerIdentity")]),
    ]
