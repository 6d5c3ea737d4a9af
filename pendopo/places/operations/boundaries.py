"""Writes about the outlines of areas."""

import json
from collections.abc import Mapping
from datetime import date

from pendopo.kernel.actor import Actor
from pendopo.kernel.areas import Tier, contains
from pendopo.kernel.operation import operation
from pendopo.places.models import Boundary
from pendopo.places.operations.refusals import PlaceRefused
from pendopo.places.rules.geometry import BadGeometry, bounds, read_polygons
from pendopo.places.rules.permissions import IMPORT_BOUNDARIES


@operation(
    "places.boundaries.import",
    "Batas wilayah disimpan",
    IMPORT_BOUNDARIES,
    "area",
    tiers={Tier.VILLAGE, Tier.DISTRICT, Tier.REGENCY, Tier.PROVINCE},
)
def import_boundaries(
    actor: Actor,
    *,
    area: str,
    outlines: Mapping[str, tuple[str, float]],
    source: str,
    valid_from: date,
) -> int:
    """Keep the outlines (area code: GeoJSON, hectares) of an area and its parts from a day on."""
    if not outlines:
        raise PlaceRefused("nothing_to_import")
    if not source.strip():
        raise PlaceRefused("source_missing")
    if any(not contains(area, code) for code in outlines):
        raise PlaceRefused("other_area")
    held = {
        row.area_code: row for row in Boundary.objects.filter(area_code__in=outlines, valid_from=valid_from)
    }
    rows = [
        _fill(held.get(code) or Boundary(area_code=code, valid_from=valid_from), geojson, size, source)
        for code, (geojson, size) in outlines.items()
    ]
    Boundary.objects.bulk_create([row for row in rows if row.area_code not in held], batch_size=100)
    for row in rows:
        if row.area_code in held:
            row.save()
    return len(rows)


def _fill(row: Boundary, geojson: str, size: float, source: str) -> Boundary:
    """Put a checked outline into its row."""
    try:
        box = bounds(read_polygons(json.loads(geojson)))
    except (BadGeometry, ValueError) as error:
        raise PlaceRefused(getattr(error, "code", "not_geojson")) from error
    row.geojson, row.hectares, row.source = geojson, size, " ".join(source.split())[:200]
    row.west, row.south, row.east, row.north = box
    return row
