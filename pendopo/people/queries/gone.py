"""Who of some residents is no longer to be named."""

from collections.abc import Collection
from uuid import UUID

from pendopo.people.models import Person
from pendopo.people.rules.codes import BasicStatus


def public_gone(ids: Collection[UUID]) -> list[Person]:
    """Return those who died or were merged into another record; who moved away can still be named."""
    gone = (BasicStatus.DEAD, BasicStatus.INVALID)
    return list(Person.objects.filter(pk__in=ids, basic_status__in=gone).order_by("name"))
