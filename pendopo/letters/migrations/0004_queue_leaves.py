from django.db import migrations


class Migration(migrations.Migration):
    """The queue of a day now belongs to the kiosk; its table stays where it is, with every row."""

    dependencies = [
        ("letters", "0003_documents"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(state_operations=[migrations.DeleteModel("QueueTicket")]),
    ]
