"""Boundaries as GeoJSON (RFC 7946): reading, repairing, matching to area codes, and making them light."""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pendopo.places.rules.codes import is_local_code, parse_code
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

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

MAX_BYTES = 20_000_000
MAX_FEATURES = 5_000
# A village outline on a page that has to stay below 50 KB.
BYTE_BUDGET = 24_000
# Names of the property that carries the code: ours, common exports, and BIG's Rupabumi layers (KDEPUM, KDCPUM ...).
CODE_KEYS = (
    "code",
    "kode",
    "kode_desa",
    "kode_kel",
    "kd_desa",
    "kode_wilayah",
    "kdepum",
    "kdcpum",
    "kdpkab",
    "kdppum",
)
NAME_KEYS = ("name", "nama", "nama_desa", "desa", "namobj", "wadmkd", "dusun", "nama_dusun")
WGS84_NAMES = re.compile(r"CRS84|EPSG:{1,2}4326|^WGS\s*84$", re.IGNORECASE)
FIRST_TOLERANCE = 0.00001


class BadFile(ValueError):
    """A file that is not a usable GeoJSON file at all; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


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
    """One feature of a file: its code and name if it has them, and its outline or what is wrong with it."""

    position: int
    code: str | None
    name: str
    outline: Outline | None
    problem: str


def read_boundaries(
    content: bytes, *, known: Callable[[str], bool], budget: int = BYTE_BUDGET
) -> list[Found]:
    """Read every feature of a file; `known` says whether an area code exists."""
    found: list[Found] = []
    for position, feature in enumerate(_features(_parse(content)), start=1):
        properties = feature.get("properties")
        named = properties if isinstance(properties, Mapping) else {}
        code = match_code(feature.get("id"), named, known)
        try:
            outline, problem = make_outline(feature.get("geometry"), budget=budget), ""
        except BadGeometry as error:
            outline, problem = None, error.code
        found.append(Found(position, code, _name_of(named), outline, problem))
    return found


def _parse(content: bytes) -> dict[str, object]:
    if len(content) > MAX_BYTES:
        raise BadFile("file_too_big")
    try:
        parsed = json.loads(content.decode("utf-8-sig"), parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise BadFile("not_json") from error
    if not isinstance(parsed, dict) or "type" not in parsed:
        raise BadFile("not_geojson")
    _check_crs(parsed.get("crs"))
    return parsed


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")


def _check_crs(crs: object) -> None:
    """Accept no reference system or WGS 84; RFC 7946 section 4 dropped the member, older files still carry it."""
    if crs is None:
        return
    properties = crs.get("properties") if isinstance(crs, dict) else None
    name = properties.get("name") if isinstance(properties, dict) else None
    if not isinstance(name, str) or not WGS84_NAMES.search(name):
        raise BadFile("not_wgs84")


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


def match_code(
    feature_id: object, properties: Mapping[object, object], known: Callable[[str], bool]
) -> str | None:
    """Find the area code of a feature: its id, a property known to carry it, or any that fits."""
    lowered = {str(key).lower(): value for key, value in properties.items()}
    named = [feature_id, *(lowered.get(key) for key in CODE_KEYS)]
    codes = _codes([*named, *(value for value in lowered.values() if _looks_like_village(value))])
    return next((code for code in codes if known(code)), None)


def _codes(values: Iterable[object]) -> Iterator[str]:
    for value in values:
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            continue
        text = str(int(value)) if isinstance(value, float) and value.is_integer() else str(value).strip()
        if is_local_code(text):
            yield text
        elif (code := parse_code(text)) is not None:
            yield code


def _looks_like_village(value: object) -> bool:
    return any(len(code) == 13 for code in _codes([value]))


def _name_of(properties: Mapping[object, object]) -> str:
    lowered = {str(key).lower(): value for key, value in properties.items()}
    values = (lowered.get(key) for key in NAME_KEYS)
    return next(
        (" ".join(value.split())[:100] for value in values if isinstance(value, str) and value.strip()), ""
    )


def make_outline(geometry: object, *, budget: int = BYTE_BUDGET) -> Outline:
    """Check, repair and lighten one geometry; the area is measured before it gets lighter."""
    polygons = read_polygons(geometry)
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
