"""Which rows an actor may see: those in the areas where the permission holds."""

from django.db.models import Q

from pendopo.kernel.actor import Actor


def in_areas(actor: Actor, permission: str, field: str = "area_code") -> Q:
    """This function will return the condition that a row lies in one of the actor's areas for a permission."""
    areas = actor.areas(permission)
    if "" in areas:
        return Q()
    found = Q(pk__in=[])
    for area in areas:
        # "/" follows "." in ASCII: the half-open range is the subtree, and an index serves it on both databases.
        found |= Q(**{field: area}) | Q(**{f"{field}__gt": f"{area}.", f"{field}__lt": f"{area}/"})
    return found
