"""Checks and measures of boundary geometry (GeoJSON, RFC 7946) in pure Python."""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

# The country with its seas (WGS 84, degrees): Sabang to Merauke, Miangas to Rote.
WEST, EAST, SOUTH, NORTH = 94.0, 142.0, -12.0, 7.0
POLYGON_TYPES = ("Polygon", "MultiPolygon")
MAX_POSITIONS = 500_000

# WGS 84 ellipsoid (NGA.STND.0036): semi-major axis in metres and eccentricity.
SEMI_MAJOR = 6_378_137.0
ECCENTRICITY = math.sqrt(0.00669437999014)

Position = tuple[float, float]
Ring = list[Position]
Polygon = list[Ring]


class BadGeometry(ValueError):
    """Geometry that is no boundary in Indonesia; `code` says what is wrong with it."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Box(NamedTuple):
    """West, south, east and north of a geometry."""

    west: float
    south: float
    east: float
    north: float


def read_polygons(geometry: object, turn: Callable[[float, float], Position] | None = None) -> list[Polygon]:
    """Return the polygons of a geometry or say what is wrong with it (RFC 7946 sections 3.1, 4).

    `turn` makes degrees of its coordinates, if they are none.
    """
    if geometry is None:
        raise BadGeometry("geometry_missing")
    if not isinstance(geometry, Mapping):
        raise BadGeometry("not_geojson")
    kind, coordinates = geometry.get("type"), geometry.get("coordinates")
    if kind not in POLYGON_TYPES:
        raise BadGeometry("not_polygon")
    members = coordinates if kind == "MultiPolygon" else [coordinates]
    if not isinstance(members, list) or not members:
        raise BadGeometry("geometry_missing")
    polygons = [_read_polygon(member) for member in members]
    if sum(len(ring) for polygon in polygons for ring in polygon) > MAX_POSITIONS:
        raise BadGeometry("too_many_points")
    if turn is not None:
        polygons = [[[turn(x, y) for x, y in ring] for ring in polygon] for polygon in polygons]
    _check_range(polygons)
    return polygons


def _read_polygon(rings: object) -> Polygon:
    if not isinstance(rings, list) or not rings:
        raise BadGeometry("geometry_missing")
    return [_read_ring(ring) for ring in rings]


def _read_ring(ring: object) -> Ring:
    if not isinstance(ring, list):
        raise BadGeometry("not_geojson")
    positions = [_read_position(position) for position in ring]
    if positions and positions[0] != positions[-1]:
        positions.append(positions[0])
    if len(positions) < 4 or len(set(positions)) < 3:
        raise BadGeometry("ring_too_short")
    return positions


def _read_position(position: object) -> Position:
    if not isinstance(position, list) or len(position) < 2:
        raise BadGeometry("bad_position")
    lon, lat = position[0], position[1]
    for value in (lon, lat):
        if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
            raise BadGeometry("bad_position")
    return float(lon), float(lat)


def _check_range(polygons: list[Polygon]) -> None:
    box = bounds(polygons)
    if box.west >= WEST and box.east <= EAST and box.south >= SOUTH and box.north <= NORTH:
        return
    if box.south >= WEST and box.north <= EAST and box.west >= SOUTH and box.east <= NORTH:
        raise BadGeometry("axes_swapped")
    if max(abs(value) for value in box) > 180:
        raise BadGeometry("not_wgs84")
    raise BadGeometry("outside_indonesia")


def positions_of(polygons: Sequence[Polygon]) -> Iterator[Position]:
    """List every position of every ring (RFC 7946 section 3.1.6)."""
    return (position for polygon in polygons for ring in polygon for position in ring)


def bounds(polygons: Sequence[Polygon]) -> Box:
    """Return the bounding box (RFC 7946 section 5)."""
    lons, lats = zip(*positions_of(polygons), strict=True)
    return Box(min(lons), min(lats), max(lons), max(lats))


def _equal_area_y(lat: float) -> float:
    sine = math.sin(math.radians(lat))
    es = ECCENTRICITY * sine
    q = (1 - ECCENTRICITY**2) * (sine / (1 - es * es) - math.log((1 - es) / (1 + es)) / (2 * ECCENTRICITY))
    return SEMI_MAJOR * q / 2


def _ring_area(ring: Ring) -> float:
    points = [(SEMI_MAJOR * math.radians(lon), _equal_area_y(lat)) for lon, lat in ring]
    west = points[0][0]
    pairs = zip(points, points[1:], strict=False)
    return abs(math.fsum((x1 - west) * y2 - (x2 - west) * y1 for (x1, y1), (x2, y2) in pairs)) / 2


def hectares(polygons: Sequence[Polygon]) -> float:
    """Measure the area on the ellipsoid by Lambert's cylindrical equal-area projection.

    Formulas 3-12 and chapter 10 of J. P. Snyder, Map Projections: A Working Manual, USGS Professional Paper 1395
    (1987). Sides count as straight in the projection, which at the size of a village is far below the drawing error.
    """
    total = math.fsum(
        _ring_area(polygon[0]) - math.fsum(_ring_area(hole) for hole in polygon[1:]) for polygon in polygons
    )
    return round(total / 10_000, 2)


def as_geometry(polygons: Sequence[Polygon]) -> dict[str, object]:
    """Write polygons as a GeoJSON geometry, outer rings anticlockwise (RFC 7946 section 3.1.6)."""
    wound = [
        [_wind(ring, anticlockwise=position == 0) for position, ring in enumerate(polygon)]
        for polygon in polygons
    ]
    if len(wound) == 1:
        return {"type": "Polygon", "coordinates": wound[0]}
    return {"type": "MultiPolygon", "coordinates": wound}


def _wind(ring: Ring, *, anticlockwise: bool) -> list[list[float]]:
    signed = sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(ring, ring[1:], strict=False))
    ordered = ring if (signed > 0) == anticlockwise else ring[::-1]
    return [[round(lon, 6), round(lat, 6)] for lon, lat in ordered]
