"""Measures that all charts share."""

from collections.abc import Callable
from math import ceil, floor, isfinite, log10

Write = Callable[[float], str]

WITHHELD = "<5"
# One digit of .875rem text is about 2.7 % of a 328 px wide drawing, which is the narrowest we serve.
DIGIT = 2.7


def plain(value: float) -> str:
    """Write a number without decoration; templates pass a localised writer instead."""
    return f"{value:g}"


def checked(value: float | None) -> float | None:
    """Let pass what a bar can show: a finite number that is not negative, or nothing."""
    if value is None:
        return None
    if not isfinite(value) or value < 0:
        raise ValueError("a bar shows a finite number that is not negative")
    return value


def part(value: float | None, top: float, room: float = 100) -> float:
    """Return the width of a bar within its room, in percent of the drawing."""
    return placed(room * value / top) if value and top else 0.0


def placed(value: float) -> float:
    """Two decimals of a percent are finer than a pixel and keep pages light."""
    return round(value, 2)


def nice_ticks(low: float, high: float, most: int = 6) -> tuple[float, ...]:
    """Choose round values (1, 2 or 5 times a power of ten) that hold zero, the lowest and the highest value."""
    low, high = min(0.0, low), max(0.0, high)
    # A billionth is nothing that a village measures; below it the logarithm would break.
    if high - low < 1e-9:
        return (0.0, 1.0)
    rough = (high - low) / (most - 1)
    power = 10.0 ** floor(log10(rough))
    step = next(power * factor for factor in (1, 2, 5, 10) if power * factor >= rough * 0.999999)
    first, last = floor(low / step), ceil(high / step)
    return tuple(float(f"{place * step:.12g}") for place in range(first, last + 1))
