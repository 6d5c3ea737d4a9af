"""Rules and days off of two villages of one site: each sets, sees and takes away its own."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from pendopo.kernel import clock
from pendopo.kernel.domains import DOMAINS, Domain
from pendopo.kernel.models import LocalHoliday
from pendopo.kernel.operation import REGISTRY, _used
from pendopo.kernel.operations import add_local_holiday, set_rule
from pendopo.kernel.powers import EDIT_RULES
from pendopo.kernel.queries import holidays_of, rule_history, rules_now
from pendopo.kernel.rules import RuleDefault
from tests.making import ELSEWHERE, TARAJU, officer

pytestmark = pytest.mark.django_db
KEY = "test.answer_days"
OURS, THEIRS = officer(EDIT_RULES), officer(EDIT_RULES, area=ELSEWHERE)
NATION = officer(EDIT_RULES, area="")


@pytest.fixture(autouse=True)
def shipped(monkeypatch: pytest.MonkeyPatch) -> None:
    first = RuleDefault(KEY, "Uji (hari)", 14, "PP 1", date(2020, 1, 1))
    monkeypatch.setitem(DOMAINS, "trial", Domain("trial", "", (first,)))


def test_each_village_reads_its_own_values_without_naming_itself() -> None:
    for actor, area, value in ((OURS, TARAJU, 3), (THEIRS, ELSEWHERE, 5)):
        set_rule(actor, area=area, key=KEY, value=value, legal_basis="Perdes", valid_from=clock.today())
    assert [line.value for line in rule_history(OURS, KEY)] == [3, 14]
    assert [line.value for line in rules_now(THEIRS) if line.key == KEY] == [5]


def test_a_day_off_belongs_to_one_village_and_to_whoever_set_it() -> None:
    on = clock.today() + timedelta(days=1)
    for actor, area in ((NATION, ""), (THEIRS, ELSEWHERE), (OURS, TARAJU)):
        add_local_holiday(actor, area=area, on=on, name=f"Libur {area}")
    assert LocalHoliday.objects.count() == 3
    lines = [line for line in holidays_of(OURS, on.year) if line.on == on and line.id]
    assert {line.name: line.removable for line in lines} == {"Libur ": False, f"Libur {TARAJU}": True}


def test_an_operation_is_done_by_the_permission_that_is_held_there() -> None:
    entry = replace(next(iter(REGISTRY.values())), permission="test.first", also=("test.second",))
    actor = officer("test.second")
    both = replace(actor, powers=actor.powers | officer("test.first", area=ELSEWHERE).powers)
    assert [_used(entry, both, area) for area in (TARAJU, ELSEWHERE)] == ["test.second", "test.first"]
