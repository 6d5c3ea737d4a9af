"""What comes after signing: the letter is handed over, declared void, and the register follows the event."""

from django.utils.translation import gettext_lazy as _

from pendopo.kernel.actor import Actor, system_actor
from pendopo.kernel.areas import Tier
from pendopo.kernel.operation import operation
from pendopo.letters.models import LetterRequest
from pendopo.letters.operations import flow
from pendopo.letters.operations.issuing import revoke_document
from pendopo.letters.operations.refusals import LetterRefused
from pendopo.letters.rules.permissions import CHECK, SIGN
from pendopo.letters.rules.states import RequestState, StepAction
from pendopo.mail.operations.letters import deliver_letter, void_letter_line

_VILLAGE = frozenset({Tier.VILLAGE})


@operation("letters.request.hand_over", "Surat diserahkan", CHECK, "request", tiers=_VILLAGE)
def hand_over(actor: Actor, *, request: LetterRequest, received_by: str, remark: str = "") -> LetterRequest:
    """Note who took the printed letter: a line of the expedition book."""
    row = flow.lock(request, "hand")
    if not received_by.strip():
        raise LetterRefused("receiver_missing")
    deliver_letter(
        system_actor("letters"),
        village=row.area_code,
        request_id=row.pk,
        party=row.person.name,
        received_by=received_by.strip()[:120],
        handed_by=actor.name,
        remark=remark.strip()[:200],
    )
    flow.enter(row, RequestState.HANDED)
    row.save()
    flow.note(row, StepAction.HANDED, actor)
    return row


@operation("letters.request.void", "Surat dibatalkan", SIGN, "request", tiers=_VILLAGE, recuse="request")
def void_letter(actor: Actor, *, request: LetterRequest, ground: str, reason: str) -> LetterRequest:
    """Declare a signed letter void, with a reason; its number stays taken for ever."""
    row = flow.lock(request, "void")
    if not reason.strip():
        raise LetterRefused("reason_missing")
    void_letter_line(
        system_actor("letters"), village=row.area_code, request_id=row.pk, reason=reason.strip()[:300]
    )
    revoke_document(actor, request=row, ground=ground, note=reason.strip()[:300])
    row.note = reason.strip()[:400]
    flow.enter(row, RequestState.VOID)
    row.save()
    flow.note(row, StepAction.VOID, actor, row.note)
    flow.tell(row, _("Surat %(letter)s dibatalkan"), "%(reason)s", reason=row.note)
    return row


@operation("letters.request.event", "Peristiwa di balik surat dicocokkan", CHECK, "request", tiers=_VILLAGE)
def note_life_event(actor: Actor, *, request: LetterRequest) -> LetterRequest:
    """Note that the population event behind a letter stands in the register, or needs no entry."""
    row = LetterRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    if not row.event_noted:
        row.event_noted = True
        row.save()
    return row
