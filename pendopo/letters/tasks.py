"""Work on letters that no page of letters waits for."""

from collections.abc import Sequence
from uuid import UUID

from pendopo.kernel.actor import Actor
from pendopo.letters.operations.clocks import wind_clocks
from pendopo.letters.operations.following import follow_person
from pendopo.letters.operations.paper_room import sweep
from pendopo.letters.queries.references import public_areas_of

__all__ = ["point_requests", "sweep", "wind_clocks"]


def point_requests(actor: Actor, requests: Sequence[UUID], person_id: UUID) -> None:
    """Let requests follow a resident whose two records have become one."""
    for area in public_areas_of(requests):
        follow_person(actor, area=area, requests=requests, person_id=person_id)
