"""Reads of the kernel's own tables."""

from datetime import date
from typing import Any

from django.apps import apps
from django.db.models import Q

from pendopo.kernel import clock
from pendopo.kernel.areas import chain_of
from pendopo.kernel.errors import RuleMissing
from pendopo.kernel.models import Journaled, LocalHoliday, Rule
from pendopo.kernel.rules import shipped_rule
from pendopo.kernel.sealed import SealedTextField


def public_rule(key: str, *, on: date | None = None, area: str = "") -> Any:
    """Return the value of a dated rule on a day; the row of the smallest area wins, then the shipped default."""
    day = on or clock.today()
    rows = (
        Rule.objects.filter(key=key, area_code__in=["", *chain_of(area)], valid_from__lte=day)
        .filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day))
        .order_by("valid_from")
    )
    chosen = max(rows, key=lambda row: (len(row.area_code), row.valid_from), default=None)
    if chosen is not None:
        return chosen.value
    shipped = shipped_rule(key, day)
    if shipped is None:
        raise RuleMissing(key)
    return shipped.value


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
