"""Boundary files as offices and portals hold them: whose code a number is, parts of one village, zones of survey."""

import argparse
import json
import math
from pathlib import Path
from typing import Any

import pytest

from pendopo.kernel.actor import system_actor
from pendopo.places import operations
from pendopo.places.commands import import_boundaries
from pendopo.places.formats.geojson import BadFile, Found, read_boundaries
from pendopo.places.models import Boundary
from pendopo.places.queries import public_area_exists
from pendopo.places.rules.projections import epsg_of, turn_from

TARAJU, CIKUBANG, DISTRICT = "32.06.13.2001", "32.06.13.2002", "32.06.13"
Area = tuple[dict[str, Any], object]


def square(west: float, south: float, wide: float = 0.01) -> dict[str, Any]:
    east, north = west + wide, south + wide
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def collection(*areas: Area, **more: Any) -> dict[str, Any]:
    features = [
        {"type": "Feature", "properties": properties, "geometry": square(107.9 + at / 10, -7.4), "id": given}
        for at, (properties, given) in enumerate(areas)
    ]
    return {"type": "FeatureCollection", "features": features, **more}


def read(content: dict[str, Any] | str) -> list[Found]:
    text = content if isinstance(content, str) else json.dumps(content)
    return read_boundaries(text.encode(), known=public_area_exists)


# What the features of a file say of themselves, and which codes they get. For BPS 3206132001 is another place.
CODES: dict[str, tuple[list[Area], list[str | None]]] = {
    "a number of BPS": ([({"iddesa": "3206132001", "nmdesa": "Taraju"}, None)], [None]),
    "a number of BPS in Rupabumi": ([({"KDEBPS": "3206132001", "KDEPUM": None}, None)], [None]),
    "a number of BPS repeated": ([({"iddesa": 3206132001, "kode": "3206132001"}, "3206132001")], [None]),
    "a block of the census": ([({"idsls": "32061320010001", "kdsls": "3206132001"}, None)], [None]),
    "both numbers": ([({"KDEBPS": "3206130001", "KDEPUM": "32.06.13.2001"}, None)], [TARAJU]),
    "a village whose code is empty": (
        [({"KDEPUM": "", "KDCPUM": "32.06.13", "WADMKD": "Taraju"}, None), ({"KDEPUM": CIKUBANG}, None)],
        [None, CIKUBANG],
    ),
    "a village of a layer of villages without any key of its own": (
        [({"KDCPUM": "32.06.13", "NAMOBJ": "Taraju"}, None), ({"KDEPUM": CIKUBANG}, None)], [None, CIKUBANG],
    ),
    "a village with the district as its id": ([({"DESA": "Taraju", "code": DISTRICT}, DISTRICT)], [None]),
    "a layer of districts": ([({"KDCPUM": "32.06.13", "NAMOBJ": "Taraju"}, None)], [DISTRICT]),
    "a district beside villages": ([({}, DISTRICT), ({}, TARAJU)], [DISTRICT, TARAJU]),
    "a village in any column": ([({"x": "3206132001"}, "way/1")], [TARAJU]),
}  # fmt: skip


def test_a_code_of_bps_or_of_the_district_is_never_a_villages() -> None:
    found = {
        what: [item.code for item in read(collection(*areas))] for what, (areas, _codes) in CODES.items()
    }
    assert found == {what: codes for what, (_areas, codes) in CODES.items()}


def test_features_of_one_village_become_one_outline_with_parts() -> None:
    apart = collection(({}, TARAJU), ({}, CIKUBANG), ({"nama": "Pulau"}, TARAJU))
    first, second = read(apart)
    assert (first.code, first.position, first.parts, second.parts) == (TARAJU, 1, 2, 1)
    assert first.outline is not None and second.outline is not None
    assert json.loads(first.outline.geojson)["type"] == "MultiPolygon"
    assert first.outline.hectares == pytest.approx(2 * second.outline.hectares, rel=0.01)
    touching = collection(({}, TARAJU), ({}, TARAJU))
    touching["features"][1]["geometry"] = square(107.91, -7.4)
    (whole,) = read(touching)
    assert whole.outline is not None and json.loads(whole.outline.geojson)["type"] == "Polygon"
    spoilt = collection(({}, TARAJU), ({}, TARAJU))
    spoilt["features"][0]["geometry"] = None
    assert [(item.position, item.problem, item.parts) for item in read(spoilt)] == [
        (1, "geometry_missing", 1), (2, "", 1),
    ]  # fmt: skip
    without = collection(({}, None), ({}, None))
    assert [item.parts for item in read(without)] == [1, 1]


def test_the_export_of_qgis_for_web_pages_is_read() -> None:
    text = json.dumps(collection(({}, TARAJU)))
    for wrapped in (f"var json_Desa_1 = {text}", f"const a={text};\n", f"json_x = {text} ;"):
        assert [item.code for item in read(wrapped)] == [TARAJU]
    for other in (f"alert({text})", f"var a = {text}; var b = 1;", f"var a = [{text}]"):
        with pytest.raises(BadFile):
            read(other)


SEMI_MAJOR, FLATTENING = 6_378_137.0, 1 / 298.257223563


def snyder(lon: float, lat: float, middle: float, scale: float) -> tuple[float, float]:
    """Transverse Mercator forwards by Snyder 1987, formulas 8-9 to 8-15: another road than the one under test."""
    e2 = FLATTENING * (2 - FLATTENING)
    second = e2 / (1 - e2)
    phi, steps = math.radians(lat), 2_000
    # 3-20 by Simpson's rule: the length of the meridian
    curve = [(1 - e2) / (1 - e2 * math.sin(phi * at / steps) ** 2) ** 1.5 for at in range(steps + 1)]
    arc = curve[0] + curve[-1] + 4 * math.fsum(curve[1:-1:2]) + 2 * math.fsum(curve[2:-1:2])
    meridian = SEMI_MAJOR * phi / steps / 3 * arc
    n = SEMI_MAJOR / math.sqrt(1 - e2 * math.sin(phi) ** 2)
    t, c = math.tan(phi) ** 2, second * math.cos(phi) ** 2
    a = math.radians(lon - middle) * math.cos(phi)
    x = a + (1 - t + c) * a**3 / 6 + (5 - 18 * t + t * t + 72 * c - 58 * second) * a**5 / 120
    y = a**2 / 2 + (5 - t + 9 * c + 4 * c * c) * a**4 / 24
    y += (61 - 58 * t + t * t + 600 * c - 330 * second) * a**6 / 720
    return scale * n * x, scale * (meridian + n * math.tan(phi) * y)


UTM = {32646: 93, 32652: 129, 32747: 99, 32748: 105, 32754: 141, 23866: 93, 23872: 129, 23877: 99, 23884: 141}
UTM |= {9476: 93, 9482: 129, 9487: 99, 9494: 141}
SOUTHERN = {*range(32747, 32755), *range(23877, 23885), *range(9487, 9495)}
TM3 = {23830: 94.5, 23834: 106.5, 23835: 109.5, 23845: 139.5}


def test_survey_zones_agree_with_another_formula() -> None:
    for epsg, middle in (UTM | TM3).items():
        turn = turn_from(epsg)
        assert turn is not None
        for lon, lat in ((middle + 1.2, -7.45), (middle - 1.4, 3.6), (middle, -10.9), (middle + 0.3, 0.0)):
            x, y = snyder(lon, lat, middle, 0.9999 if epsg in TM3 else 0.9996)
            north = 1_500_000 if epsg in TM3 else 10_000_000 if epsg in SOUTHERN else 0
            back = turn(x + (200_000 if epsg in TM3 else 500_000), y + north)
            assert back == pytest.approx((lon, lat), abs=2e-8), (epsg, lon, lat)  # two millimetres
    mercator = turn_from(3857)
    assert mercator is not None
    y = SEMI_MAJOR * math.log(math.tan(math.pi / 4 + math.radians(-7.45) / 2))
    assert mercator(SEMI_MAJOR * math.radians(107.97), y) == pytest.approx((107.97, -7.45), abs=1e-9)


def test_reference_systems_are_read_or_named() -> None:
    for epsg in (4326, 4755, 9470):
        (same,) = read(
            collection(({}, TARAJU), crs={"properties": {"name": f"urn:ogc:def:crs:EPSG::{epsg}"}})
        )
        assert same.outline is not None and same.outline.box.west == 107.9
    x, y = snyder(107.97, -7.45, 109.5, 0.9999)
    zone = collection(({}, TARAJU), crs={"properties": {"name": "urn:ogc:def:crs:EPSG::23835"}})
    zone["features"][0]["geometry"] = square(x + 200_000, y + 1_500_000, 1_000)
    (surveyed,) = read(zone)
    assert surveyed.outline is not None and surveyed.outline.hectares == pytest.approx(100, rel=0.001)
    assert surveyed.outline.box.west == pytest.approx(107.97, abs=1e-3)
    with pytest.raises(BadFile) as bad:
        read(collection(({}, TARAJU), crs={"properties": {"name": "urn:ogc:def:crs:EPSG::4238"}}))
    assert "EPSG:4238" in str(operations.PlaceRefused(bad.value.code, **bad.value.details))
    assert [turn_from(epsg) for epsg in (4238, 4211, 32645, 32755, 23829, 23846, 23885, 9483)] == [None] * 8
    names = {"EPSG:6.9:4755": 4755, "CRS84": 4326, "WGS 84": 4326, "ID74": None, "": None}
    assert {name: epsg_of(name) for name in names} == names
    wrong = collection(({}, TARAJU), crs="EPSG:32748")  # degrees that call themselves metres
    assert read(wrong)[0].problem == "not_wgs84"


@pytest.mark.django_db
def test_the_command_tells_a_program_what_it_did(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    operations.set_up_village(system_actor("tests"), code=TARAJU)
    file = tmp_path / "batas.js"
    areas = collection(
        ({}, TARAJU), ({}, CIKUBANG), ({}, TARAJU), ({"iddesa": "3206132001", "nama": "?"}, None)
    )
    file.write_text(f"var json_Batas_1 = {json.dumps(areas)};")

    def run(*words: str) -> tuple[int, dict[str, Any]]:
        parser = argparse.ArgumentParser()
        import_boundaries.add_arguments(parser)
        code = import_boundaries.run(parser.parse_args([str(file), "--json", *words]))
        return code, json.loads(capsys.readouterr().out)

    code, told = run("--dry-run")
    assert (code, told["saved"], told["ready"], told["elsewhere"]) == (0, 0, 1, 1)
    assert [(area["code"], area["parts"], area["problem"]) for area in told["areas"]] == [
        (TARAJU, 2, ""), (None, 1, "code_missing"),
    ]  # fmt: skip
    assert run()[1]["saved"] == 1 and Boundary.objects.get().area_code == TARAJU
    file.write_text("{}")
    code, told = run()
    assert (code, told["error"]) == (1, "not_geojson") and "GeoJSON" in told["message"]
