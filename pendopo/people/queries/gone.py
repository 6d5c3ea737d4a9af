"""Who of some residents is no longer here."""

from collections.abc import Collection
from uuid import UUID

from pendopo.people.models import Person


def public_gone(ids: Collection[UUID]) -> list[Person]:
    """Return those who died, moved away or were merged into another record since somebody named them."""
    return list(Person.objects.filter(pk__in=ids).exclude(basic_status=1).order_by("name"))
