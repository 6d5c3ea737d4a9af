"""When an office is open: a week as people write it, and what that says of one moment."""

import re
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Final, NamedTuple

CLOSED: Final = frozenset({"", "tutup", "libur", "-", "–"})
MOST_SPANS: Final = 3
LOOK_AHEAD: Final = 60  # days: an office that is closed longer has stopped, and no day is promised

_ = str  # Marks a text for the catalogue; form and refusal translate it.

# What cannot be read, by code, with the way to write it.
TROUBLE: Final[Mapping[str, str]] = {
    "hours_unreadable": _("Jam ini tidak terbaca. Tulis seperti 08.00-15.30, atau kosongkan bila tutup."),
    "hours_backwards": _("Jam tutup harus sesudah jam buka. Tulis seperti 08.00-15.30."),
    "hours_overlap": _("Dua jam buka bertumpuk. Tulis seperti 08.00-12.00, 13.00-15.30."),
}

_TIME = re.compile(r"([01]?\d|2[0-4])(?:[.:]?([0-5]\d))?")
_POINT = re.compile(r"(-?\d{1,3}[.,]\d{1,12})(?:\s{0,3}[,;]\s{0,3}|\s{1,3})(-?\d{1,3}[.,]\d{1,12})")
_DASH = re.compile(r"-|–|—|s\.?\s?/?\s?d\.?|sampai", re.IGNORECASE)


class BadHours(ValueError):
    """Hours that cannot be read; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Span(NamedTuple):
    """From when until when, on one day; midnight at the end is 23.59."""

    opens: time
    closes: time

    @property
    def written(self) -> str:
        """The span as it is printed: 08.00–15.30."""
        return f"{self.opens:%H.%M}–{self.closes:%H.%M}"


class Hours(NamedTuple):
    """What an office says of itself, as it is kept."""

    week: Mapping[str, str]
    lat: float | None = None
    lng: float | None = None
    note: str = ""
    access: Sequence[str] = ()


Week = Mapping[int, Sequence[Span]]  # Monday is 0; a day without spans is closed


class Standing(NamedTuple):
    """What holds at a moment: until when it is open, or when it opens next (nothing where no day is near)."""

    closes: time | None
    opens_on: date | None = None
    opens_at: time | None = None

    @property
    def open(self) -> bool:
        """Whether somebody who comes now finds the office open."""
        return self.closes is not None


def read_day(text: str) -> tuple[Span, ...]:
    """Read one day: "08.00-15.30", "8–12, 13–15.30", "tutup"; raises BadHours."""
    if text.strip().lower() in CLOSED:
        return ()
    spans = [_read_span(part) for part in re.split(r"[,;]|\bdan\b", text) if part.strip()]
    if len(spans) > MOST_SPANS:
        raise BadHours("hours_unreadable")
    spans.sort()
    for one, other in zip(spans, spans[1:], strict=False):
        if other.opens < one.closes:
            raise BadHours("hours_overlap")
    return tuple(spans)


def _read_span(text: str) -> Span:
    ends = [_TIME.fullmatch(part.strip()) for part in _DASH.split(text.strip())]
    if len(ends) != 2 or not all(ends):
        raise BadHours("hours_unreadable")
    opens, closes = (_time(int(end[1]), int(end[2] or 0)) for end in ends if end)
    if closes <= opens:
        raise BadHours("hours_backwards")
    return Span(opens, closes)


def _time(hour: int, minute: int) -> time:
    if hour == 24 and minute:
        raise BadHours("hours_unreadable")
    return time(23, 59) if hour == 24 else time(hour, minute)


def day_written(spans: Sequence[Span]) -> str:
    """Write one day as it is read again; nothing where it is closed."""
    return ", ".join(span.written for span in spans)


def held_week(week: Week) -> dict[str, str]:
    """Return a week as it is kept: the number of the day, and its hours as text."""
    return {str(day): day_written(spans) for day, spans in sorted(week.items()) if spans}


def read_week(held: Mapping[str, str]) -> dict[int, tuple[Span, ...]]:
    """Read a week as it is kept; raises BadHours."""
    return {day: read_day(held.get(str(day), "")) for day in range(7)}


def standing(week: Week, moment: datetime, days_off: Collection[date]) -> Standing:
    """Say what holds at a moment of the office's own clock; `days_off` are days on which it stays closed."""
    today, now = moment.date(), moment.time()
    for ahead in range(LOOK_AHEAD):
        day = today + timedelta(days=ahead)
        for span in () if day in days_off else week.get(day.weekday(), ()):
            if ahead == 0 and span.opens <= now < span.closes:
                return Standing(span.closes)
            if ahead or now < span.opens:
                return Standing(None, day, span.opens)
    return Standing(None)


def alike(week: Week) -> list[tuple[int, int, str]]:
    """Put days in a row that have the same hours together: first day, last day, hours; closed ones are left out."""
    found: list[tuple[int, int, str]] = []
    for day in range(7):
        hours = day_written(week.get(day, ()))
        if found and found[-1][1] == day - 1 and found[-1][2] == hours:
            found[-1] = (found[-1][0], day, hours)
        elif hours:
            found.append((day, day, hours))
    return found


def dialled(phone: str) -> str:
    """Return a telephone number as a link dials it, +62…; nothing where it is none (E.164: at most 15 digits)."""
    digits = re.sub(r"\D", "", phone)
    number = digits if phone.strip().startswith("+") else f"62{digits[1:]}" if digits.startswith("0") else ""
    return f"+{number}" if 8 <= len(number) <= 15 else ""


def read_point(text: str) -> tuple[float, float] | None:
    """Read "lintang, bujur" in degrees; nothing for an empty text; raises BadHours outside Indonesia or unreadable."""
    if not text.strip():
        return None
    parts = _POINT.fullmatch(text.strip())
    if parts is None:
        raise BadHours("point_unreadable")
    latitude, longitude = (float(part.replace(",", ".")) for part in parts.groups())
    if not (-11.5 <= latitude <= 6.5 and 94.5 <= longitude <= 141.5):
        raise BadHours("point_elsewhere")
    return latitude, longitude
