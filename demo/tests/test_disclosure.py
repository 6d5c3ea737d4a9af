"""The demonstration's requests for public information."""

from datetime import date

import pytest

from demo.disclosure import seed_disclosure
from demo.seed import settle
from pendopo.disclosure.models import InformationRequest
from pendopo.disclosure.rules import REQUEST


@pytest.mark.django_db
def test_each_state_stands_on_somebodys_desk() -> None:
    village = settle(families=60, on=date.today()).made.village
    assert seed_disclosure(village) == InformationRequest.objects.count() >= 10
    states = set(InformationRequest.objects.values_list("state", flat=True))
    assert states == {state.key for state in REQUEST.states}
    assert InformationRequest.objects.filter(person__isnull=True).exists()
    assert seed_disclosure(village) == 0
