"""Boundary files: what is read, matched, repaired and refused."""

import json
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pendopo.places.formats import geojson
from pendopo.places.formats.areas import AREAS_FILE
from pendopo.places.formats.geojson import BadFile, Found, read_boundaries
from pendopo.places.queries import public_area_exists
from pendopo.places.rules.geometry import BadGeometry, bounds, hectares, read_polygons

DISTRICT = Path(__file__).with_name("kecamatan-taraju.geojson").read_bytes()
TARAJU_FILE = AREAS_FILE.with_name("taraju.geojson").read_bytes()
SQUARE = [[107.0, -7.0], [107.1, -7.0], [107.1, -6.9], [107.0, -6.9], [107.0, -7.0]]
HOLE = [[107.02, -6.98], [107.02, -6.92], [107.08, -6.92], [107.08, -6.98], [107.02, -6.98]]


def polygon(*rings: list[list[float]]) -> dict[str, Any]:
    return {"type": "Polygon", "coordinates": list(rings)}


def feature(geometry: object, properties: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    return {"type": "Feature", "properties": properties or {}, "geometry": geometry, **more}


def read(content: object) -> list[Found]:
    raw = content if isinstance(content, bytes) else json.dumps(content).encode()
    return read_boundaries(raw, known=public_area_exists)


def test_the_district_of_taraju() -> None:
    found = read(DISTRICT)
    assert [item.code for item in found] == [f"32.06.13.200{number}" for number in range(1, 10)]
    assert [item.problem for item in found] == [""] * 9
    outlines = [item.outline for item in found if item.outline is not None]
    assert len(outlines) == 9
    together = {
        "type": "MultiPolygon",
        "coordinates": [json.loads(o.geojson)["coordinates"] for o in outlines[:8]],
    }
    # neighbours share their borders: together they measure what they measure apart
    assert geojson.make_outline(together).hectares == pytest.approx(
        sum(o.hectares for o in outlines[:8]), rel=0.01
    )
    assert not any(outline.repaired for outline in outlines)
    assert all(outline.points_before == outline.points_after for outline in outlines)


def test_the_outline_of_the_demonstration_village() -> None:
    (taraju,) = read(TARAJU_FILE)
    assert (taraju.code, taraju.name) == ("32.06.13.2001", "Taraju")
    assert taraju.outline is not None
    assert 107.9 < taraju.outline.box.west < taraju.outline.box.east < 108.1
    assert json.loads(taraju.outline.geojson)["type"] == "Polygon"


def test_a_known_square_is_measured() -> None:
    # Snyder 1987, formula 3-12: the cell between 7 and 6.9 degrees south, 0.1 degree wide, measures 12,221 ha
    assert hectares(read_polygons(polygon(SQUARE))) == pytest.approx(12_221, abs=1)
    with_hole = hectares(read_polygons(polygon(SQUARE, HOLE)))
    assert with_hole == pytest.approx(12_221 * 0.64, abs=5)
    # a whole degree at the equator: 110.574 km by 111.320 km
    degree = [[100.0, 0.0], [101.0, 0.0], [101.0, 1.0], [100.0, 1.0], [100.0, 0.0]]
    assert hectares(read_polygons(polygon(degree))) == pytest.approx(110.574 * 111.320 * 100, rel=1e-3)


@given(
    west=st.floats(95, 140), south=st.floats(-11, 5), width=st.floats(0.001, 1), height=st.floats(0.001, 1)
)
def test_direction_and_start_of_a_ring_do_not_matter(
    west: float, south: float, width: float, height: float
) -> None:
    ring = [[west, south], [west + width, south], [west + width, south + height], [west, south + height]]
    there = read_polygons(polygon(ring))
    back = read_polygons(polygon([*ring[2:], *ring[:2]][::-1]))
    assert hectares(there) == pytest.approx(hectares(back), rel=1e-6, abs=0.01)
    assert bounds(there) == bounds(back)


@pytest.mark.parametrize(
    ("properties", "more"),
    [
        ({}, {"id": "32.06.13.2001"}),
        ({}, {"id": 3206132001}),
        ({"code": "3206132001"}, {}),
        ({"KDEPUM": "32.06.13.2001", "OBJECTID": 17}, {}),
        ({"anything": "3206132001"}, {"id": "way/123"}),
        ({"kode": 3206132001.0}, {}),
    ],
)
def test_codes_are_found_wherever_exports_put_them(properties: dict[str, Any], more: dict[str, Any]) -> None:
    (found,) = read(feature(polygon(SQUARE), properties, **more))
    assert found.code == "32.06.13.2001"


def test_a_number_that_is_no_area_matches_nothing() -> None:
    (found,) = read(feature(polygon(SQUARE), {"id": 12, "luas": 3206132999, "nama": " Kp.  Nagrak "}))
    assert (found.code, found.name, found.problem) == (None, "Kp. Nagrak", "")


def test_bare_geometry_and_local_codes() -> None:
    (found,) = read(polygon(SQUARE))
    assert found.code is None
    assert found.outline is not None
    content = json.dumps(feature(polygon(SQUARE), id="32.06.13.2001.01")).encode()
    (hamlet,) = read_boundaries(content, known=lambda code: code == "32.06.13.2001.01")
    assert hamlet.code == "32.06.13.2001.01"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "not_json"),
        (b"\x89PNG", "not_json"),
        (b"PK\x03\x04", "not_json"),
        (b'{"type": "Feature", "geometry": NaN}', "not_json"),
        (b"[" * 100_000, "not_json"),
        (b"[]", "not_geojson"),
        (b'{"type": "Topology", "objects": {}}', "not_geojson"),
        (b'{"type": "FeatureCollection", "features": {}}', "not_geojson"),
        (b'{"type": "FeatureCollection", "features": [1]}', "not_geojson"),
        (b'{"type": "FeatureCollection", "features": []}', "no_features"),
        (
            b'{"type": "FeatureCollection", "features": [' + b",".join([b"{}"] * 5_001) + b"]}",
            "too_many_features",
        ),
        (b" " * 20_000_001, "file_too_big"),
        (
            b'{"type":"FeatureCollection","features":[],"crs":{"properties":{"name":"urn:ogc:def:crs:EPSG::32600"}}}',
            "crs_unknown",
        ),
        (b'{"type":"FeatureCollection","features":[],"crs":"EPSG:4211"}', "crs_unknown"),
        (b'{"type":"FeatureCollection","features":[],"crs":7}', "crs_unknown"),
        (b'{"type":"FeatureCollection","features":[],"crs":"EPSG:23830"}', "no_features"),
        (b'var json_Desa_1 = {"type":"FeatureCollection","features":[]};', "no_features"),
        (b'var x = 1; alert({"type":"FeatureCollection"})', "not_json"),
    ],
)
def test_bad_files(content: bytes, code: str) -> None:
    with pytest.raises(BadFile) as bad:
        read(content)
    assert bad.value.code == code


def test_wgs84_by_its_names_is_accepted() -> None:
    for name in ("urn:ogc:def:crs:OGC:1.3:CRS84", "EPSG:4326", "urn:ogc:def:crs:EPSG::4326"):
        crs = {"type": "name", "properties": {"name": name}}
        assert read({"type": "FeatureCollection", "crs": crs, "features": [feature(polygon(SQUARE))]})[
            0
        ].outline


SWAPPED = [[lat, lon] for lon, lat in SQUARE]
UTM = [[300_000.0, 9_200_000.0], [301_000.0, 9_200_000.0], [301_000.0, 9_201_000.0], [300_000.0, 9_200_000.0]]
ABROAD = [[2.0, 48.0], [2.1, 48.0], [2.1, 48.1], [2.0, 48.0]]
BOW_TIE = [[107.0, -7.0], [107.1, -6.9], [107.1, -7.0], [107.0, -6.9], [107.0, -7.0]]
FLAT = [[107.0, -7.0], [107.1, -7.0], [107.2, -7.0], [107.0, -7.0]]


@pytest.mark.parametrize(
    ("geometry", "code"),
    [
        (None, "geometry_missing"),
        ("x", "not_geojson"),
        ({"type": "Point", "coordinates": [107, -7]}, "not_polygon"),
        ({"type": "LineString", "coordinates": SQUARE}, "not_polygon"),
        ({"type": "GeometryCollection", "geometries": []}, "not_polygon"),
        ({"type": "Polygon", "coordinates": []}, "geometry_missing"),
        ({"type": "Polygon", "coordinates": [7]}, "not_geojson"),
        ({"type": "MultiPolygon", "coordinates": []}, "geometry_missing"),
        ({"type": "MultiPolygon"}, "geometry_missing"),
        (polygon(SQUARE[:2]), "ring_too_short"),
        (polygon([SQUARE[0]] * 5), "ring_too_short"),
        ({"type": "Polygon", "coordinates": [[["a", "b"]] * 4]}, "bad_position"),
        ({"type": "Polygon", "coordinates": [[[107.0]] * 4]}, "bad_position"),
        ({"type": "Polygon", "coordinates": [[[True, False]] * 4]}, "bad_position"),
        (polygon(SWAPPED), "axes_swapped"),
        (polygon(UTM), "not_wgs84"),
        (polygon(ABROAD), "outside_indonesia"),
        (polygon(BOW_TIE), "ring_crosses_itself"),
        (polygon(FLAT), "no_area"),
    ],
)
def test_bad_geometry_is_named(geometry: object, code: str) -> None:
    good = feature(polygon(SQUARE), id="32.06.13.2001")
    first, second = read({"type": "FeatureCollection", "features": [feature(geometry), good]})
    assert (first.problem, first.outline) == (code, None)
    assert second.problem == ""


def test_too_many_points(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pendopo.places.rules.geometry.MAX_POSITIONS", 4)
    with pytest.raises(BadGeometry, match="too_many_points"):
        read_polygons(polygon(SQUARE))


def test_small_faults_are_repaired() -> None:
    open_ring = polygon(SQUARE[:-1])
    assert geojson.make_outline(open_ring).hectares == geojson.make_outline(polygon(SQUARE)).hectares
    spike = polygon([*SQUARE[:2], [107.1, -6.95], [107.12, -6.95], [107.1, -6.95], *SQUARE[2:]])
    outline = geojson.make_outline(spike)
    assert outline.repaired
    assert outline.hectares == pytest.approx(12_221, abs=1)
    nested = {"type": "MultiPolygon", "coordinates": [[SQUARE], [HOLE]]}
    assert geojson.make_outline(nested).hectares == pytest.approx(12_221, abs=1)


def test_outlines_are_lightened_to_the_budget() -> None:
    features = json.loads(DISTRICT)["features"]
    whole = geojson.make_outline(features[0]["geometry"])
    light = geojson.make_outline(features[0]["geometry"], budget=2_000)
    assert len(light.geojson) <= 2_000 < len(whole.geojson)
    assert light.points_after < light.points_before
    # the area is measured before points are dropped
    assert light.hectares == whole.hectares
    # heights (third numbers) are dropped, winding is set right
    high = geojson.make_outline(polygon([[*position, 650.0] for position in SQUARE][::-1]))
    assert json.loads(high.geojson)["coordinates"] == [SQUARE]


def test_without_the_geometry_package_the_file_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "shapely", None)
    with pytest.raises(BadFile, match="still_installing"):
        geojson._repair([[[(0.0, 0.0), (0.0, 1.0), (1.0, 1.0), (0.0, 0.0)]]])
