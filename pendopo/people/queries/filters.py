"""Reads of the filters that an officer keeps."""

from collections.abc import Sequence
from uuid import UUID

from pendopo.kernel.actor import Actor
from pendopo.kernel.errors import NotFound
from pendopo.people.models import KeptFilter
from pendopo.people.rules.permissions import READ


def filters_of(actor: Actor) -> Sequence[KeptFilter]:
    """Return the actor's own filters, by name."""
    return list(KeptFilter.objects.filter(officer_id=actor.id).order_by("title")) if actor.id else []


def filter_of(actor: Actor, filter_id: UUID) -> KeptFilter:
    """Return a filter of the actor's own, or raise NotFound."""
    found = KeptFilter.objects.filter(officer_id=actor.id, pk=filter_id).first() if actor.id else None
    if found is None:
        raise NotFound
    return found


def filter_area(actor: Actor) -> str:
    """Return the area that a new filter of the actor belongs to, or raise NotFound."""
    held = sorted(actor.areas(READ))
    if not held:
        raise NotFound
    return held[0]
