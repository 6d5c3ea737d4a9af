"""How alike two people are, when an upper domain knows better than equal names: it registers its measure here."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Described:
    """Somebody as far as a form, or a row of the register, describes the person."""

    name: str
    birth_date: date | None = None
    sex: int | None = None
    birth_place: str = ""
    area_code: str = ""


# Answers how probable it is that two are one person, and from which value on an officer should look.
Measure = Callable[[Described, Described], float]
_MEASURES: list[tuple[Measure, Callable[[str], float]]] = []


def register_likeness(measure: Measure, least: Callable[[str], float]) -> None:
    """This function will let an upper domain say how alike two people are; `least` answers from which value on, for
    an area (handbook matching.md section 6). The last one registered counts."""
    _MEASURES[:] = [(measure, least)]


def likeness() -> tuple[Measure, Callable[[str], float]] | None:
    """This function will return the registered measure, or nothing (handbook matching.md section 6)."""
    return _MEASURES[0] if _MEASURES else None
