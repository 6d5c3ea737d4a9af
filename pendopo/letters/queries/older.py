"""What the older program wrote of requests, and has not been carried over yet."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from pendopo.letters.models import LetterRequest, LetterStep
from pendopo.letters.rules.states import DESK_LEFT, HAS_LETTER, RequestState

_ENDED = Q(state=RequestState.REFUSED) | Q(
    state__in=[*HAS_LETTER, RequestState.VOID], signed_at__isnull=False
)


def public_villages_as_before() -> list[str]:
    """Return the villages whose requests still lack what the figures ask."""
    left = LetterStep.objects.filter(case_id=OuterRef("pk"), move__in=DESK_LEFT, state="")
    rows = LetterRequest.objects.filter(Exists(left) | Q(_ENDED, answered_on__isnull=True))
    return sorted(set(rows.values_list("area_code", flat=True)))


def public_older_steps(area: str) -> QuerySet[LetterStep]:
    """Return every step of a village's requests in the order in which they were made, request by request."""
    return LetterStep.objects.filter(case__area_code=area).order_by("case_id", "at", "id")


def public_answered_before(area: str) -> QuerySet[LetterRequest]:
    """Return the requests that were answered on a day that nobody has written down."""
    return LetterRequest.objects.filter(_ENDED, area_code=area, answered_on__isnull=True)
