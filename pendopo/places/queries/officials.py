"""Reads about the officials of a village."""

from datetime import date
from uuid import UUID

from django.db.models import Q

from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.kernel.errors import NotFound
from pendopo.places.models import Official
from pendopo.places.rules.permissions import EDIT_OFFICIALS


def public_officials(area: str, *, on: date | None = None) -> list[Official]:
    """Return who holds office in an area on a day, in the order of the positions."""
    day = on or clock.today()
    rows = Official.objects.filter(area_code=area, starts_on__lte=day)
    rows = rows.filter(Q(until_on__isnull=True) | Q(until_on__gt=day))
    return list(rows.order_by("order", "position", "starts_on"))


def official_by_id(actor: Actor, official_id: UUID) -> Official:
    """Return one official for who may edit the list."""
    row = Official.objects.filter(pk=official_id).first()
    if row is None or not actor.may(EDIT_OFFICIALS, row.area_code):
        raise NotFound
    return row
