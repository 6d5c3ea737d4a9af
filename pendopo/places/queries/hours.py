"""The office as people look for it: is it open now, where it is, how to call."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
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
from pendopo.places.rules.access import FACTS
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
    """What is known of an office; whatever was never filled in is empty, and printed nowhere.

    What depends on the moment is asked where it is shown: the foot of a page needs no days off.
    """

    village: Village
    has_picture: bool = False

    @cached_property
    def _week(self) -> Week:
        try:
            return {day: spans for day, spans in read_week(self.village.hours.week).items() if spans}
        except (BadHours, AttributeError):  # edited by hand: better no hours than wrong ones
            return {}

    @cached_property
    def _moment(self) -> datetime:
        return clock.at_the_office(clock.now())

    @cached_property
    def _days_off(self) -> Mapping[date, str]:
        return _days_off(self.village.code, self._moment.date())

    @cached_property
    def _standing(self) -> Standing:
        return standing(self._week, self._moment, self._days_off)

    @property
    def open(self) -> bool:
        """Whether somebody who comes now finds it open."""
        return bool(self._week) and self._standing.open

    @property
    def now(self) -> str:
        """What holds now: "Buka sekarang, sampai 15.30", "Tutup, buka besok 08.00"; empty where no hours are known."""
        return _in_words(self._standing, self._moment) if self._week else ""

    @property
    def days(self) -> list[DayLine]:
        """This week, day by day."""
        return _days(self._week, self._moment.date(), self._days_off) if self._week else []

    @property
    def hours(self) -> str:
        """The whole week in one line."""
        return _week_in_words(self._week)

    @property
    def note(self) -> str:
        """What else the office says of its hours and its door."""
        return self.village.hours.note

    @property
    def access(self) -> list[str]:
        """What eases coming, in words: only what the village said that it has."""
        return [_(FACTS[key]) for key in self.village.hours.access]

    @property
    def dial(self) -> str:
        """The number that a link dials."""
        return dialled(self.village.phone)

    @property
    def map_url(self) -> str:
        """Where a map shows it: opened by whoever wants it, no page of ours asks another host."""
        lat, lng = self.village.hours.lat, self.village.hours.lng
        if lat is None or lng is None:
            return ""
        return f"https://www.openstreetmap.org/?mlat={lat:.5f}&mlon={lng:.5f}#map=17/{lat:.5f}/{lng:.5f}"


def public_hours_card() -> OfficeCard | None:
    """Return the office of the page's village as every page shows it, if the page has a village."""
    village = public_site_village()
    return OfficeCard(village) if village else None


def public_hours_page() -> OfficeCard:
    """Return the office of the page's village with its picture, or ask which village is meant."""
    village = public_page_village()
    return OfficeCard(village, _has_picture(village.code))


def hours_to_edit(actor: Actor) -> OfficeHours:
    """Return what the actor's village said of its office's hours; a new row where it said nothing yet."""
    code = profile_for(actor, EDIT_PROFILE).area_code
    return OfficeHours.objects.filter(area_code=code).first() or OfficeHours(area_code=code)


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
