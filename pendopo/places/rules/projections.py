"""Coordinates of the zones in which Indonesia is surveyed, turned into degrees of WGS 84, in pure Python.

WGS 84, DGN95 and SRGI2013 lie within 1.2 m of one another (EPSG) and count as equal. Older datums lie 28 to 150 m
off and are refused by name.
"""

import math
import re
from collections.abc import Callable
from typing import Final

from pendopo.places.rules.geometry import SEMI_MAJOR, Position

# Longitude and latitude already: WGS 84, DGN95, SRGI2013, and WGS 84 in three dimensions.
DEGREES: Final = frozenset({4326, 4755, 9470, 4979})
_MERCATOR: Final = 3857
_THIRD: Final = 1 / 298.257223563
_THIRD_N: Final = _THIRD / (2 - _THIRD)
_UTM_SCALE, _UTM_EAST, _UTM_SOUTH = 0.9996, 500_000.0, 10_000_000.0
_TM3_SCALE, _TM3_EAST, _TM3_NORTH = 0.9999, 200_000.0, 1_500_000.0

Turn = Callable[[float, float], Position]

# Each series of codes: its first and last, the first UTM zone, the false northing.
_UTM: Final = (
    (32646, 32652, 46, 0.0),
    (32747, 32754, 47, _UTM_SOUTH),
    (23866, 23872, 46, 0.0),
    (23877, 23884, 47, _UTM_SOUTH),
    (9476, 9482, 46, 0.0),
    (9487, 9494, 47, _UTM_SOUTH),
)
_TM3: Final = (23830, 23845)  # zones 46.2 to 54.1, three degrees each from 94.5 on
_NAMED: Final = re.compile(r"EPSG:{1,2}(?:[\d.]+:)?(\d{4,5})", re.IGNORECASE)
_WGS84: Final = re.compile(r"CRS:?84|^WGS\s*84$", re.IGNORECASE)


def epsg_of(name: str) -> int | None:
    """The code in the name of a reference system: "urn:ogc:def:crs:EPSG::23834", "EPSG:4755", "CRS84"."""
    if _WGS84.search(name.strip()):
        return 4326
    found = _NAMED.search(name)
    return int(found[1]) if found else None


def turn_from(epsg: int) -> Turn | None:
    """Say how coordinates of a reference system become degrees; nothing for one that is not known here."""
    if epsg in DEGREES:
        return lambda x, y: (x, y)
    if epsg == _MERCATOR:
        return _from_mercator
    for first, last, zone, north in _UTM:
        if first <= epsg <= last:
            middle = (zone + epsg - first) * 6.0 - 183.0
            return _transverse(middle, _UTM_SCALE, _UTM_EAST, north)
    if _TM3[0] <= epsg <= _TM3[1]:
        return _transverse(94.5 + 3.0 * (epsg - _TM3[0]), _TM3_SCALE, _TM3_EAST, _TM3_NORTH)
    return None


def _from_mercator(x: float, y: float) -> Position:
    lat = 2 * math.atan(math.exp(min(y / SEMI_MAJOR, 7.0))) - math.pi / 2
    return math.degrees(x / SEMI_MAJOR), math.degrees(lat)


def _series(n: float) -> tuple[float, tuple[float, ...], tuple[float, ...]]:
    """Krüger's series to the fourth power of the third flattening: radius of the rectifying sphere, beta, delta."""
    radius = SEMI_MAJOR / (1 + n) * (1 + n**2 / 4 + n**4 / 64)
    beta = (
        n / 2 - 2 * n**2 / 3 + 37 * n**3 / 96 - n**4 / 360,
        n**2 / 48 + n**3 / 15 - 437 * n**4 / 1440,
        17 * n**3 / 480 - 37 * n**4 / 840,
        4397 * n**4 / 161280,
    )
    delta = (
        2 * n - 2 * n**2 / 3 - 2 * n**3 + 116 * n**4 / 45,
        7 * n**2 / 3 - 8 * n**3 / 5 - 227 * n**4 / 45,
        56 * n**3 / 15 - 136 * n**4 / 35,
        4279 * n**4 / 630,
    )
    return radius, beta, delta


_RADIUS, _BETA, _DELTA = _series(_THIRD_N)


def _transverse(middle: float, scale: float, east: float, north: float) -> Turn:
    """Transverse Mercator backwards (Krüger 1912; below a millimetre within its zone)."""

    def turn(x: float, y: float) -> Position:
        xi, eta = (y - north) / (scale * _RADIUS), (x - east) / (scale * _RADIUS)
        if abs(xi) > 1 or abs(eta) > 1:  # far outside of any zone: no place in Indonesia
            return math.inf, math.inf
        up, aside = xi, eta
        for j, b in enumerate(_BETA, start=1):
            up -= b * math.sin(2 * j * xi) * math.cosh(2 * j * eta)
            aside -= b * math.cos(2 * j * xi) * math.sinh(2 * j * eta)
        chi = math.asin(math.sin(up) / math.cosh(aside))
        lat = chi + math.fsum(d * math.sin(2 * j * chi) for j, d in enumerate(_DELTA, start=1))
        return middle + math.degrees(math.atan2(math.sinh(aside), math.cos(up))), math.degrees(lat)

    return turn
