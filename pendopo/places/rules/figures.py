"""Figures about areas that a higher domain knows: how many people live where. Places asks, it does not count."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from pendopo.kernel.domains import parts_of


class AreaFigures(NamedTuple):
    """How many residents and families live in an area."""

    residents: int
    men: int
    women: int
    families: int


@dataclass(frozen=True)
class CountsAreas:
    """A higher domain that tells figures by code for a village code (design.md section 3)."""

    figures: Callable[[str], Mapping[str, AreaFigures]]


def figures_of(village: str) -> dict[str, AreaFigures]:
    """Ask all who count and return figures by code (design.md section 3)."""
    found: dict[str, AreaFigures] = {}
    for _, counter in parts_of(CountsAreas):
        found.update(counter.figures(village))
    return found
