"""The dated rules and the days off, as the pages show them."""

from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.translation import get_language, gettext, ngettext

from pendopo.kernel import clock, queries
from pendopo.kernel.actor import Actor
from pendopo.kernel.errors import NotFound
from pendopo.kernel.models import LocalHoliday
from pendopo.kernel.powers import EDIT_RULES
from pendopo.kernel.queries import HolidayLine, RuleLine
from pendopo.kernel.rules import rule_model
from pendopo.places.queries import public_area, public_locality
from pendopo.site.wording import rule_in_words
from pendopo.ui.rules import number, tongue


@dataclass(frozen=True)
class RuleItem:
    """One value of a rule in words."""

    line: RuleLine
    title: str
    value: str
    area: str


@dataclass(frozen=True)
class RulePage:
    """One rule: every value it has had and will have, and what a new value must look like."""

    title: str
    key: str
    area: str
    area_name: str
    items: list[RuleItem]
    model: object
    choices: tuple[str, ...]
    areas: list[tuple[str, str]]
    set_at: str = ""


@dataclass(frozen=True)
class HolidaysPage:
    """The days off of a year in an area."""

    year: int
    area: str
    area_name: str
    lines: list[HolidayLine]
    areas: list[tuple[str, str]]


def area_name(code: str) -> str:
    """Return the name of an area; the whole country for the empty code."""
    if not code:
        return gettext("Seluruh situs")
    area = public_area(code)
    if area is not None:
        return area.name
    locality = public_locality(code)
    return locality.name if locality else code


def _areas(actor: Actor) -> list[tuple[str, str]]:
    """Where an officer sets rules; a page shows what holds in the first of them, which is the one it would set."""
    held = sorted(set(actor.areas(EDIT_RULES)))
    if not held:
        raise NotFound
    return [(code, area_name(code)) for code in held]


def value_in_words(value: object) -> str:
    """Return a value of a rule as people write it."""
    if isinstance(value, bool):
        return gettext("ya") if value else gettext("tidak")
    if isinstance(value, (int, float)):
        return number(value, tongue(get_language()))
    if isinstance(value, list):
        return ", ".join(str(item) for item in value) or gettext("tidak ada")
    if isinstance(value, dict):
        return ngettext("%d isian", "%d isian", len(value)) % len(value)
    return str(value)


def _items(lines: list[RuleLine]) -> list[RuleItem]:
    names = {code: area_name(code) for code in {line.area for line in lines}}
    return [
        RuleItem(line, rule_in_words(line.key), value_in_words(line.value), names[line.area])
        for line in lines
    ]


def rules_page(actor: Actor) -> list[RuleItem]:
    """Return the value of every rule that holds today in the first of the actor's areas."""
    return _items(queries.rules_now(actor, area=_areas(actor)[0][0]))


def rule_page(actor: Actor, key: str) -> RulePage:
    """Return one rule with every value it has had, newest first."""
    areas = _areas(actor)
    lines = queries.rule_history(actor, key, area=areas[0][0])
    shipped = rule_model(key)
    return RulePage(
        title=rule_in_words(key),
        key=key,
        area=areas[0][0],
        area_name=areas[0][1],
        items=_items(lines),
        model=shipped.value if shipped else lines[0].value,
        choices=shipped.choices if shipped else (),
        areas=areas,
        set_at=reverse(shipped.page) if shipped and shipped.page else "",
    )


def holidays_page(actor: Actor, year: int | None = None) -> HolidaysPage:
    """Return the days off of a year in the first of the actor's areas."""
    wanted = year or clock.today().year
    areas = _areas(actor)
    language = "en_US" if tongue(get_language()) == "en" else "id"
    lines = queries.holidays_of(actor, wanted, area=areas[0][0], language=language)
    return HolidaysPage(wanted, areas[0][0], areas[0][1], lines, areas)


def holiday_to_remove(actor: Actor, holiday_id: UUID) -> LocalHoliday:
    """Return a local day off that the actor may take back."""
    return queries.local_holiday(actor, holiday_id)
