"""Figures about areas that a higher domain knows: how many people live where. Places asks, it does not count."""

from collections.abc import Callable, Mapping
from typing import NamedTuple


class AreaFigures(NamedTuple):
    """How many residents and families live in an area."""

    residents: int
    men: int
    women: int
    families: int


Provider = Callable[[str], Mapping[str, AreaFigures]]

_PROVIDERS: list[Provider] = []


def register_area_figures(provider: Provider) -> None:
    """This function will let a higher domain tell figures by code for a village code (design.md section 3)."""
    if provider not in _PROVIDERS:
        _PROVIDERS.append(provider)


def figures_of(village: str) -> dict[str, AreaFigures]:
    """This function will ask all who count and return figures by code (design.md section 3)."""
    found: dict[str, AreaFigures] = {}
    for provider in _PROVIDERS:
        found.update(provider(village))
    return found
