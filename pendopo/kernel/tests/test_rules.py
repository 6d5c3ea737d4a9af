"""Dated rules: the shipped default, and rows that override it by day and area."""

from datetime import date

import pytest
from django.db import IntegrityError

from pendopo.kernel.actor import system_actor
from pendopo.kernel.domains import DOMAINS, Domain
from pendopo.kernel.errors import RuleMissing
from pendopo.kernel.models import Rule
from pendopo.kernel.operations import RulePeriodTaken, set_rule
from pendopo.kernel.queries import rule_value
from pendopo.kernel.rules import RuleDefault, shipped_rule, shipped_rules
from tests.making import ELSEWHERE, TARAJU, make

KEY = "test.answer_days"
CLERK = system_actor("test")


@pytest.fixture(autouse=True)
def shipped(monkeypatch: pytest.MonkeyPatch) -> None:
    later = RuleDefault(KEY, "Uji (hari)", 10, "PP 2", date(2026, 1, 1))
    first = RuleDefault(KEY, "Uji (hari)", 14, "PP 1", date(2020, 1, 1), date(2026, 1, 1))
    monkeypatch.setitem(DOMAINS, "trial", Domain("trial", "", (later, first)))


def test_the_shipped_default_holds_from_its_first_day() -> None:
    assert shipped_rule(KEY, date(2019, 12, 31)) is None
    assert [shipped_rule(KEY, day).value for day in (date(2025, 12, 31), date(2026, 1, 1))] == [14, 10]  # type: ignore[union-attr]
    assert [rule.value for rule in shipped_rules() if rule.key == KEY] == [14, 10]


@pytest.mark.django_db
def test_a_row_overrides_by_day_and_the_smallest_area_wins() -> None:
    def at(day: date, area: str) -> object:
        return rule_value(KEY, on=day, area=area)

    set_rule(CLERK, area="", key=KEY, value=9, legal_basis="PP 3", valid_from=date(2026, 6, 1))
    set_rule(CLERK, area="32.06", key=KEY, value=5, legal_basis="Perbup 1", valid_from=date(2026, 7, 1))
    set_rule(
        CLERK, area=TARAJU, key=KEY, value=3, legal_basis="Perdes 1",
        valid_from=date(2026, 8, 1), valid_to=date(2026, 9, 1),
    )  # fmt: skip
    assert [at(date(2026, month, 1), TARAJU) for month in (5, 6, 7, 8, 9)] == [10, 9, 5, 3, 5]
    assert [at(date(2026, month, 1), ELSEWHERE) for month in (5, 6, 7, 8, 9)] == [10, 9, 9, 9, 9]
    assert at(date(2026, 8, 31), TARAJU + ".01.004") == 3


@pytest.mark.django_db
def test_a_new_value_ends_the_open_one_before_it() -> None:
    first = set_rule(CLERK, area="", key=KEY, value=9, legal_basis="PP 3", valid_from=date(2026, 6, 1))
    set_rule(CLERK, area="", key=KEY, value=8, legal_basis="PP 4", valid_from=date(2026, 7, 1))
    first.refresh_from_db()
    assert first.valid_to == date(2026, 7, 1)
    assert rule_value(KEY, on=date(2026, 6, 30)) == 9
    with pytest.raises(RulePeriodTaken):
        set_rule(CLERK, area="", key=KEY, value=7, legal_basis="PP 5", valid_from=date(2026, 7, 1))


@pytest.mark.django_db
def test_an_unknown_rule_is_missing_and_a_backward_period_is_refused_by_the_database() -> None:
    with pytest.raises(RuleMissing):
        rule_value("test.no_such_rule")
    with pytest.raises(IntegrityError):
        make(
            Rule, area="", key=KEY, value=1, legal_basis="-",
            valid_from=date(2026, 6, 1), valid_to=date(2026, 6, 1),
        )  # fmt: skip
