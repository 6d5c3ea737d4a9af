"""Outlines as drawings: from degrees to a small picture with a scale, without a map server."""

import math
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from pendopo.places.rules.geometry import Polygon, Position, bounds

WIDTH = 480.0
MARGIN = 8.0
# Mean length of a degree of latitude on WGS 84 between the equator and 11 degrees south, in metres.
DEGREE = 110_600.0
SCALE_STEPS = (50, 100, 200, 250, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000)


class Shape(NamedTuple):
    """One area of a drawing: its path and the place for its name."""

    code: str
    path: str
    x: float
    y: float


class Drawing(NamedTuple):
    """A drawing of areas with a scale bar: `scale` metres are `scale_width` wide."""

    width: int
    height: int
    shapes: list[Shape]
    scale: int
    scale_width: int


def draw(areas: Mapping[str, Sequence[Polygon]]) -> Drawing | None:
    """Draw areas into one picture, distances true at its middle (Snyder 1987, chapter 12)."""
    everything = [polygon for polygons in areas.values() for polygon in polygons]
    if not everything:
        return None
    box = bounds(everything)
    squeeze = math.cos(math.radians((box.south + box.north) / 2))
    span = max((box.east - box.west) * squeeze, box.north - box.south, 1e-6)
    factor = (WIDTH - 2 * MARGIN) / span

    def place(position: Position) -> Position:
        lon, lat = position
        return (
            round(MARGIN + (lon - box.west) * squeeze * factor, 1),
            round(MARGIN + (box.north - lat) * factor, 1),
        )

    shapes = [
        Shape(code, _path(polygons, place), *_middle([place(point) for point in polygons[0][0]]))
        for code, polygons in areas.items()
    ]
    width = math.ceil((box.east - box.west) * squeeze * factor + 2 * MARGIN)
    height = math.ceil((box.north - box.south) * factor + 2 * MARGIN)
    pixels_per_metre = factor / DEGREE
    fitting = [step for step in SCALE_STEPS if step * pixels_per_metre <= WIDTH / 4]
    scale = fitting[-1] if fitting else SCALE_STEPS[0]
    return Drawing(width, height, shapes, scale, round(scale * pixels_per_metre))


def _path(polygons: Sequence[Polygon], place: Callable[[Position], Position]) -> str:
    """Write rings as an SVG path, leaving out points that fall on the one before."""
    parts: list[str] = []
    for polygon in polygons:
        for ring in polygon:
            points = [place(position) for position in ring]
            kept = [point for point, before in zip(points, [None, *points], strict=False) if point != before]
            parts.append("M" + " ".join(f"{x:g},{y:g}" for x, y in kept) + "z")
    return "".join(parts)


def _middle(points: Sequence[Position]) -> Position:
    xs, ys = zip(*points, strict=True)
    return round((min(xs) + max(xs)) / 2, 1), round((min(ys) + max(ys)) / 2, 1)
