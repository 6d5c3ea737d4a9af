"""The demonstration's reports of what happened."""

from datetime import date

import pytest

from demo.seed import settle
from demo.vital import seed_vital
from pendopo.vital.models import VitalReport
from pendopo.vital.rules import EVENTS, FLOW


@pytest.mark.django_db
def test_each_state_and_each_event_stands_on_somebodys_desk() -> None:
    village = settle(families=60, on=date.today()).made.village
    assert seed_vital(village) == VitalReport.objects.count() >= 14
    rows = VitalReport.objects.values_list("state", "event")
    assert {state for state, _event in rows} == {state.key for state in FLOW.states}
    assert {event for _state, event in rows} == {key for key, _words in EVENTS}
    assert VitalReport.objects.filter(person__isnull=True).exists()
    assert seed_vital(village) == 0
