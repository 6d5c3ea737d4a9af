"""The kabupaten of the demonstration has a file for each next step of each village."""

import pytest

from demo.cast import CASTS
from demo.moves import seed_moves
from demo.seed import settle
from pendopo.kernel.actor import system_actor
from pendopo.people.models import FileAccess, Transfer
from pendopo.places import operations

pytestmark = pytest.mark.django_db


def test_every_step_of_a_move_waits_for_somebody() -> None:
    first, *others = CASTS["kabupaten"].villages
    operations.serve_area(system_actor("demo"), area="32.06")
    for place, village in enumerate((first, *others)):
        settle(village, families=12, before=place * 20)
    assert seed_moves(first, tuple(others)) == 4
    found = Transfer.objects.values_list("area_code", "to_village", "state")
    here, beside, last = first, others[0], others[-1]
    assert sorted((own[:13], to, state) for own, to, state in found) == sorted(
        [
            *((here, beside, "waiting"), (last, here, "waiting")),
            *((here, last, "asked"), (beside, here, "accepted")),
        ]
    )
    assert FileAccess.objects.exclude(searched_in="").count() == 1
