"""How alike two people are, when an upper domain knows better than equal names: it brings a measure."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from pendopo.kernel.domains import parts_of


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


@dataclass(frozen=True)
class Likeness:
    """How alike two people are; `least` answers from which value on, for an area (handbook matching.md section 6)."""

    measure: Measure
    least: Callable[[str], float]


def likeness() -> Likeness | None:
    """Return the measure that a domain brings, or nothing (handbook matching.md section 6)."""
    return next((one for _, one in parts_of(Likeness)), None)
