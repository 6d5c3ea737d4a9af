"""Requests follow a resident whose two records have become one."""

from collections.abc import Sequence
from uuid import UUID

from pendopo.kernel.actor import Actor
from pendopo.kernel.operation import operation
from pendopo.letters.models import LetterRequest
from pendopo.letters.rules.permissions import FOLLOW


@operation("letters.request.follow", "Permohonan surat ikut ke catatan warga yang digabung", FOLLOW, "area")
def follow_person(actor: Actor, *, area: str, requests: Sequence[UUID], person_id: UUID) -> None:
    """Put requests of an area under another record of the same resident, or back again.

    What was printed and signed stays as it is: a letter keeps the words it was issued with.
    """
    for row in LetterRequest.objects.select_for_update().filter(pk__in=list(requests), area_code=area):
        row.person_id = person_id
        row.save()
