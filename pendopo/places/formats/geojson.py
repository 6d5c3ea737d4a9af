"""Boundaries as GeoJSON (RFC 7946): reading, repairing, matching to area codes, and making them light."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pendopo.places.rules.feature_codes import VILLAGE_SIGNS, match_code, name_of
from pendopo.places.rules.geometry import (
    POLYGON_TYPES,
    BadGeometry,
    Box,
    Polygon,
    as_geometry,
    bounds,
    hectares,
    positions_of,
    read_polygons,
)
from pendopo.places.rules.projections import Turn, epsg_of, turn_from

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

MAX_BYTES = 20_000_000
MAX_FEATURES = 5_000
# A village outline on a page that has to stay below 50 KB.
BYTE_BUDGET = 24_000
# The export of QGIS for web pages: `var json_Desa_1 = {...}`.
WRAPPER = re.compile(r"^\s*(?:(?:var|let|const)\s+)?[A-Za-z_$][\w$]*\s*=\s*(?=\{)")
FIRST_TOLERANCE = 0.00001


class BadFile(ValueError):
    """A file that is not a usable GeoJSON file at all; `code` says why, `details` fill its sentence."""

    def __init__(self, code: str, **details: str) -> None:
        super().__init__(code)
        self.code, self.details = code, details


@dataclass(frozen=True)
class Outline:
    """One checked and lightened boundary, ready to be kept."""

    geojson: str
    box: Box
    hectares: float
    repaired: bool
    points_before: int
    points_after: int


@dataclass(frozen=True)
class Found:
    """One area of a file: its code and name if it has them, and its outline or what is wrong with it.

    `parts` says of how many features it is made; `position` is the first of them.
    """

    position: int
    code: str | None
    name: str
    outline: Outline | None
    problem: str
    parts: int = 1


@dataclass
class _Area:
    """The features of one area while they are gathered."""

    position: int
    code: str | None
    name: str
    polygons: list[Polygon]
    parts: int = 1


def read_boundaries(
    content: bytes, *, known: Callable[[str], bool], budget: int = BYTE_BUDGET
) -> list[Found]:
    """Read every area of a file; `known` says whether an area code exists. Features of one area become its parts."""
    parsed = _parse(content)
    turn = _turn_of(parsed.get("crs"))
    features = list(_features(parsed))
    named = [_lowered(feature.get("properties")) for feature in features]
    # In a layer of villages the district's code says where a village lies, not what it is.
    villages = any(not VILLAGE_SIGNS.isdisjoint(properties) for properties in named)
    areas: dict[str | int, _Area | Found] = {}
    for position, (feature, properties) in enumerate(zip(features, named, strict=True), start=1):
        code = match_code(feature.get("id"), properties, known, villages=villages)
        name = name_of(properties)
        held = areas.get(code or position)
        try:
            polygons = read_polygons(feature.get("geometry"), turn)
        except BadGeometry as error:
            areas[position] = Found(position, code, name, None, error.code)
            continue
        if isinstance(held, _Area):
            held.polygons += polygons
            held.parts += 1
        else:
            areas[code or position] = _Area(position, code, name, polygons)
    found = [area if isinstance(area, Found) else _outlined(area, budget) for area in areas.values()]
    return sorted(found, key=lambda item: item.position)


def _outlined(area: _Area, budget: int) -> Found:
    try:
        outline, problem = outline_of(area.polygons, budget=budget), ""
    except BadGeometry as error:
        outline, problem = None, error.code
    return Found(area.position, area.code, area.name, outline, problem, area.parts)


def _lowered(properties: object) -> dict[str, object]:
    given = properties if isinstance(properties, Mapping) else {}
    return {str(key).strip().lower(): value for key, value in given.items()}


def _parse(content: bytes) -> dict[str, object]:
    if len(content) > MAX_BYTES:
        raise BadFile("file_too_big")
    try:
        text = content.decode("utf-8-sig")
        bare = WRAPPER.sub("", text, count=1)
        if bare != text:
            bare = bare.rstrip().removesuffix(";")
        parsed = json.loads(bare, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise BadFile("not_json") from error
    if not isinstance(parsed, dict) or "type" not in parsed:
        raise BadFile("not_geojson")
    return parsed


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")


def _turn_of(crs: object) -> Turn:
    """How the file's coordinates become degrees; RFC 7946 section 4 dropped the member, exports still carry it."""
    properties = crs.get("properties") if isinstance(crs, dict) else None
    name = properties.get("name") if isinstance(properties, dict) else crs
    epsg = 4326 if crs is None else epsg_of(name) if isinstance(name, str) else None
    turn = turn_from(epsg) if epsg else None
    if turn is None:
        raise BadFile("crs_unknown", name=f"EPSG:{epsg}" if epsg else " ".join(str(name).split())[:60])
    return turn


def _features(parsed: dict[str, object]) -> Iterator[dict[str, object]]:
    kind = parsed["type"]
    if kind == "Feature":
        members: object = [parsed]
    elif kind == "FeatureCollection":
        members = parsed.get("features")
    elif isinstance(kind, str) and ("coordinates" in parsed or "geometries" in parsed):
        members = [{"geometry": parsed, "properties": {}}]
    else:
        raise BadFile("not_geojson")
    if not isinstance(members, list) or any(not isinstance(member, dict) for member in members):
        raise BadFile("not_geojson")
    if not members:
        raise BadFile("no_features")
    if len(members) > MAX_FEATURES:
        raise BadFile("too_many_features")
    yield from members


def make_outline(geometry: object, *, budget: int = BYTE_BUDGET) -> Outline:
    """Check, repair and lighten one geometry."""
    return outline_of(read_polygons(geometry), budget=budget)


def outline_of(polygons: list[Polygon], *, budget: int = BYTE_BUDGET) -> Outline:
    """Repair and lighten polygons; the area is measured before it gets lighter."""
    shape, repaired = _repair(polygons)
    whole = _polygons_of(shape)
    light = _lighten(shape, whole, budget)
    return Outline(
        geojson=_dump(light),
        box=bounds(light),
        hectares=hectares(whole),
        repaired=repaired,
        points_before=sum(1 for _ in positions_of(polygons)),
        points_after=sum(1 for _ in positions_of(light)),
    )


def _repair(polygons: list[Polygon]) -> "tuple[BaseGeometry, bool]":
    # shapely takes half a second to import and comes behind the first page: only who imports boundaries needs it.
    try:
        import shapely
        from shapely.geometry import shape
    except ImportError:
        raise BadFile("still_installing") from None

    drawn = shape(as_geometry(polygons))
    if drawn.is_valid and drawn.area > 0:
        return drawn, False
    # Each polygon on its own: shells inside one another then melt together instead of cancelling out.
    parts = [_mend(shape(as_geometry([polygon]))) for polygon in polygons]
    return shapely.union_all(parts), True


def _mend(drawn: "BaseGeometry") -> "BaseGeometry":
    import shapely

    pieces = shapely.get_parts(shapely.make_valid(drawn))
    mended = shapely.union_all([piece for piece in pieces if piece.geom_type in POLYGON_TYPES])
    if mended.area <= 0:
        raise BadGeometry("no_area")
    # A self-crossing ring that loses or gains a tenth of its area was drawn wrong; a person has to look at it.
    if abs(mended.area - drawn.area) > 0.1 * max(mended.area, drawn.area):
        raise BadGeometry("ring_crosses_itself")
    return mended


def _polygons_of(shape: "BaseGeometry") -> list[Polygon]:
    parts = shape.geoms if hasattr(shape, "geoms") else [shape]
    return [
        [[(x, y) for x, y, *_ in ring.coords] for ring in (part.exterior, *part.interiors)] for part in parts
    ]


def _lighten(shape: "BaseGeometry", whole: list[Polygon], budget: int) -> list[Polygon]:
    """Drop points, more and more, until the text fits the budget."""
    light, tolerance = whole, FIRST_TOLERANCE
    while len(_dump(light)) > budget:
        simpler = shape.simplify(tolerance, preserve_topology=True)
        light = _polygons_of(simpler)
        tolerance *= 2
        if tolerance > 0.05:
            raise BadGeometry("too_many_points")
    return light


def _dump(polygons: list[Polygon]) -> str:
    return json.dumps(as_geometry(polygons), separators=(",", ":"))
