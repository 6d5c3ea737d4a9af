"""Boundaries in the database: import, history, drawing, command."""

import json
from datetime import date
from pathlib import Path

import pytest

from pendopo.kernel.actor import Actor, Power, system_actor
from pendopo.kernel.errors import NotFound, NotPermitted
from pendopo.places import operations, queries
from pendopo.places.commands import import_boundaries
from pendopo.places.formats.areas import AREAS_FILE
from pendopo.places.models import Boundary
from pendopo.places.rules.drawing import draw
from pendopo.places.rules.geometry import read_polygons

TARAJU = "32.06.13.2001"
CIKUBANG = "32.06.13.2002"
DISTRICT = Path(__file__).with_name("kecamatan-taraju.geojson")
TARAJU_FILE = AREAS_FILE.with_name("taraju.geojson")
SYSTEM = system_actor("tests")
SQUARE = [[107.97, -7.45], [107.98, -7.45], [107.98, -7.44], [107.97, -7.44], [107.97, -7.45]]
SMALL = json.dumps({"type": "Polygon", "coordinates": [SQUARE]})


def officer(area: str) -> Actor:
    return Actor(kind="officer", name="Bu Ai", powers=frozenset({Power("places.boundaries.import", area)}))


@pytest.fixture
def taraju(db: None) -> str:
    return operations.set_up_village(SYSTEM, code=TARAJU).area_code


def keep(actor: Actor, area: str, code: str, day: date, size: float = 100.0) -> int:
    return operations.import_boundaries(
        actor, area=area, outlines={code: (SMALL, size)}, source="Peta  BIG 2023", valid_from=day
    )


def test_preview_writes_nothing_and_leaves_out_other_villages(taraju: str) -> None:
    plan = queries.boundary_preview(officer(TARAJU), DISTRICT.read_bytes())
    assert [item.code for item in plan.found] == [TARAJU]
    assert (plan.area, plan.elsewhere, plan.choices) == (TARAJU, 8, [(TARAJU, "Desa Taraju")])
    assert not Boundary.objects.exists()
    with pytest.raises(NotFound):
        queries.boundary_preview(officer(CIKUBANG), DISTRICT.read_bytes())
    with pytest.raises(NotFound):
        queries.boundary_preview(officer(CIKUBANG), DISTRICT.read_bytes(), area=TARAJU)


def test_the_newest_boundary_holds_and_the_old_one_stays(taraju: str) -> None:
    actor = officer(TARAJU)
    keep(actor, taraju, taraju, date(2020, 1, 1), 100.0)
    keep(actor, taraju, taraju, date(2024, 1, 1), 110.0)
    keep(actor, taraju, taraju, date(2024, 1, 1), 120.0)
    assert Boundary.objects.count() == 2
    old, new = (queries.public_boundary(taraju, on=date(year, 6, 1)) for year in (2023, 2024))
    assert old is not None
    assert new is not None
    assert (old.hectares, new.hectares, new.source) == (100.0, 120.0, "Peta BIG 2023")
    assert (new.west, new.south, new.east, new.north) == (107.97, -7.45, 107.98, -7.44)
    assert queries.public_boundary(taraju, on=date(2019, 1, 1)) is None


def test_parts_of_the_village_and_the_collection(taraju: str) -> None:
    hamlet = operations.add_hamlet(SYSTEM, village=taraju, name="Nagrak")
    keep(SYSTEM, taraju, hamlet.code, date(2024, 1, 1), 50.0)
    keep(SYSTEM, taraju, taraju, date(2024, 1, 1))
    collection = queries.public_boundary_collection(taraju)
    named = [(item["id"], item["properties"]["name"]) for item in collection["features"]]
    assert named == [(TARAJU, "Taraju"), (f"{TARAJU}.01", "Nagrak")]
    assert collection["features"][0]["geometry"]["type"] == "Polygon"


@pytest.mark.parametrize(
    ("outlines", "source", "code"),
    [
        ({}, "BIG", "nothing_to_import"),
        ({TARAJU: (SMALL, 1.0)}, " ", "source_missing"),
        ({CIKUBANG: (SMALL, 1.0)}, "BIG", "other_area"),
        ({TARAJU: ("{", 1.0)}, "BIG", "not_geojson"),
        ({TARAJU: ('{"type": "Point", "coordinates": [107, -7]}', 1.0)}, "BIG", "not_polygon"),
    ],
)
def test_bad_imports_are_refused(
    taraju: str, outlines: dict[str, tuple[str, float]], source: str, code: str
) -> None:
    with pytest.raises(operations.PlaceRefused) as refused:
        operations.import_boundaries(
            SYSTEM, area=taraju, outlines=outlines, source=source, valid_from=date(2024, 1, 1)
        )
    assert refused.value.code == code
    assert not Boundary.objects.exists()


def test_officer_of_another_village_is_refused(taraju: str) -> None:
    with pytest.raises(NotPermitted):
        keep(officer(CIKUBANG), taraju, taraju, date(2024, 1, 1))
    assert keep(officer("32.06"), taraju, taraju, date(2024, 1, 1)) == 1


def test_drawing_keeps_shape_and_scale() -> None:
    polygons = read_polygons(json.loads(TARAJU_FILE.read_text())["features"][0]["geometry"])
    drawing = draw({TARAJU: polygons})
    assert drawing is not None
    assert max(drawing.width, drawing.height) == 480
    assert drawing.shapes[0].path.startswith("M")
    # scale: the width of the village in metres, measured two ways
    box_width = (max(x for x, _ in polygons[0][0]) - min(x for x, _ in polygons[0][0])) * 110_600 * 0.9916
    drawn = (drawing.width - 16) / drawing.scale_width * drawing.scale
    assert drawn == pytest.approx(box_width, rel=0.03)
    assert draw({}) is None


def run(*words: str) -> int:
    import argparse

    parser = argparse.ArgumentParser()
    import_boundaries.add_arguments(parser)
    return import_boundaries.run(parser.parse_args(words))


def test_command_imports_the_site_village_or_a_whole_district(
    taraju: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert run(str(DISTRICT), "--dry-run") == 0
    assert not Boundary.objects.exists()
    assert run(str(DISTRICT), "--from", "2024-01-01") == 0
    assert list(Boundary.objects.values_list("area_code", flat=True)) == [TARAJU]
    assert run(str(DISTRICT), "--area", "32.06.13", "--source", "BIG") == 0
    assert Boundary.objects.filter(source="BIG").count() == 9
    bad = tmp_path / "bad.geojson"
    bad.write_bytes(b"{")
    assert run(str(bad)) == 1
    assert "GeoJSON" in capsys.readouterr().out
    assert run(str(tmp_path / "none.geojson")) == 1
    assert run(str(DISTRICT), "--area", "32.07") == 1
