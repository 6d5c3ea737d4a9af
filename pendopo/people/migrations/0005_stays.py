"""Stays: since when somebody is in this family and place, how that began, and what was before.

Filled from what the register holds: the events say how a presence began, the status how it ended, and the closed
memberships of a person are stays where they follow on each other without a gap up to the present family. Where they
do not, they stay memberships only, and the person counts in the present place as before.
"""

from collections import defaultdict
from typing import Any

from django.db import migrations, models
from django.db.models import Case, Exists, F, OuterRef, Value, When

# people.rules.stays
BORN, ARRIVED, INSIDE, BY_IMPORT = 1, 2, 8, 10
ENDED_BY = {2: 4, 3: 5, 4: 6, 6: 7}


def fill(apps: Any, schema_editor: Any) -> None:
    person, past, event = (
        apps.get_model("people", name) for name in ("Person", "PastMembership", "PopulationEvent")
    )

    def began(kind: str) -> Exists:
        events = event.objects.filter(person=OuterRef("pk"), kind=kind, reverses=None, reversed_by=None)
        return Exists(events.filter(on=OuterRef("present_from")))

    came = Case(
        When(began("birth"), then=Value(BORN)),
        When(began("move_in"), then=Value(ARRIVED)),
        default=Value(ARRIVED + BY_IMPORT),
    )
    went = Case(
        *(When(basic_status=status, then=Value(turn)) for status, turn in ENDED_BY.items()), default=Value(0)
    )
    there = person.objects.exclude(present_until=F("present_from")).exclude(basic_status=9)
    there.update(came_by=came)
    there.filter(present_until__isnull=False).update(went_by=went)
    rows = defaultdict(list)
    for row in past.objects.select_related("person", "family").order_by("valid_to", "pk"):
        rows[row.person].append(row)
    for one, stays in rows.items():
        _chain(one, stays)


def _chain(person: Any, stays: list[Any]) -> None:
    at = person.present_from
    if stays[0].valid_from is None:  # not written down: it began with the presence, at birth or not
        stays[0].valid_from = at
    for stay in stays:
        if stay.valid_from != at or (person.present_until and stay.valid_to > person.present_until):
            return
        at = stay.valid_to
    if person.basic_status == 9 or at < person.present_from:
        return
    for place, stay in enumerate(stays):
        stay.village_code, stay.area_code = stay.family.village_code, stay.family.area_code
        stay.residence, stay.went_by = person.residence, INSIDE
        stay.came_by = INSIDE if place else person.came_by
        stay.save()
    person.here_since, person.came_by = at, INSIDE
    person.save()


class Migration(migrations.Migration):
    dependencies = [("people", "0004_families_without_head")]

    operations = [
        migrations.AddField("person", "here_since", models.DateField(null=True)),
        migrations.AddField("person", "came_by", models.PositiveSmallIntegerField(default=0)),
        migrations.AddField("person", "went_by", models.PositiveSmallIntegerField(default=0)),
        migrations.AlterField(
            "pastmembership",
            "family",
            models.ForeignKey("people.Family", models.PROTECT, null=True, related_name="past_members"),
        ),
        migrations.AddField("pastmembership", "village_code", models.CharField(default="", max_length=13)),
        migrations.AddField("pastmembership", "area_code", models.CharField(default="", max_length=32)),
        migrations.AddField("pastmembership", "residence", models.PositiveSmallIntegerField(default=1)),
        migrations.AddField("pastmembership", "came_by", models.PositiveSmallIntegerField(default=0)),
        migrations.AddField("pastmembership", "went_by", models.PositiveSmallIntegerField(default=0)),
        migrations.AddIndex(
            "pastmembership", models.Index(fields=["village_code", "valid_to"], name="stay_by_end")
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
