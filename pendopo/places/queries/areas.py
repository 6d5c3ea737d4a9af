"""Reads of the shipped list of areas."""

from pendopo.places.formats.area_search import Area, area_at, with_path
from pendopo.places.formats.areas import area_table


def public_area(code: str) -> Area | None:
    """Return the area with a code, written with or without dots."""
    return area_at(code)


def public_area_exists(code: str) -> bool:
    """Say whether a dotted code is in the list."""
    return area_table().get(code) is not None


def public_area_children(code: str) -> list[Area]:
    """Return the areas one tier below; the provinces for the empty code."""
    return [with_path(row) for row in area_table().children(code)]
