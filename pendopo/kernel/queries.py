"""Reads of the kernel's own tables."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.apps import apps

from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.kernel.areas import chain_of
from pendopo.kernel.errors import NotFound, RuleMissing
from pendopo.kernel.memo import per_request
from pendopo.kernel.models import Journaled, JournalEntry, LocalHoliday, Rule
from pendopo.kernel.powers import EDIT_RULES
from pendopo.kernel.rules import first_shipped_rule, shipped_rule, shipped_rules
from pendopo.kernel.sealed import SealedTextField


def public_rule(key: str, *, on: date | None = None, area: str = "") -> Any:
    """Return the value of a dated rule on a day; the row of the smallest area wins, then the shipped default."""
    return public_rules([key], on=on, area=area)[key]


def public_rules(keys: Iterable[str], *, on: date | None = None, area: str = "") -> dict[str, Any]:
    """Return the values of several dated rules on a day with one look at the table."""
    day, wanted = on or clock.today(), frozenset(keys)
    chosen: dict[str, Any] = {}
    for row in _rules_around(area):
        if row.key in wanted and row.valid_from <= day and (row.valid_to is None or row.valid_to > day):
            chosen[row.key] = row.value
    for key in wanted - chosen.keys():
        # A present before the first day of a rule is the present of a wrong clock: pages open under it too.
        shipped = shipped_rule(key, day) or (first_shipped_rule(key) if on is None else None)
        if shipped is None:
            raise RuleMissing(key)
        chosen[key] = shipped.value
    return chosen


@per_request(Rule)
def _rules_around(area: str) -> list[Rule]:
    """Return every row of a rule that ever holds in an area; who comes later wins."""
    rows = Rule.objects.filter(area_code__in=["", *chain_of(area)])
    return sorted(rows, key=lambda row: (len(row.area_code), row.valid_from))


rule_value = public_rule


def public_local_holidays(area: str = "") -> frozenset[date]:
    """Return the local days off that hold in an area."""
    return frozenset(
        LocalHoliday.objects.filter(area_code__in=["", *chain_of(area)]).values_list("on", flat=True)
    )


def public_deadline(start: date, days: int, *, area: str = "") -> date:
    """Return the last day of a clock of so many working days that starts on `start` in an area."""
    return clock.count_working_days(start, days, public_local_holidays(area))


def public_sealed_tables() -> list[str]:
    """Return the names of the tables that hold sealed fields."""
    return [
        model._meta.db_table
        for model in apps.get_models()
        if issubclass(model, Journaled) and any(isinstance(f, SealedTextField) for f in model._meta.fields)
    ]


@dataclass(frozen=True)
class RuleLine:
    """One value of a rule as the pages show it; `area` is empty where it holds everywhere."""

    key: str
    value: Any
    legal_basis: str
    valid_from: date
    valid_to: date | None
    area: str
    shipped: bool
    holds: bool = False


def _area_to_edit(actor: Actor, area: str) -> str:
    held = actor.areas(EDIT_RULES)
    found = area or next(iter(held), None)
    if found is None or not actor.may(EDIT_RULES, found):
        raise NotFound
    return found


def rules_now(actor: Actor, *, area: str = "") -> list[RuleLine]:
    """Return the value of every rule that holds today in an area whose rules the actor sets."""
    wanted = _area_to_edit(actor, area)
    keys = sorted({rule.key for rule in shipped_rules()} | set(Rule.objects.values_list("key", flat=True)))
    found = (rule_history(actor, key, area=wanted) for key in keys)
    return [line for lines in found for line in lines if line.holds]


def rule_history(actor: Actor, key: str, *, area: str = "") -> list[RuleLine]:
    """Return every value of a rule that ever holds in an area, newest first; one holds today."""
    chain, today = ["", *chain_of(_area_to_edit(actor, area))], clock.today()
    rows = Rule.objects.filter(key=key, area_code__in=chain)
    lines = [
        RuleLine(key, row.value, row.legal_basis, row.valid_from, row.valid_to, row.area_code, shipped=False)
        for row in rows
    ]
    lines += [
        RuleLine(key, rule.value, rule.legal_basis, rule.valid_from, rule.valid_to, "", shipped=True)
        for rule in shipped_rules()
        if rule.key == key
    ]
    if not lines:
        raise NotFound
    open_now = [x for x in lines if x.valid_from <= today and (x.valid_to is None or today < x.valid_to)]
    # The same choice as public_rule: a row before what ships, the smallest area first, then the newest.
    chosen = max(open_now, key=lambda x: (not x.shipped, len(x.area), x.valid_from), default=None)
    ordered = sorted(lines, key=lambda x: (x.valid_from, len(x.area)), reverse=True)
    return [replace(line, holds=line is chosen) for line in ordered]


@dataclass(frozen=True)
class HolidayLine:
    """A day off of a year: national, or of an area."""

    on: date
    name: str
    legal_basis: str = ""
    area: str = ""
    id: UUID | None = None
    removable: bool = False


def holidays_of(actor: Actor, year: int, *, area: str = "", language: str = "id") -> list[HolidayLine]:
    """Return the days off of a year in an area whose rules the actor sets."""
    wanted = _area_to_edit(actor, area)
    lines = [HolidayLine(day, name) for day, name in clock.national_holiday_names(year, language).items()]
    rows = LocalHoliday.objects.filter(area_code__in=["", *chain_of(wanted)], on__year=year)
    for row in rows:
        removable = row.on > clock.today() and actor.may(EDIT_RULES, row.area_code)
        lines.append(HolidayLine(row.on, row.name, row.legal_basis, row.area_code, row.pk, removable))
    return sorted(lines, key=lambda line: line.on)


def local_holiday(actor: Actor, holiday_id: UUID) -> LocalHoliday:
    """Return a local day off of an area whose rules the actor sets."""
    row = LocalHoliday.objects.filter(pk=holiday_id).first()
    if row is None or not actor.may(EDIT_RULES, row.area_code):
        raise NotFound
    return row


def public_areas_where(operation: str) -> set[str]:
    """Return the areas in whose feeds an operation of this name was done."""
    done = JournalEntry.objects.filter(operation=operation, outcome="done")
    return set(done.values_list("feed__area_code", flat=True).distinct())
