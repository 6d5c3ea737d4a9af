"""The clock of the site: moments, days and working days.

Legal clocks count working days from the day after the start (PP 47/2015: "hari" is hari kerja): Monday to
Friday, without national holidays (package `holidays`) and without the local table (cuti bersama, regional).
"""

import os
import time
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone


def now() -> datetime:
    """Return the present moment, with its time zone."""
    return timezone.now()


def today() -> date:
    """Return today's date in the site's time zone."""
    return at_the_office(now()).date()


def at_the_office(moment: datetime) -> datetime:
    """Return a moment in the site's time zone."""
    return moment.astimezone(ZoneInfo(settings.TIME_ZONE))


def set_zone(name: str) -> None:
    """Let this process go by another time zone from now on: a new site has just learnt where it stands."""
    if name == settings.TIME_ZONE:
        return
    settings.TIME_ZONE = name
    timezone.get_default_timezone.cache_clear()  # type: ignore[attr-defined]
    os.environ["TZ"] = name  # as Django does when it reads the settings: the log goes by it
    if hasattr(time, "tzset"):
        time.tzset()


@lru_cache(maxsize=64)
def national_holidays(year: int) -> frozenset[date]:
    """Return Indonesia's national holidays of a year."""
    return frozenset(national_holiday_names(year))


@lru_cache(maxsize=64)
def national_holiday_names(year: int, language: str = "id") -> dict[date, str]:
    """Return Indonesia's national holidays of a year with their names, in Indonesian (id) or English (en_US)."""
    import holidays  # two tenths of a second, needed only where working days are counted

    return dict(sorted(holidays.country_holidays("ID", years=year, language=language).items()))


@lru_cache(maxsize=64)
def joint_leave(year: int) -> frozenset[date]:
    """Return the joint leave (cuti bersama) that the ministers announced for a year, as far as it is known.

    No legal clock counts with it unless the local table says so; it only tells an office at rest from a wrong clock.
    """
    import holidays

    return frozenset(holidays.country_holidays("ID", years=year, categories=("government",)))


def is_working_day(day: date, local: frozenset[date] = frozenset()) -> bool:
    """Say whether offices are open on a day, given the local days off."""
    return day.weekday() < 5 and day not in national_holidays(day.year) and day not in local


def count_working_days(start: date, days: int, local: frozenset[date] = frozenset()) -> date:
    """Return the day on which a clock of so many working days ends; counting begins on the day after `start`."""
    if days < 0:
        raise ValueError("a clock runs forward")
    day = start
    while days:
        day += timedelta(days=1)
        if is_working_day(day, local):
            days -= 1
    return day


def working_days_between(start: date, end: date, local: frozenset[date] = frozenset()) -> int:
    """Return how many working days lie after `start` up to and including `end`; negative when `end` is earlier."""
    if end < start:
        return -working_days_between(end, start, local)
    span = (start + timedelta(days=n) for n in range(1, (end - start).days + 1))
    return sum(1 for day in span if is_working_day(day, local))
