"""Which rows of letters name a resident, for a register in which two records become one."""

from collections.abc import Sequence
from uuid import UUID

from pendopo.letters.models import LetterRequest


def public_requests_of(person_id: UUID) -> list[UUID]:
    """Return the ids of a resident's requests, without saying anything of them."""
    return list(LetterRequest.objects.filter(person_id=person_id).values_list("pk", flat=True))


def public_areas_of(requests: Sequence[UUID]) -> list[str]:
    """Return the areas in which these requests were made."""
    return sorted(
        set(LetterRequest.objects.filter(pk__in=list(requests)).values_list("area_code", flat=True))
    )
