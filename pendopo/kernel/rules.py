"""Dated rules that ship with Pendopo, which a row in the rules table overrides, and the kernel's own decisions."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache
from typing import Any

from pendopo.kernel.domains import Domain, domains, parts_of


@dataclass(frozen=True)
class RuleDefault:
    """A shipped value with its source and the first day on which it holds."""

    key: str
    title: str  # in Indonesian, with its unit: "Konsep permohonan disimpan (hari)"
    value: Any
    legal_basis: str
    valid_from: date
    valid_to: date | None = None
    # What the value, or each of its items, may be; nothing: any value of the same kind.
    choices: tuple[str, ...] = ()
    # The address (by name) of the page where it is set together with what depends on it; nothing: the page of rules.
    page: str = ""
    # A number that may be raised and never goes below this; nothing: from 1.
    least: int | None = None
    # Which of many rules of one title: a letter type, say.
    of: str = ""


BACK_MINUTES, IDLE_DAYS = "kernel.clock.back_minutes", "kernel.clock.idle_days"
_ALWAYS = date(1970, 1, 1)  # also on the day on which the clock of a dead battery begins
CLOCK_RULES = (
    RuleDefault(
        BACK_MINUTES, "Jam komputer boleh mundur (menit)", 60, "Ketentuan Pendopo: jam kantor", _ALWAYS
    ),
    RuleDefault(
        IDLE_DAYS,
        "Kantor boleh tanpa catatan sebelum tanggal ditanyakan (hari kerja)",
        3,
        "Ketentuan Pendopo: jam kantor",
        _ALWAYS,
    ),
)


@lru_cache(maxsize=1)
def _by_key(among: tuple[Domain, ...]) -> dict[str, list[RuleDefault]]:
    """Return the shipped rules of these domains by key, the earliest first; asked too often to sort each time."""
    found: dict[str, list[RuleDefault]] = {}
    for _, rule in parts_of(RuleDefault, among):
        found.setdefault(rule.key, []).append(rule)
    return {key: sorted(held, key=lambda rule: rule.valid_from) for key, held in found.items()}


def _shipped() -> dict[str, list[RuleDefault]]:
    return _by_key(domains())


def shipped_rules() -> list[RuleDefault]:
    """Return every shipped rule, by key and date."""
    return [rule for _, held in sorted(_shipped().items()) for rule in held]


def rule_model(key: str) -> RuleDefault | None:
    """Return the newest shipped rule of this key, of whatever day: its title, its kind of value, its choices."""
    return next(reversed(_shipped().get(key, [])), None)


def shipped_rule(key: str, on: date) -> RuleDefault | None:
    """Return the shipped rule of this key that holds on this day, or nothing."""
    for rule in reversed(_shipped().get(key, [])):
        if rule.valid_from <= on and (rule.valid_to is None or on < rule.valid_to):
            return rule
    return None


def first_shipped_rule(key: str) -> RuleDefault | None:
    """Return what ships for this key first: what a clock that stands before every rule goes by."""
    return next(iter(_shipped().get(key, [])), None)


def value_problem(key: str, value: Any) -> str | None:
    """Return why a value cannot be set for a rule: another kind than the shipped one, or outside its choices."""
    model = rule_model(key)
    if model is None:
        return None
    if type(value) is not type(model.value):
        return "kind"
    if isinstance(value, int) and not isinstance(value, bool) and value < _least(model):
        return "too_small"
    items = value if isinstance(value, list) else [value]
    return "not_a_choice" if model.choices and any(item not in model.choices for item in items) else None


def _least(model: RuleDefault) -> int:
    return int(min(1, model.value)) if model.least is None else model.least


class ClockTurn(StrEnum):
    """How a clock stands that nobody should believe without asking."""

    BACK = "back"
    AHEAD = "ahead"


def clock_turn(
    now: datetime,
    newest: datetime,
    *,
    back_minutes: int,
    idle_days: int,
    working_days: Callable[[date, date], int],
) -> ClockTurn | None:
    """Say how the present is doubtful beside the newest entry, both in the time of the office, or nothing.

    A few minutes back is a clock that was set right. Ahead counts in working days: weekends and Lebaran are no reason.
    """
    if (newest - now).total_seconds() > back_minutes * 60:
        return ClockTurn.BACK
    days = (now.date() - newest.date()).days
    if days <= idle_days:
        return None
    # No run of days off makes so few working days of so many days; a clock of the year 9999 is not counted out.
    far = days > 3 * idle_days + 30
    return ClockTurn.AHEAD if far or working_days(newest.date(), now.date()) > idle_days else None
