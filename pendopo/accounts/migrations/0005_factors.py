from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0004_posts")]
    operations = [
        # Of those who have an account already nobody knows yet which factors they should have: at their next sign-in.
        migrations.AddField("user", "factors", models.JSONField(null=True, default=None)),
        migrations.AlterField("user", "factors", models.JSONField(null=True, default=list)),
    ]
