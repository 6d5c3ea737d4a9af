"""Writes about when an office is open."""

from collections.abc import Collection, Mapping
from uuid import UUID

from pendopo.kernel.actor import Actor
from pendopo.kernel.areas import Tier
from pendopo.kernel.errors import Conflict
from pendopo.kernel.operation import operation
from pendopo.places.models import OfficeHours, VillageProfile
from pendopo.places.operations.refusals import PlaceRefused
from pendopo.places.rules.access import held_facts
from pendopo.places.rules.hours import BadHours, held_week, read_day, read_point
from pendopo.places.rules.permissions import EDIT_PROFILE


@operation("places.hours.set", "Jam buka kantor diubah", EDIT_PROFILE, "village", tiers={Tier.VILLAGE})
def set_hours(
    actor: Actor,
    *,
    village: str,
    days: Mapping[int, str],
    point: str = "",
    note: str = "",
    access: Collection[str] = (),
    seen: UUID | None = None,
) -> OfficeHours:
    """Say when the office is open on each day of the week, where it stands ("lintang, bujur"), what eases coming."""
    if not VillageProfile.objects.select_for_update().filter(area_code=village).exists():
        raise PlaceRefused("village_not_set_up")
    row = OfficeHours.objects.filter(area_code=village).first() or OfficeHours(area_code=village)
    if row.last_entry != seen:  # nothing seen is something seen, too: two who fill in the first time meet
        raise Conflict(current=row, attempted=row)
    try:
        row.week = held_week({day: read_day(text) for day, text in days.items() if day in range(7)})
        row.lat, row.lng = read_point(point) or (None, None)
    except BadHours as trouble:
        raise PlaceRefused(trouble.code) from trouble
    row.note, row.access = note.strip()[:200], held_facts(access)
    row.save()
    return row
