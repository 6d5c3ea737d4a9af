"""The village on whose register an officer works."""

from pendopo.kernel.actor import Actor
from pendopo.kernel.areas import contains, village_of
from pendopo.kernel.errors import NotFound
from pendopo.places import queries as places


def village_for(actor: Actor, permission: str) -> places.Village:
    """Return this site's village if the officer holds the permission in it or in a part of it, else
    the first village where that is so."""
    site = places.public_site_village()
    held = actor.areas(permission)
    if site is not None and any(contains(area, site.code) or contains(site.code, area) for area in held):
        return site
    for area in sorted(held):
        found = places.public_village(village_of(area)) if area.count(".") >= _VILLAGE_DOTS else None
        if found is not None:
            return found
        inside = places.public_villages(area)
        if inside:
            return inside[0]
    raise NotFound


_VILLAGE_DOTS = 3
