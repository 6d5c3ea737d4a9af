"""Which columns the images of a table hold; of the large tables it is known what they have always held."""

from typing import Any

from django.db import migrations, models

# Elsewhere the first start looks at every row (kernel/widening.py); here nothing came to what images hold.
HELD = {
    "people_family": ("address area_code dissolved_on formed_on kk_number village_code"),
    "people_person": (
        "area_code basic_status birth_certificate birth_date birth_place blood_group card_tag citizenship "
        "contraception current_address disability divorce_certificate divorced_on education education_current "
        "eid eid_status ethnicity family_id family_since father_name father_nik insurance insurance_number "
        "kitas lat lng marital_status marriage_certificate married_on mother_name mother_nik name nik "
        "occupation passport passport_expires_on pregnant present_from present_until relation religion "
        "residence sex village_code"
    ),
    "matching_listedperson": ("line mark source_id"),
}


def note_held(apps: Any, schema_editor: Any) -> None:
    form = apps.get_model("kernel", "JournalForm")
    form.objects.bulk_create([form(table=table, columns=columns) for table, columns in HELD.items()])


class Migration(migrations.Migration):
    dependencies = [
        ("kernel", "0003_clock_doubt"),
    ]

    operations = [
        migrations.CreateModel(
            name="JournalForm",
            fields=[
                ("table", models.CharField(max_length=63, primary_key=True, serialize=False)),
                ("columns", models.TextField()),
            ],
        ),
        migrations.RunPython(note_held, migrations.RunPython.noop),
    ]
