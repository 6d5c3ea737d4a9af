"""Dated rules that ship with Pendopo; a row in the rules table overrides them from its first day on."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True)
class RuleDefault:
    """A shipped value with its source and the first day on which it holds."""

    key: str
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


_SHIPPED: dict[str, list[RuleDefault]] = {}


def register_rules(defaults: Iterable[RuleDefault]) -> None:
    """Add a domain's shipped rules to the table of defaults; registering the same twice changes nothing."""
    for rule in defaults:
        held = _SHIPPED.setdefault(rule.key, [])
        if rule not in held:
            held.append(rule)
            held.sort(key=lambda item: item.valid_from)


def shipped_rules() -> list[RuleDefault]:
    """Return every shipped rule, by key and date."""
    return [rule for key in sorted(_SHIPPED) for rule in _SHIPPED[key]]


def shipped_rule(key: str, on: date) -> RuleDefault | None:
    """Return the shipped rule of this key that holds on this day, or nothing."""
    for rule in reversed(_SHIPPED.get(key, [])):
        if rule.valid_from <= on and (rule.valid_to is None or on < rule.valid_to):
            return rule
    return None


def value_problem(key: str, value: Any) -> str | None:
    """Return why a value cannot be set for a rule: another kind than the shipped one, or outside its choices."""
    shipped = _SHIPPED.get(key)
    if not shipped:
        return None
    model = shipped[-1]
    if type(value) is not type(model.value):
        return "kind"
    if isinstance(value, int) and not isinstance(value, bool) and value < _least(model):
        return "too_small"
    items = value if isinstance(value, list) else [value]
    return "not_a_choice" if model.choices and any(item not in model.choices for item in items) else None


def _least(model: RuleDefault) -> int:
    return int(min(1, model.value)) if model.least is None else model.least
