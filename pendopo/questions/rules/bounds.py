"""The least and the most that an answer may be, and what is seldom true."""

import re
from datetime import date, timedelta
from typing import NamedTuple

from pendopo.questions.rules.fields import Field
from pendopo.questions.rules.times import parse_time
from pendopo.ui.rules import date_long, number, parse_day, parse_whole, rupiah

Bound = int | str
# A bound that moves: the birth of whoever answers, or so many days or years before or after today.
BORN = "lahir"
_MOVES = re.compile(r"([+-]?\d{1,4}) (hari|tahun)")
_OLDEST = 125  # years; whose birth is not known has not lived longer


class Moment(NamedTuple):
    """When a question is answered, and when he who answers was born, where that is known."""

    today: date
    born: date | None = None


def bound_of(one: Field, text: str, at: Moment | None = None) -> Bound | None:
    """Read a bound as answers are held: a whole number, a day as 2026-08-17, an hour as 07:30, a year as 1998.

    Nothing for a bound that moves while nobody says from when on; ValueError for what is no bound.
    """
    if one.kind in ("number", "money"):
        return parse_whole(text)
    if one.kind == "time":
        return parse_time(text)
    if one.kind != "date" and one.digits != 4:
        raise ValueError("this kind of answer has no bounds")
    moved = _moving(text)
    if moved is None:
        return parse_day(text).isoformat() if one.kind == "date" else f"{parse_whole(text):04d}"
    day = moved(at) if at is not None else None
    if day is None:
        return None
    return day.isoformat() if one.kind == "date" else f"{day.year:04d}"


class _Moved(NamedTuple):
    steps: int
    unit: str
    born: bool = False

    def __call__(self, at: Moment) -> date:
        if self.born:
            return at.born or _years(at.today, -_OLDEST)
        return at.today + timedelta(days=self.steps) if self.unit == "hari" else _years(at.today, self.steps)


def _moving(text: str) -> _Moved | None:
    if text == BORN:
        return _Moved(0, "tahun", born=True)
    found = _MOVES.fullmatch(text)
    return _Moved(int(found[1]), found[2]) if found else None


def _years(day: date, count: int) -> date:
    return day.replace(year=day.year + count, day=min(day.day, 28))


def day_or_year(text: str) -> date | None:
    """Read an answer that is a day or a year; nothing for anything else."""
    try:
        return date.fromisoformat(text if len(text) > 4 else f"{text}-12-31")
    except ValueError:
        return None


def bounds_of(one: Field, at: Moment | None = None) -> tuple[Bound | None, Bound | None]:
    """Return the least and the most that a question allows, each nothing where it is open."""
    return (
        bound_of(one, one.lowest, at) if one.lowest else None,
        bound_of(one, one.highest, at) if one.highest else None,
    )


def outside(one: Field, answer: Bound, at: Moment | None = None) -> str:
    """Say "low" or "high" when an answer lies outside its bounds, else nothing."""
    low, high = bounds_of(one, at)
    if low is not None and _before(answer, low):
        return "low"
    return "high" if high is not None and _before(high, answer) else ""


def seldom_bound(one: Field, text: str) -> int:
    """Read from where on a number is seldom meant; only numbers and amounts have such a bound, else ValueError."""
    if one.kind not in ("number", "money"):
        raise ValueError("nothing is seldom here")
    return parse_whole(text)


def seldom(one: Field, answer: object) -> bool:
    """Say whether an answer is possible and yet seldom true: whoever gave it is asked once whether he means it."""
    if type(answer) is not int:
        return False
    return bool(
        (one.seldom_below and answer and answer < seldom_bound(one, one.seldom_below))
        or (one.seldom_above and answer > seldom_bound(one, one.seldom_above))
    )


def reversed_bounds(one: Field) -> bool:
    """Say whether nothing can lie between the bounds of a question."""
    low, high = bounds_of(one, Moment(date(2000, 6, 15)))
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
    if one.digits:
        return str(bound)
    return rupiah(int(bound or 0)) if one.kind == "money" else number(int(bound or 0))
