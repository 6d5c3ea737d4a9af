"""What a whole page about the village shows, read in one go."""

import json
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from uuid import UUID

from pendopo.kernel.actor import Actor
from pendopo.kernel.errors import NotFound
from pendopo.places.models import Boundary, Emblem, Locality, Official, VillageProfile
from pendopo.places.queries.boundaries import FeatureCollection, public_boundaries, public_boundary_collection
from pendopo.places.queries.localities import AreaLine, public_area_lines
from pendopo.places.queries.officials import public_officials
from pendopo.places.queries.village import (
    Village,
    profile_for,
    public_emblem,
    public_emblem_owners,
    public_page_village,
    public_village,
)
from pendopo.places.rules.drawing import Drawing, draw
from pendopo.places.rules.figures import AreaFigures, figures_of
from pendopo.places.rules.geometry import read_polygons
from pendopo.places.rules.images import EmblemOwner
from pendopo.places.rules.localities import LocalityTier
from pendopo.places.rules.permissions import (
    EDIT_ADDRESS,
    EDIT_LOCALITIES,
    EDIT_OFFICIALS,
    EDIT_PROFILE,
    IMPORT_BOUNDARIES,
)


@dataclass(frozen=True)
class ProfilePage:
    """The public profile of the site's village."""

    village: Village
    officials: list[Official]
    hamlets: list[AreaLine]
    counts: dict[str, int]
    figures: AreaFigures | None
    boundary: Boundary | None
    drawing: Drawing | None
    emblems: list[str]
    office: str  # the code of its kecamatan, where this site serves that too

    @property
    def has_heads(self) -> bool:
        """Whether anybody is named who heads a hamlet: what nobody has filled in has no column."""
        return any(line.head_name for line in self.hamlets)


@dataclass(frozen=True)
class AreasPage:
    """The public table of the village's parts."""

    village: Village
    lines: list[AreaLine]
    total: AreaFigures | None
    has_boundary: bool


@dataclass(frozen=True)
class VillageDesk:
    """Everything an officer keeps about the village."""

    profile: VillageProfile
    village: Village
    officials: list[Official]
    hamlets: list[list[tuple[UUID, AreaLine]]]
    boundaries: list[Boundary]
    emblems: list[str]
    may_officials: bool
    may_localities: bool
    may_boundaries: bool
    may_address: bool


@lru_cache(maxsize=32)
def _drawing(outlines: tuple[tuple[str, str], ...]) -> Drawing | None:
    """Draw once for the same outlines: the text itself is the key."""
    return draw({code: read_polygons(json.loads(geojson)) for code, geojson in outlines})


def public_profile_page() -> ProfilePage:
    """Return the profile of the site's village: officials, hamlets, outline, contact."""
    village = public_page_village()
    lines = public_area_lines(village.code, village.labels)
    boundaries = public_boundaries(village.code)
    named = [line for line in lines if line.named]
    return ProfilePage(
        village=village,
        officials=public_officials(village.code),
        hamlets=[line for line in named if line.tier is LocalityTier.HAMLET],
        counts={tier.value: sum(1 for line in named if line.tier is tier) for tier in LocalityTier},
        figures=figures_of(village.code).get(village.code),
        boundary=next((row for row in boundaries if row.area_code == village.code), None),
        drawing=_drawing(tuple((row.area_code, row.geojson) for row in boundaries)),
        emblems=public_emblem_owners(village.code),
        office=village.district_office,
    )


def public_areas_page() -> AreasPage:
    """Return the table of the parts of the site's village with heads and figures."""
    village = public_page_village()
    return AreasPage(
        village=village,
        lines=[line for line in public_area_lines(village.code, village.labels) if line.shown],
        total=figures_of(village.code).get(village.code),
        has_boundary=Boundary.objects.filter(area_code=village.code).exists(),
    )


def public_site_outline() -> FeatureCollection:
    """Return the outlines of the site's village and its parts as GeoJSON."""
    return public_boundary_collection(public_page_village().code)


def public_site_emblem(owner: str) -> Emblem:
    """Return a picture of the site's village."""
    if owner not in set(EmblemOwner):
        raise NotFound
    emblem = public_emblem(public_page_village().code, EmblemOwner(owner))
    if emblem is None:
        raise NotFound
    return emblem


def _by_hamlet(lines: list[AreaLine]) -> list[list[AreaLine]]:
    """Put each hamlet and its RW and RT together."""
    return [list(group) for _code, group in groupby(lines, key=lambda line: line.hamlet_code)]


def village_desk(actor: Actor) -> VillageDesk:
    """Return all that is kept about the village, and what of it the officer may change."""
    profile = profile_for(actor, EDIT_PROFILE)
    code = profile.area_code
    village = public_village(code)
    if village is None:
        raise NotFound
    ids = dict(Locality.objects.filter(village_code=code).values_list("code", "id"))
    return VillageDesk(
        profile=profile,
        village=village,
        officials=list(Official.objects.filter(area_code=code).order_by("order", "position", "-starts_on")),
        hamlets=[
            [(ids[line.code], line) for line in group]
            for group in _by_hamlet(public_area_lines(code, village.labels))
        ],
        boundaries=public_boundaries(code),
        emblems=public_emblem_owners(code),
        may_officials=actor.may(EDIT_OFFICIALS, code),
        may_localities=actor.may(EDIT_LOCALITIES, code),
        may_boundaries=actor.may(IMPORT_BOUNDARIES, code),
        may_address=actor.may(EDIT_ADDRESS, code),
    )


def emblem_for(actor: Actor, owner: str) -> Emblem:
    """Return a picture of the officer's village for who may change it."""
    profile = profile_for(actor, EDIT_PROFILE)
    emblem = public_emblem(profile.area_code, EmblemOwner(owner)) if owner in set(EmblemOwner) else None
    if emblem is None:
        raise NotFound
    return emblem
