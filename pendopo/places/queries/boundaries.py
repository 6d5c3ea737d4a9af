"""Reads about the outlines of areas."""

import json
from dataclasses import dataclass
from datetime import date
from typing import TypedDict

from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.kernel.areas import contains
from pendopo.kernel.errors import NotFound
from pendopo.places.formats.geojson import Found, read_boundaries
from pendopo.places.models import Boundary, Locality
from pendopo.places.queries.areas import public_area, public_area_exists
from pendopo.places.queries.localities import public_locality_titles
from pendopo.places.queries.village import profile_for, public_village
from pendopo.places.rules.permissions import IMPORT_BOUNDARIES

NOTICE = "Indicative only: not a legal boundary"


def public_boundary(code: str, *, on: date | None = None) -> Boundary | None:
    """Return the outline of an area that holds on a day."""
    day = on or clock.today()
    return Boundary.objects.filter(area_code=code, valid_from__lte=day).order_by("-valid_from").first()


def public_boundaries(village: str, *, on: date | None = None) -> list[Boundary]:
    """Return the outlines of a village and of its parts that hold on a day, the largest first."""
    day = on or clock.today()
    rows = Boundary.objects.filter(valid_from__lte=day, area_code__startswith=village).order_by("valid_from")
    newest = {row.area_code: row for row in rows if contains(village, row.area_code)}
    return sorted(newest.values(), key=lambda row: (len(row.area_code), row.area_code))


class Feature(TypedDict):
    """One area with its outline, as GeoJSON has it."""

    type: str
    id: str
    bbox: list[float]
    properties: dict[str, object]
    geometry: dict[str, object]


class FeatureCollection(TypedDict, total=False):
    """Several areas, as GeoJSON has them."""

    type: str
    features: list[Feature]
    notice: str
    bbox: list[float]


def public_boundary_collection(village: str) -> FeatureCollection:
    """Return the outlines of a village and its parts as a GeoJSON FeatureCollection."""
    names = dict(Locality.objects.filter(village_code=village).values_list("code", "name"))
    features: list[Feature] = []
    for row in public_boundaries(village):
        area = public_area(row.area_code)
        properties = {
            "code": row.area_code,
            "name": area.name if area else names.get(row.area_code, ""),
            "hectares": row.hectares,
            "source": row.source,
            "valid_from": row.valid_from.isoformat(),
            "notice": NOTICE,
        }
        geometry = json.loads(row.geojson)
        bbox = [row.west, row.south, row.east, row.north]
        features.append(
            {
                "type": "Feature",
                "id": row.area_code,
                "bbox": bbox,
                "properties": properties,
                "geometry": geometry,
            }
        )
    return {"type": "FeatureCollection", "features": features}


@dataclass(frozen=True)
class BoundaryPlan:
    """What a file holds for an area and its parts, before anything is written."""

    area: str
    found: list[Found]
    elsewhere: int
    choices: list[tuple[str, str]]


def boundary_preview(actor: Actor, content: bytes, *, area: str = "") -> BoundaryPlan:
    """Say what a file holds for an area, or for the officer's village; nothing is written."""
    area = area or profile_for(actor, IMPORT_BOUNDARIES).area_code
    if not actor.may(IMPORT_BOUNDARIES, area):
        raise NotFound
    village = public_village(area)
    titles = public_locality_titles(area) if village else {}

    def known(code: str) -> bool:
        return code in titles or public_area_exists(code)

    found = read_boundaries(content, known=known)
    own = [item for item in found if item.code is None or contains(area, item.code)]
    choices = [
        (area, village.title if village else area),
        *((code, name) for code, name in titles.items() if name),
    ]
    return BoundaryPlan(area, own, len(found) - len(own), choices)
