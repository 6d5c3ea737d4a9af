"""How long people wait for a letter, for the public page of figures."""

from datetime import date
from typing import Final

from django.urls import reverse

from pendopo.cases.queries.figures import Taken
from pendopo.cases.rules.responsiveness import Span
from pendopo.kernel import clock
from pendopo.kernel.errors import NotFound
from pendopo.letters.models import LetterRequest, LetterStep
from pendopo.letters.queries.requests import public_status
from pendopo.letters.rules.states import AT_OFFICE, HAS_LETTER, RequestState, StepAction
from pendopo.people.rules.marker import gettext_noop as _

_ANSWERED: Final = (*HAS_LETTER, RequestState.REFUSED, RequestState.VOID)
# Whose step it was that a request has just left; what its owner does is nobody's desk.
_DESKS: Final = {
    StepAction.CHECKED.value: _("Operator desa"),
    StepAction.RETURNED.value: _("Operator desa"),
    StepAction.VERIFIED.value: _("Sekretaris desa"),
    StepAction.SIGNED.value: _("Penanda tangan"),
}
_HOLDS: Final = {
    RequestState.CHECKING.value: _("Operator desa"),
    RequestState.VERIFYING.value: _("Sekretaris desa"),
    RequestState.SIGNING.value: _("Penanda tangan"),
}


def public_taken(village: str, since: date) -> list[Taken]:
    """Return what was asked in a village since a day, naming nobody."""
    rows = LetterRequest.objects.filter(area_code=village, asked_on__gte=since, due__isnull=False)
    steps = LetterStep.objects.filter(request__in=rows, action=StepAction.ESCALATED.value)
    climbed = set(steps.values_list("request_id", flat=True))
    found = rows.only("asked_on", "due", "state", "signed_at", "step_since")
    return [
        _taken(row, row.asked_on, row.due, row.pk in climbed) for row in found if row.asked_on and row.due
    ]


def _taken(row: LetterRequest, asked: date, due: date, climbed: bool) -> Taken:
    done = clock.at_the_office(row.signed_at).date() if row.signed_at else row.step_since
    answered = done if row.state in _ANSWERED else None
    ended = row.step_since if row.state == RequestState.WITHDRAWN else None
    return Taken(asked, due, answered, ended, climbed)


def public_held(village: str, since: date) -> dict[str, list[Span]]:
    """Return how long each desk has held a village's requests since a day."""
    found: dict[str, list[Span]] = {title: [] for title in dict.fromkeys(_HOLDS.values())}
    rows = LetterRequest.objects.filter(area_code=village, asked_on__gte=since)
    before: dict[object, date] = {}
    for request, action, at in (
        LetterStep.objects.filter(request__in=rows)
        .order_by("at", "id")
        .values_list("request_id", "action", "at")
    ):
        day = clock.at_the_office(at).date()
        if action in _DESKS and request in before:
            found[_DESKS[action]].append(Span((day - before[request]).days, over=True))
        if action != StepAction.ESCALATED:
            before[request] = day
    today = clock.today()
    for state, began in rows.filter(state__in=AT_OFFICE).values_list("state", "step_since"):
        if began is not None:
            found[_HOLDS[state]].append(Span((today - began).days, over=False))
    return found


def public_receipt(receipt: str, secret: str) -> str | None:
    """Return the address that says how far a request is, if number and code fit."""
    try:
        status = public_status(receipt, secret)
    except NotFound:
        return None
    return reverse("letters-status", args=[status.receipt, secret])
