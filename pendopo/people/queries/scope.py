"""Which rows an actor may see: those in the areas where the permission holds."""

from functools import reduce
from operator import or_

from django.db.models import Q

from pendopo.kernel.actor import Actor


def in_areas(actor: Actor, permission: str, field: str = "area_code") -> Q:
    """Return the condition that a row lies in one of the actor's areas for a permission."""
    areas = actor.areas(permission)
    if "" in areas:
        return Q()
    return reduce(or_, (public_inside(area, field) for area in areas), Q(pk__in=[]))


def public_inside(area: str, field: str = "area_code") -> Q:
    """Return the condition that a row lies in an area; no area is the whole country."""
    # "/" follows "." in ASCII: the half-open range is the subtree, and an index serves it on both databases.
    return Q(**{field: area}) | Q(**{f"{field}__gt": f"{area}.", f"{field}__lt": f"{area}/"}) if area else Q()
