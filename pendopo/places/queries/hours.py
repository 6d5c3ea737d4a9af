"""The office as people look for it: is it open now, where it is, how to call."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.kernel.memo import per_request
from pendopo.kernel.models import LocalHoliday
from pendopo.kernel.queries import public_local_holidays
from pendopo.places.models import Emblem, OfficeHours
from pendopo.places.queries.village import Village, profile_for, public_page_village, public_site_village
from pendopo.places.rules.hours import (
    BadHours,
    Standing,
    Week,
    alike,
    day_written,
    dialled,
    read_week,
    standing,
)
from pendopo.places.rules.images import EmblemOwner
from pendopo.places.rules.permissions import EDIT_PROFILE
from pendopo.ui.rules import date_long, date_short, weekday


class DayLine(NamedTuple):
    """One day of this week: its name, its hours or why it is closed, and whether it is today."""

    name: str
    hours: str
    today: bool


@dataclass(frozen=True)
class OfficeCard:
    """What is known of an office; whatever was never filled in is empty, and printed nowhere."""

    village: Village
    open: bool = False
    now: str = ""  # "Buka sekarang, sampai 15.30", "Buka besok 08.00"; empty where no hours are known
    days: tuple[DayLine, ...] = ()
    hours: str = ""  # the whole week in one line
    note: str = ""
    dial: str = ""
    map_url: str = ""
    has_picture: bool = False


@dataclass(frozen=True)
class _Kept:
    """What the office said of itself."""

    week: Week = field(default_factory=dict)
    point: tuple[float, float] | None = None
    note: str = ""


def public_hours_card() -> OfficeCard | None:
    """Return the office of the page's village as every page shows it, if the page has a village."""
    village = public_site_village()
    return _card(village, with_picture=False) if village else None


def public_hours_page() -> OfficeCard:
    """Return the office of the page's village with its picture, or ask which village is meant."""
    return _card(public_page_village(), with_picture=True)


def hours_to_edit(actor: Actor) -> OfficeHours:
    """Return what the actor's village said of its office's hours; a new row where it said nothing yet."""
    code = profile_for(actor, EDIT_PROFILE).area_code
    return OfficeHours.objects.filter(area_code=code).first() or OfficeHours(area_code=code)


def _card(village: Village, *, with_picture: bool) -> OfficeCard:
    kept = _kept(village.code)
    moment = clock.at_the_office(clock.now())
    days_off = _days_off(village.code, moment.date()) if kept.week else {}
    held = standing(kept.week, moment, days_off)
    return OfficeCard(
        village=village,
        open=held.open,
        now=_in_words(held, moment) if kept.week else "",
        days=tuple(_days(kept.week, moment.date(), days_off)) if kept.week else (),
        hours=_week_in_words(kept.week),
        note=kept.note,
        dial=dialled(village.phone),
        map_url=_map(kept.point),
        has_picture=with_picture and _has_picture(village.code),
    )


@per_request(OfficeHours)
def _kept(code: str) -> _Kept:
    row = OfficeHours.objects.filter(area_code=code).first()
    if row is None:
        return _Kept()
    try:
        week = {day: spans for day, spans in read_week(row.week).items() if spans}
    except (BadHours, AttributeError):  # edited by hand: better no hours than wrong ones
        week = {}
    return _Kept(week, None if row.lat is None or row.lng is None else (row.lat, row.lng), row.note)


@per_request(LocalHoliday)
def _days_off(code: str, today: date) -> Mapping[date, str]:
    """The days on which offices stay closed, with their names: this week's and those to come."""
    years = {today.year, (today + timedelta(days=90)).year}
    found = dict.fromkeys(public_local_holidays(code), _("hari libur setempat"))
    for year in years:
        found |= clock.national_holiday_names(year, get_language() or "id")
    return found


def _has_picture(code: str) -> bool:
    return Emblem.objects.filter(area_code=code, owner=EmblemOwner.OFFICE.value).exists()


def _in_words(held: Standing, moment: datetime) -> str:
    tongue = get_language()
    if held.closes is not None:
        return _("Buka sekarang, sampai %(time)s") % {"time": f"{held.closes:%H.%M}"}
    if held.opens_on is None or held.opens_at is None:
        return _("Tutup")
    ahead, at = (held.opens_on - moment.date()).days, f"{held.opens_at:%H.%M}"
    if ahead == 0:
        return _("Tutup, buka hari ini %(time)s") % {"time": at}
    if ahead == 1:
        return _("Tutup, buka besok %(time)s") % {"time": at}
    day = weekday(held.opens_on.weekday(), tongue) if ahead < 7 else date_long(held.opens_on, tongue or "id")
    return _("Tutup, buka %(day)s %(time)s") % {"day": day, "time": at}


def _days(week: Week, today: date, days_off: Mapping[date, str]) -> list[DayLine]:
    monday = today - timedelta(days=today.weekday())
    lines = []
    for number in range(7):
        day = monday + timedelta(days=number)
        hours = day_written(week.get(number, ())) or _("tutup")
        if day in days_off and week.get(number):
            written = date_short(day, get_language() or "id")
            hours = _("tutup, %(why)s (%(day)s)") % {"why": days_off[day], "day": written}
        lines.append(DayLine(weekday(number, get_language()), hours, day == today))
    return lines


def _week_in_words(week: Week) -> str:
    tongue = get_language()
    runs = []
    for first, last, hours in alike(week):
        until = f"–{weekday(last, tongue)}" if last > first else ""
        runs.append(f"{weekday(first, tongue)}{until} {hours}")
    return ", ".join(runs)


def _map(point: tuple[float, float] | None) -> str:
    """A page of OpenStreetMap that is opened by whoever wants it: no page of ours asks another host."""
    if point is None:
        return ""
    at = f"{point[0]:.5f}", f"{point[1]:.5f}"
    return f"https://www.openstreetmap.org/?mlat={at[0]}&mlon={at[1]}#map=17/{at[0]}/{at[1]}"
