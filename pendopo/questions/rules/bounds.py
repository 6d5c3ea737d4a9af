"""The least and the most that an answer may be."""

from datetime import date

from pendopo.questions.rules.fields import Field
from pendopo.questions.rules.times import parse_time
from pendopo.ui.rules import date_long, number, parse_day, parse_whole, rupiah

Bound = int | str


def bound_of(kind: str, text: str) -> Bound:
    """Read a bound as answers are held: a whole number, a day as 2026-08-17, an hour as 07:30; else ValueError."""
    if kind in ("number", "money"):
        return parse_whole(text)
    if kind == "date":
        return parse_day(text).isoformat()
    if kind == "time":
        return parse_time(text)
    raise ValueError("this kind of answer has no bounds")


def bounds_of(one: Field) -> tuple[Bound | None, Bound | None]:
    """Return the least and the most that a question allows, each nothing where it is open."""
    return (
        bound_of(one.kind, one.lowest) if one.lowest else None,
        bound_of(one.kind, one.highest) if one.highest else None,
    )


def outside(one: Field, answer: Bound) -> str:
    """Say "low" or "high" when an answer lies outside its bounds, else nothing."""
    low, high = bounds_of(one)
    if low is not None and _before(answer, low):
        return "low"
    return "high" if high is not None and _before(high, answer) else ""


def reversed_bounds(one: Field) -> bool:
    """Say whether nothing can lie between the bounds of a question."""
    low, high = bounds_of(one)
    return low is not None and high is not None and _before(high, low)


def _before(one: Bound, other: Bound) -> bool:
    if isinstance(one, int) and isinstance(other, int):
        return one < other
    return str(one) < str(other)


def said_bound(one: Field, bound: Bound | None) -> str:
    """Write a bound as people write it."""
    if one.kind == "date":
        return date_long(date.fromisoformat(str(bound)))
    if one.kind == "time":
        return str(bound).replace(":", ".")
    return rupiah(int(bound or 0)) if one.kind == "money" else number(int(bound or 0))
